"""An export from beginning to end: decode, composite and encode at the same time, then the proof."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.content import Drawing, Rendered, Renderer, reads_pixels
from app.engine.export.formats import FORMATS, ExportFormat
from app.engine.export.image_writer import ImageSequenceWriter
from app.engine.export.movie_proof import ProofStopped
from app.engine.export.movie_writer import MovieWriter
from app.engine.export.names import EACH_MASKLET, expanded, token_values
from app.engine.export.options import ExportOptions, check_options
from app.engine.export.pass_through import SourcePlanes, passes_through
from app.engine.export.pipeline import StageStuckError, in_stages
from app.engine.export.proof import Proof
from app.engine.export.report import write_report
from app.engine.export.source_proof import SourceWitness, spots_of
from app.engine.export.target import Target, check_target, with_handles
from app.engine.export.unhidden import write_unhidden
from app.engine.footage import clip_footage
from app.engine.media_reader import MediaReader, open_media, probe
from app.engine.video_reader import VideoReader
from app.errors import UserFacingError

_left_open: Final[list[ExitStack]] = []  # what a thread that hangs still reads


class ExportCancelled(Exception):  # noqa: N818 - it is no error
    """The user stopped the export; nothing of it is left."""


@dataclass(frozen=True)
class ExportRequest:
    """What to write. `frames` None: the work area. `masklets` None: the visible ones.

    `chunk`: only these of the frames, into a folder that the other chunks are written to as well: numbers and
    timecode are those of the whole. For image sequences only.
    """

    project: Project
    format: str  # a name of FORMATS
    path: Path  # may hold the tokens of names.TOKENS, except {masklet}: see `requests_of`
    frames: FrameRange | None = None
    masklets: Collection[int] | None = None
    overwrite: bool = False
    options: ExportOptions = field(default_factory=ExportOptions)
    chunk: FrameRange | None = None


@dataclass(frozen=True)
class ExportProgress:
    """Frames that are written. After the last, the file is decoded for the proof."""

    done: int
    total: int
    seconds_left: float | None


class FrameWriter(Protocol):
    """Puts frames into a file or folder that is whole after its `with`, or not there."""

    def pack(self, drawn: Any) -> Any: ...  # Rendered; SourcePlanes where a movie is made of them

    def write(self, frame: int, packed: Any) -> None: ...

    def prove(self, cancel: threading.Event) -> Proof: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def requests_of(request: ExportRequest, name: str = "") -> tuple[ExportRequest, ...]:
    """The request with the tokens of its path filled in; one for each masklet where it says {masklet}.

    `name` is the project's. Raises UserFacingError for an unknown token.
    """
    format_, media = _format(request.format), _media(request.project)
    target = _target(request, format_, media, request.path, 0.0)
    chosen = [m for m in request.project.masklets if _is_chosen(request, m.id, visible=m.visible)]
    each = chosen if EACH_MASKLET in str(request.path) else [None]
    when = datetime.now().astimezone()
    return tuple(
        replace(
            request,
            path=expanded(
                request.path,
                token_values(
                    media,
                    target.whole,
                    target.size,
                    when,
                    project=name or media.path.stem,
                    content=target.content,
                    format=format_.name,
                    masklet=masklet.name if masklet else "",
                ),
            ),
            masklets=request.masklets if masklet is None else (masklet.id,),
        )
        for masklet in each
    )


def _is_chosen(request: ExportRequest, masklet: int, *, visible: bool) -> bool:
    if masklet in request.options.holdouts:
        return False
    return visible if request.masklets is None else masklet in request.masklets


def export(
    request: ExportRequest, cancel: threading.Event, *, render: Renderer | None = None
) -> Generator[ExportProgress, None, Proof]:
    """Write the export, saying after each frame how far it is. `render` replaces the compositor.

    The result is there whole when the iterator ends, after it was decoded again and every frame of it was
    found in its place: the proof is what the iterator returns. Raises ExportCancelled once `cancel` is set,
    ProofError where the written file shows anything else than it was given, and UserFacingError where the
    source cannot be read or the result cannot be written; nothing is left then.
    """
    format_, media = _format(request.format), _media(request.project)
    check_options(format_, request.options)
    with ExitStack() as opened:
        reader = opened.enter_context(open_media(media.path))
        footage = opened.enter_context(clip_footage(media))
        target = _target(request, format_, media, request.path, 0.0)
        _check_frames(reader.media, target)
        target = replace(target, start_s=reader.seconds(target.frames.first))
        check_target(target)
        _check_timeline(target)
        as_source = render is None and passes_through(request.project, request.masklets, target)
        draw, doubts = render, None
        if draw is None:
            drawing = Drawing(request.project, request.masklets, target, footage)
            draw, doubts = drawing.draw, drawing.unhidden
        try:
            proof = yield from _run(target, reader, draw, cancel, as_source=as_source)
        except ProofStopped:
            raise ExportCancelled from None
        except StageStuckError:
            _left_open.append(opened.pop_all())  # closed under the thread, it would crash the program
            if cancel.is_set():
                raise ExportCancelled from None
            raise
        except UserFacingError:
            if cancel.is_set():
                raise ExportCancelled from None
            raise
    if target.options.unhidden == "report" and doubts is not None:
        write_unhidden(target, doubts)
    if target.options.timeline and request.chunk is None:
        _write_timeline(request, target)
    return replace(proof, unhidden=tuple(str(doubt) for doubt in doubts or ()))


def _run(
    target: Target, reader: MediaReader, render: Renderer, cancel: threading.Event, *, as_source: bool
) -> Generator[ExportProgress, None, Proof]:
    needs_pixels = reads_pixels(target)
    read = reader.planes if as_source and isinstance(reader, VideoReader) else reader.read
    nothing = np.empty((0, 0, 3), np.uint8)
    writer = _writer(target, as_source=as_source)
    witness = SourceWitness(target.media.path, spots_of(target.frames, reader.starts()))

    def decode(frame: int) -> tuple[int, NDArray[Any]]:
        if not needs_pixels:
            return frame, nothing
        pixels = read(frame)
        if witness.wants(frame):
            witness.see(frame, reader.seconds(frame), pixels)
        return frame, pixels

    def composite(decoded: tuple[int, NDArray[Any]]) -> tuple[int, Any]:
        frame, pixels = decoded
        if as_source:
            return frame, writer.pack(SourcePlanes(pixels))
        drawn = render(frame, pixels)
        return frame, writer.pack(drawn if isinstance(drawn, Rendered) else Rendered(drawn))

    with writer, closing(in_stages(target.frames, (decode, composite), cancel)) as packed_frames:
        yield from _write(packed_frames, writer, len(target.frames), cancel)
        spots = witness.prove(cancel, planes=as_source)
        proof = writer.prove(cancel)
        if cancel.is_set():
            raise ExportCancelled
    if target.options.report:
        write_report(target, proof, spots)
    return proof


def _check_timeline(target: Target) -> None:
    path = _timeline_path(target)
    there = [p for p in (path, path.with_name(f"{path.stem}_V1{path.suffix}")) if p.is_file()]
    if target.options.timeline and there and not target.overwrite:
        raise UserFacingError(
            f"{there[0].name} exists already.", "Choose another name, or allow overwriting."
        )


def _timeline_path(target: Target) -> Path:
    return target.path.with_name(f"{target.path.stem}{target.options.timeline}")


def _write_timeline(request: ExportRequest, target: Target) -> None:
    """The clip in its place, and the export above it; for chunks, who writes them all makes one."""
    from app.engine.conform.timeline import Delivered, timeline_of, write_timeline

    written = probe(target.path.absolute())
    delivered = Delivered(request.project, target.whole, (written,))
    write_timeline(timeline_of(target.path.stem, [delivered]), _timeline_path(target))


def _writer(target: Target, *, as_source: bool) -> FrameWriter:
    if target.format.is_sequence:
        return ImageSequenceWriter(target)
    return MovieWriter(target, as_source=as_source)


def _write(
    packed_frames: Iterator[tuple[int, Any]], writer: FrameWriter, total: int, cancel: threading.Event
) -> Iterator[ExportProgress]:
    began = time.monotonic()
    for done, (frame, packed) in enumerate(packed_frames, start=1):
        if cancel.is_set():
            raise ExportCancelled
        writer.write(frame, packed)
        left = (time.monotonic() - began) / done * (total - done)
        yield ExportProgress(done, total, left)
    if cancel.is_set():
        raise ExportCancelled


def _target(
    request: ExportRequest, format_: ExportFormat, media: Media, path: Path, start_s: float
) -> Target:
    """The range with its handles, as far as the clip has them, and the chunk of it."""
    asked = request.frames or request.project.work_area
    whole = with_handles(asked, request.options.handles, media) if request.options.handles else asked
    chunk = request.chunk
    if chunk is not None and not format_.is_sequence:
        raise UserFacingError(f"{format_.title} cannot be written in chunks.", "Choose an image sequence.")
    if chunk is not None and (chunk.first not in whole or chunk.last not in whole):
        raise UserFacingError(
            f"The chunk {chunk.first} to {chunk.last} is not within {whole.first} to {whole.last}.",
            "Choose frames of the exported range.",
        )
    into = chunk is not None
    return Target(
        format_, path, media, chunk or whole, whole, start_s, request.overwrite, request.options, into
    )


def _format(name: str) -> ExportFormat:
    if name not in FORMATS:
        raise UserFacingError(f"There is no export format “{name}”.", f"Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def _media(project: Project) -> Media:
    if project.media is None:
        raise UserFacingError("The project has no clip to export.", "Open a clip first.")
    return project.media


def _check_frames(media: Media, target: Target) -> None:
    frames = target.whole
    if frames.last not in media.frames:
        raise UserFacingError(
            f"{media.path.name} has frames 0 to {media.frames.last}, so {frames.first} to {frames.last} "
            "cannot be exported.",
            "Choose another range.",
        )
