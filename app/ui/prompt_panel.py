"""The list of the selected masklet's prompts: go to them, turn them over, delete them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QTreeWidget, QTreeWidgetItem, QWidget

from app.document.masklet import Masklet
from app.document.prompts import FramePrompts
from app.document.strokes import Lasso, Stroke
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.prompt_marks import PromptRef
from app.ui.prompting import Prompting
from app.ui.small_widgets import hint_label
from app.ui.words import tr

_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_PLACE = Qt.ItemDataRole.UserRole  # (frame, PromptRef | None)


class PromptPanel(QWidget):
    """A row for each prompted frame, and below it one for each prompt."""

    def __init__(
        self,
        document: OpenDocument,
        state: EditorState,
        prompting: Prompting,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._prompting = prompting
        self._shown: object = None
        self.tree = _Tree(self)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr("Prompts"))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.currentItemChanged.connect(self._go_to)
        self.tree.itemClicked.connect(self._go_to)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(hint_label(tr("The prompts of the selected masklet are listed here.")))
        self._stack.addWidget(self.tree)
        document.project_changed.connect(self._refresh)
        state.selection_changed.connect(self._refresh)
        state.playhead_changed.connect(self._show_chosen)
        state.prompt_chosen.connect(self._show_chosen)

    @Slot()
    def _refresh(self) -> None:
        masklet = self._state.selected
        prompts = masklet.prompts if masklet is not None else {}
        self._stack.setCurrentIndex(1 if prompts else 0)
        if prompts is self._shown:
            return
        self._shown = prompts
        with QSignalBlocker(self.tree):
            self.tree.clear()
            if masklet is not None:
                self.tree.addTopLevelItems([_frame_row(masklet, frame) for frame in sorted(prompts)])
            self.tree.expandAll()
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        """The row of the prompt that is chosen in the viewer, or else of the playhead's frame."""
        here = self._state.playhead
        with QSignalBlocker(self.tree):
            self.tree.setCurrentIndex(QModelIndex())
            for item in self._rows():
                frame, ref = item.data(0, _PLACE)
                if frame == here and ref == self._state.chosen_prompt:
                    self.tree.setCurrentItem(item)

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        for i in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(i)
            if top is not None:
                yield top
                for j in range(top.childCount()):
                    child = top.child(j)
                    if child is not None:
                        yield child

    @Slot()
    def _go_to(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            frame, ref = item.data(0, _PLACE)
            self._state.go_to(frame)
            self._state.choose_prompt(ref)

    def delete_current(self) -> None:
        """The prompt of the current row; in a frame's row, all that it has."""
        item = self.tree.currentItem()
        if item is None:
            return
        frame, ref = item.data(0, _PLACE)
        if ref is not None:
            self._prompting.delete_on(ref, frame)
        elif self._state.selected is not None:
            self._prompting.clear_on(self._state.selected.id, frame)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        item = self.tree.itemAt(place)
        if item is None:
            return
        self.tree.setCurrentItem(item)
        frame, ref = item.data(0, _PLACE)
        menu = QMenu(self)
        if ref is not None and ref.kind in ("click", "stroke"):
            menu.addAction(tr("Change sign")).triggered.connect(lambda: self._prompting.turn_over(ref, frame))
        text = tr("Delete") if ref else tr("Delete all on this frame")
        menu.addAction(text).triggered.connect(self.delete_current)
        menu.exec(self.tree.viewport().mapToGlobal(place))


class _Tree(QTreeWidget):
    """Delete removes the row that has the focus."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_ours = event.key() in _DELETE
            event.setAccepted(is_ours)  # not for all prompts of the playhead's frame
            return is_ours or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        panel = self.parent()
        if event.key() in _DELETE and isinstance(panel, PromptPanel):
            panel.delete_current()
        else:
            super().keyPressEvent(event)


def _frame_row(masklet: Masklet, frame: int) -> QTreeWidgetItem:
    prompts = masklet.prompts[frame]
    text = tr("Frame {frame}, locked") if frame in masklet.locked else tr("Frame {frame}")
    row = QTreeWidgetItem([text.format(frame=frame)])
    row.setData(0, _PLACE, (frame, None))
    for ref, text in _described(masklet.id, prompts):
        child = QTreeWidgetItem([text])
        child.setData(0, _PLACE, (frame, ref))
        row.addChild(child)
    return row


def _described(masklet_id: int, prompts: FramePrompts) -> Iterator[tuple[PromptRef, str]]:
    """In the order in which they are answered."""
    if prompts.mask is not None:
        yield PromptRef(masklet_id, "mask"), tr("Mask")
    if prompts.box is not None:
        box = prompts.box
        size = f"{box.x0:.0f}, {box.y0:.0f}  {box.x1 - box.x0:.0f} x {box.y1 - box.y0:.0f}"
        yield PromptRef(masklet_id, "box"), f"{tr('Box')}  {size}"
    for i, click in enumerate(prompts.clicks):
        sign = "+" if click.positive else "-"
        yield PromptRef(masklet_id, "click", i), f"{tr('Click')} {sign}  {click.x:.0f}, {click.y:.0f}"
    for i, stroke in enumerate(prompts.strokes):
        yield PromptRef(masklet_id, "stroke", i), _stroke_text(stroke)


def _stroke_text(stroke: Stroke) -> str:
    sign = "+" if stroke.positive else "-"
    if isinstance(stroke, Lasso):
        return f"{tr('Lasso')} {sign}" + (f"  {tr('snaps')}" if stroke.snaps else "")
    return f"{tr('Brush')} {sign}  " + tr("radius {radius}", radius=round(stroke.radius))
