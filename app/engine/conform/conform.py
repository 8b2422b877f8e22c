"""From an edit to projects: one for each use of a clip, on exactly the frames used, with handles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PureWindowsPath
from typing import Final

from app.document import edits
from app.document.edit_use import EditUse
from app.document.project import Project
from app.document.timing import FrameRate
from app.engine.conform.edit_list import EditList, Event
from app.engine.conform.edl import read_edl
from app.engine.conform.fcp7_xml import read_fcp7_xml
from app.engine.conform.fcpxml import read_fcpxml
from app.engine.conform.finding import Finder
from app.engine.conform.otio_file import read_otio
from app.engine.project_file import SUFFIX, save_project
from app.errors import UserFacingError

EDIT_SUFFIXES: Final = (".otio", ".fcpxml", ".fcpxmld", ".xml", ".edl")
HANDLES: Final = 12  # frames, unless asked for otherwise
_USUAL: Final = FrameRate(Fraction(25))
_LARGEST: Final = 1 << 28  # bytes of an edit's file
_HEAD: Final = 4096  # letters within which a file says what it is
_LONGEST: Final = 60  # letters of a clip's name
_MOST_TOLD: Final = 5  # problems in one message


@dataclass(frozen=True)
class Conformed:
    """What an edit became: projects by the name of their file, and what could not be taken over."""

    edit: EditList
    projects: tuple[tuple[str, Project], ...]
    notes: tuple[str, ...]


def conform(
    path: Path, folders: Sequence[Path], *, handles: int = HANDLES, rate: FrameRate | None = None
) -> Conformed:
    """Read an edit and open exactly what it uses; clips are looked for beside the edit and in the folders.

    Raises UserFacingError for a file that is no edit, and with all clips that are missing.
    """
    finder = Finder([path.absolute().parent, *folders])
    edit = read_edit(path, rate)
    if path.suffix.lower() == ".edl" and rate is None:
        edit = read_edit(path, finder.rate_of(edit.events))
    projects: list[tuple[str, Project]] = []
    problems: list[UserFacingError] = []
    for event in edit.events:
        try:
            media, used = finder.find(event)
        except UserFacingError as error:
            problems.append(error)
            continue
        use = EditUse(edit.name, event.number, used, event.record, edit.rate, edit.start, event.reel)
        projects.append((_name(event), edits.set_use(edits.open_media(media), use, handles)))
    if problems:
        raise UserFacingError(" ".join(str(p) for p in problems[:_MOST_TOLD]), problems[0].hint)
    slow = (
        f"“{e.name}” runs at {float(e.speed):.0%} speed in the edit." for e in edit.events if e.speed != 1
    )
    return Conformed(edit, tuple(projects), (*edit.notes, *slow))


def save_projects(conformed: Conformed, folder: Path) -> tuple[Path, ...]:
    """Write the projects into the folder, which is made. UserFacingError where one is there already."""
    paths = [folder / name for name, _ in conformed.projects]
    there = next((p for p in paths if p.exists()), None)
    if there is not None:
        raise UserFacingError(f"{there.name} exists already in {folder}.", "Choose another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"The folder {folder} cannot be made: {error.strerror}.", "Choose another."
        ) from None
    for path, (_, project) in zip(paths, conformed.projects, strict=True):
        save_project(project, path)
    return tuple(paths)


def read_edit(path: Path, rate: FrameRate | None = None) -> EditList:
    """The edit in a file of EDIT_SUFFIXES. `rate` is for EDLs, which do not say theirs (25 if not given).

    Raises UserFacingError for anything else, and for a damaged file.
    """
    suffix = path.suffix.lower()
    if suffix == ".otio":
        return read_otio(path)
    if suffix not in EDIT_SUFFIXES:
        raise UserFacingError(f"{path.name} is no edit.", f"Edits are {', '.join(EDIT_SUFFIXES)}.")
    text = _text(path / "Info.fcpxml" if path.is_dir() else path)
    if suffix == ".edl":
        return read_edl(text, path.stem, rate or _USUAL)
    if "<xmeml" in text[:_HEAD]:
        return read_fcp7_xml(text, path.stem)
    return read_fcpxml(text, path.stem)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserFacingError(f"{path.name} is too large for an edit.", "Export the timeline alone.")
        return path.read_text("utf-8-sig", errors="replace")
    except OSError as error:
        raise UserFacingError(f"{path.name} cannot be read: {error.strerror}.", "Choose another.") from None


def _name(event: Event) -> str:
    """`010_A001C003.masklet`: the event, tenfold as shots are numbered, and its clip."""
    plain = re.sub(r"[^\w.-]+", "_", PureWindowsPath(event.name).stem)[:_LONGEST].strip("._") or "clip"
    return f"{event.number * 10:03d}_{plain}{SUFFIX}"
