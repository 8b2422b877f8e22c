"""The loupe's numbers are those of the file: 10 bits stay 10 bits, an EXR's light stays what it is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import OpenEXR
import pytest

from app.engine.media_reader import open_media
from app.engine.source_values import SourceValues


def values(path: Path) -> SourceValues:
    with open_media(path) as reader:
        return SourceValues(reader.read(0), reader.media)


def test_ten_bits_count_to_1023(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "deep.mkv"), "w") as container:
        stream = container.add_stream("ffv1", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "gbrp10le"
        frame = av.VideoFrame(64, 48, "gbrp10le")
        for plane, code in zip(frame.planes, (513, 2, 1023), strict=True):  # green, blue, red
            plane.update(np.full(plane.buffer_size // 2, code, "<u2").tobytes())
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    found = values(tmp_path / "deep.mkv")
    assert found.white == 1023
    assert found.at(10.5, 20.5) == (1023, 513, 2)
    assert found.at(64, 0) is None


def test_an_exr_says_its_light_beyond_white(tmp_path: Path) -> None:
    image = np.full((48, 64, 3), 0.18, np.float32)
    image[20, 10] = (0.0001, 1.0, 7.5)
    with OpenEXR.File({}, {"RGB": image}) as file:
        file.write(str(tmp_path / "light.exr"))
    found = values(tmp_path / "light.exr")
    assert found.is_float
    assert found.at(10.5, 20.5) == pytest.approx((0.0001, 1.0, 7.5), rel=1e-3)
    assert found.at(0, 0) == pytest.approx((0.18, 0.18, 0.18), rel=1e-3)
