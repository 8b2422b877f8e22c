"""Motion that is found is the motion that was there, and pictures follow it."""

from __future__ import annotations

import cv2
import numpy as np

from app.engine.flow import dense_flow, warp


def _texture(height: int, width: int) -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 255, (height // 8, width // 8, 3)).astype(np.uint8)
    return cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)


def test_a_picture_that_was_moved_is_found_and_moved_back() -> None:
    before = _texture(160, 240)
    after = np.roll(before, (4, 7), axis=(0, 1))
    motion = dense_flow(before, after)
    middle = motion[30:-30, 30:-30]
    assert motion.shape == (160, 240, 2)
    assert np.abs(middle - (7, 4)).mean() < 0.5
    back = warp((after / 255).astype(np.float32), motion)
    error = np.abs(back - before.astype(np.float32) / 255)[30:-30, 30:-30]
    assert error.mean() < 0.03


def test_motion_is_in_pixels_of_the_picture_whatever_its_size() -> None:
    before = _texture(480, 1280)
    after = np.roll(before, 10, axis=1)
    assert np.abs(np.median(dense_flow(before, after)[..., 0]) - 10) < 1


def test_beyond_the_edge_is_as_asked() -> None:
    matte = np.ones((20, 30), np.float32)
    motion = np.full((20, 30, 2), (10.0, 0.0), np.float32)
    assert warp(matte, motion)[:, -1].min() == 1
    assert warp(matte, motion, outside=0.0)[:, -1].max() == 0
