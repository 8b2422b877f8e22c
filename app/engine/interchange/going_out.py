"""What all that leaves shares: the masklets, their mattes frame by frame, and the place on the disk."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.document.masklet import Masklet
from app.document.media import Media
from app.document.project import Project
from app.effect_api import Matte
from app.engine.footage import Scene, clip_footage
from app.engine.matte import frame_matte
from app.errors import UserFacingError

Progress = Callable[[int, int], None]  # frames done, of how many


class InterchangeCancelled(Exception):  # noqa: N818 - it is no error
    """The user stopped it; nothing is left."""


def media_of(project: Project) -> Media:
    if project.media is None:
        raise UserFacingError("The project has no clip.", "Open a clip first.")
    return project.media


def chosen_of(project: Project, masklets: Collection[int] | None, most: int) -> list[Masklet]:
    """The masklets of these ids; None: the visible ones. UserFacingError for none, or more than `most`."""
    chosen = [m for m in project.masklets if (m.visible if masklets is None else m.id in masklets)]
    if not 1 <= len(chosen) <= most:
        raise UserFacingError(f"There are {len(chosen)} masklets to write.", f"Choose one to {most}.")
    return chosen


def mattes_of(
    project: Project, masklets: Sequence[Masklet], cancel: threading.Event, progress: Progress
) -> Iterator[tuple[int, Mapping[int, Matte]]]:
    """The finished mattes of the work area, by masklet. Raises InterchangeCancelled once `cancel` is set."""
    media, frames = media_of(project), project.work_area
    with clip_footage(media) as footage:
        scene = Scene(project, footage)
        for done, frame in enumerate(frames, start=1):
            if cancel.is_set():
                raise InterchangeCancelled
            yield frame, {m.id: frame_matte(m, frame, media.height, media.width, scene) for m in masklets}
            progress(done, len(frames))


@contextmanager
def placed(path: Path, *, is_folder: bool, earlier: Collection[str] = ()) -> Generator[Path]:
    """Where to write what becomes `path` once it is whole; nothing stays of what fails.

    A file is replaced, a folder only where nothing is in it but what has a name of `earlier`: an earlier
    result. Raises UserFacingError where that cannot be.
    """
    check_place(path, is_folder=is_folder, earlier=earlier)
    partial = path.with_name(f"{path.name}.part")
    try:
        yield partial
        if is_folder and path.exists():
            _give_up(path)
        partial.replace(path)
    except OSError as error:
        raise UserFacingError(
            f"{path.name} cannot be written: {error.strerror}.", "Choose another folder."
        ) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if partial.is_file():
            partial.unlink()


def check_place(path: Path, *, is_folder: bool, earlier: Collection[str] = ()) -> None:
    """Raises UserFacingError where `placed` could not put its result, before the work is begun."""
    if path.exists() and path.is_dir() != is_folder:
        raise UserFacingError(f"{path.name} is in the way.", "Choose another name.")
    if path.is_dir() and any(p.name not in earlier for p in path.iterdir()):
        raise UserFacingError(f"The folder {path.name} is not empty.", "Choose another name.")


def _give_up(folder: Path) -> None:
    """Take an earlier result away in one step, so that no part of it is ever seen."""
    aside = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    folder.replace(aside)
    shutil.rmtree(aside, ignore_errors=True)
