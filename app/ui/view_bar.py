"""The row above the picture: which view, over what, against what, and how bright."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QToolButton,
    QWidget,
)

from app.engine.view_look import (
    CHANNELS,
    GAMMAS,
    MAX_EXPOSURE,
    MAX_ONION,
    MODES,
    Channel,
    Compare,
    Look,
    ViewMode,
)
from app.errors import UserFacingError
from app.ui.backdrop import Backdrop, image_backdrop
from app.ui.editor_state import EditorState
from app.ui.small_widgets import tool_button
from app.ui.theme import TEXT_DIM
from app.ui.words import mark, tr

MODE_TITLES: dict[ViewMode, str] = {
    "overlay": mark("Overlay"),
    "result": mark("Result"),
    "matte": mark("Matte"),
    "cutout": mark("Cut-out"),
    "outline": mark("Outline"),
    "source": mark("Source"),
}
_COMPARE_TITLES: dict[Compare, str] = {
    "none": mark("Off"),
    "wipe": mark("Wipe"),
    "difference": mark("Difference"),
}
_CHANNEL_TITLES: dict[Channel, str] = {
    "rgb": "RGB",
    "red": mark("Red"),
    "green": mark("Green"),
    "blue": mark("Blue"),
    "alpha": mark("Alpha"),
    "luma": mark("Luma"),
}
_BACKDROPS = (
    Backdrop(),
    Backdrop((0, 0, 0), name=mark("Black")),
    Backdrop((128, 128, 128), name=mark("Grey")),
    Backdrop((255, 255, 255), name=mark("White")),
    Backdrop((0, 177, 64), name=mark("Green")),
)


class ViewBar(QWidget):
    """Changes `state.look`; the backdrop is told to whom it may concern."""

    backdrop_changed = Signal(object)  # Backdrop
    failed = Signal(str, str)  # message, hint

    def __init__(self, state: EditorState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.mode = _choices(list(MODE_TITLES.values()), tr("View"), tr("What the viewer shows (1 to 6)"))
        self.backdrop = QToolButton(self)
        self.compare = _choices(
            list(_COMPARE_TITLES.values()), tr("Compare"), tr("Compare with another view (W)")
        )
        self.against = _choices(
            list(MODE_TITLES.values()), tr("Compare with"), tr("What it is compared with")
        )
        self.onion = QSpinBox(self)
        self.channel = _choices(list(_CHANNEL_TITLES.values()), tr("Channel"), tr("Which channel is shown"))
        self.exposure = _number(-MAX_EXPOSURE, MAX_EXPOSURE, 0.25, tr("Exposure"), tr("Exposure in stops"))
        self.gamma = _number(*GAMMAS, 0.1, tr("Gamma"), tr("Gamma of the viewer"))
        self.proxy = _label("")
        self.reset = tool_button("undo", tr("Reset viewer (Shift+G)"), self)
        self._set_up_fields()
        self._lay_out()
        self._connect()
        self._show_look(state.look)

    def _set_up_fields(self) -> None:
        self.backdrop.setText(tr("Backdrop"))
        self.backdrop.setToolTip(tr("What lies behind what is cut out"))
        self.backdrop.setAccessibleName(tr("Backdrop"))
        self.backdrop.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.backdrop.setMenu(self._backdrop_menu())
        self.onion.setRange(0, MAX_ONION)
        self.onion.setAccessibleName(tr("Onion skin"))
        self.onion.setToolTip(tr("Lines of the mattes on that many frames before (warm) and after (cool)"))
        self.exposure.setSuffix(" EV")

    def _backdrop_menu(self) -> QMenu:
        menu = QMenu(self)
        for backdrop in _BACKDROPS:
            menu.addAction(tr(backdrop.name)).triggered.connect(self._teller(backdrop))
        menu.addSeparator()
        menu.addAction(tr("Colour…")).triggered.connect(self._ask_colour)
        menu.addAction(tr("Image…")).triggered.connect(self._ask_image)
        return menu

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(5)
        for title, *fields in (
            (tr("View"), self.mode, self.backdrop),
            (tr("Compare"), self.compare, self.against),
            (tr("Onion skin"), self.onion),
        ):
            row.addWidget(_label(title))
            for field in fields:
                row.addWidget(field)
            row.addSpacing(8)
        row.addStretch(1)
        row.addWidget(self.proxy)
        for field in (self.channel, self.exposure, self.gamma, self.reset):
            row.addWidget(field)

    def _connect(self) -> None:
        self.mode.activated.connect(self._read_fields)
        self.compare.activated.connect(self._read_fields)
        self.against.activated.connect(self._read_fields)
        self.channel.activated.connect(self._read_fields)
        self.onion.valueChanged.connect(self._read_fields)
        self.exposure.valueChanged.connect(self._read_fields)
        self.gamma.valueChanged.connect(self._read_fields)
        self.reset.clicked.connect(self.reset_grade)
        self._state.look_changed.connect(self._show_look)

    # What the keys do

    def toggle_compare(self, compare: Compare) -> None:
        """On, or off again where it is on."""
        look = self._state.look
        self._state.set_look(replace(look, compare="none" if look.compare == compare else compare))

    def more_onion(self) -> None:
        """One neighbour more each way; after the last, none."""
        look = self._state.look
        self._state.set_look(replace(look, onion=(look.onion + 1) % (MAX_ONION + 1)))

    @Slot()
    def reset_grade(self) -> None:
        """Normal exposure, gamma and channels."""
        self._state.set_look(replace(self._state.look, exposure=0.0, gamma=1.0, channel="rgb"))

    @Slot(str)
    def show_proxy(self, text: str) -> None:
        """How far the proxy is that is being made."""
        self.proxy.setText(text)

    # Between fields and look

    @Slot()
    def _read_fields(self) -> None:
        self._state.set_look(
            Look(
                mode=list(MODE_TITLES)[self.mode.currentIndex()],
                compare=list(_COMPARE_TITLES)[self.compare.currentIndex()],
                against=list(MODE_TITLES)[self.against.currentIndex()],
                onion=self.onion.value(),
                exposure=self.exposure.value(),
                gamma=self.gamma.value(),
                channel=list(_CHANNEL_TITLES)[self.channel.currentIndex()],
            )
        )

    @Slot(object)
    def _show_look(self, look: Look) -> None:
        blockers = [QSignalBlocker(field) for field in (self.onion, self.exposure, self.gamma)]
        self.mode.setCurrentIndex(MODES.index(look.mode))
        self.compare.setCurrentIndex(list(_COMPARE_TITLES).index(look.compare))
        self.against.setCurrentIndex(MODES.index(look.against))
        self.channel.setCurrentIndex(CHANNELS.index(look.channel))
        self.onion.setValue(look.onion)
        self.exposure.setValue(look.exposure)
        self.gamma.setValue(look.gamma)
        self.against.setEnabled(look.compare != "none")
        self.reset.setEnabled(look.is_graded)
        del blockers

    # The backdrop

    def _teller(self, backdrop: Backdrop) -> Callable[[], None]:
        def tell() -> None:
            self.backdrop_changed.emit(backdrop)

        return tell

    @Slot()
    def _ask_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(128, 128, 128), self, tr("Backdrop"))
        if chosen.isValid():
            self.backdrop_changed.emit(Backdrop((chosen.red(), chosen.green(), chosen.blue())))

    @Slot()
    def _ask_image(self) -> None:
        kinds = tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Backdrop"), "", kinds)
        if path:
            self.show_image(Path(path))

    def show_image(self, path: Path) -> None:
        """Put a picture behind what is cut out."""
        try:
            self.backdrop_changed.emit(image_backdrop(path))
        except UserFacingError as error:
            self.failed.emit(str(error), error.hint)


def _choices(titles: list[str], name: str, tip: str) -> QComboBox:
    field = QComboBox()
    field.addItems([tr(title) for title in titles])
    field.setAccessibleName(name)
    field.setToolTip(tip)
    field.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return field


def _number(low: float, high: float, step: float, name: str, tip: str) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(low, high)
    field.setSingleStep(step)
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setToolTip(tip)
    return field


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setStyleSheet(f"color: {TEXT_DIM};")
    return label
