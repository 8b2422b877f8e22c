"""Preferences: language, device, precision, memory, autosave."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.engine.settings import Settings
from app.ui.theme import TEXT_DIM
from app.ui.words import languages, mark, tr

_DEVICES = {
    "auto": mark("The fastest there is"),
    "cpu": mark("Processor"),
    "cuda": mark("NVIDIA graphics card"),
    "mps": mark("Apple graphics"),
}
_PRECISIONS = {
    "auto": mark("The faster of both"),
    "float32": mark("Exact (float32)"),
    "bfloat16": mark("Short (bfloat16)"),
}


class PreferencesDialog(QDialog):
    """`chosen` is what the fields say, for when it is accepted."""

    keys_wanted = Signal()
    models_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.language = QComboBox(self)
        self.language.addItem(tr("The system's"), "")
        for code, name in languages().items():
            self.language.addItem(name, code)
        self.device = QComboBox(self)
        for code, name in _DEVICES.items():
            self.device.addItem(tr(name), code)
        self.precision = QComboBox(self)
        for code, name in _PRECISIONS.items():
            self.precision.addItem(tr(name), code)
        self.memory = self._number(128, 65536, 128, tr(" MB"))
        self.autosave = self._number(2, 60, 1, tr(" s"))
        self.keys = QPushButton(tr("Keyboard shortcuts…"), self)
        self.models = QPushButton(tr("Models…"), self)
        self._lay_out()
        self._show(settings)

    def _number(self, low: int, high: int, step: int, suffix: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(low, high)
        box.setSingleStep(step)
        box.setSuffix(suffix)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (tr("Language"), self.language, tr("From the next start on.")),
            (tr("Tracking runs on"), self.device, tr("From the next start on.")),
            (
                tr("Precision"),
                self.precision,
                tr("Of the model's numbers; from the next start on. Short is faster on some processors."),
            ),
            (
                tr("Memory for frames"),
                self.memory,
                tr("Of decoded frames; from the next clip on."),
            ),
            (tr("Keep unsaved work every"), self.autosave, tr("For after a crash.")),
        )
        for title, field, note in rows:
            field.setAccessibleName(title)
            field.setAccessibleDescription(note)
            hint = QLabel(note, self)
            hint.setStyleSheet(f"color: {TEXT_DIM};")
            form.addRow(title, field)
            form.addRow("", hint)
        form.addRow(tr("Keys"), self.keys)
        form.addRow(tr("Models"), self.models)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.keys.clicked.connect(self.keys_wanted)
        self.models.clicked.connect(self.models_wanted)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def _show(self, settings: Settings) -> None:
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.device.setCurrentIndex(max(0, self.device.findData(settings.device)))
        self.precision.setCurrentIndex(max(0, self.precision.findData(settings.precision)))
        self.memory.setValue(settings.memory_mb)
        self.autosave.setValue(settings.autosave_s)

    def chosen(self, settings: Settings) -> Settings:
        """These settings with what the fields say."""
        return replace(
            settings,
            language=str(self.language.currentData()),
            device=str(self.device.currentData()),
            precision=str(self.precision.currentData()),
            memory_mb=self.memory.value(),
            autosave_s=self.autosave.value(),
        )
