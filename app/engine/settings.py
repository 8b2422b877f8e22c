"""What the user chose once and wants again: recent projects, device, model, window."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.engine.folders import config_folder
from app.engine.json_fields import Fields, items

logger = logging.getLogger(__name__)

_RECENT = 10


def _no_keys() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


def _no_window() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults. `window` is the window's own: sizes and docks as Qt writes them."""

    recent: tuple[str, ...] = ()  # paths of clips and projects, newest first
    device: str = "auto"
    precision: str = "auto"  # or "float32", "bfloat16": what the model computes in
    model: str = ""  # empty means the embedded one
    export_format: str = ""
    last_folder: str = ""
    language: str = ""  # of the window; empty means the system's
    memory_mb: int = 768  # of decoded frames that are kept
    autosave_s: int = 5  # between two looks at what is unsaved
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys)  # by action, where not the default
    window: Mapping[str, str] = field(default_factory=_no_window)


def with_recent(settings: Settings, path: Path) -> Settings:
    """The path becomes the newest of the recent ones; the oldest beyond ten is forgotten."""
    newest = str(path)
    others = [p for p in settings.recent if p != newest]
    return replace(settings, recent=(newest, *others)[:_RECENT])


def load_settings() -> Settings:
    """The saved settings; the defaults where there are none or they cannot be read (which is logged)."""
    path = _path()
    try:
        return _from_json(Fields.parse(path.read_bytes()))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        logger.warning("Ignoring the settings in %s: %s", path, error)
        return Settings()


def save_settings(settings: Settings) -> None:
    """Losing settings is not worth interrupting anybody: a failure is logged."""
    path = _path()
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(_to_json(settings), indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        logger.warning("The settings cannot be saved in %s: %s", path, error)


def _path() -> Path:
    return config_folder() / "settings.json"


def _to_json(settings: Settings) -> dict[str, Any]:
    return asdict(replace(settings, window={}, keys={})) | {
        "window": dict(settings.window),
        "keys": {id_: list(keys) for id_, keys in settings.keys.items()},
    }


def _from_json(fields: Fields) -> Settings:
    """A setting that is missing has its default, as in a file of an older version."""
    window = fields.fields("window") if fields.has("window") else Fields({})
    recent = items(fields.raw("recent"), "recent") if fields.has("recent") else []
    texts = {
        key: fields.text(key)
        for key in ("device", "precision", "model", "export_format", "last_folder", "language")
        if fields.has(key)
    }
    own = fields.fields("keys") if fields.has("keys") else Fields({})
    return Settings(
        recent=tuple(str(p) for p in recent),
        window=MappingProxyType({key: window.text(key) for key in window.keys()}),  # noqa: SIM118
        keys=MappingProxyType({id_: tuple(str(k) for k in own.items(id_)) for id_ in own.keys()}),  # noqa: SIM118
        **texts,
        memory_mb=fields.integer("memory_mb", 64, 1 << 20) if fields.has("memory_mb") else Settings.memory_mb,
        autosave_s=fields.integer("autosave_s", 1, 600) if fields.has("autosave_s") else Settings.autosave_s,
    )
