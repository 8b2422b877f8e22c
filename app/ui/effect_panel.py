"""The selected masklet's effect stack: add, switch on and off, order, remove, set values."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.document import edits
from app.document.effects import EffectInstance, ParamValue
from app.document.masklet import Masklet
from app.effect_api import Effect
from app.engine.plugin_host import PluginHost
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.icons import icon
from app.ui.param_widgets import ParamWidget, SwitchWidget, make_param_widget, param_specs
from app.ui.small_widgets import hint_label, tool_button
from app.ui.words import tr


class EffectPanel(QWidget):
    """Shows the stack of the selected masklet; every change is an edit of the document."""

    effect_added = Signal(str)  # the plugin's id

    def __init__(
        self, document: OpenDocument, state: EditorState, host: PluginHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._host = host
        self._shown: tuple[int, ...] = ()  # masklet, then its effects
        self.boxes: list[EffectBox] = []
        self.add_button = QPushButton(icon("add"), tr("Add effect"), self)
        self.add_button.setMenu(self._menu())
        self._hint = hint_label("")
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.add_button)
        layout.addWidget(self._scroll_area(), 1)
        document.project_changed.connect(self._refresh)
        state.selection_changed.connect(self._refresh)
        self._refresh()

    def _scroll_area(self) -> QScrollArea:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addWidget(self._hint)
        inner.addLayout(self._boxes)
        inner.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for effect in self._host.effects.values():
            action = menu.addAction(tr(effect.title))
            action.setData(effect.id)
            action.setToolTip(effect.description)
        menu.triggered.connect(self._add_chosen)
        return menu

    def add(self, effect: str) -> None:
        """Put an effect at the end of the selected masklet's stack."""
        masklet = self._state.selected
        if masklet is None:
            return
        title = tr(self._host.effects[effect].title)
        self._document.edit(tr("Add {title}", title=title), lambda p: edits.add_effect(p, masklet.id, effect))
        self.effect_added.emit(effect)

    @Slot(QAction)
    def _add_chosen(self, action: QAction) -> None:
        self.add(str(action.data()))

    @Slot()
    def _refresh(self) -> None:
        masklet = self._state.selected
        self.add_button.setEnabled(masklet is not None)
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
            EffectBox(self._document, self._host, masklet_id, entry, place=(i, count))
            for i, entry in enumerate(entries)
        ]
        for box in self.boxes:
            self._boxes.addWidget(box)


class EffectBox(QFrame):
    """One effect of the stack with its values."""

    def __init__(
        self,
        document: OpenDocument,
        host: PluginHost,
        masklet_id: int,
        entry: EffectInstance,
        place: tuple[int, int],
    ) -> None:
        super().__init__()
        self._document = document
        self._host = host
        self._masklet_id = masklet_id
        self._entry = entry
        self._effect: Effect | None = host.effects.get(entry.effect)
        self.params: dict[str, ParamWidget] = {}
        self.setFrameShape(QFrame.Shape.StyledPanel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 6, 8)
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
        self.up.clicked.connect(lambda: self._move(index - 1))
        self.down.clicked.connect(lambda: self._move(index + 1))
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.switch, 1)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        return row

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(2, 0, 2, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if self._effect is None:
            form.addRow(QLabel(tr("This effect is not installed."), self))
            return form
        for name, spec in param_specs(self._effect.params).items():
            widget = make_param_widget(spec, self)
            widget.changed.connect(partial(self._set, name))
            self.params[name] = widget
            if isinstance(widget, SwitchWidget):
                form.addRow(widget)
            else:
                form.addRow(tr(spec.label), widget)
        return form

    def show_entry(self, entry: EffectInstance) -> None:
        self._entry = entry
        with QSignalBlocker(self.switch):
            self.switch.setChecked(entry.enabled)
        if self._effect is None:
            return
        values = self._host.params(self._effect, entry)
        for name, widget in self.params.items():
            widget.show_value(getattr(values, name))
            widget.setEnabled(entry.enabled)

    def _set(self, name: str, value: ParamValue, gesture: int) -> None:
        assert self._effect is not None
        entry = self._entry.id
        label = tr(param_specs(self._effect.params)[name].label)
        self._document.edit(
            tr("Change {label}", label=label),
            lambda p: edits.set_effect_param(p, self._masklet_id, entry, name, value),
            merge_key=f"{entry}/{name}#{gesture}",
        )

    @Slot(bool)
    def _enable(self, on: bool) -> None:
        name = self.switch.text()
        text = tr("Turn on {effect}", effect=name) if on else tr("Turn off {effect}", effect=name)
        entry = self._entry.id
        self._document.edit(text, lambda p: edits.enable_effect(p, self._masklet_id, entry, enabled=on))

    def _move(self, index: int) -> None:
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
