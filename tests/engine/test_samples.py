"""What the document keeps of an answer is close enough to matte with, and small."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from app.document.masklet import Sample
from app.document.prompts import MaskPrompt
from app.engine import samples
from app.errors import UserFacingError


def encode(logits: np.ndarray, *, prompted: bool = False) -> Sample:
    pointer = np.linspace(-2, 2, 16, dtype=np.float32)
    return samples.encode_sample(logits, presence=3.5, iou=0.9, pointer=pointer, model="m", prompted=prompted)


def test_logits_come_back_within_half_a_step_and_saturate() -> None:
    logits = np.random.default_rng(1).normal(0, 6, (96, 128)).astype(np.float32)
    logits[0, :4] = [0.0, 100.0, -1024.0, 0.5]
    back = samples.decode_logits(encode(logits))
    assert back.dtype == np.float32
    np.testing.assert_allclose(back, np.clip(logits, -16, 15.875), atol=1 / 16)
    assert back[0, :4].tolist() == [0.0, 15.875, -16.0, 0.5]


def test_the_rest_of_an_answer_is_kept() -> None:
    sample = encode(np.zeros((4, 4), np.float32), prompted=True)
    assert (sample.presence, sample.iou, sample.model, sample.prompted) == (3.5, 0.9, "m", True)
    np.testing.assert_allclose(np.frombuffer(sample.pointer, "<f2"), np.linspace(-2, 2, 16), atol=2e-3)


def test_a_typical_answer_takes_a_few_kilobytes() -> None:
    y, x = np.mgrid[:256, :256]
    logits = 20 - np.hypot(x - 120, y - 130) / 3
    assert len(encode(logits).logits) < 16_000


def test_resizing_stretches_the_square_grid_over_the_whole_frame() -> None:
    logits = np.full((64, 64), -8, np.float32)
    logits[:, 32:] = 8  # the right half of the frame, whatever its size
    big = samples.resize_logits(encode(logits), 90, 160)
    assert big.shape == (90, 160)
    assert (big[:, 81:] > 0).all()
    assert (big[:, :79] < 0).all()


def test_a_sample_of_the_asked_size_is_not_resampled() -> None:
    logits = np.random.default_rng(2).normal(0, 4, (8, 8)).astype(np.float32)
    sample = encode(logits)
    np.testing.assert_array_equal(samples.resize_logits(sample, 8, 8), samples.decode_logits(sample))


@pytest.mark.parametrize("shape", [(1, 1), (7, 9), (8, 16), (33, 250)])
def test_masks_come_back_exactly(shape: tuple[int, int]) -> None:
    mask = np.random.default_rng(3).random(shape) > 0.5
    prompt = samples.pack_mask(mask)
    assert (prompt.height, prompt.width) == shape
    np.testing.assert_array_equal(samples.unpack_mask(prompt), mask)


@pytest.mark.parametrize(
    "packed", [b"", b"junk", zlib.compress(b"\0" * 3), zlib.compress(b"\0" * 50_000_000)[:-1]]
)
def test_damaged_bytes_are_a_sentence_and_cannot_fill_the_memory(packed: bytes) -> None:
    sample = Sample(4, 4, packed, 0, 0, b"", "m")
    with pytest.raises(UserFacingError, match="damaged"):
        samples.decode_logits(sample)
    with pytest.raises(UserFacingError, match="damaged"):
        samples.unpack_mask(MaskPrompt(40, 40, packed))
