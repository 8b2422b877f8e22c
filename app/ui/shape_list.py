"""The shapes of the selected masklet's matte: what each is, how soft, on which frames it has a keyframe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.document import matte_edits, shape_edits
from app.document.keyframes import Easing
from app.document.matte import MatteShape, ShapeKind
from app.document.project import Project
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.keyframe_button import KeyframeButton
from app.ui.shape_marks import KIND_COLOURS
from app.ui.small_widgets import swatch, tool_button
from app.ui.theme import TEXT_DIM
from app.ui.words import mark, tr

KIND_TITLES: Final[dict[ShapeKind, str]] = {
    "garbage": mark("Garbage matte"),
    "holdout": mark("Holdout matte"),
    "core": mark("Core matte"),
}
_KIND_TIPS: Final[dict[ShapeKind, str]] = {
    "garbage": mark("What lies outside all garbage mattes is removed"),
    "holdout": mark("What lies inside is removed"),
    "core": mark("What lies inside is solid"),
}
_MOST_FEATHER_PX = 500.0


class ShapeList(QWidget):
    """A row for each shape; every change is an edit of the document."""

    def __init__(self, document: OpenDocument, state: EditorState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self.rows: dict[int, ShapeRow] = {}
        self.kind = kind_box(tr("Kind of the next shape"), self)
        self._hint = QLabel(tr("The Shape tool (S) draws them in the picture."), self)
        self._hint.setWordWrap(True)
        self._hint.setStyleSheet(f"color: {TEXT_DIM};")
        new = QHBoxLayout()
        new.addWidget(QLabel(tr("Next shape"), self))
        new.addWidget(self.kind, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2, 0, 2, 4)
        self._layout.addLayout(new)
        self._layout.addWidget(self._hint)
        self.kind.activated.connect(self._set_kind)
        document.project_changed.connect(self._refresh)
        for changed in (state.selection_changed, state.playhead_changed, state.shape_changed):
            changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        masklet = self._state.selected
        shapes = masklet.matte.shapes if masklet is not None else ()
        if [shape.id for shape in shapes] != list(self.rows):
            self._rebuild(shapes)
        self._hint.setVisible(not shapes)
        self.kind.setCurrentIndex(self.kind.findData(self._state.shape_kind))
        for shape in shapes:
            chosen = shape.id == self._state.chosen_shape
            self.rows[shape.id].show_shape(shape, self._state.playhead, chosen=chosen)

    def _rebuild(self, shapes: tuple[MatteShape, ...]) -> None:
        for row in self.rows.values():
            self._layout.removeWidget(row)
            row.deleteLater()
        self.rows = {}
        for shape in shapes:
            row = ShapeRow(shape, self)
            row.chosen.connect(partial(self._state.choose_shape, shape.id))
            row.changed.connect(partial(self._replace, shape.id))
            row.removed.connect(partial(self._remove, shape.id))
            row.key.toggled_key.connect(partial(self._key, shape.id))
            row.key.easing_chosen.connect(partial(self._ease, shape.id))
            row.key.cleared.connect(partial(self._hold, shape.id))
            self._layout.addWidget(row)
            self.rows[shape.id] = row

    @Slot()
    def _set_kind(self) -> None:
        self._state.set_shape_kind(self.kind.currentData())

    # What the user does to a shape

    def _edit(self, text: str, change: Callable[..., Project], *args: object, merge_key: str = "") -> None:
        masklet = self._state.selected
        if masklet is not None:
            self._document.edit(text, lambda p: change(p, masklet.id, *args), merge_key=merge_key)

    def _replace(self, shape_id: int, text: str, values: dict[str, Any]) -> None:
        def change(project: Project, masklet_id: int) -> Project:
            shape = replace(shape_edits.shape_of(project, masklet_id, shape_id), **values)
            return matte_edits.replace_matte_shape(project, masklet_id, shape)

        self._edit(text, change, merge_key=f"shape {shape_id} feather" if "feather" in values else "")

    def _remove(self, shape_id: int) -> None:
        self._edit(tr("Remove a shape"), matte_edits.remove_matte_shape, shape_id)

    def _key(self, shape_id: int, on: bool) -> None:
        text = tr("Set a keyframe of a shape") if on else tr("Remove a keyframe of a shape")
        change = shape_edits.key_shape if on else shape_edits.unkey_shape
        self._edit(text, change, shape_id, self._state.playhead)

    def _ease(self, shape_id: int, easing: Easing) -> None:
        text = tr("Change the way of a shape")
        self._edit(text, shape_edits.ease_shape, shape_id, self._state.playhead, easing)

    def _hold(self, shape_id: int) -> None:
        text = tr("Remove the keyframes of a shape")
        self._edit(text, shape_edits.hold_shape, shape_id, self._state.playhead)


class ShapeRow(QFrame):
    """One shape: on or off, keyframe, removal; below them what it is and how soft its edge is."""

    chosen = Signal()
    changed = Signal(str, object)  # the step's name, the values that change
    removed = Signal()

    def __init__(self, shape: MatteShape, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.switch = QCheckBox(self)
        self.key = KeyframeButton(tr("Shape"), self)
        self.remove = tool_button("remove", tr("Remove the shape"), self)
        self.kind = kind_box(tr("Kind of the shape"), self)
        self.feather = QDoubleSpinBox(self)
        self.feather.setRange(0, _MOST_FEATHER_PX)
        self.feather.setDecimals(1)
        self.feather.setSuffix(" px")
        self.feather.setKeyboardTracking(False)
        self.feather.setAccessibleName(tr("Feather of the shape"))
        self.feather.setToolTip(tr("How wide the shape's edge is, outward and inward together"))
        self._title = shape.name or tr("Shape {number}", number=shape.id)
        self._lay_out()
        self.switch.toggled.connect(self._switch)
        self.kind.activated.connect(self._set_kind)
        self.feather.valueChanged.connect(self._set_feather)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        self.switch.setText(self._title)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.switch, 1)
        top.addWidget(self.key)
        top.addWidget(self.remove)
        below.addWidget(self.kind, 1)
        below.addWidget(self.feather)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 2, 4, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(below)

    def show_shape(self, shape: MatteShape, frame: int, *, chosen: bool) -> None:
        with QSignalBlocker(self.switch), QSignalBlocker(self.feather):
            self.switch.setChecked(shape.enabled)
            self.feather.setValue(shape.feather)
        self.kind.setCurrentIndex(self.kind.findData(shape.kind))
        self.key.show_curve(shape.path, frame)
        font = self.switch.font()
        font.setBold(chosen)
        self.switch.setFont(font)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()
        super().mousePressEvent(event)

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        self.changed.emit(tr("Turn a shape on") if on else tr("Turn a shape off"), {"enabled": on})

    @Slot()
    def _set_kind(self) -> None:
        self.changed.emit(tr("Change the kind of a shape"), {"kind": self.kind.currentData()})

    @Slot(float)
    def _set_feather(self, value: float) -> None:
        self.changed.emit(tr("Change the feather of a shape"), {"feather": value})


def kind_box(name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for kind, title in KIND_TITLES.items():
        box.addItem(swatch(KIND_COLOURS[kind], 10), tr(title), kind)
        box.setItemData(box.count() - 1, tr(_KIND_TIPS[kind]), Qt.ItemDataRole.ToolTipRole)
    return box
