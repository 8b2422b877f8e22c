"""The export dialog's choices beside the format. Only what the chosen format can do is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from app.document.masklet import Masklet
from app.document.media import Media
from app.engine.export.formats import CONTENTS, PARTS, AlphaMode, Content, Depth, ExportFormat, Part
from app.engine.export.options import (
    LARGEST_CORE_PX,
    LOSSY_COMPRESSIONS,
    PART_CONTENTS,
    ExportOptions,
    SoundMode,
    Unhidden,
)
from app.ui.small_widgets import swatch
from app.ui.words import mark, tr

_SCALES = (1.0, 0.75, 0.5, 0.25)
_SOUNDS = (
    ("copy", mark("All tracks as they are")),
    ("mix", mark("One stereo track of all")),
    ("none", mark("None")),
)
_UNHIDDEN = (
    ("refuse", mark("No export where it may be seen")),
    ("report", mark("Export, and list such frames beside it")),
)
_ALPHAS = {"straight": mark("Straight"), "premultiplied": mark("Premultiplied")}
_DEPTHS = {"8": "8 bits", "16": "16 bits", "half": mark("Half float"), "float": mark("32-bit float")}
_TIMELINES = {".otio": mark("OpenTimelineIO"), ".fcpxml": mark("FCPXML"), ".edl": mark("EDL (CMX 3600)")}
_AS_SOURCE = -1


class MaskletList(QListWidget):
    """Masklets to tick."""

    def __init__(
        self, masklets: Sequence[Masklet], name: str, ticked: Collection[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaximumHeight(24 * min(5, max(1, len(masklets))) + 8)
        for masklet in masklets:
            item = QListWidgetItem(swatch(QColor(*masklet.colour), 12), masklet.name, self)
            item.setData(Qt.ItemDataRole.UserRole, masklet.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            on = masklet.id in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def chosen(self) -> frozenset[int]:
        items = [self.item(i) for i in range(self.count())]
        checked = [i for i in items if i.checkState() == Qt.CheckState.Checked]
        return frozenset(int(i.data(Qt.ItemDataRole.UserRole)) for i in checked)


class PictureOptions(QWidget):
    """What is written of each frame."""

    def __init__(self, masklets: Sequence[Masklet], parent: QWidget) -> None:
        super().__init__(parent)
        self._form = _form(self)
        self.content = QComboBox(self)
        self.part = QComboBox(self)
        self.part.setToolTip(
            tr("The core holds the object, the edge is keyed or painted by itself; their sum is the matte")
        )
        self.core_px = QDoubleSpinBox(self)
        self.core_px.setRange(0, LARGEST_CORE_PX)
        self.core_px.setSuffix(tr(" px inside the edge"))
        self.core_px.setValue(ExportOptions().core_px)
        self.alpha = QComboBox(self)
        self.bits = QComboBox(self)
        self.scale = _combo(self, [(f"{s:.0%}", s) for s in _SCALES])
        self.compression = QComboBox(self)
        self.layers = QCheckBox(tr("A layer for each masklet"), self)
        self.multipart = QCheckBox(tr("Each layer a part of its own"), self)
        self.cryptomatte = QCheckBox(tr("Cryptomatte"), self)
        visible = [m.id for m in masklets if m.visible]
        self.masklets = MaskletList(masklets, tr("Masklets to export"), visible, self)
        self.unhidden = _combo(self, [(text, way) for way, text in _UNHIDDEN])
        self.unhidden.setToolTip(tr("What is exported of an object that must be hidden"))
        self.holdouts = MaskletList(masklets, tr("Hold-outs"), (), self)
        self.holdouts.setToolTip(tr("The mattes of these are taken away from all others: “dog minus hand”"))
        self.layers.setChecked(True)
        for label, widget in (
            (tr("Content"), self.content),
            (tr("Part"), self.part),
            (tr("Core"), self.core_px),
            (tr("Masklets"), self.masklets),
            (tr("Hold-outs"), self.holdouts),
            (tr("Must be hidden"), self.unhidden),
            (tr("Alpha"), self.alpha),
            (tr("Depth"), self.bits),
            (tr("Size"), self.scale),
            (tr("Compression"), self.compression),
            ("", self.layers),
            ("", self.multipart),
            ("", self.cryptomatte),
        ):
            self._form.addRow(label, widget)
        self._form.setRowVisible(self.holdouts, len(masklets) > 1)
        self._must_hide = any(m.must_hide for m in masklets)
        self.content.currentIndexChanged.connect(self._show_content)
        self.part.currentIndexChanged.connect(self._show_core)
        self.layers.toggled.connect(self._show_content)
        self.compression.currentIndexChanged.connect(self._show_cryptomatte)
        self._format: ExportFormat | None = None

    def show_format(self, chosen: ExportFormat) -> None:
        """Offer what the format can do: its own content and alpha; what else was chosen stays."""
        self._format = chosen
        self.content.setCurrentIndex(-1)
        _fill(self.content, [(CONTENTS[c], c) for c in chosen.contents])
        self.alpha.setCurrentIndex(-1)  # straight for editors, premultiplied for EXR: part of the format
        _fill(self.alpha, [(_ALPHAS[a], a) for a in chosen.alphas])
        self.bits.setCurrentIndex(-1)  # those of a format with one depth were nobody's choice
        depths = [(_DEPTHS[d], d) for d in chosen.depths]
        _fill(self.bits, [(tr("As the source"), None), *depths] if "8" in chosen.depths[:-1] else depths)
        _fill(self.compression, [(c.upper(), c) for c in chosen.compressions])
        self._form.setRowVisible(self.content, len(chosen.contents) > 1)
        self._form.setRowVisible(self.bits, len(chosen.depths) > 1)
        self._form.setRowVisible(self.compression, len(chosen.compressions) > 1)
        for box in (self.layers, self.multipart, self.cryptomatte):
            self._form.setRowVisible(box, chosen.layers)
        self._show_content()

    @property
    def chosen_content(self) -> Content:
        return cast("Content", self.content.currentData())

    @Slot()
    def _show_content(self) -> None:
        content = self.content.currentData()
        several = self._format is not None and len(self._format.alphas) > 1
        self._form.setRowVisible(self.alpha, several and content == "cutout")
        self._form.setRowVisible(self.unhidden, self._must_hide and content in ("cutout", "composite"))
        layers = self._format is not None and self._format.layers and self.layers.isChecked()
        offered = {
            "whole": True,
            "core": content in PART_CONTENTS,
            "edge": content in PART_CONTENTS,
            "both": layers,
        }
        _fill(self.part, [(PARTS[p], p) for p in PARTS if offered[p]])
        self._form.setRowVisible(self.part, self.part.count() > 1)
        self._show_core()

    @Slot()
    def _show_core(self) -> None:
        self._form.setRowVisible(self.core_px, self.chosen_part != "whole")

    @property
    def chosen_part(self) -> Part:
        return cast("Part", self.part.currentData() or "whole")

    @Slot()
    def _show_cryptomatte(self) -> None:
        """Its identities do not survive a lossy compression."""
        lossless = self.compression.currentData() not in LOSSY_COMPRESSIONS
        self.cryptomatte.setEnabled(lossless)
        self.cryptomatte.setChecked(lossless and self.cryptomatte.isChecked())


class DeliveryOptions(QWidget):
    """Numbers, handles, sound and timecode."""

    def __init__(self, media: Media, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = _form(self)
        self._media = media
        self.handles = QSpinBox(self)
        self.handles.setRange(0, max(0, media.frame_count - 1))
        self.handles.setToolTip(tr("Frames more at both ends, as far as the clip has them"))
        self.first_number = QSpinBox(self)
        self.first_number.setRange(_AS_SOURCE, 9_999_999)
        self.first_number.setValue(_AS_SOURCE)
        self.first_number.setSpecialValueText(tr("As the source's frames"))
        self.padding = QSpinBox(self)
        self.padding.setRange(0, 10)
        self.padding.setSpecialValueText(tr("As the source"))
        self.sound = _combo(self, [(text, mode) for mode, text in _SOUNDS])
        self.timecode = QLineEdit(self)
        self.timecode.setPlaceholderText(media.timecode or tr("none: HH:MM:SS:FF to write one"))
        self.timeline = QComboBox(self)
        self.timeline.setToolTip(
            tr("A timeline for the editing program: the clip, and the export on the track above it")
        )
        self.report = QCheckBox(tr("Write the proof of every frame beside it, on one page"), self)
        for label, widget in (
            (tr("Handles"), self.handles),
            (tr("First number"), self.first_number),
            (tr("Digits"), self.padding),
            (tr("Sound"), self.sound),
            (tr("Timecode"), self.timecode),
            (tr("Timeline"), self.timeline),
            (tr("Report"), self.report),
        ):
            self._form.addRow(label, widget)

    def show_format(self, chosen: ExportFormat) -> None:
        self._form.setRowVisible(self.first_number, chosen.is_sequence)
        self._form.setRowVisible(self.padding, chosen.is_sequence)
        self._form.setRowVisible(self.sound, chosen.sound and self._media.has_audio)
        self._form.setRowVisible(self.timecode, chosen.timecode)
        kinds = [(title, suffix) for suffix, title in _TIMELINES.items()]
        offered = [
            k for k in kinds if k[1] != ".fcpxml" or not (chosen.is_sequence or self._media.is_sequence)
        ]
        _fill(self.timeline, [(mark("None"), ""), *offered])  # FCPXML knows no image sequences


def chosen_options(chosen: ExportFormat, picture: PictureOptions, delivery: DeliveryOptions) -> ExportOptions:
    """What is asked for, of what the format can do."""
    content = picture.chosen_content
    number = delivery.first_number.value()
    several_alphas = len(chosen.alphas) > 1 and content == "cutout"
    return ExportOptions(
        content=content,
        depth=cast("Depth | None", picture.bits.currentData()),
        alpha=cast("AlphaMode", picture.alpha.currentData()) if several_alphas else None,
        compression=str(picture.compression.currentData() or ""),
        part=picture.chosen_part,
        core_px=picture.core_px.value(),
        holdouts=tuple(sorted(picture.holdouts.chosen())),
        layers=picture.layers.isChecked(),
        multipart=chosen.layers and picture.multipart.isChecked(),
        cryptomatte=chosen.layers and picture.cryptomatte.isChecked(),
        first_number=number if chosen.is_sequence and number != _AS_SOURCE else None,
        padding=(delivery.padding.value() or None) if chosen.is_sequence else None,
        handles=delivery.handles.value(),
        unhidden=cast("Unhidden", picture.unhidden.currentData()),
        scale=float(picture.scale.currentData()),
        sound=cast("SoundMode", delivery.sound.currentData()),
        timecode=(delivery.timecode.text().strip() or "source") if chosen.timecode else "source",
        timeline=str(delivery.timeline.currentData()),
        report=delivery.report.isChecked(),
    )


def _form(parent: QWidget) -> QFormLayout:
    form = QFormLayout(parent)
    form.setContentsMargins(2, 10, 2, 2)
    form.setVerticalSpacing(8)
    return form


def _combo(parent: QWidget, entries: Sequence[tuple[str, object]]) -> QComboBox:
    box = QComboBox(parent)
    _fill(box, entries)
    return box


def _fill(box: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
    """New entries; the one that was chosen stays chosen where it is among them."""
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, data in entries:
        box.addItem(tr(text), data)
    box.setCurrentIndex(max(0, next((i for i, (_, d) in enumerate(entries) if d == before), 0)))
    box.blockSignals(False)
