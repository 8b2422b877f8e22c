"""The tables of a project file, and how a project's values become rows and come back.

SQLite, as a file format: one file, changed in place by transactions that are whole or not there at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from app.document.masklet import Masklet, Sample
from app.document.project import Project
from app.engine.json_fields import Fields
from app.engine.project_json import (
    Bulk,
    PartKind,
    SampleRole,
    corrected_samples,
    masklet_from_json,
    masklet_parts,
    masklet_to_json,
    part_bytes,
)

APPLICATION_ID: Final = 0x4D534B4C  # "MSKL"
PROJECT: Final = 0  # the row of `facts` that is not a masklet's
JSON_LIMIT_BYTES: Final = 64 << 20

_SCHEMA: Final = (
    "CREATE TABLE facts (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT",
    "CREATE TABLE parts (masklet INTEGER NOT NULL, kind TEXT NOT NULL, frame INTEGER NOT NULL,"
    " data BLOB NOT NULL, PRIMARY KEY (masklet, kind, frame)) STRICT",
    "CREATE TABLE samples (masklet INTEGER NOT NULL, role TEXT NOT NULL, frame INTEGER NOT NULL,"
    " height INTEGER NOT NULL, width INTEGER NOT NULL, prompted INTEGER NOT NULL, model TEXT NOT NULL,"
    " presence REAL NOT NULL, iou REAL NOT NULL, agreement REAL, steadiness REAL,"
    " logits BLOB NOT NULL, pointer BLOB NOT NULL, PRIMARY KEY (masklet, role, frame)) STRICT",
)
_PUT_SAMPLE: Final = "INSERT OR REPLACE INTO samples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_PART: Final = "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)"
_PUT_FACT: Final = "INSERT OR REPLACE INTO facts VALUES (?, ?)"
_EMPTY: Final = Project()


def create_tables(file: sqlite3.Connection, version: int) -> None:
    file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    file.execute(f"PRAGMA user_version = {version}")
    for statement in _SCHEMA:
        file.execute(statement)


def check_tables(file: sqlite3.Connection) -> None:
    """Raises ValueError where the file has other tables, or triggers and views, which could run."""
    found = file.execute(
        "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_autoindex_%' ORDER BY name"
    ).fetchall()
    if [sql for (sql,) in found] != sorted(_SCHEMA):
        raise ValueError("it has other tables than a project")


def write_changes(
    file: sqlite3.Connection, head: Mapping[str, Any], project: Project, written: Project | None
) -> None:
    """Make the rows those of `project`, knowing that they are those of `written` (None: there are none).

    Only what is another object than in `written` is touched.
    """
    _put_json(file, PROJECT, head)
    before = {m.id: m for m in (written or _EMPTY).masklets}
    for masklet in project.masklets:
        old = before.pop(masklet.id, None)
        if old is not masklet:
            _write_masklet(file, masklet, old)
    for gone in before:
        for table, column in (("samples", "masklet"), ("parts", "masklet"), ("facts", "id")):
            file.execute(f"DELETE FROM {table} WHERE {column} = ?", (gone,))


def read_masklets(file: sqlite3.Connection) -> dict[int, Masklet]:
    """All masklets by id. Raises ValueError for values that no masklet has."""
    samples = _read_samples(file)
    parts = _read_parts(file)
    masklets: dict[int, Masklet] = {}
    for number, text in file.execute("SELECT id, json FROM facts WHERE id <> ? ORDER BY id", (PROJECT,)):
        fields = parse_json(text)
        bulk = Bulk(samples.get(number, {}), parts.get(number, {}))
        if fields.integer("id", 1) != number:
            raise ValueError("a masklet is not what it says")
        masklets[number] = masklet_from_json(fields, bulk)
    return masklets


def parse_json(text: str) -> Fields:
    """Raises ValueError for anything that is not a JSON object of a sensible size."""
    if len(text) > JSON_LIMIT_BYTES:
        raise ValueError("it has more text than a project")
    return Fields.parse(text.encode())


def _put_json(file: sqlite3.Connection, row: int, values: Mapping[str, Any]) -> None:
    file.execute(_PUT_FACT, (row, json.dumps(values, allow_nan=False, ensure_ascii=False)))


def _write_masklet(file: sqlite3.Connection, masklet: Masklet, old: Masklet | None) -> None:
    number = masklet.id
    _put_json(file, number, masklet_to_json(masklet))
    _write_samples(file, number, "track", masklet.track, old.track if old else {})
    corrected = corrected_samples(old) if old else {}
    _write_samples(file, number, "corrects", corrected_samples(masklet), corrected)
    old_parts = masklet_parts(old) if old else {}
    for kind, values in masklet_parts(masklet).items():
        changed, gone = _difference(values, old_parts.get(kind, {}))
        file.executemany(_PUT_PART, ((number, kind, f, part_bytes(kind, values[f])) for f in changed))
        file.executemany(
            "DELETE FROM parts WHERE masklet = ? AND kind = ? AND frame = ?",
            ((number, kind, f) for f in gone),
        )


def _write_samples(
    file: sqlite3.Connection,
    number: int,
    role: SampleRole,
    new: Mapping[int, Sample],
    old: Mapping[int, Sample],
) -> None:
    if new is old:
        return
    changed, gone = _difference(new, old)
    file.executemany(_PUT_SAMPLE, (_sample_row(number, role, f, new[f]) for f in changed))
    file.executemany(
        "DELETE FROM samples WHERE masklet = ? AND role = ? AND frame = ?", ((number, role, f) for f in gone)
    )


def _difference(new: Mapping[int, Any], old: Mapping[int, Any]) -> tuple[list[int], list[int]]:
    """The frames to write and the frames to delete."""
    changed = sorted(f for f, value in new.items() if old.get(f) is not value)
    return changed, sorted(old.keys() - new.keys())


def _sample_row(number: int, role: SampleRole, frame: int, s: Sample) -> tuple[Any, ...]:
    shape = (s.height, s.width, int(s.prompted), s.model)
    return number, role, frame, *shape, s.presence, s.iou, s.agreement, s.steadiness, s.logits, s.pointer


def _read_samples(file: sqlite3.Connection) -> dict[int, dict[SampleRole, dict[int, Sample]]]:
    found: dict[int, dict[SampleRole, dict[int, Sample]]] = {}
    models: dict[str, str] = {}  # one text for all samples of a model
    for row in file.execute("SELECT * FROM samples"):
        number, role, frame, height, width, prompted, model, presence, iou, both, steady, logits, pointer = (
            row
        )
        if height < 1 or width < 1 or frame < 0:
            raise ValueError("a sample is damaged")
        name = models.setdefault(model, model)
        found.setdefault(number, {}).setdefault(role, {})[frame] = Sample(
            height, width, logits, presence, iou, pointer, name, bool(prompted), both, steady
        )
    return found


def _read_parts(file: sqlite3.Connection) -> dict[int, dict[PartKind, dict[int, bytes]]]:
    found: dict[int, dict[PartKind, dict[int, bytes]]] = {}
    for number, kind, frame, data in file.execute("SELECT * FROM parts"):
        found.setdefault(number, {}).setdefault(kind, {})[frame] = data
    return found
