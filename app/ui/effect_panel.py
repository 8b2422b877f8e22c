"""The selected masklet's effect stack: add, switch on and off, order, remove, set values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.document import edits
from app.document.masklet import Masklet
from app.engine.plugin_host import PluginHost
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.effect_box import EffectBox
from app.ui.icons import icon
from app.ui.preset_button import PresetButton
from app.ui.small_widgets import hint_label
from app.ui.theme import ACCENT
from app.ui.words import tr


class EffectPanel(QWidget):
    """Shows the stack of the selected masklet; every change is an edit of the document."""

    effect_added = Signal(str)  # the plugin's id

    def __init__(
        self,
        document: OpenDocument,
        state: EditorState,
        host: Callable[[], PluginHost],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._host = host
        self._shown: tuple[int, ...] = ()  # masklet, then its effects
        self.boxes: list[EffectBox] = []
        self.add_button = QPushButton(icon("add"), tr("Add effect"), self)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.triggered.connect(self._add_chosen)
        self.add_button.setMenu(self._menu)
        self._fill_menu()
        self._hint = hint_label("")
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button, 1)
        self.presets = PresetButton(document, state, self)
        buttons.addWidget(self.presets, 1)
        layout.addLayout(buttons)
        layout.addWidget(self._scroll_area(), 1)
        document.project_changed.connect(self._refresh)
        state.selection_changed.connect(self._refresh)
        state.playhead_changed.connect(self._refresh)
        self._refresh()

    def _scroll_area(self) -> QScrollArea:
        self._content = content = QWidget()
        self._gap = QFrame(content)  # where a dragged effect would go
        self._gap.setStyleSheet(f"background: {ACCENT};")
        self._gap.hide()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addWidget(self._hint)
        inner.addLayout(self._boxes)
        inner.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName(tr("Effects"))
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        return area

    def _fill_menu(self) -> None:
        self._menu.clear()
        for effect in self._host().effects.values():
            action = self._menu.addAction(tr(effect.title))
            action.setData(effect.id)
            action.setToolTip(effect.description)

    @Slot()
    def renew(self) -> None:
        """The effects are others."""
        self._fill_menu()
        self._shown = ()
        self._refresh()

    def add(self, effect: str) -> None:
        """Put an effect at the end of the selected masklet's stack."""
        masklet = self._state.selected
        if masklet is None:
            return
        title = tr(self._host().effects[effect].title)
        self._document.edit(tr("Add {title}", title=title), lambda p: edits.add_effect(p, masklet.id, effect))
        self.effect_added.emit(effect)

    @Slot(QAction)
    def _add_chosen(self, action: QAction) -> None:
        self.add(str(action.data()))

    @Slot()
    def _refresh(self) -> None:
        masklet = self._state.selected
        self.add_button.setEnabled(masklet is not None)
        self.presets.setEnabled(masklet is not None)
        shown = () if masklet is None else (masklet.id, *(e.id for e in masklet.effects))
        if shown != self._shown:
            self._shown = shown
            self._rebuild(masklet)
        self._show_hint(masklet)
        for box, entry in zip(self.boxes, masklet.effects if masklet else (), strict=True):
            box.show_entry(entry)

    def _show_hint(self, masklet: Masklet | None) -> None:
        self._hint.setVisible(not self.boxes)
        self._hint.setText(
            tr("Select a masklet to give it effects.")
            if masklet is None
            else tr("{masklet} has no effects yet.", masklet=masklet.name)
        )

    def _rebuild(self, masklet: Masklet | None) -> None:
        for box in self.boxes:
            self._boxes.removeWidget(box)
            box.deleteLater()
        entries = masklet.effects if masklet is not None else ()
        masklet_id = masklet.id if masklet is not None else 0
        count = len(entries)
        self.boxes = [
            EffectBox(self._document, self._state, self._host(), masklet_id, entry, place=(i, count))
            for i, entry in enumerate(entries)
        ]
        for box in self.boxes:
            self._boxes.addWidget(box)
            box.grip.dragged.connect(partial(self._drag, box))
            box.grip.dropped.connect(partial(self._drop, box))

    def _drag(self, box: EffectBox, global_y: int) -> None:
        """A line shows where the effect would go; near the panel's ends it scrolls."""
        y = self._content_y(global_y)
        self._area.ensureVisible(0, y, 0, 24)
        gap = self._gap_at(y)
        below = self.boxes[gap].y() if gap < len(self.boxes) else self.boxes[-1].geometry().bottom() + 7
        self._gap.setGeometry(box.x(), below - 4, box.width(), 2)
        self._gap.setVisible(self._place(box, gap) != self.boxes.index(box))
        self._gap.raise_()

    def _drop(self, box: EffectBox, global_y: int) -> None:
        self._gap.hide()
        place = self._place(box, self._gap_at(self._content_y(global_y)))
        if place != self.boxes.index(box):
            box.move_to(place)

    def _content_y(self, global_y: int) -> int:
        return self._content.mapFromGlobal(QPoint(0, global_y)).y()

    def _gap_at(self, y: int) -> int:
        """The number of the box above whose middle y lies; past the last one their count."""
        return sum(y > box.geometry().center().y() for box in self.boxes)

    def _place(self, box: EffectBox, gap: int) -> int:
        """Where in the stack the box is, once it is taken out and put into the gap."""
        return gap - 1 if gap > self.boxes.index(box) else gap
