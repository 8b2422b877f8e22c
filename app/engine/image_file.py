"""One image file as pixels: PNG, JPEG, TIFF by OpenCV, EXR by OpenEXR."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.document.media import ColourTags
from app.engine.light import linear_to_srgb
from app.engine.media_errors import MediaError
from app.engine.video_pixels import Pixels, Rgb8
from app.opencv import cv2

EXTENSIONS: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr"})
_ASSOCIATED = 1  # TIFF ExtraSamples: colour is multiplied by alpha


@dataclass(frozen=True)
class ImageDescription:
    shape: tuple[int, int, int]  # height, width, 3 or 4
    bit_depth: int
    pixel_format: str  # as ffmpeg would name it
    colour: ColourTags


def describe_image(path: Path) -> ImageDescription:
    """Raises MediaError where the image cannot be read."""
    image = read_image(path)
    alpha = "a" if image.shape[2] == 4 else ""
    depth = image.dtype.itemsize * 8
    name = {8: f"rgb{alpha}" if alpha else "rgb24", 16: f"rgb{alpha}{64 if alpha else 48}le"}.get(
        depth, f"gbr{alpha}pf32le"
    )
    colour = ColourTags("bt709", "iec61966-2-1") if depth == 32 else ColourTags()
    return ImageDescription(image.shape, depth, name, colour)


def read_image(path: Path) -> Pixels:
    """Straight, display-encoded RGB or RGBA: (H, W, 3 or 4) uint8, uint16 or float32. Raises MediaError."""
    try:
        return _read_exr(path) if path.suffix.lower() == ".exr" else _read_with_opencv(path)
    except FileNotFoundError:
        raise MediaError(path, "there is no such file") from None
    except PermissionError:
        raise MediaError(path, "you have no permission to read it") from None


def display_rgb8(image: Pixels) -> Rgb8:
    """The image as it is shown: alpha left out."""
    colour = image[..., :3]
    if colour.dtype == np.uint8:
        return np.ascontiguousarray(colour, np.uint8)
    if colour.dtype == np.uint16:
        return ((colour.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return np.asarray(np.clip(np.nan_to_num(colour), 0.0, 1.0) * 255 + 0.5, np.uint8)


def _read_with_opencv(path: Path) -> Pixels:
    data = np.frombuffer(path.read_bytes(), np.uint8)
    if not data.size:
        raise MediaError(path, "the file is empty (0 bytes)")
    library = cv2()
    flags = library.IMREAD_COLOR if path.suffix.lower() in (".jpg", ".jpeg") else library.IMREAD_UNCHANGED
    try:
        image = library.imdecode(data, flags)
    except library.error:
        image = None
    if image is None:
        raise MediaError(path, "the image is damaged or of an unknown kind")
    if image.ndim == 2:
        return np.repeat(image[..., None], 3, axis=2)
    rgb = library.cvtColor(image, library.COLOR_BGRA2RGBA if image.shape[2] == 4 else library.COLOR_BGR2RGB)
    if image.shape[2] == 4 and path.suffix.lower() in (".tif", ".tiff") and _is_associated(path):
        return _unpremultiplied_integers(rgb)
    return rgb


def _is_associated(path: Path) -> bool:
    import tifffile

    with tifffile.TiffFile(path) as tiff:
        return _ASSOCIATED in tuple(int(s) for s in tiff.pages.first.extrasamples)


def _unpremultiplied_integers(image: NDArray[Any]) -> Pixels:
    top = np.iinfo(image.dtype).max
    straight = _unpremultiplied(np.divide(image, top, dtype=np.float32))
    return (np.clip(straight, 0.0, 1.0) * top + 0.5).astype(image.dtype)


def _unpremultiplied(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """(H, W, 4); colour where nothing is covered stays as it is."""
    alpha = image[..., 3:]
    colour = np.divide(image[..., :3], alpha, out=image[..., :3].copy(), where=alpha > 0)
    return np.concatenate([colour, alpha], axis=2)


def _read_exr(path: Path) -> NDArray[np.float32]:
    """Scene-linear light becomes display-encoded, which is what effects and viewer work on."""
    channels = exr_channels(path)
    names = "RGB" if all(c in channels for c in "RGB") else "YYY"
    if names[0] not in channels:
        raise MediaError(path, f"it has no red, green and blue ({', '.join(sorted(channels))})")
    image = np.stack([channels[c] for c in names] + ([channels["A"]] if "A" in channels else []), axis=2)
    if image.shape[2] == 4:
        image = _unpremultiplied(image)  # EXR's alpha is associated
    image[..., :3] = linear_to_srgb(image[..., :3])
    return image


def exr_channels(path: Path) -> dict[str, NDArray[np.float32]]:
    """The channels of the first part, each (H, W) of the display window, as they are in the file."""
    import OpenEXR

    if not path.stat().st_size:
        raise MediaError(path, "the file is empty (0 bytes)")
    try:
        file = OpenEXR.File(str(path), separate_channels=True)
    except RuntimeError:
        raise MediaError(path, "the image is damaged or of an unknown kind") from None
    part = file.parts[0]
    planes = {name: np.asarray(c.pixels, np.float32)[..., None] for name, c in part.channels.items()}
    return {name: _in_display_window(plane, part.header)[..., 0] for name, plane in planes.items()}


def _in_display_window(data: NDArray[np.float32], header: dict[str, Any]) -> NDArray[np.float32]:
    """EXR keeps only the part that holds something (the data window); the picture is the display window."""
    (x0, y0), (x1, y1) = (np.asarray(v).astype(int) for v in header["displayWindow"])
    left, top = (int(v) for v in np.asarray(header["dataWindow"][0]))
    height, width = y1 - y0 + 1, x1 - x0 + 1
    if (left, top) == (x0, y0) and data.shape[:2] == (height, width):
        return data
    picture = np.zeros((height, width, data.shape[2]), np.float32)
    dy, dx = top - y0, left - x0
    rows = slice(max(dy, 0), max(0, min(height, dy + data.shape[0])))
    columns = slice(max(dx, 0), max(0, min(width, dx + data.shape[1])))
    picture[rows, columns] = data[rows.start - dy : rows.stop - dy, columns.start - dx : columns.stop - dx]
    return picture
