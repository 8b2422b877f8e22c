"""Keeps the viewer showing the playhead's frame: asks the pictures' lane, shows what comes back."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.document.project import Project
from app.engine.matte import matte_inputs
from app.engine.requests import Failed
from app.engine.view_look import Look
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.frame_requests import EffectFailed, FrameShown, Preparing, Preview, ShowFrame
from app.ui.lane import Lane
from app.ui.prompt_marks import PromptMark, prompt_marks
from app.ui.tracker_thread import next_request_id
from app.ui.viewer import Viewer
from app.ui.words import tr

_AHEAD_PLAYING = 24  # frames
_AHEAD_RESTING = 24
_SETTLES_AFTER_MS = 120  # a playhead that moves faster is being dragged: drafts will do


class PictureFeed(QObject):
    """The GUI thread never decodes nor composites: it asks for a frame and paints what it is given."""

    frame_shown = Signal(int)
    thumbnails_shown = Signal(object)  # tuple[QImage, ...]: of the preview's candidates
    failed = Signal(str, str)  # message, hint
    effect_failed = Signal(object)  # EffectFailed
    status = Signal(str)  # why a picture takes long; empty when it is there

    def __init__(
        self,
        document: OpenDocument,
        state: EditorState,
        lane: Lane,
        viewer: Viewer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._lane = lane
        self._viewer = viewer
        self._asked_look: tuple[object, ...] = ()
        self._asked: int = 0
        self._shown: int = 0
        self.speed = 0  # of playback: frames are decoded ahead in its direction
        self.rests = True  # whether the machine has time to decode ahead
        self._shows_draft = False
        self._wants_values = False
        self._prepares = False
        self._preview: Preview | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_AFTER_MS)
        self._settling.timeout.connect(self._settle)
        lane.replied.connect(self._take_reply)
        document.project_changed.connect(self.refresh)
        state.playhead_changed.connect(self._follow)
        state.look_changed.connect(self.refresh)
        state.selection_changed.connect(self._show_prompts)
        state.prompt_chosen.connect(self._show_prompts)

    @Slot()
    def refresh(self) -> None:
        """Ask for the frame, unless what it would look like was already asked for."""
        self._ask(draft=False)

    @Slot()
    def renew(self) -> None:
        """Ask again: the effects are others."""
        self._asked_look = ()
        self._ask(draft=False)

    @Slot()
    def _follow(self) -> None:
        """The playhead moves: a draft of each place, and of the last one the frame itself."""
        self._settling.start()
        self._ask(draft=True)

    @Slot()
    def _settle(self) -> None:
        if self._shows_draft and not self.speed:
            self._asked_look = ()
            self._ask(draft=False)

    def _ask(self, *, draft: bool) -> None:
        project, frame, wanted = self._document.project, self._state.playhead, self._state.look
        self._show_prompts()
        if project.media is None:
            self._asked_look = ()
            self._asked = self._shown = next_request_id()  # what is on its way is not shown
            self._viewer.clear()
            return
        look = (*_appearance(project, frame, wanted), self._preview, self._wants_values)
        if look == self._asked_look:
            return
        self._asked_look = look
        self._asked = next_request_id()
        size = self._viewer.shrunk_size
        asked = (self._asked, project, frame, wanted, self._ahead(), draft, size)
        self._lane.submit(ShowFrame(*asked, self._preview, self._wants_values))

    @property
    def preview(self) -> Preview | None:
        return self._preview

    def set_preview(self, preview: Preview | None) -> None:
        """Show what a click would give, or nothing of the kind."""
        if preview is not self._preview:
            self._preview = preview
            self.refresh()

    def set_wants_values(self, *, on: bool) -> None:
        """Whether the viewer shows the file's own numbers."""
        self._wants_values = on
        self.refresh()

    def _ahead(self) -> int:
        if self.speed:
            return _AHEAD_PLAYING if self.speed > 0 else -_AHEAD_PLAYING
        return _AHEAD_RESTING if self.rests else 0

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, Preparing):
            self._prepares = True
            self.status.emit(tr("Getting fine refinement ready: some seconds, the first time longer"))
        elif self._prepares:
            self._prepares = False
            self.status.emit("")
        if isinstance(reply, FrameShown) and reply.request_id > self._shown:
            self._shown = reply.request_id
            self._show(reply)
        elif isinstance(reply, EffectFailed) and reply.request_id == self._asked:
            self.effect_failed.emit(reply)
        elif isinstance(reply, Failed) and reply.request_id == self._asked:
            self.failed.emit(reply.message, reply.hint)

    def _show(self, reply: FrameShown) -> None:
        self._viewer.show_picture(reply.picture, reply.other)
        self._viewer.set_overlays(reply.overlays)
        self._viewer.loupe.set_values(reply.values)
        self._shows_draft = reply.draft
        self.frame_shown.emit(reply.frame)
        self.thumbnails_shown.emit(reply.thumbnails)
        if not self._settling.isActive():
            self._settle()

    @Slot()
    def _show_prompts(self) -> None:
        frame, selected = self._state.playhead, self._state.selected
        marks: list[PromptMark] = []
        for masklet in self._document.project.masklets:
            prompts = masklet.prompts.get(frame)
            if masklet.visible and prompts is not None and self._state.look.has_overlays:
                marks += prompt_marks(
                    prompts,
                    masklet.colour,
                    active=masklet is selected,
                    masklet_id=masklet.id,
                    chosen=self._state.chosen_prompt,
                )
        self._viewer.set_prompts(marks)
        if selected is not None:
            self._viewer.set_ink(selected.colour)


def _appearance(project: Project, frame: int, look: Look) -> tuple[object, ...]:
    """All that decides how a frame looks: equal appearances need no new picture."""
    shown = [m for m in project.masklets if m.visible]
    near = range(frame - look.onion, frame + look.onion + 1)
    parts: tuple[object, ...] = tuple((m.id, *(matte_inputs(m, f, project) for f in near)) for m in shown)
    if look.has_overlays or look.onion:
        parts = (*parts, *(m.colour for m in shown))
    if "result" in look.modes:
        parts = (*parts, *(m.effects for m in shown))
    return project.media, frame, look, parts
