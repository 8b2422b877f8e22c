"""The clip that an event of an edit means, found on this computer, and the frames of it that are used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import ceil, floor
from pathlib import Path, PureWindowsPath
from typing import Final
from urllib.parse import unquote, urlsplit

from app.document.media import Media
from app.document.timing import FrameRange, FrameRate
from app.engine.conform.edit_list import Event
from app.engine.export.timecode import frames_of, is_drop, whole_rate
from app.engine.media_reader import probe
from app.engine.relink import files_below
from app.errors import UserFacingError

_MOST_TRIED: Final = 8  # files of the same name
_LEAST_REEL: Final = 6  # letters from which a reel may be the beginning of a file's name
_RANGE: Final = re.compile(r"\[(\d+)-(\d+)\]")  # shot.[1001-1100].exr
_NOT_CLIPS: Final = frozenset({".masklet", ".edl", ".xml", ".fcpxml", ".otio", ".txt", ".json", ".part"})


class Finder:
    """Looks where the edit says, then in folders: by the file's name, the clip's name, the reel."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._names: dict[str, list[Path]] = defaultdict(list)
        self._stems: dict[str, list[Path]] = defaultdict(list)
        for file in (f for folder in folders for f in files_below(folder)):
            if file.suffix.lower() not in _NOT_CLIPS:
                self._names[file.name.lower()].append(file)
                self._stems[file.stem.lower()].append(file)
        self._probe = cache(probe)

    def find(self, event: Event) -> tuple[Media, FrameRange]:
        """The clip and its frames that are used.

        Raises UserFacingError where there is no such clip, or none that has these frames.
        """
        problem: UserFacingError | None = None
        for path in _first(self._candidates(event), _MOST_TRIED):
            try:
                media = self._probe(path)
                return media, used_frames(event, media)
            except UserFacingError as error:
                problem = problem or error
        if problem is not None:
            raise problem
        raise UserFacingError(
            f"Event {event.number}, “{event.name}”: its clip is not found.",
            "Say in which folder it is.",
        )

    def rate_of(self, events: Sequence[Event]) -> FrameRate | None:
        """The rate of the first clip of these that is found: an EDL does not say its own."""
        for path in (p for e in events for p in _first(self._candidates(e), 1)):
            try:
                return self._probe(path).rate
            except UserFacingError:
                continue
        return None

    def _candidates(self, event: Event) -> Iterator[Path]:
        said = plain_path(event.file)
        if said and Path(said).is_file():
            yield Path(said).absolute()
        for name in (PureWindowsPath(said).name, event.name, event.reel):
            word = name.strip().lower()
            if word:
                yield from self._names.get(word, ())
                yield from self._stems.get(word, ())
                yield from self._stems.get(PureWindowsPath(word).stem, ())
        reel = event.reel.strip().lower()
        if len(reel) >= _LEAST_REEL:
            yield from (f for stem in sorted(self._stems) if stem.startswith(reel) for f in self._stems[stem])


def plain_path(text: str) -> str:
    """A path from what an edit says: a URL, a path, or the pattern of an image sequence."""
    parts = urlsplit(text)
    path = unquote(parts.path) if parts.scheme == "file" else text
    if re.match(r"^/[A-Za-z]:", path):  # of a URL on Windows: /C:/...
        path = path[1:]
    return _RANGE.sub(lambda m: m[1], path)


def used_frames(event: Event, media: Media) -> FrameRange:
    """The clip's frames that the event uses. Raises UserFacingError where the clip has not got them."""
    count = _counted(event, media, event.first + event.count, ceil) - _counted(
        event, media, event.first, floor
    )
    for first in _firsts(event, media):
        if first >= 0 and first + count <= media.frame_count:
            return FrameRange(first, first + count - 1)
    raise UserFacingError(
        f"Event {event.number}, “{event.name}”: {media.path.name} has not got the {count} frames from "
        f"{event.label or event.first} on.",
        "Choose another folder, or say the edit's frame rate.",
    )


def _firsts(event: Event, media: Media) -> Iterator[int]:
    """The clip's frame that the event begins with, as the edit, the clip's timecode and plain counts tell."""
    at = _counted(event, media, event.first, floor)
    if event.origin is not None:
        yield _counted(event, media, event.first - event.origin, floor)
    begins = frames_of(media.timecode, media.rate.fps)
    if begins is not None:
        label = event.label and event.label[:8] + media.timecode[8] + event.label[9:]
        same = whole_rate(event.rate.fps) == whole_rate(media.rate.fps)
        exact = frames_of(label, media.rate.fps) if same and is_drop(label) != is_drop(event.label) else None
        yield (at if exact is None else exact) - begins
    if media.is_sequence:
        yield at - media.start_frame
    yield at


def _counted(event: Event, media: Media, frames: int, rounded: Callable[[Fraction], int]) -> int:
    """Frames of the event's rate in the clip's: timecode counts whole frames, 24 at 23.976 too."""
    return rounded(Fraction(frames * whole_rate(media.rate.fps), whole_rate(event.rate.fps)))


def _first(paths: Iterable[Path], most: int) -> list[Path]:
    return list(dict.fromkeys(paths))[:most]
