"""How the selected masklet is followed, and whose a pixel is that several masklets claim."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.document import edits
from app.document.masklet import Masklet
from app.engine.following import DEFAULT_POLICY, POLICIES, policy
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.words import mark, tr

_POLICIES = {  # title, tip
    "recent": (mark("Recent frames"), mark("The last few frames: as SAM 2 was published")),
    "motion": (mark("Motion"), mark("Frames that fit how the object moves: for look-alikes that pass by")),
    "distractor": (mark("Look-alikes"), mark("Remembers what is not the object, too")),
    "tree": (mark("Several ways"), mark("Follows several possibilities: for long occlusions; slower")),
}


class MaskletOptionsMenu(QMenu):
    """Memory, depth and exclusiveness, as the document has them when the menu opens."""

    def __init__(self, document: OpenDocument, state: EditorState, parent: QWidget) -> None:
        super().__init__(tr("Tracking and depth"), parent)
        self._document = document
        self._state = state
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    @Slot()
    def fill(self) -> None:
        """The entries for what is selected now."""
        self.clear()
        masklet = self._state.selected
        if masklet is not None:
            self._add_policies(masklet)
            self.addSeparator()
            self._add_depth(masklet)
        only = self.addAction(tr("No pixel belongs to two masklets"))
        only.setToolTip(tr("What several masklets claim belongs to the nearest, or to the surest"))
        only.setCheckable(True)
        only.setChecked(self._document.project.exclusive)
        only.toggled.connect(self._set_exclusive)

    def _add_policies(self, masklet: Masklet) -> None:
        group = QActionGroup(self)
        self.addSection(tr("Remembers"))
        for name in POLICIES:
            title, tip = (tr(words) for words in _POLICIES[name])
            action = self.addAction(tr("{title} (default)", title=title) if name == DEFAULT_POLICY else title)
            action.setToolTip(tip)
            action.setCheckable(True)
            action.setChecked(policy(masklet) == name)
            action.triggered.connect(lambda _=False, n=name: self._set_policy(masklet.id, n))
            group.addAction(action)

    def _add_depth(self, masklet: Masklet) -> None:
        self.addSection(tr("Depth {depth}", depth=masklet.depth))
        for title, depth in (
            (tr("Nearer to the camera"), masklet.depth + 1),
            (tr("Further from the camera"), masklet.depth - 1),
        ):
            action = self.addAction(title)
            action.triggered.connect(lambda _=False, d=depth: self._set_depth(masklet.id, d))

    def _set_policy(self, masklet_id: int, name: str) -> None:
        chosen = "" if name == DEFAULT_POLICY else name
        if chosen != self._document.project.masklet(masklet_id).policy:
            self._document.edit(tr("Change memory"), lambda p: edits.set_policy(p, masklet_id, chosen))

    def _set_depth(self, masklet_id: int, depth: int) -> None:
        self._document.edit(tr("Change depth"), lambda p: edits.set_depth(p, masklet_id, depth))

    @Slot(bool)
    def _set_exclusive(self, on: bool) -> None:
        text = tr("Let no pixel belong to two") if on else tr("Let masklets overlap")
        self._document.edit(text, lambda p: edits.set_exclusive(p, exclusive=on))
