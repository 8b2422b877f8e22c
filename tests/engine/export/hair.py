"""A matte that lossy encoders find hard, moving hair of one pixel, and what comes back of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.engine.video_decoder import decode_packets
from app.engine.video_source import open_source


def hair(
    size: tuple[int, int], x: int, *, radius: int, reach: float, count: int, turn: float
) -> NDArray[np.float32]:
    """(height, width) in [0, 1]: a disc around x, half way down, and hairs of one pixel all around."""
    y, matte = size[0] // 2, np.zeros(size, np.uint8)
    cv2.circle(matte, (x, y), radius, 255, -1, cv2.LINE_AA)
    for angle in np.arange(count) * 2 * np.pi / count + turn:
        tip = (int(x + np.cos(angle) * reach), int(y + np.sin(angle) * reach))
        cv2.line(matte, (x, y), tip, 255, 1, cv2.LINE_AA)
    return (matte / np.float32(255)).astype(np.float32)


def delivered(path: Path) -> Iterator[NDArray[np.float64]]:
    """A movie's mattes in levels of 255, as the file has them: the alpha if there is one, else luma."""
    with open_source(path) as source:
        for picture in decode_packets(source):
            part = next((c for c in picture.format.components if c.is_alpha), picture.format.components[0])
            plane = picture.planes[part.plane]
            kind = np.uint8 if part.bits == 8 else np.uint16
            values = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)[:, : plane.width]
            levels = values / float((1 << part.bits) - 1) * 255
            step = 1 << (part.bits - 8)
            yield levels if part.is_alpha else (values / step - 16) * 255 / 219
