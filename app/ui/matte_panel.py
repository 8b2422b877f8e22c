"""The selected masklet's matte: its stages with their values, and what is held out of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.document import matte_edits
from app.document.keyframes import Curve, Easing, Keyframe, ParamValue
from app.document.masklet import Masklet
from app.document.project import Project
from app.engine.matting.params import GROUPS, MatteParams, params_at
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.keyframe_button import KeyframeButton
from app.ui.param_row import ParamRow, clip_frames
from app.ui.param_widgets import ParamWidget, param_specs
from app.ui.shape_list import ShapeList
from app.ui.small_widgets import hint_label, tool_button
from app.ui.words import tr

_SPECS = param_specs(MatteParams)


class MattePanel(QWidget):
    """Shows the values at the playhead; every change is an edit of the document."""

    def __init__(self, document: OpenDocument, state: EditorState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self.params: dict[str, ParamWidget] = {}
        self.keys: dict[str, KeyframeButton] = {}
        self.rows: dict[str, ParamRow] = {}
        self.holdouts: dict[int, QCheckBox] = {}
        self._listed: tuple[object, ...] = ()
        self.switch = QCheckBox(tr("Matte stages"), self)
        self.switch.setToolTip(tr("Off shows the mask as it was tracked; the values are kept"))
        self.reset = tool_button("reset", tr("Set all values back"), self)
        self._hint = hint_label(tr("Select a masklet to work on its matte."))
        self._lists = QVBoxLayout()
        self.shapes = ShapeList(document, state, self)
        self._content = self._stages()
        self._lay_out()
        self.switch.toggled.connect(self._enable)
        self.reset.clicked.connect(self._reset)
        document.project_changed.connect(self._refresh)
        state.selection_changed.connect(self._refresh)
        state.playhead_changed.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self.switch, 1)
        header.addWidget(self.reset)
        area = QScrollArea(self)
        area.setAccessibleName(tr("Matte"))
        area.setWidget(self._content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(header)
        layout.addWidget(self._hint)
        layout.addWidget(area, 1)
        self._state.shape_changed.connect(lambda: area.ensureWidgetVisible(self.shapes))

    def _stages(self) -> QWidget:
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        for title, names in GROUPS.items():
            column.addWidget(_heading(tr(title)))
            column.addLayout(self._form(names))
        column.addLayout(self._lists)
        column.addWidget(_heading(tr("Shapes")))
        column.addWidget(self.shapes)
        column.addStretch(1)
        return content

    def _form(self, names: tuple[str, ...]) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(2, 0, 2, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in names:
            row = ParamRow(_SPECS[name], self)
            row.widget.changed.connect(partial(self._set, name))
            row.keyed.connect(partial(self._key, name))
            row.key.easing_chosen.connect(partial(self._ease, name))
            row.key.cleared.connect(partial(self._unkey_all, name))
            row.strip.curve_changed.connect(partial(self._set_curve, name))
            row.frame_wanted.connect(self._state.go_to)
            self.rows[name], self.params[name], self.keys[name] = row, row.widget, row.key
            row.add_to(form)
        return form

    # What is shown

    @Slot()
    def _refresh(self) -> None:
        masklet = self._state.selected
        self._hint.setVisible(masklet is None)
        self._content.setVisible(masklet is not None)
        for widget in (self.switch, self.reset):
            widget.setVisible(masklet is not None)
        if masklet is None:
            return
        self._show_values(masklet)
        self._show_lists(masklet)

    def _show_values(self, masklet: Masklet) -> None:
        matte, frame = masklet.matte, self._state.playhead
        with QSignalBlocker(self.switch):
            self.switch.setChecked(matte.enabled)
        self.reset.setEnabled(bool(replace(matte, enabled=True)))
        values = params_at(replace(matte, enabled=True), frame)
        frames = clip_frames(self._document.project)
        for name, row in self.rows.items():
            row.show_value(getattr(values, name), matte.curves.get(name), frame, frames)
        self._content.setEnabled(matte.enabled)

    def _show_lists(self, masklet: Masklet) -> None:
        """The masklets that can be held out: built anew where they are others."""
        others = [m for m in self._document.project.masklets if m.id != masklet.id]
        listed = (masklet.id, *((m.id, m.name) for m in others))
        if listed != self._listed:
            self._listed = listed
            self._rebuild(others)
        for number, box in self.holdouts.items():
            with QSignalBlocker(box):
                box.setChecked(number in masklet.matte.holdouts)

    def _rebuild(self, others: list[Masklet]) -> None:
        while (item := self._lists.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.holdouts = {}
        if others:
            self._lists.addWidget(_heading(tr("Held out: lies in front")))
        for other in others:
            box = QCheckBox(other.name, self)
            box.toggled.connect(self._hold_out)
            self.holdouts[other.id] = box
            self._lists.addWidget(box)

    # What the user does

    @property
    def _masklet_id(self) -> int:
        masklet = self._state.selected
        return masklet.id if masklet is not None else 0

    def _set(self, name: str, value: ParamValue, gesture: int) -> None:
        masklet, frame = self._masklet_id, self._state.playhead
        self._document.edit(
            tr("Change {what}", what=_what(name)),
            lambda p: matte_edits.set_matte_param(p, masklet, name, value, frame),
            merge_key=f"matte {masklet}/{name}@{frame}#{gesture}",
        )

    def _set_curve(self, name: str, curve: Curve, gesture: int) -> None:
        masklet = self._masklet_id
        self._document.edit(
            tr("Move a keyframe of {what}", what=_what(name)),
            lambda p: matte_edits.set_matte_curve(p, masklet, name, curve),
            merge_key=f"curve/{masklet}/{name}#{gesture}",
        )

    def _key(self, name: str, on: bool) -> None:
        masklet, frame = self._masklet_id, self._state.playhead
        if not on:
            self._document.edit(
                tr("Remove a keyframe of {what}", what=_what(name)),
                lambda p: matte_edits.unkey_matte_param(p, masklet, name, frame),
            )
            return
        key = Keyframe(frame, self._value(self._document.project, name))
        self._document.edit(
            tr("Set a keyframe of {what}", what=_what(name)),
            lambda p: matte_edits.key_matte_param(p, masklet, name, key),
        )

    def _ease(self, name: str, easing: Easing) -> None:
        masklet, frame = self._masklet_id, self._state.playhead
        self._document.edit(
            tr("Change the way of {what}", what=_what(name)),
            lambda p: matte_edits.ease_matte_param(p, masklet, name, frame, easing),
        )

    def _unkey_all(self, name: str) -> None:
        masklet = self._masklet_id
        value = self._value(self._document.project, name)
        self._document.edit(
            tr("Remove the keyframes of {what}", what=_what(name)),
            lambda p: matte_edits.hold_matte_param(p, masklet, name, value),
        )

    def _value(self, project: Project, name: str) -> ParamValue:
        return getattr(params_at(project.masklet(self._masklet_id).matte, self._state.playhead), name)

    @Slot()
    def _hold_out(self) -> None:
        masklet = self._masklet_id
        chosen = tuple(number for number, box in self.holdouts.items() if box.isChecked())
        self._document.edit(tr("Change holdouts"), lambda p: matte_edits.set_holdouts(p, masklet, chosen))

    @Slot(bool)
    def _enable(self, on: bool) -> None:
        masklet = self._masklet_id
        text = tr("Turn matte stages on") if on else tr("Turn matte stages off")
        self._document.edit(text, lambda p: matte_edits.enable_matte(p, masklet, enabled=on))

    @Slot()
    def _reset(self) -> None:
        masklet = self._masklet_id
        self._document.edit(tr("Reset the matte"), lambda p: matte_edits.reset_matte(p, masklet))


def _what(name: str) -> str:
    return tr(_SPECS[name].label).lower()


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setStyleSheet("font-weight: 600; margin-top: 4px;")
    return label
