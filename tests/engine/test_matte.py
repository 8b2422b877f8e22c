import numpy as np
import pytest

from app.document.masklet import Masklet, Sample
from app.engine.matte import EDGE_PX, frame_matte
from app.engine.samples import encode_sample


def sample(logits: np.ndarray, presence: float = 5.0) -> Sample:
    pointer = np.zeros(4, np.float32)
    return encode_sample(logits, presence=presence, iou=0.9, pointer=pointer, model="test", prompted=True)


def masklet(track: dict[int, Sample]) -> Masklet:
    return Masklet(1, "One", (0, 0, 0), track=track)


def disc(grid: int, radius: float, slope: float) -> np.ndarray:
    """Logits that fall with `slope` per cell from the edge of a disc in the middle of the picture."""
    centres = np.arange(grid) + 0.5 - grid / 2
    return (radius - np.hypot(*np.meshgrid(centres, centres))) * slope


def test_a_frame_without_a_sample_has_an_empty_matte() -> None:
    matte = frame_matte(masklet({}), 3, 20, 30)
    assert matte.shape == (20, 30)
    assert matte.dtype == np.float32
    assert not matte.any()


def test_an_object_that_is_not_in_the_picture_has_an_empty_matte() -> None:
    logits = np.full((8, 8), 10.0)
    assert not frame_matte(masklet({0: sample(logits, presence=0.0)}), 0, 20, 30).any()
    assert frame_matte(masklet({0: sample(logits, presence=0.1)}), 0, 20, 30).all()


@pytest.mark.parametrize("grid", [64, 128, 256])
@pytest.mark.parametrize("slope", [0.5, 2.0, 6.0])
def test_the_edge_is_as_wide_whatever_the_grid_and_however_sure_the_model(grid: int, slope: float) -> None:
    size = 512
    matte = frame_matte(masklet({0: sample(disc(grid, grid * 0.3, slope))}), 0, size, size)
    row = matte[size // 2, size // 2 :]
    assert row[0] == 1
    assert row[-1] == 0
    assert abs(row.sum() - 0.3 * size) < 1.0  # the edge is where the disc ends
    assert row[(row > 0) & (row < 1)].size <= EDGE_PX + 1


def test_the_grid_covers_the_whole_frame_whatever_its_aspect() -> None:
    logits = np.full((32, 32), -8.0)
    logits[:, 16:] = 8.0
    matte = frame_matte(masklet({0: sample(logits)}), 0, 90, 160)
    np.testing.assert_allclose(matte.sum(axis=1), 80, atol=0.1)


def test_undecided_noise_is_not_drawn_as_specks() -> None:
    noise = np.random.default_rng(1).choice([-0.125, 0.0], (64, 64))
    assert frame_matte(masklet({0: sample(noise)}), 0, 256, 256).max() < 1
