"""One effect of a masklet's stack: its values at the playhead, their keyframes, and how it is mixed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.document import edits, effect_edits
from app.document.effects import AMOUNT, BLEND_MODES, BlendMode, EffectInstance, ParamValue
from app.document.keyframes import Curve, Keyframe, values_at
from app.document.project import Project
from app.effect_api import Effect, ParamSpec
from app.engine.plugin_host import PluginHost
from app.ui.document import OpenDocument
from app.ui.drag_grip import DragGrip
from app.ui.editor_state import EditorState
from app.ui.keyframe_button import KeyframeButton
from app.ui.param_row import ParamRow, clip_frames, row_label
from app.ui.param_widgets import ParamWidget, param_specs
from app.ui.small_widgets import hint_label, tool_button
from app.ui.words import mark, tr

_AMOUNT_SPEC: Final = ParamSpec("number", mark("Amount"), hint=mark("How much of the effect is mixed in."))
_MODES: Final = {mode: mode.replace("_", " ").capitalize() for mode in BLEND_MODES}
_SIDES: Final = {False: mark("The object"), True: mark("Around the object")}


class EffectBox(QFrame):
    """One effect of the stack with its values."""

    def __init__(
        self,
        document: OpenDocument,
        state: EditorState,
        host: PluginHost,
        masklet_id: int,
        entry: EffectInstance,
        place: tuple[int, int],
    ) -> None:
        super().__init__()
        self._document = document
        self._state = state
        self._host = host
        self._masklet_id = masklet_id
        self._entry = entry
        self._effect: Effect | None = host.effects.get(entry.effect)
        self.params: dict[str, ParamWidget] = {}
        self.keys: dict[str, KeyframeButton] = {}
        self.rows: dict[str, ParamRow] = {}
        self.mode = _combo(_MODES, tr("Blend"), self)
        self.side = _combo(_SIDES, tr("Side"), self)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 6, 8)
        layout.addLayout(self._header(*place))
        layout.addLayout(self._form())

    def _header(self, index: int, count: int) -> QHBoxLayout:
        title = tr(self._effect.title) if self._effect is not None else self._entry.effect
        self.switch = QCheckBox(title, self)
        self.switch.setToolTip(self._effect.description if self._effect else "")
        self.switch.toggled.connect(self._enable)
        self.up = tool_button("up", tr("Apply earlier"), self)
        self.down = tool_button("down", tr("Apply later"), self)
        self.remove = tool_button("remove", tr("Remove the effect"), self)
        self.up.setEnabled(index > 0)
        self.down.setEnabled(index < count - 1)
        self.up.clicked.connect(lambda: self.move_to(index - 1))
        self.down.clicked.connect(lambda: self.move_to(index + 1))
        self.remove.clicked.connect(self._remove)
        self.grip = DragGrip(tr("Drag: apply earlier or later"), self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.grip)
        row.addWidget(self.switch, 1)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        return row

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(6, 0, 2, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if resting := self._host.resting.get(self._entry.effect):
            form.addRow(hint_label(tr("Left out of the picture: {reason}", reason=resting)))
        if self._effect is None:
            form.addRow(QLabel(tr("This effect is not installed."), self))
            self.mode.hide()
            self.side.hide()
            return form
        self.mode.activated.connect(self._set_mode)
        self.side.activated.connect(self._set_side)
        form.addRow(row_label(tr("Side")), self.side)
        for name, spec in self._specs.items():
            self._add_row(form, name, spec)
        if self._effect.coverage is None and not self._effect.hides:
            form.addRow(row_label(tr("Blend")), self.mode)
        else:
            self.mode.hide()
        return form

    @property
    def _specs(self) -> dict[str, ParamSpec]:
        """Of the plugin's parameters, and of the amount, which every effect has."""
        own = param_specs(self._effect.params) if self._effect is not None else {}
        return {**own, AMOUNT: _AMOUNT_SPEC}

    def _add_row(self, form: QFormLayout, name: str, spec: ParamSpec) -> None:
        row = ParamRow(spec, self)
        row.widget.changed.connect(partial(self._set, name))
        row.keyed.connect(partial(self._key, name))
        row.key.easing_chosen.connect(partial(self._ease, name))
        row.key.cleared.connect(partial(self._unkey_all, name))
        row.strip.curve_changed.connect(partial(self._set_curve, name))
        row.frame_wanted.connect(self._state.go_to)
        self.rows[name], self.params[name], self.keys[name] = row, row.widget, row.key
        row.add_to(form)

    def show_entry(self, entry: EffectInstance) -> None:
        """The values at the playhead."""
        self._entry = entry
        with QSignalBlocker(self.switch):
            self.switch.setChecked(entry.enabled)
        self.mode.setCurrentIndex(self.mode.findData(entry.mode))
        self.side.setCurrentIndex(self.side.findData(entry.outside))
        frames = clip_frames(self._document.project)
        for name, row in self.rows.items():
            row.show_value(self._value(name), entry.curves.get(name), self._state.playhead, frames)
            row.set_editable(entry.enabled)

    def _value(self, name: str) -> ParamValue:
        entry = self._entry
        values = values_at({**entry.params, AMOUNT: entry.amount}, entry.curves, self._state.playhead)
        if name == AMOUNT or self._effect is None:
            return values[AMOUNT]
        return getattr(self._host.params(self._effect, values), name)

    def _edit(self, text: str, change: Callable[..., Project], *args: object, merge_key: str = "") -> None:
        """`change(project, masklet, effect, *args)` as a step of the document."""
        masklet, entry = self._masklet_id, self._entry.id
        self._document.edit(text, lambda p: change(p, masklet, entry, *args), merge_key=merge_key)

    def _set(self, name: str, value: ParamValue, gesture: int) -> None:
        frame = self._state.playhead
        key = f"{self._entry.id}/{name}@{frame}#{gesture}"
        text = tr("Change {label}", label=tr(self._specs[name].label))
        self._edit(text, effect_edits.set_value, name, value, frame, merge_key=key)

    def _set_curve(self, name: str, curve: Curve, gesture: int) -> None:
        text = tr("Move a keyframe of {label}", label=tr(self._specs[name].label))
        key = f"curve {self._entry.id}/{name}#{gesture}"
        self._edit(text, effect_edits.set_curve, name, curve, merge_key=key)

    def _key(self, name: str, on: bool) -> None:
        label, frame = tr(self._specs[name].label), self._state.playhead
        if on:
            key = Keyframe(frame, self._value(name))
            self._edit(tr("Set a keyframe of {label}", label=label), effect_edits.key_value, name, key)
        else:
            text = tr("Remove a keyframe of {label}", label=label)
            self._edit(text, effect_edits.unkey_value, name, frame)

    def _ease(self, name: str, easing: str) -> None:
        text = tr("Change the way of {label}", label=tr(self._specs[name].label))
        self._edit(text, effect_edits.ease_value, name, self._state.playhead, easing)

    def _unkey_all(self, name: str) -> None:
        text = tr("Remove the keyframes of {label}", label=tr(self._specs[name].label))
        self._edit(text, effect_edits.hold_value, name, self._value(name))

    @Slot(int)
    def _set_mode(self, index: int) -> None:
        mode: BlendMode = self.mode.itemData(index)
        self._edit(tr("Change {label}", label=tr("Blend")), effect_edits.set_mode, mode)

    @Slot(int)
    def _set_side(self, index: int) -> None:
        outside = bool(self.side.itemData(index))
        change = partial(effect_edits.set_outside, outside=outside)
        self._edit(tr("Change {label}", label=tr("Side")), change)

    @Slot(bool)
    def _enable(self, on: bool) -> None:
        name = self.switch.text()
        text = tr("Turn on {effect}", effect=name) if on else tr("Turn off {effect}", effect=name)
        entry = self._entry.id
        self._document.edit(text, lambda p: edits.enable_effect(p, self._masklet_id, entry, enabled=on))

    def move_to(self, index: int) -> None:
        """To another place of the stack."""
        entry = self._entry.id
        self._document.edit(
            tr("Move {effect}", effect=self.switch.text()),
            lambda p: edits.move_effect(p, self._masklet_id, entry, index),
        )

    @Slot()
    def _remove(self) -> None:
        entry = self._entry.id
        self._document.edit(
            tr("Remove {effect}", effect=self.switch.text()),
            lambda p: edits.remove_effect(p, self._masklet_id, entry),
        )


def _combo(titles: Mapping[Any, str], name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for value, title in titles.items():
        box.addItem(tr(title), value)
    return box
