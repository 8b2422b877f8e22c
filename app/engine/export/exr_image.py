"""OpenEXR images: linear light, a named layer for each masklet, parts, Cryptomatte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Rgba
from app.engine.colour_tags import complete
from app.engine.export import cryptomatte
from app.engine.export.content import Rendered
from app.engine.export.options import LOSSY_COMPRESSIONS
from app.engine.export.straight import delivered
from app.engine.export.target import Target
from app.engine.export.timecode import timecode_at
from app.engine.light import srgb_to_linear
from app.engine.pixels import premultiplied

Channels = dict[str, NDArray[Any]]  # float16 or float32 (H, W), by name

# CIE x and y of red, green, blue and white: ITU-T H.273, table 2.
_CHROMATICITIES: Final = {
    "bt709": (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290),
    "bt470bg": (0.64, 0.33, 0.29, 0.60, 0.15, 0.06, 0.3127, 0.3290),
    "smpte170m": (0.63, 0.34, 0.31, 0.595, 0.155, 0.07, 0.3127, 0.3290),
    "smpte240m": (0.63, 0.34, 0.31, 0.595, 0.155, 0.07, 0.3127, 0.3290),
    "bt2020": (0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290),
    "smpte432": (0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.3290),
}
_TIMECODE: Final = re.compile(r"(\d\d):(\d\d):(\d\d)([:;.])(\d\d)")


class ExrImages:
    """See ImageKind."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._kind = np.float16 if target.depth == "half" else np.float32
        self._colour = complete(target.media.colour, target.media.width, target.media.height)
        self._layers: tuple[str, ...] = ()  # the same on every frame

    @property
    def tags(self) -> str:
        return f"linear light, primaries {self._colour.primaries}"

    def pack(self, drawn: Rendered) -> dict[str, Channels]:
        """Channels by the part that they belong to; one part where no others are asked for."""
        options = self._target.options
        self._layers = tuple(drawn.layers)
        parts = {"rgba": self._picture(drawn)}
        named = {**drawn.layers, **drawn.parts}
        layers = {name: {f"{name}.A": matte.astype(self._kind)} for name, matte in named.items()}
        if options.layers:
            parts |= layers
        if options.cryptomatte:
            parts[cryptomatte.LAYER] = dict(cryptomatte.channels(drawn.layers, *self._target.size))
        return (
            parts
            if options.multipart
            else {"rgba": {k: v for part in parts.values() for k, v in part.items()}}
        )

    def write(self, file: Path, packed: dict[str, Channels], frame: int) -> None:
        import OpenEXR

        parts = [
            OpenEXR.Part(self._header(frame, channels), dict(channels), name if len(packed) > 1 else "")
            for name, channels in packed.items()
        ]
        try:
            OpenEXR.File(parts).write(str(file))
        except RuntimeError as error:
            raise _os_error(error) from None

    def is_same(self, file: Path, packed: dict[str, Channels]) -> bool:
        import OpenEXR

        read = OpenEXR.File(str(file), separate_channels=True)
        found = {n: c.pixels for part in read.parts for n, c in part.channels.items()}
        wanted = {n: values for part in packed.values() for n, values in part.items()}
        compression = self._target.compression
        exact = compression not in LOSSY_COMPRESSIONS or (compression == "pxr24" and self._kind is np.float16)
        if found.keys() != wanted.keys() or not self._tagged(read.parts[0].header):
            return False
        return all(_same(found[n], wanted[n], exact=exact) for n in wanted)

    def _tagged(self, header: Mapping[str, Any]) -> bool:
        wanted = _CHROMATICITIES.get(self._colour.primaries)
        return wanted is None or bool(np.allclose(header["chromaticities"], wanted, atol=1e-4))

    def _picture(self, drawn: Rendered) -> Channels:
        image = drawn.image
        if image.ndim == 2:
            return {"Y": image.astype(self._kind)}
        if self._target.content in ("rgb-mattes", "ids"):
            unit = premultiplied(np.ascontiguousarray(image))
            return dict(zip("RGB", self._planes(unit[..., :3]), strict=True))
        light = linear_light(drawn, straight=self._target.alpha == "straight")
        names = "RGBA" if self._target.alpha else "RGB"
        return dict(zip(names, self._planes(light[..., : len(names)]), strict=True))

    def _planes(self, image: NDArray[np.float32]) -> list[NDArray[Any]]:
        return [np.ascontiguousarray(image[..., i]).astype(self._kind) for i in range(image.shape[2])]

    def _header(self, frame: int, channels: Channels) -> dict[str, Any]:
        import OpenEXR

        target = self._target
        kinds = {"none": "NO"}
        compression = f"{kinds.get(target.compression, target.compression.upper())}_COMPRESSION"
        width, height = target.media.pixel_aspect
        header: dict[str, Any] = {
            "compression": getattr(OpenEXR, compression),
            "type": OpenEXR.scanlineimage,
            "pixelAspectRatio": width / height,
            "framesPerSecond": target.media.rate.fps,
            "masklet/source": target.media.path.name,
            "masklet/frame": frame,
        }
        if self._colour.primaries in _CHROMATICITIES:
            header["chromaticities"] = _CHROMATICITIES[self._colour.primaries]
        if target.options.cryptomatte and any(c.startswith(cryptomatte.LAYER) for c in channels):
            header |= cryptomatte.metadata(self._layers)
        timecode = _TIMECODE.fullmatch(
            timecode_at(target.timecode, frame - target.frames.first, target.media.rate.fps)
        )
        if timecode is not None:
            numbers = (int(timecode[i]) for i in (1, 2, 3, 5))
            header["timeCode"] = OpenEXR.TimeCode(*numbers, int(timecode[4] != ":"), *[0] * 13)
        return header


def linear_light(drawn: Rendered, *, straight: bool) -> Rgba:
    """Display-encoded (as sRGB, which is how EXR is read) to linear light, float32 RGBA."""
    if drawn.alpha is None and drawn.image.dtype == np.float32 and drawn.image.shape[2] == 4:
        colour = delivered(drawn.image)
        alpha = colour[..., 3:]
        light = srgb_to_linear(colour[..., :3])
    else:
        light = _linear_pixels(drawn.image)
        shape = (*light.shape[:2], 1)
        alpha = np.ones(shape, np.float32) if drawn.alpha is None else drawn.alpha[..., None]
    return np.concatenate([light if straight else light * alpha, alpha], axis=2, dtype=np.float32)


def _linear_pixels(pixels: NDArray[Any]) -> NDArray[np.float32]:
    if pixels.dtype == np.float32:
        return srgb_to_linear(pixels)
    return _curve(pixels.dtype.str)[pixels]


@cache
def _curve(kind: str) -> NDArray[np.float32]:
    top = np.iinfo(np.dtype(kind)).max
    return srgb_to_linear(np.arange(top + 1, dtype=np.float32) / np.float32(top))


def _same(found: NDArray[Any], wanted: NDArray[Any], *, exact: bool) -> bool:
    if exact:
        return bool(np.array_equal(found, wanted))
    return found.shape == wanted.shape and float(np.abs(found.astype(np.float32) - wanted).mean()) < 0.02


def _os_error(error: RuntimeError) -> OSError:
    """OpenEXR says what the system said in words only."""
    import errno

    full = "No space left" in str(error)
    return OSError(errno.ENOSPC if full else errno.EIO, str(error).partition("\n")[0])
