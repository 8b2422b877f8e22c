"""The one log file, where the details of unexpected errors are."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from app.engine.folders import data_folder

_LOG_BYTES = 1_000_000
_LOGS_KEPT = 3
_NAME = "masklet"  # of the handler


def log_path() -> Path:
    return data_folder() / "logs" / "masklet.log"


def start_log() -> None:
    """Write what is logged to one rotating file. Where that cannot be written, stderr has to do.

    Called again, it starts over, with the folder as it is then.
    """
    root = logging.getLogger()
    for old in [h for h in root.handlers if h.get_name() == _NAME]:
        root.removeHandler(old)
        old.close()
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.set_name(_NAME)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
