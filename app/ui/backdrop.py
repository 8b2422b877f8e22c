"""What lies behind a picture that is cut out: a checkerboard, a colour or an image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from app.errors import UserFacingError
from app.ui.viewer_marks import checkerboard
from app.ui.words import mark, tr

_LONGEST_PX = 2560  # of an image: as fine as it is looked at


@dataclass(frozen=True, eq=False)
class Backdrop:
    """A checkerboard where neither is given. An image fills the frame and is cropped to it."""

    colour: tuple[int, int, int] | None = None
    image: QImage | None = None
    name: str = mark("Checkerboard")


def image_backdrop(path: Path) -> Backdrop:
    """Raises UserFacingError for a file that is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LONGEST_PX:
        reader.setScaledSize(size.scaled(QSize(_LONGEST_PX, _LONGEST_PX), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserFacingError(
            tr(
                "{path} cannot be shown behind the cut-out: {reason}.",
                path=path.name,
                reason=reader.errorString(),
            ),
            tr("Choose a PNG, JPEG, WebP or TIFF picture."),
        )
    return Backdrop(image=image.convertToFormat(QImage.Format.Format_RGB32), name=path.name)


class BackdropPainter:
    """Paints a backdrop; an image is cropped once to the shape of the frame."""

    def __init__(self) -> None:
        self.backdrop = Backdrop()
        self._checker = checkerboard()
        self._cropped: tuple[float, QImage] | None = None  # aspect, image

    def set(self, backdrop: Backdrop) -> None:
        self.backdrop = backdrop
        self._cropped = None

    def paint(self, painter: QPainter, frame: QRectF, visible: QRectF) -> None:
        """Fill the frame, in view coordinates, where it is seen."""
        if self.backdrop.image is not None:
            painter.save()
            painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, self._image_of(self.backdrop.image, frame.width() / frame.height()))
            painter.restore()
        elif self.backdrop.colour is not None:
            painter.fillRect(visible, QColor(*self.backdrop.colour))
        else:
            painter.fillRect(visible, self._checker)

    def _image_of(self, image: QImage, aspect: float) -> QImage:
        """The middle of the image, as wide to its height as the frame."""
        if self._cropped is None or abs(self._cropped[0] - aspect) > 1e-3:
            width = min(image.width(), round(image.height() * aspect))
            height = min(image.height(), round(image.width() / aspect))
            left, top = (image.width() - width) // 2, (image.height() - height) // 2
            self._cropped = aspect, image.copy(left, top, max(1, width), max(1, height))
        return self._cropped[1]
