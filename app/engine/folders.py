"""Where Masklet keeps what belongs to the user: settings in one folder, models and plugins in another."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def config_folder() -> Path:
    """The folder of the settings. `MASKLET_HOME` moves it (portable installs, farms, tests)."""
    home = os.environ.get("MASKLET_HOME")
    return Path(home) / "config" if home else platformdirs.user_config_path("masklet", appauthor=False)


def data_folder() -> Path:
    """The folder of the user's models, plugins and logs. `MASKLET_HOME` moves it."""
    home = os.environ.get("MASKLET_HOME")
    return Path(home) / "data" if home else platformdirs.user_data_path("masklet", appauthor=False)


def cache_folder() -> Path:
    """The folder of what can be computed again. `MASKLET_HOME` moves it."""
    home = os.environ.get("MASKLET_HOME")
    return Path(home) / "cache" if home else platformdirs.user_cache_path("masklet", appauthor=False)
