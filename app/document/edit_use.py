"""Where an edit uses a clip: kept in the project, so that what is delivered goes back to its place."""

from __future__ import annotations

from dataclasses import dataclass

from app.document.timing import FrameRange, FrameRate


@dataclass(frozen=True)
class EditUse:
    """One event of an edit. The work area has handles beyond `frames`."""

    edit: str  # the edit's name
    event: int  # the event's number in it
    frames: FrameRange  # of the clip, as the edit uses them
    record: int  # frame of the edit at which they begin, counted from the edit's first
    rate: FrameRate  # of the edit
    start: str = ""  # timecode of the edit's first frame
    reel: str = ""
