"""Values from the source to the file: what no effect touches is bit for bit the source's, at any depth."""

from __future__ import annotations

import threading
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import av
import cv2
import numpy as np
import pytest

from app.document import edits
from app.engine.export.job import ExportRequest, export
from app.engine.export.options import ExportOptions
from app.engine.media_reader import open_media, probe
from tests.engine.matting.pictures import sample

FORMATS = {"yuv422p10le": "prores_ks", "gbrp10le": "ffv1", "gbrp12le": "ffv1", "yuv444p12le": "ffv1"}


@pytest.mark.parametrize("pixel_format", FORMATS)
def test_ten_and_twelve_bits_reach_a_sixteen_bit_file_unrounded(tmp_path, pixel_format):
    clip = tmp_path / "deep.mov" if FORMATS[pixel_format] == "prores_ks" else tmp_path / "deep.mkv"
    ramp = np.linspace(0, 65535, 96 * 96 * 3).reshape(96, 96, 3).astype(np.uint16)
    with av.open(str(clip), "w") as container:
        stream: Any = container.add_stream(FORMATS[pixel_format], rate=24)
        stream.width, stream.height, stream.pix_fmt = 96, 96, pixel_format
        container.mux(stream.encode(av.VideoFrame.from_ndarray(ramp, "rgb48le")))
        container.mux(stream.encode())
    project = edits.add_masklet(edits.open_media(probe(clip)))
    masklet = replace(project.masklets[0], track=MappingProxyType({0: sample()}))
    project = edits.replace_masklet(project, masklet)
    out = tmp_path / "out"
    for _ in export(ExportRequest(project, "png", out), threading.Event()):
        pass
    written: Any = cv2.imread(str(next(out.glob("*.png"))), cv2.IMREAD_UNCHANGED)
    written = written[..., 2::-1]
    with open_media(clip) as reader:
        source = reader.read(0)
    assert source.dtype == written.dtype == np.uint16
    assert len(np.unique(source)) > 256
    np.testing.assert_array_equal(written[30:66, 30:66], source[30:66, 30:66])


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj422p", "yuv420p10le", "yuv422p10le", "yuv444p10le"])
def test_an_untouched_clip_goes_to_the_encoder_as_it_was_decoded(tmp_path, pixel_format):
    clip, out = tmp_path / "clip.mkv", tmp_path / "out.mov"
    ramp = np.linspace(0, 65535, 54 * 96 * 3).reshape(54, 96, 3).astype(np.uint16)
    with av.open(str(clip), "w") as container:
        stream: Any = container.add_stream("mjpeg" if pixel_format == "yuvj422p" else "ffv1", rate=24)
        stream.width, stream.height, stream.pix_fmt = 96, 54, pixel_format
        for turn in range(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.roll(ramp, 20 * turn, 0), "rgb48le")))
        container.mux(stream.encode())
    project = edits.open_media(probe(clip))
    for _ in export(
        ExportRequest(project, "prores4444", out, options=ExportOptions(content="composite")),
        threading.Event(),
    ):
        pass
    with av.open(str(clip)) as before, av.open(str(out)) as after:
        pairs = list(zip(before.decode(video=0), after.decode(video=0), strict=True))
    assert len(pairs) == 3
    for one, two in pairs:
        first, second = (frame.to_ndarray(format="rgb48le").astype(np.int32) for frame in (one, two))
        assert (
            np.abs(first - second)[:, 8:-8].mean() < 400
        )  # of 65535: what ProRes and the chroma's size cost
