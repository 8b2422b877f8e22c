"""Log and linear media: looked at and tracked as a display shows them, exported as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import OpenEXR
import pytest

from app.document import edits
from app.engine import compositor
from app.engine.light import linear_to_srgb, srgb_to_linear
from app.engine.media_reader import open_media, probe
from app.engine.plugin_host import PluginHost
from app.engine.view_transform import displayed, displayed_rgba, input_spaces, viewed
from app.errors import UserFacingError


@pytest.fixture
def linear(tmp_path) -> Path:
    """Three EXR frames: grey of 0.18 in linear light, with a lamp of 12 in one corner."""
    for number in range(3):
        image = np.full((24, 32, 3), 0.18, np.float32)
        image[:6, :6] = 12.0
        image[12:, 16:] = 0.02 * (number + 1)
        channels = {"RGB": np.ascontiguousarray(image)}
        OpenEXR.File({"compression": OpenEXR.ZIP_COMPRESSION}, channels).write(
            str(tmp_path / f"a.{number:04}.exr")
        )
    return tmp_path / "a.0000.exr"


def test_the_names_are_those_of_cameras_and_of_linear_spaces():
    names = input_spaces()
    assert {"ACEScg", "ARRI LogC4", "S-Log3 S-Gamut3.Cine", "Linear Rec.709 (sRGB)"} <= set(names)
    assert "Raw" not in names


def test_an_unknown_space_is_a_sentence_at_once(linear):
    with open_media(linear) as reader, pytest.raises(UserFacingError, match="Nolog"):
        viewed(reader, "Nolog")


def test_log_is_looked_at_with_contrast_and_read_as_it_is():
    media = replace(probe_like(), input_space="ARRI LogC3 (EI800)")
    grey = np.full((4, 4, 3), round(0.391 * 65535), np.uint16)  # 18 % grey of LogC3
    black = np.full((4, 4, 3), round(0.0928 * 65535), np.uint16)
    assert 80 < int(displayed(grey, media)[0, 0, 0]) < 130
    assert int(displayed(black, media)[0, 0, 0]) < 12


def probe_like():
    from fractions import Fraction

    from app.document.media import Media
    from app.document.timing import FrameRate

    return Media(Path("log.mov"), 4, 4, FrameRate(Fraction(24)), 1, bit_depth=10)


def test_linear_light_is_viewed_by_eye_and_tracker_and_kept_for_export(linear):
    with open_media(linear) as plain, viewed(open_media(linear), "Linear Rec.709 (sRGB)") as reader:
        assert reader.media.input_space == "Linear Rec.709 (sRGB)"
        np.testing.assert_array_equal(reader.read(1), plain.read(1))
        shown = reader.read_rgb8(1)
        assert 200 < shown[0, 0, 0] <= 255
        assert not np.array_equal(shown, plain.read_rgb8(1))
        *_, last = reader.run_to(2)
        assert last.number == 2
        np.testing.assert_array_equal(last.rgb8(), reader.read_rgb8(2))


def test_the_rendered_picture_is_viewed_like_the_source(linear):
    with viewed(open_media(linear), "Linear Rec.709 (sRGB)") as reader:
        pixels = reader.read(0)
        rendered = compositor.render(edits.open_media(reader.media), 0, pixels, PluginHost({}))
        seen = displayed_rgba(rendered, reader.media)
        np.testing.assert_allclose(seen[..., :3] * 255, reader.read_rgb8(0), atol=0.51)


def test_float_light_goes_through_the_compositor_without_a_loss(linear):
    with open_media(linear) as reader:
        pixels = reader.read(2)
        image = compositor.render(edits.open_media(probe(linear)), 2, pixels, PluginHost({}))
    light = srgb_to_linear(image[..., :3])
    assert light.max() == pytest.approx(12.0, rel=1e-5)
    np.testing.assert_allclose(light[20, 20], 0.06, rtol=1e-5)


def test_the_curve_and_its_inverse_agree_beyond_the_display():
    light = np.array([-0.5, 0.0, 0.001, 0.18, 1.0, 40.0], np.float32)
    np.testing.assert_allclose(srgb_to_linear(linear_to_srgb(light)), light, rtol=2e-5, atol=1e-7)
