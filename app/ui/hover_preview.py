"""What a click would give, while the pointer rests on the picture; and what the last click may mean."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.document import edits
from app.document.masklet import Masklet
from app.document.project import Project
from app.document.prompts import Click
from app.engine.requests import Candidate, Segmented, SegmentRequest
from app.errors import UserFacingError
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.frame_requests import Preview
from app.ui.lane import Lane
from app.ui.picture_feed import PictureFeed
from app.ui.tracker_thread import PREVIEW_ID, next_request_id
from app.ui.tracking import Tracking
from app.ui.viewer import Viewer
from app.ui.words import tr

_RESTS_AFTER_MS = 90
_LIKE_BEFORE_PX = 1.5  # source pixels: a smaller move of the pointer asks nothing anew


class HoverPreview(QObject):
    """Asks the tracker for a masklet that is not in the project. Tracking and real clicks go first."""

    # tuple[Candidate, ...]: what the click on this frame may mean; which of them it is taken for, or -1
    candidates_changed = Signal(object, int)

    def __init__(
        self,
        document: OpenDocument,
        state: EditorState,
        tracking: Tracking,
        lane: Lane,
        viewer: Viewer,
        feed: PictureFeed,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._tracking = tracking
        self._lane = lane
        self._viewer = viewer
        self._feed = feed
        self._is_on = True
        self._place: tuple[float, float] | None = None
        self._asked = 0
        self._asked_place: tuple[float, float] | None = None
        self._answered: Segmented | None = None  # to the last real click
        self._rest = QTimer(self, singleShot=True, interval=_RESTS_AFTER_MS)
        self._rest.timeout.connect(self._ask)
        viewer.hovered.connect(self._follow)
        viewer.tool_changed.connect(self._clear)
        lane.replied.connect(self._take_reply)
        document.project_changed.connect(self._clear)
        state.playhead_changed.connect(self._clear)
        state.selection_changed.connect(self._clear)

    def turn_on(self, *, on: bool) -> None:
        self._is_on = on
        self._clear()

    @Slot(object)
    def _follow(self, place: tuple[float, float] | None) -> None:
        self._place = place
        if place is None:
            self._clear()
        elif self._is_on and not _near(place, self._asked_place):
            self._rest.start()

    @Slot()
    def _ask(self) -> None:
        project, media = self._document.project, self._document.project.media
        busy = self._tracking.is_running or self._tracking.is_answering or self._feed.speed
        shows = self._state.look.has_overlays and self._viewer.tool == "click"
        if self._place is None or media is None or busy or not shows or self._viewer.is_dragging:
            return
        negative = bool(QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.AltModifier)
        masklet = self._with_click(project, Click(*self._place, positive=not negative))
        if masklet is not None:
            self._asked, self._asked_place = next_request_id(), self._place
            frame = self._state.playhead
            self._lane.submit(SegmentRequest(self._asked, media, masklet, frame, project.model))

    def _with_click(self, project: Project, click: Click) -> Masklet | None:
        """The selected masklet, or a new one, as the click would make it; None on a locked frame."""
        selected = self._state.selected
        if selected is None:
            project = edits.add_masklet(project)
            selected = project.masklets[-1]
        try:
            changed = edits.add_click(project, selected.id, self._state.playhead, click)
        except UserFacingError:
            return None
        return replace(changed.masklet(selected.id), id=PREVIEW_ID, window="off")  # quick before exact

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if not isinstance(reply, Segmented):
            return
        if reply.masklet_id != PREVIEW_ID:
            self._answered = reply
            self._show_meanings()
        elif reply.request_id == self._asked and self._place is not None:
            samples = tuple(c.sample for c in reply.candidates)
            self.candidates_changed.emit((), -1)
            self._feed.set_preview(Preview(reply.sample, samples))

    @Slot()
    def _clear(self) -> None:
        self._rest.stop()
        self._asked, self._asked_place = 0, None
        self._show_meanings()

    def _show_meanings(self) -> None:
        """Of a click that is there, what it may mean can be chosen; where it is clear there is nothing."""
        candidates = self._meanings()
        self.candidates_changed.emit(candidates, self._chosen_level(candidates))
        samples = tuple(c.sample for c in candidates)
        if samples != (self._feed.preview.candidates if self._feed.preview else ()) or self._shows_line:
            self._feed.set_preview(Preview(None, samples) if samples else None)

    @property
    def _shows_line(self) -> bool:
        return self._feed.preview is not None and self._feed.preview.sample is not None

    def _meanings(self) -> tuple[Candidate, ...]:
        answered, selected = self._answered, self._state.selected
        if answered is None or selected is None or answered.masklet_id != selected.id:
            return ()
        here = answered.frame == self._state.playhead
        still = selected.prompts.get(answered.frame) == answered.prompts
        return answered.candidates if here and still else ()

    def choose(self, level: int) -> None:
        """The click on this frame means this part, or the whole."""
        selected, frame = self._state.selected, self._state.playhead
        prompts = selected.prompts.get(frame) if selected is not None else None
        if selected is not None and prompts is not None and prompts.level != level:
            self._document.edit(
                tr("Choose part or whole"), lambda p: edits.choose_level(p, selected.id, frame, level)
            )

    def choose_next(self) -> None:
        """The next of what the click may mean, after the whole the part again."""
        candidates = self._meanings()
        if candidates:
            self.choose((self._chosen_level(candidates) + 1) % len(candidates))

    def _chosen_level(self, candidates: tuple[Candidate, ...]) -> int:
        """The one that the user chose, or else the one that the model took; -1 where there is none."""
        selected = self._state.selected
        if not candidates or selected is None:
            return -1
        level = selected.prompts[self._state.playhead].level
        return self._level_of(candidates) if level is None else level

    def _level_of(self, candidates: tuple[Candidate, ...]) -> int:
        """Which of them the model took."""
        assert self._answered is not None
        same = [c.level for c in candidates if c.sample.logits == self._answered.sample.logits]
        return same[0] if same else 0


def _near(place: tuple[float, float], other: tuple[float, float] | None) -> bool:
    if other is None:
        return False
    return abs(place[0] - other[0]) + abs(place[1] - other[1]) < _LIKE_BEFORE_PX
