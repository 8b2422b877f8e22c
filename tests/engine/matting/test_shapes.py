"""Shapes drawn by hand: what they keep and remove, how they move, and how soft they are."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.keyframes import Curve, Keyframe
from app.document.matte import MatteShape, polygon
from app.engine.matting.shapes import with_shapes

SQUARE = polygon((20, 20), (60, 20), (60, 60), (20, 60))


def shape(kind, path=SQUARE, **more):
    return MatteShape(1, kind, path if isinstance(path, Curve) else Curve((Keyframe(0, path),)), **more)


def test_garbage_keeps_its_inside_holdout_its_outside_and_core_is_solid():
    half = np.full((96, 96), 0.5, np.float32)
    inside = np.zeros((96, 96), bool)
    inside[20:60, 20:60] = True
    for kind, within, without in (("garbage", 0.5, 0.0), ("holdout", 0.0, 0.5), ("core", 1.0, 0.5)):
        result = with_shapes(half, [shape(kind)], 0, 1.0)
        np.testing.assert_allclose(result, np.where(inside, within, without), atol=1e-6)
        np.testing.assert_array_equal(result[22:58, 22:58], np.float32(within))
        np.testing.assert_array_equal(result[:18], np.float32(without))


def test_two_garbage_shapes_unite_and_one_that_is_off_does_nothing():
    ones = np.ones((96, 96), np.float32)
    other = polygon((70, 70), (90, 70), (90, 90), (70, 90))
    kept = with_shapes(ones, [shape("garbage"), shape("garbage", other)], 0, 1.0)
    assert kept[40, 40] == kept[80, 80] == 1
    assert kept[65, 65] == 0
    assert with_shapes(ones, [shape("garbage", enabled=False)], 0, 1.0).all()


def test_a_shape_moves_with_its_keyframes_and_scales_with_the_picture():
    later = polygon((40, 20), (80, 20), (80, 60), (40, 60))
    moving = shape("garbage", Curve((Keyframe(0, SQUARE), Keyframe(10, later))))
    halfway = with_shapes(np.ones((48, 48), np.float32), [moving], 5, 0.5)
    columns = np.flatnonzero(halfway[20] > 0.5)
    assert (columns[0], columns[-1]) == (15, 34)  # 30..70 of the source, at half its size


@pytest.mark.parametrize(
    ("across", "radius"), [(48.25, 3.0), (48.25, 30.3), (-100.0, 180.7), (-900.0, 960.4)]
)
def test_handles_bend_a_shape_into_a_circle_without_corners(across, radius):
    r, x, y, k = radius, across, 47.5, 0.551915 * radius
    circle = (x + r, y, 0, -k, 0, k, x, y + r, k, 0, -k, 0, x - r, y, 0, k, 0, -k, x, y - r, -k, 0, k, 0)
    drawn = with_shapes(np.ones((96, 96), np.float32), [shape("garbage", circle)], 0, 1.0)
    down, right = np.mgrid[: 96 * 16, : 96 * 16] / 16 + 1 / 32
    finely = np.hypot(right - x, down - y) < radius * 1.0001  # what such curves make of a circle
    assert np.abs(drawn - finely.reshape(96, 16, 96, 16).mean(axis=(1, 3))).max() < 0.08 + radius * 1e-4


@pytest.mark.parametrize("part", [0.0, 0.1, 0.125, 0.3, 0.5, 0.77])
def test_between_keyframes_a_shape_moves_by_parts_of_a_pixel(part):
    """An edge that crept in quarters of a pixel would be seen to tremble."""
    left = polygon((20.2, 20.3), (60.6, 20.3), (60.6, 60.7), (20.2, 60.7))
    right = polygon((21.2, 20.3), (61.6, 20.3), (61.6, 60.7), (21.2, 60.7))
    moving = shape("garbage", Curve((Keyframe(0, left), Keyframe(1, right))))
    drawn = with_shapes(np.ones((96, 96), np.float32), [moving], part, 1.0)
    np.testing.assert_allclose(drawn[40, 20:63].sum(), 40.4, atol=1e-3)
    np.testing.assert_allclose(drawn[40, 19:22].sum(), 22 - (20.2 + part), atol=1e-3)
    np.testing.assert_allclose(drawn.sum(), 40.4**2, atol=0.02)
    assert (drawn[22:60, 23:60] == 1).all()


def test_what_lies_inside_twice_lies_outside():
    twice = polygon(
        (10, 10), (50, 10), (50, 50), (10, 50), (10, 10), (20, 20), (40, 20), (40, 40), (20, 40), (20, 20)
    )
    drawn = with_shapes(np.ones((60, 60), np.float32), [shape("garbage", twice)], 0, 1.0)
    assert drawn[15, 15] == 1
    assert drawn[30, 30] == 0


@pytest.mark.parametrize("left", [-120.0, -70.0, -45.5, -20.0, -3.25, 60.0])
def test_a_feathered_shape_leaves_the_picture_as_if_the_picture_went_on(left):
    path = polygon((left, 20), (left + 20, 20), (left + 20, 60), (left, 60))
    further = polygon((left + 128, 148), (left + 148, 148), (left + 148, 188), (left + 128, 188))
    seen = with_shapes(np.zeros((64, 80), np.float32), [shape("core", path, feather=40.0)], 0, 1.0)
    whole = with_shapes(np.zeros((320, 336), np.float32), [shape("core", further, feather=40.0)], 0, 1.0)
    np.testing.assert_allclose(seen, whole[128:192, 128:208], atol=1e-3)


def test_a_feathered_shape_is_soft():
    soft = with_shapes(np.ones((96, 96), np.float32), [shape("garbage", feather=10.0)], 0, 1.0)
    assert 0.3 < soft[40, 20] < 0.7
    assert soft[40, 40] > 0.95
