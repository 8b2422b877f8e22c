"""A row of a panel for one value that can change over time: its widget, its diamond, and its curve."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.document.keyframes import Curve, ParamValue
from app.document.project import Project
from app.document.timing import FrameRange
from app.effect_api import ParamSpec
from app.ui.curve_strip import CurveStrip
from app.ui.keyframe_button import KeyframeButton
from app.ui.param_widgets import SwitchWidget, make_param_widget
from app.ui.words import tr

LABEL_PX = 84  # wide, at the least: the widgets of all rows begin at one place


class ParamRow(QWidget):
    """The widget and the diamond side by side; the curve under them, where there is one."""

    keyed = Signal(bool)  # a keyframe at the playhead is set, or taken away
    frame_wanted = Signal(int)

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.widget = make_param_widget(spec, self)
        self.key = KeyframeButton(tr(spec.label), self)
        self.strip = CurveStrip(spec, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.widget, 1)
        row.addWidget(self.key)
        self.key.toggled_key.connect(self.keyed)
        self.key.frame_wanted.connect(self.frame_wanted)
        self.strip.frame_wanted.connect(self.frame_wanted)

    def add_to(self, form: QFormLayout) -> None:
        """At the end of the form; a switch carries its label itself."""
        if isinstance(self.widget, SwitchWidget):
            form.addRow(self)
        else:
            form.addRow(row_label(tr(self.spec.label)), self)
        form.addRow(self.strip)

    def show_value(self, value: ParamValue, curve: Curve | None, frame: int, frames: FrameRange) -> None:
        """The value on the playhead's frame, of the clip's frames."""
        self.widget.show_value(value)
        self.key.show_curve(curve, frame)
        self.strip.show_curve(curve, frame, frames)

    @Slot(bool)
    def set_editable(self, on: bool) -> None:
        """The diamond stays: one may look at keyframes of what is off."""
        self.widget.setEnabled(on)


def clip_frames(project: Project) -> FrameRange:
    """What curves are drawn over."""
    return project.media.frames if project.media is not None else FrameRange(0, 0)


def row_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setMinimumWidth(LABEL_PX)
    label.setSizePolicy(
        QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding
    )  # beside the middle
    return label
