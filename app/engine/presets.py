"""Presets: named stacks of effects, those that come with Masklet and the user's own, as files to share."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.document.effects import EffectInstance
from app.engine.effect_json import effect_from_json, effect_to_json
from app.engine.folders import data_folder
from app.engine.json_fields import Fields
from app.errors import UserFacingError

SUFFIX: Final = ".masklet-preset"
_BUNDLED = Path(__file__).resolve().parents[2] / "resources" / "presets.json"
_FORMAT = 1
_LONGEST = 4 * 2**20  # bytes


@dataclass(frozen=True)
class Preset:
    """The effects' ids mean nothing: `effect_edits.add_effects` gives them their own."""

    name: str
    effects: tuple[EffectInstance, ...]


def bundled_presets() -> tuple[Preset, ...]:
    return read_presets(_BUNDLED)


def user_presets() -> tuple[Preset, ...]:
    """Those saved on this computer, by name; a file that cannot be read is left out."""
    found: list[Preset] = []
    for path in sorted(_folder().glob(f"*{SUFFIX}")):
        try:
            found += read_presets(path)
        except UserFacingError:
            continue
    return tuple(found)


def read_presets(path: Path) -> tuple[Preset, ...]:
    """The presets of a file. Raises UserFacingError where it is none."""
    try:
        if path.stat().st_size > _LONGEST:
            raise ValueError("it is too large")  # noqa: TRY301 (told as the others are)
        fields = Fields.parse(path.read_bytes())
        if fields.integer("format", 1) > _FORMAT:
            raise ValueError("a newer version of Masklet made it")  # noqa: TRY301
        return tuple(_preset(Fields(value)) for value in fields.items("presets"))
    except OSError as error:
        raise UserFacingError(
            f"{path.name} cannot be read: {error.strerror}.", "Choose another file."
        ) from error
    except ValueError as error:
        raise UserFacingError(f"{path.name} is no preset: {error}.", "Choose another file.") from error


def save_preset(preset: Preset) -> Path:
    """Among the user's own, replacing the one of the same name."""
    stem = re.sub(r"[^\w -]+", "_", preset.name).strip(" ._") or "preset"
    path = _folder() / f"{stem}{SUFFIX}"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_presets(path, [preset])
    return path


def write_presets(path: Path, presets: Sequence[Preset]) -> None:
    """A file to share; whole or not at all. Raises UserFacingError where it cannot be written."""
    rows = [{"name": p.name, "effects": [_shared(e) for e in p.effects]} for p in presets]
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps({"format": _FORMAT, "presets": rows}, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UserFacingError(
            f"{path.name} cannot be written: {error.strerror}.", "Choose another folder."
        ) from error


def _shared(effect: EffectInstance) -> dict[str, object]:
    values = effect_to_json(effect)
    del values["id"]
    return values


def _preset(fields: Fields) -> Preset:
    effects = [effect_from_json(_numbered(value)) for value in fields.items("effects")]
    return Preset(fields.text("name"), tuple(replace(e, id=0) for e in effects))


def _numbered(value: object) -> Fields:
    return Fields({**value, "id": 1} if isinstance(value, dict) else value)


def _folder() -> Path:
    return data_folder() / "presets"
