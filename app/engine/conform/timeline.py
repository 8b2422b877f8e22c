"""A timeline to hand on: clips on the lower track, and above them what was exported of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange, FrameRate
from app.engine.export.timecode import frames_of, is_drop
from app.errors import UserFacingError

_USUAL_START: Final = "01:00:00:00"


@dataclass(frozen=True)
class Placed:
    """A stretch of a file on a track: `count` frames of it from `first` on, at frame `record` of the edit."""

    name: str
    media: Media
    first: int
    count: int
    record: int
    shown: int  # frames of the edit
    reel: str = ""

    @property
    def origin(self) -> int:
        """The file's own timecode as a count of frames; 0 where it has none."""
        return frames_of(self.media.timecode, self.media.rate.fps) or 0


@dataclass(frozen=True)
class Timeline:
    """Tracks from the lowest up, each in the order of time."""

    name: str
    rate: FrameRate
    start: str  # timecode of the first frame
    size: tuple[int, int]  # width, height
    tracks: tuple[tuple[Placed, ...], ...]

    @property
    def begins(self) -> int:
        return frames_of(self.start, self.rate.fps) or 0

    @property
    def length(self) -> int:
        return max(p.record + p.shown for track in self.tracks for p in track)


@dataclass(frozen=True)
class Delivered:
    """What was exported of a project: files whose first frame is `frames.first` of the clip."""

    project: Project
    frames: FrameRange
    files: tuple[Media, ...]


def timeline_of(name: str, delivered: Sequence[Delivered]) -> Timeline:
    """Each clip in its place in the edit that it came from; those of no edit one after the other.

    Files of one project lie above each other. Raises UserFacingError for files that are too short.
    """
    rate, start = _time(delivered)
    tracks: dict[int, list[Placed]] = {}
    rows = 1 + max(len(d.files) for d in delivered)
    ends: list[int] = []  # of what lies on each layer; clips that are seen together need layers of their own
    for one in sorted(delivered, key=lambda d: d.project.use.record if d.project.use else 0):
        media, use = one.project.media, one.project.use
        assert media is not None
        frames = _common(use.frames, one.frames) if use else one.frames
        shown = max(1, round(Fraction(len(frames)) * rate.fps / media.rate.fps))
        record = use.record + frames.first - use.frames.first if use else max(ends, default=0)
        layer = next((i for i, end in enumerate(ends) if end <= record), len(ends))
        ends[layer : layer + 1] = [record + shown]
        reel = use.reel if use else ""
        plate = Placed(media.path.stem, media, frames.first, len(frames), record, shown, reel)
        tracks.setdefault(layer * rows, []).append(plate)
        for number, file in enumerate(one.files, start=1):
            if file.frame_count != len(one.frames):
                raise UserFacingError(
                    f"{file.path.name} has {file.frame_count} frames, and {len(one.frames)} of "
                    f"{media.path.name} were to be in it.",
                    "Say the handles that it was exported with, or export it again.",
                )
            first = frames.first - one.frames.first
            above = Placed(file.path.stem, file, first, len(frames), record, shown)
            tracks.setdefault(layer * rows + number, []).append(above)
    size = delivered[0].project.media
    assert size is not None
    in_order = tuple(tuple(tracks[n]) for n in sorted(tracks))
    return Timeline(name, rate, start, (size.width, size.height), in_order)


def _common(used: FrameRange, exported: FrameRange) -> FrameRange:
    """What the edit uses, as far as it was exported; all that was exported where that is nothing of it."""
    first, last = max(used.first, exported.first), min(used.last, exported.last)
    return FrameRange(first, last) if first <= last else exported


def _time(delivered: Sequence[Delivered]) -> tuple[FrameRate, str]:
    """The edit's rate and first timecode; of clips of no edit, the first one's, drop-frame as that."""
    for one in delivered:
        if one.project.use is not None:
            return one.project.use.rate, one.project.use.start or _USUAL_START
    media = delivered[0].project.media
    assert media is not None
    drop = is_drop(media.timecode)
    return media.rate, f"{_USUAL_START[:8]};00" if drop else _USUAL_START


def write_timeline(timeline: Timeline, path: Path) -> tuple[Path, ...]:
    """Write the timeline as the suffix says; the files that are there now.

    An EDL has one picture track, so there is one for each: `cut_V1.edl`, `cut_V2.edl`. Raises
    UserFacingError for another suffix, and where it cannot be written.
    """
    from app.engine.interchange.going_out import placed

    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UserFacingError(
            f"{path.name} is no kind of timeline.", f"Kinds are {', '.join(TIMELINE_SUFFIXES)}."
        )
    texts = write(timeline, path)
    for file, text in texts.items():
        with placed(file, is_folder=False) as partial:
            partial.write_text(text, encoding="utf-8")
    return tuple(texts)


def _otio(timeline: Timeline, path: Path) -> Mapping[Path, str]:
    from app.engine.conform.otio_writing import otio_text

    return {path: otio_text(timeline)}


def _fcpxml(timeline: Timeline, path: Path) -> Mapping[Path, str]:
    from app.engine.conform.fcpxml_writing import fcpxml_text

    return {path: fcpxml_text(timeline)}


def _edl(timeline: Timeline, path: Path) -> Mapping[Path, str]:
    from app.engine.conform.edl_writing import edl_text

    return {
        path.with_name(f"{path.stem}_V{n}{path.suffix}"): edl_text(timeline, track)
        for n, track in enumerate(timeline.tracks, start=1)
    }


_WRITERS: Final[Mapping[str, Callable[[Timeline, Path], Mapping[Path, str]]]] = MappingProxyType(
    {".otio": _otio, ".fcpxml": _fcpxml, ".edl": _edl}
)
TIMELINE_SUFFIXES: Final = tuple(_WRITERS)
