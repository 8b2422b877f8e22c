"""An export from beginning to end: decode, composite and encode at the same time, frame after frame."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine import compositor
from app.engine.export.formats import FORMATS, ExportFormat
from app.engine.export.movie_writer import MovieWriter
from app.engine.export.pipeline import in_stages
from app.engine.export.png_writer import PngSequenceWriter
from app.engine.export.target import Target, check_target
from app.engine.media_reader import MediaReader, open_media
from app.engine.plugin_host import load_plugins
from app.errors import UserFacingError

Renderer = Callable[[int, NDArray[Any]], NDArray[np.float32]]
"""A frame's number and its source pixels, native -> premultiplied RGBA (H, W, 4), or a matte (H, W)."""


class ExportCancelled(Exception):  # noqa: N818 - it is no error
    """The user stopped the export; nothing of it is left."""


@dataclass(frozen=True)
class ExportRequest:
    """What to write. `frames` None: the work area. `masklets` None: the visible ones."""

    project: Project
    format: str  # a name of FORMATS
    path: Path
    frames: FrameRange | None = None
    masklets: Collection[int] | None = None
    overwrite: bool = False


@dataclass(frozen=True)
class ExportProgress:
    done: int
    total: int
    seconds_left: float | None


class FrameWriter(Protocol):
    """Puts frames into a file or folder that is whole after its `with`, or not there."""

    def pack(self, image: NDArray[np.float32]) -> NDArray[Any]: ...

    def write(self, frame: int, packed: NDArray[Any]) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def export(
    request: ExportRequest, cancel: threading.Event, *, render: Renderer | None = None
) -> Generator[ExportProgress, None, None]:
    """Write the export, saying after each frame how far it is. `render` replaces the compositor.

    The result is there whole when the iterator ends. Raises ExportCancelled once `cancel` is set, and
    UserFacingError where the source cannot be read or the result cannot be written; nothing is left then.
    """
    format_ = _format(request.format)
    media = _media(request.project)
    frames = request.frames or request.project.work_area
    with open_media(media.path) as reader:
        _check_frames(reader.media, frames)
        target = Target(format_, request.path, media, frames, reader.seconds(frames.first), request.overwrite)
        check_target(target)
        try:
            yield from _run(target, reader, render or _renderer(request, format_, media), cancel)
        except UserFacingError:
            if cancel.is_set():
                raise ExportCancelled from None
            raise


def _run(
    target: Target, reader: MediaReader, render: Renderer, cancel: threading.Event
) -> Iterator[ExportProgress]:
    reads_pixels = target.format.content != "matte"
    nothing = np.empty((0, 0, 3), np.uint8)
    writer: FrameWriter = (PngSequenceWriter if target.format.is_sequence else MovieWriter)(target)

    def decode(frame: int) -> tuple[int, NDArray[Any]]:
        return frame, reader.read(frame) if reads_pixels else nothing

    def composite(decoded: tuple[int, NDArray[Any]]) -> tuple[int, NDArray[Any]]:
        frame, pixels = decoded
        return frame, writer.pack(render(frame, pixels))

    total = len(target.frames)
    with writer, closing(in_stages(target.frames, (decode, composite))) as packed_frames:
        began = time.monotonic()
        for done, (frame, packed) in enumerate(packed_frames, start=1):
            if cancel.is_set():
                raise ExportCancelled
            writer.write(frame, packed)
            left = (time.monotonic() - began) / done * (total - done)
            yield ExportProgress(done, total, left)
        if cancel.is_set():
            raise ExportCancelled


def _renderer(request: ExportRequest, format_: ExportFormat, media: Media) -> Renderer:
    """Cut-out: effects, and the mattes as alpha. Composite: effects alone. Matte: the union of the mattes."""
    project, masklets = request.project, request.masklets
    if format_.content == "matte":
        return lambda frame, _: compositor.union_matte(project, frame, media.height, media.width, masklets)
    host = load_plugins()
    cut_out = format_.content == "cutout"
    return lambda frame, pixels: compositor.render(
        project, frame, pixels, host, masklets=masklets, cut_out=cut_out
    )


def _format(name: str) -> ExportFormat:
    if name not in FORMATS:
        raise UserFacingError(f"There is no export format “{name}”.", f"Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def _media(project: Project) -> Media:
    if project.media is None:
        raise UserFacingError("The project has no clip to export.", "Open a clip first.")
    return project.media


def _check_frames(media: Media, frames: FrameRange) -> None:
    if frames.last not in media.frames:
        raise UserFacingError(
            f"{media.path.name} has frames 0 to {media.frames.last}, so {frames.first} to {frames.last} "
            "cannot be exported.",
            "Choose another range.",
        )
