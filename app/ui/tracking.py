"""Between document and tracker: asks for every mask that is missing, and takes in what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.document import edits
from app.document.masklet import Masklet
from app.document.project import Project
from app.document.prompts import FramePrompts
from app.engine import final
from app.engine.requests import (
    Cancelled,
    Direction,
    Failed,
    Finished,
    PrepareRequest,
    Segmented,
    SegmentRequest,
    Status,
    Tracked,
    TrackRequest,
)
from app.engine.taking import with_tracked
from app.ui.document import Change, LiveStep, OpenDocument
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import mark, tr

_Wanted = tuple[int, int, FramePrompts]  # masklet, frame, the prompts to answer
_STEP_TEXT: dict[Direction, str] = {
    "forward": mark("Track forward"),
    "backward": mark("Track backward"),
    "both": mark("Track both ways"),
}


class Tracking(QObject):
    """One rule for prompts: what has prompts and no answer to them is asked for, however it came to be so.

    A click, an undo, a redo and an opened project all end here. A propagation is one step that grows
    while it streams in.
    """

    status = Signal(str)  # what the tracker is doing; empty when nothing
    progressed = Signal(object)  # Tracked
    failed = Signal(str, str)  # message, hint
    running_changed = Signal(bool)  # a propagation began or ended
    ended = Signal(str)  # how a propagation ended, as a sentence

    def __init__(self, document: OpenDocument, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._lane = lane
        self._asked: dict[int, _Wanted] = {}  # by request id
        self._gave_up: set[_Wanted] = set()  # failed once; asked again only with other prompts
        self._track: TrackRequest | None = None
        self._step: LiveStep | None = None
        self._begin: Change | None = None  # done to the project with the first answer
        self._comparison: final.Comparison | None = None  # with a draft that is tracked again
        self._stopped_by_click = False
        self._said = ""
        lane.replied.connect(self._take_reply)
        document.project_changed.connect(self._ask_for_missing)
        document.undo_stack.indexChanged.connect(self._stop_if_undone)

    @property
    def is_running(self) -> bool:
        """Whether a propagation runs."""
        return self._track is not None

    @property
    def is_answering(self) -> bool:
        """Whether a prompt waits for its mask."""
        return bool(self._asked)

    def prepare(self) -> None:
        """Load the model while the user looks at the clip."""
        project = self._document.project
        if project.media is not None:
            self._lane.submit(PrepareRequest(next_request_id(), project.media, project.model))

    def track(self, direction: Direction, playhead: int) -> None:
        """Follow every visible masklet that has prompts through the work area."""
        project = self._document.project
        if self._can_track(project):
            self._comparison = self._begin = None
            self._start(project, trackable(project), direction, playhead, tr(_STEP_TEXT[direction]))

    def track_again(self, model: str, playhead: int) -> None:
        """Answer the same prompts with another model, and mark where the two differ. Locked frames stay."""
        draft = self._document.project
        if self._can_track(draft):
            ids = {m.id for m in trackable(draft)}
            self._comparison = final.Comparison(draft)
            self._begin = lambda project: final.begun(project, model, ids)
            project = self._begin(draft)
            text = tr("Track again with another model")
            self._start(project, final.asked(project, ids), "both", playhead, text)

    def _can_track(self, project: Project) -> bool:
        return project.media is not None and bool(trackable(project)) and not self.is_running

    def _start(
        self,
        project: Project,
        masklets: tuple[Masklet, ...],
        direction: Direction,
        playhead: int,
        text: str,
    ) -> None:
        assert project.media is not None
        area = project.work_area
        self._track = TrackRequest(
            next_request_id(),
            project.media,
            masklets,
            area,
            area.clip(playhead),
            direction,
            project.model,
            project.shots,
        )
        self._step = self._document.begin(text)
        self._stopped_by_click = False
        self._lane.submit(self._track)
        self.running_changed.emit(True)

    def cancel(self) -> None:
        """Stop; what was tracked stays."""
        self._lane.cancel()
        self._asked.clear()

    def forget(self) -> None:
        """Another project is opened: no answer that is still on its way belongs to it."""
        self.cancel()
        self._gave_up.clear()
        self._end("")

    @Slot(object)
    def _ask_for_missing(self, project: Project) -> None:
        if project.media is None:
            return
        asked = set(self._asked.values())
        for wanted in _missing(project):
            if wanted in asked or wanted in self._gave_up:
                continue
            masklet_id, frame, _ = wanted
            request = SegmentRequest(
                next_request_id(), project.media, project.masklet(masklet_id), frame, project.model
            )
            self._asked = {i: w for i, w in self._asked.items() if w[:2] != wanted[:2]}
            self._asked[request.id] = wanted
            self._stopped_by_click = self.is_running
            self._lane.submit(request)

    @Slot()
    def _stop_if_undone(self) -> None:
        """Who undoes a propagation that still runs does not want the rest of it."""
        if self._step is not None and self._step.was_undone:
            self._lane.cancel()

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        match reply:
            case Status():
                self._say(tr(reply.text, model=reply.model))
            case Segmented():
                self._document.amend(lambda project: _with_answer(project, reply))
            case Tracked():
                self._take_tracked(reply)
            case Finished() | Cancelled():
                self._take_end(reply)
            case Failed():
                self._take_failure(reply)
            case _:
                pass

    def _take_tracked(self, reply: Tracked) -> None:
        request, step = self._track, self._step
        if request is None or step is None or reply.request_id != request.id:
            return
        begin, self._begin = self._begin, None
        if step.grow(
            lambda project: with_tracked(begin(project) if begin else project, reply, request.masklets)
        ):
            if self._comparison is not None:
                self._comparison.take(reply)
            self.progressed.emit(reply)

    def _mark_differences(self) -> int:
        """Put a marker where draft and final differ, as part of the step; how many there are."""
        comparison, step = self._comparison, self._step
        found = final.differences(comparison.ious) if comparison is not None else ()
        if found and step is not None:
            step.grow(lambda project: final.with_markers(project, found, _difference))
        return len(found)

    def _take_end(self, reply: Finished | Cancelled) -> None:
        self._asked.pop(reply.request_id, None)
        if self._track is not None and reply.request_id == self._track.id:
            self._end(self._how_it_ended(reply))
        if not self._asked and not self.is_running:
            self._say("")

    def _how_it_ended(self, reply: Finished | Cancelled) -> str:
        differ = self._mark_differences()
        if isinstance(reply, Finished) and self._comparison is not None:
            return tr("Tracked again. Markers show where the models differ: {count}", count=differ)
        if isinstance(reply, Finished):
            return tr("Tracking finished")
        if self._stopped_by_click:
            return tr("Tracking stopped at your prompt. Track again to go on from it")
        return tr("Tracking stopped. What was tracked is kept")

    def _take_failure(self, reply: Failed) -> None:
        wanted = self._asked.pop(reply.request_id, None)
        if wanted is not None:
            self._gave_up.add(wanted)
        ours = self._track is not None and reply.request_id == self._track.id
        if ours:
            self._end("")
        if ours or wanted is not None:
            self._say("")
            self.failed.emit(reply.message, reply.hint)

    def _say(self, text: str) -> None:
        """Take back only what was said here: another's words stay on the status line."""
        if text != self._said:
            self._said = text
            self.status.emit(text)

    def _end(self, how: str) -> None:
        if self._track is not None:
            self._track = None
            self._step = None
            self.running_changed.emit(False)
            self.ended.emit(how)


def trackable(project: Project) -> tuple[Masklet, ...]:
    """The masklets that Track follows: those that are shown and have an anchor to be followed from."""
    return tuple(m for m in project.masklets if m.visible and m.anchors)


def _difference(name: str, iou: float) -> str:
    return tr("{masklet}: the models differ, IoU {iou}", masklet=name, iou=f"{iou:.2f}")


def _missing(project: Project) -> Iterator[_Wanted]:
    for masklet in project.masklets:
        for frame, prompts in masklet.prompts.items():
            sample = masklet.track.get(frame)
            if frame not in masklet.locked and (sample is None or not sample.prompted):
                yield masklet.id, frame, prompts


def _with_answer(project: Project, reply: Segmented) -> Project:
    """The same project where the prompts that were answered are no longer there, or have their answer."""
    for masklet in project.masklets:
        if masklet.id == reply.masklet_id and masklet.prompts.get(reply.frame) == reply.prompts:
            old = masklet.track.get(reply.frame)
            if old is None or not old.prompted:
                sample = replace(reply.sample, prompted=True)
                return edits.add_samples(project, masklet.id, {reply.frame: sample})
    return project
