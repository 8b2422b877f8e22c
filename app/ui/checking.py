"""Where the tracker may be wrong: scores every masklet on a lane, and takes in what the user approves."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.document import approval
from app.document.masklet import Masklet
from app.document.project import Project
from app.engine.quality import nearest_peak, peaks, problem_scores, reviewed_share
from app.engine.requests import Cancelled, Finished
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr

_SETTLE_MS = 300  # a propagation changes the project at each frame

Scores = Mapping[int, float]  # by frame, [0, 1]


@dataclass(frozen=True)
class ScoreMasklets:
    """Score the tracks of these masklets."""

    id: int
    masklets: tuple[Masklet, ...]


@dataclass(frozen=True, eq=False)
class MaskletScored:
    """The scores of one masklet as it was."""

    request_id: int
    masklet: Masklet
    scores: Scores


class Checking(QObject):
    """Knows the scores of the open project, and moves through them."""

    scores_changed = Signal(object)  # {masklet id: Scores}
    told = Signal(str)

    def __init__(self, document: OpenDocument, state: EditorState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._known: dict[int, tuple[Masklet, Scores]] = {}
        self.lane = Lane("quality", lambda: _score, lambda newer, older: True, self)
        self.lane.replied.connect(self._take_reply)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        document.project_changed.connect(self._plan)

    @property
    def scores(self) -> dict[int, Scores]:
        return {id_: scores for id_, (_, scores) in self._known.items()}

    @Slot(object)
    def _plan(self, project: Project) -> None:
        ids = {masklet.id for masklet in project.masklets}
        self._known = {id_: known for id_, known in self._known.items() if id_ in ids}
        self._settle.start()

    @Slot()
    def _ask(self) -> None:
        changed = tuple(m for m in self._document.project.masklets if not self._is_scored(m))
        if changed:
            self.lane.submit(ScoreMasklets(next_request_id(), changed))
        self.scores_changed.emit(self.scores)

    def _is_scored(self, masklet: Masklet) -> bool:
        known = self._known.get(masklet.id)
        return known is not None and known[0].track is masklet.track and known[0].anchors == masklet.anchors

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, MaskletScored):
            self._known[reply.masklet.id] = (reply.masklet, reply.scores)
            self.scores_changed.emit(self.scores)

    # What the keys do

    def go_to_problem(self, step: int) -> None:
        """The next (1) or previous (-1) worst frame that nobody has looked at; its masklet is selected."""
        here = self._state.playhead
        masklets = self._document.project.masklets
        found = [(m.id, f) for m in masklets for f in peaks(m, self.scores.get(m.id, {}))]
        nearest = nearest_peak(found, here, backward=step < 0)
        if nearest is None:
            self.told.emit(tr("No problem that was not looked at in this direction"))
            return
        self._state.select(nearest[0])
        self._state.go_to(nearest[1])

    def review(self) -> None:
        """This frame of the selected masklet was looked at and is good; again: take that back."""
        masklet, frame = self._state.selected, self._state.playhead
        if masklet is None or frame not in masklet.track:
            return
        good = frame not in masklet.reviewed
        text = tr("Mark as reviewed") if good else tr("Mark as not reviewed")
        self._document.edit(text, lambda p: approval.review_frames(p, masklet.id, [frame], good=good))
        self._tell_share()

    def lock(self) -> None:
        """Lock this frame of the selected masklet, or unlock it."""
        masklet, frame = self._state.selected, self._state.playhead
        if masklet is None or (frame not in masklet.track and frame not in masklet.locked):
            return
        if frame in masklet.locked:
            self._document.edit(tr("Unlock frame"), lambda p: approval.unlock_frames(p, masklet.id, [frame]))
        else:
            self._document.edit(tr("Lock frame"), lambda p: approval.lock_frames(p, masklet.id, [frame]))
        self._tell_share()

    def lock_work_area(self, *, locked: bool) -> None:
        """Approve the selected masklet's masks from in to out point, or take that back."""
        masklet, area = self._state.selected, self._document.project.work_area
        if masklet is None:
            return
        if locked:
            self._document.edit(tr("Lock work area"), lambda p: approval.lock_frames(p, masklet.id, area))
        else:
            self._document.edit(tr("Unlock work area"), lambda p: approval.unlock_frames(p, masklet.id, area))
        self._tell_share()

    def _tell_share(self) -> None:
        masklet = self._state.selected
        if masklet is not None:
            share = reviewed_share(masklet)
            self.told.emit(tr("{name}: {share:.0%} reviewed", name=masklet.name, share=share))


def _score(request: ScoreMasklets, cancel: threading.Event) -> Iterator[object]:
    for masklet in request.masklets:
        if cancel.is_set():
            break
        yield MaskletScored(request.id, masklet, problem_scores(masklet))
    yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)
