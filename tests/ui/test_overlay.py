"""Outlines and tints: where they lie, and that they cost what they should."""

from __future__ import annotations

import numpy as np
import pytest

from app.ui.image_convert import matte_image, rgb_image, rgba8, rgba_image
from app.ui.outline import outline_segments
from app.ui.overlay import Overlay


def length(segments: np.ndarray) -> float:
    return float(np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]).sum())


def test_the_outline_of_a_rectangle_runs_along_the_borders_of_its_pixels() -> None:
    matte = np.zeros((10, 12), np.uint8)
    matte[3:7, 2:9] = 255
    segments = outline_segments(matte)
    assert segments[:, [0, 2]].min() == 2
    assert segments[:, [0, 2]].max() == 9
    assert segments[:, [1, 3]].min() == 3
    assert segments[:, [1, 3]].max() == 7
    cut_corners = 4 * (1 - np.sqrt(0.5))
    assert length(segments) == pytest.approx(2 * (7 + 4) - cut_corners)


def test_every_outline_is_closed() -> None:
    rng = np.random.default_rng(5)
    matte = (rng.random((40, 50)) > 0.5).astype(np.uint8) * 255  # with saddles, and over the frame's edge
    segments = outline_segments(matte)
    ends = np.round(segments.reshape(-1, 2) * 2).astype(int)
    _, count = np.unique(ends, axis=0, return_counts=True)
    assert set(count.tolist()) <= {2, 4}


def test_an_object_that_leaves_the_frame_is_outlined_along_its_edge() -> None:
    segments = outline_segments(np.full((6, 8), 255, np.uint8))
    assert segments[:, 0].min() == 0
    assert segments[:, 0].max() == 8
    assert segments[:, 1].max() == 6


def test_the_outline_of_a_soft_edge_lies_between_pixels() -> None:
    ramp = np.tile(np.array([0, 0, 64, 191, 255, 255], np.uint8), (5, 1))
    inner = outline_segments(ramp)
    vertical = inner[(inner[:, 1] > 1) & (inner[:, 3] < 4)]
    assert vertical[:, [0, 2]].min() == pytest.approx(3.0, abs=0.01)  # one half is between 64 and 191


def test_an_empty_mask_has_no_picture() -> None:
    picture = Overlay(1, (255, 0, 0), np.zeros((20, 20), bool)).picture
    assert picture.tint is None
    assert picture.outline.isEmpty()


@pytest.mark.parametrize("kind", [np.bool_, np.uint8, np.float32])
def test_a_mask_may_be_binary_or_a_matte_and_is_cropped_to_the_object(kind: type) -> None:
    mask = np.zeros((40, 80), kind)
    mask[10:20, 20:60] = 255 if kind is np.uint8 else 1
    picture = Overlay(1, (255, 0, 0), mask, opacity=0.5).picture
    assert picture.tint is not None
    assert (picture.tint.width(), picture.tint.height()) == (40, 10)
    assert picture.place.getRect() == (0.25, 0.25, 0.5, 0.25)
    assert picture.tint.pixelColor(5, 5).alpha() == pytest.approx(128, abs=1)
    bounds = picture.outline.boundingRect()
    assert bounds.left() == pytest.approx(0.25)
    assert bounds.right() == pytest.approx(0.75)


def test_outline_and_tint_are_made_only_when_wanted() -> None:
    mask = np.ones((4, 4), bool)
    assert Overlay(1, (1, 2, 3), mask, outline=False).picture.outline.isEmpty()
    assert Overlay(1, (1, 2, 3), mask, opacity=0.0).picture.tint is None


def test_not_a_mask() -> None:
    with pytest.raises(ValueError, match="not a mask"):
        _ = Overlay(1, (1, 2, 3), np.zeros((4, 4, 3), np.uint8)).picture


def test_images_own_their_bytes_whatever_the_width() -> None:
    pixels = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)  # rows of 21 bytes: not a multiple of four
    image = rgb_image(pixels)
    view = rgb_image(pixels[:, ::-1])  # not contiguous
    pixels[:] = 0
    assert image.pixelColor(3, 2).getRgb() == (51, 52, 53, 255)
    assert view.pixelColor(3, 2).getRgb() == (51, 52, 53, 255)
    with pytest.raises(ValueError, match="uint8"):
        rgb_image(np.zeros((2, 2, 3), np.float32))  # pyright: ignore[reportArgumentType]


def test_premultiplied_colour_reaches_the_screen_unchanged() -> None:
    image = rgba8(np.array([[[0.25, 0.0, 0.5, 0.5], [1.2, -0.1, 0.0, 1.0]]], np.float32))
    assert image.tolist() == [[[64, 0, 128, 128], [255, 0, 0, 255]]]
    shown = rgba_image(image)
    assert shown.pixel(0, 0) == 0x80400080
    tint = matte_image(np.array([[0, 128, 255]], np.uint8), (255, 128, 0), 1.0)
    assert [tint.pixelColor(x, 0).alpha() for x in range(3)] == [0, 128, 255]
    assert tint.pixelColor(2, 0).getRgb() == (255, 128, 0, 255)
