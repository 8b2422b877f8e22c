"""Projects of version 1: a zip of project.json and a binary track for each masklet. Read only.

What was opened from one is saved in the present version.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.document.masklet import Masklet, Sample
from app.engine.json_fields import Fields, integer, items
from app.engine.project_json import Bulk, masklet_from_json
from app.engine.sample_pack import unpack_track

_JSON_LIMIT_BYTES = 64 << 20

# What damaged bytes make zipfile raise; found by fuzzing.
DAMAGE = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OverflowError)


def is_version_1(head: bytes) -> bool:
    return head.startswith(b"PK")


def read_version_1(path: Path) -> tuple[Fields, dict[int, Masklet]]:
    """The project's JSON as version 2 has it, and the masklets by id. Raises ValueError and `DAMAGE`."""
    size = path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        fields = Fields.parse(_read(archive, "project.json", _JSON_LIMIT_BYTES))
        if fields.text("format") != "masklet-project" or fields.integer("version", 1) != 1:
            raise ValueError("it is another kind of file")
        masklets = dict(_masklets(archive, fields, size))
    head: dict[str, Any] = {key: fields.raw(key) for key in fields.keys()}  # noqa: SIM118
    return Fields({**head, "masklets": [Fields(m).raw("id") for m in fields.items("masklets")]}), masklets


def _masklets(archive: zipfile.ZipFile, fields: Fields, size: int) -> Iterator[tuple[int, Masklet]]:
    for value in fields.items("masklets"):
        one = Fields(value)
        number = one.integer("id", 1)
        folder = f"masklets/{number}"
        track, stale = unpack_track(_read(archive, f"{folder}/track", size))
        corrects: dict[int, Sample] = {}
        if one.flag("has_corrections"):
            corrects, _ = unpack_track(_read(archive, f"{folder}/corrected", size))
        masks = {f: _read(archive, f"{folder}/mask-{f}", size) for f in _masked_frames(one)}
        head: dict[str, Any] = {key: one.raw(key) for key in one.keys()}  # noqa: SIM118
        head["stale"] = [[f, f] for f in sorted(stale)]
        bulk = Bulk({"track": track, "corrects": corrects}, {"mask": masks})
        yield number, masklet_from_json(Fields(head), bulk)


def _masked_frames(masklet: Fields) -> Iterator[int]:
    for value in masklet.items("prompts"):
        prompts = Fields(value)
        if prompts.has("mask"):
            for side in items(prompts.raw("mask"), "mask"):
                integer(side, "mask", 1)
            yield prompts.integer("frame")


def _read(archive: zipfile.ZipFile, name: str, limit_bytes: int) -> bytes:
    """A member's bytes, never more than the limit, so that a crafted file cannot fill the memory."""
    with archive.open(name) as member:
        data = member.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise ValueError("it unpacks to more than it can hold")
    return data
