"""Widgets for an effect's parameters, made from their specs: slider, check box, list, swatch, place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.document.effects import ParamValue
from app.effect_api import ParamSpec
from app.ui.number_slider import NumberSlider, decimals
from app.ui.small_widgets import swatch
from app.ui.words import tr


class ParamWidget(QWidget):
    """Shows one value and says when the user changes it. `show_value` says nothing."""

    changed = Signal(object, int)  # ParamValue, gesture: changes of one drag have one number

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._gesture = 0
        self.setToolTip(tr(spec.hint))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def show_value(self, value: ParamValue) -> None:
        raise NotImplementedError

    def _say(self, value: ParamValue) -> None:
        self.changed.emit(value, self._gesture)

    @Slot()
    def _begin_gesture(self) -> None:
        self._gesture += 1


class NumberWidget(ParamWidget):
    """A slider and a field for the exact number."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.slider = NumberSlider(spec.low, spec.high, spec.step, self)
        self.slider.setAccessibleName(tr(spec.label))
        self.field = QDoubleSpinBox(self)
        self.field.setRange(spec.low, spec.high)
        self.field.setSingleStep(spec.step)
        self.field.setDecimals(decimals(spec.step))
        self.field.setSuffix(f" {spec.unit}" if spec.unit else "")
        self.field.setKeyboardTracking(False)
        self.field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)  # wheel and arrow keys do it
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field.setFixedWidth(76)
        self.field.setAccessibleName(tr(spec.label))
        self.row.addWidget(self.slider, 1)
        self.row.addWidget(self.field)
        self.slider.sliderPressed.connect(self._begin_gesture)
        self.slider.number_changed.connect(self._slid)
        self.field.valueChanged.connect(self._typed)

    def show_value(self, value: ParamValue) -> None:
        number = float(value) if isinstance(value, int | float) else 0.0
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.set_number(number)
            self.field.setValue(number)

    def _slid(self, number: float) -> None:
        if not self.slider.isSliderDown():
            self._begin_gesture()
        with QSignalBlocker(self.field):
            self.field.setValue(number)
        self._say(number)

    def _typed(self, value: float) -> None:
        self._begin_gesture()
        with QSignalBlocker(self.slider):
            self.slider.set_number(value)
        self._say(value)


class SwitchWidget(ParamWidget):
    """A check box that carries the label itself."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.box = QCheckBox(tr(spec.label), self)
        self.row.addWidget(self.box)
        self.box.toggled.connect(self._toggled)

    def show_value(self, value: ParamValue) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))

    def _toggled(self, on: bool) -> None:
        self._begin_gesture()
        self._say(on)


class ChoiceWidget(ParamWidget):
    """A list of names."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName(tr(spec.label))
        for name in spec.choices:
            self.box.addItem(name.replace("_", " ").capitalize(), name)
        self.row.addWidget(self.box, 1)
        self.box.activated.connect(self._chosen)

    def show_value(self, value: ParamValue) -> None:
        self.box.setCurrentIndex(self.box.findData(value))

    def _chosen(self, index: int) -> None:
        self._begin_gesture()
        self._say(str(self.box.itemData(index)))


class ColourWidget(ParamWidget):
    """A swatch that opens the colour dialog; colours are display-encoded, [0, 1]."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._colour = QColor()
        self.button = QPushButton(self)
        self.button.setAccessibleName(tr(spec.label))
        self.row.addWidget(self.button, 1)
        self.button.clicked.connect(self._choose)

    def show_value(self, value: ParamValue) -> None:
        red, green, blue = value[:3] if isinstance(value, tuple) else (0.0, 0.0, 0.0)
        self._colour = QColor.fromRgbF(red, green, blue)
        self.button.setIcon(swatch(self._colour))
        self.button.setText(self._colour.name().upper())

    @Slot()
    def _choose(self) -> None:
        dialog = QColorDialog(self._colour, self)
        dialog.setWindowTitle(tr(self.spec.label))
        self._begin_gesture()
        dialog.currentColorChanged.connect(self._picked)
        before = self._colour
        if dialog.exec() != QColorDialog.DialogCode.Accepted:
            self._picked(before)

    @Slot(QColor)
    def _picked(self, colour: QColor) -> None:
        self._say((round(colour.redF(), 4), round(colour.greenF(), 4), round(colour.blueF(), 4)))


class PointWidget(ParamWidget):
    """A place in the picture: across and down, in per cent of its width and height."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.fields = (
            self._field(tr("{what}, across", what=tr(spec.label))),
            self._field(tr("{what}, down", what=tr(spec.label))),
        )

    def _field(self, name: str) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self)
        field.setRange(100 * self.spec.low, 100 * self.spec.high)
        field.setDecimals(1)
        field.setSuffix(" %")
        field.setKeyboardTracking(False)
        field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.valueChanged.connect(self._typed)
        self.row.addWidget(field, 1)
        return field

    def show_value(self, value: ParamValue) -> None:
        place = value if isinstance(value, tuple) else (0.0, 0.0)
        for field, part in zip(self.fields, place, strict=False):
            with QSignalBlocker(field):
                field.setValue(100 * part)

    @Slot()
    def _typed(self) -> None:
        self._begin_gesture()
        self._say(tuple(round(field.value() / 100, 5) for field in self.fields))


class TextWidget(ParamWidget):
    """A line of text, taken over when Return is pressed or the field is left."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(spec.label)
        self.row.addWidget(self.field, 1)
        self.field.editingFinished.connect(self._edited)
        self._shown = ""

    def show_value(self, value: ParamValue) -> None:
        self._shown = str(value)
        if self.field.text() != self._shown:
            self.field.setText(self._shown)

    @Slot()
    def _edited(self) -> None:
        if self.field.text() != self._shown:
            self._begin_gesture()
            self._say(self.field.text())


class FileWidget(ParamWidget):
    """A button with the file's name that opens the file dialog."""

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._path = ""
        self.button = QPushButton(self)
        self.button.setAccessibleName(spec.label)
        self.row.addWidget(self.button, 1)
        self.button.clicked.connect(self._choose)

    def show_value(self, value: ParamValue) -> None:
        self._path = str(value)
        self.button.setText(Path(self._path).name or tr("Choose…"))
        self.button.setToolTip(self._path or tr(self.spec.hint))

    @Slot()
    def _choose(self) -> None:
        kinds = " ".join(f"*{kind}" for kind in self.spec.choices) or "*"
        path, _ = QFileDialog.getOpenFileName(
            self, self.spec.label, self._path, f"{self.spec.label} ({kinds})"
        )
        if path:
            self._begin_gesture()
            self._say(path)


_WIDGETS: Mapping[str, type[ParamWidget]] = {
    "number": NumberWidget,
    "switch": SwitchWidget,
    "choice": ChoiceWidget,
    "colour": ColourWidget,
    "point": PointWidget,
    "text": TextWidget,
    "file": FileWidget,
}


def make_param_widget(spec: ParamSpec, parent: QWidget | None = None) -> ParamWidget:
    return _WIDGETS[spec.kind](spec, parent)


def param_specs(params: type) -> dict[str, ParamSpec]:
    """The specs of a plugin's parameter class by field name, in its order."""
    return {f.name: f.metadata["spec"] for f in dataclasses.fields(params) if "spec" in f.metadata}
