"""The plugin files in the user's folder: none of them runs before its user has said so, file by file."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from app.engine.folders import config_folder, data_folder
from app.engine.json_fields import Fields
from app.errors import UserFacingError

logger = logging.getLogger(__name__)

State = Literal["allowed", "forbidden", "new", "changed"]


@dataclass(frozen=True)
class UserPlugin:
    """A file of the plugin folder as it is now. Only what was read here is ever run."""

    path: Path
    source: bytes
    state: State  # "changed": it was decided on, and is another file by now

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.source).hexdigest()

    @property
    def waits(self) -> bool:
        """Whether its user has to be asked."""
        return self.state in {"new", "changed"}


def plugin_folder() -> Path:
    """Where the user puts plugins, a file each. It need not exist."""
    return data_folder() / "plugins"


def user_plugins() -> tuple[UserPlugin, ...]:
    """The files in the folder by name, without running any. Names that begin with _ or . are left out."""
    decided = _decided()
    return tuple(
        _found(path, decided) for path in sorted(plugin_folder().glob("[!_.]*.py")) if path.is_file()
    )


def decide(path: Path, digest: str, *, allowed: bool) -> None:
    """Keep what the user said about the file with this digest. Raises UserFacingError where it cannot be."""
    decided = {**_decided(), _key(path): (digest, allowed)}
    rows = {key: {"sha256": sha, "allowed": yes} for key, (sha, yes) in sorted(decided.items())}
    file = _path()
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(rows, indent=1), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise UserFacingError(
            f"The consent cannot be saved in {file}: {error}", "See to it that this folder can be written."
        ) from error


def effect_of(path: Path, source: bytes) -> object:
    """Run the source and return its EFFECT, None where it has none. The same source is run once.

    Whatever the source raises comes through; one that exits raises ImportError.
    """
    name = f"masklet_plugin_{hashlib.sha256(source).hexdigest()}"
    module = sys.modules.get(name)
    if module is None:
        module = ModuleType(name)
        module.__file__ = str(path)
        sys.modules[name] = module  # dataclasses look their module up
        try:
            exec(compile(source, str(path), "exec"), module.__dict__)
        except SystemExit as error:
            del sys.modules[name]
            raise ImportError("it exits the program") from error
        except BaseException:
            del sys.modules[name]
            raise
    effect: Any = getattr(module, "EFFECT", None)
    return effect


def _found(path: Path, decided: dict[str, tuple[str, bool]]) -> UserPlugin:
    try:
        source = path.read_bytes()
    except OSError as error:
        logger.warning("The plugin %s cannot be read: %s", path, error)
        return UserPlugin(path, b"", "forbidden")
    plugin = UserPlugin(path, source, "new")
    if _key(path) not in decided:
        return plugin
    digest, allowed = decided[_key(path)]
    if digest != plugin.digest:
        return UserPlugin(path, source, "changed")
    return UserPlugin(path, source, "allowed" if allowed else "forbidden")


def _decided() -> dict[str, tuple[str, bool]]:
    """(digest, allowed) by path; nothing where the file cannot be believed, so that everything asks again."""
    try:
        fields = Fields.parse(_path().read_bytes())
        rows = {key: fields.fields(key) for key in fields.keys()}  # noqa: SIM118
        return {key: (row.text("sha256"), row.raw("allowed") is True) for key, row in rows.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.warning("Ignoring the consents in %s: %s", _path(), error)
        return {}


def _key(path: Path) -> str:
    return str(path.resolve())


def _path() -> Path:
    return config_folder() / "plugins.json"
