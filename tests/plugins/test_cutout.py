import numpy as np
import pytest

from plugins.cutout import CutoutParams, coverage
from tests.plugins.pictures import disc


def test_the_default_is_the_matte_itself() -> None:
    np.testing.assert_array_equal(coverage(disc(), CutoutParams()), disc())


@pytest.mark.parametrize("grow_px", [-20.0, -7.5, -1.0, -0.5, 0.5, 1.0, 2.5, 6.0, 15.0])
def test_growing_moves_the_edge_by_as_many_pixels(grow_px: float) -> None:
    alpha = coverage(disc(), CutoutParams(grow_px=grow_px))
    radius = np.sqrt(alpha.sum() / np.pi)
    assert radius == pytest.approx(25 + grow_px, abs=0.04 * abs(grow_px) + 0.1)
    row = alpha[45]
    assert ((row > 0) & (row < 1)).sum() <= 4  # the edge is as soft as it was


def test_an_object_cut_by_the_frame_does_not_shrink_away_from_it() -> None:
    matte = np.zeros((40, 60), np.float32)
    matte[10:, 20:] = 1
    alpha = coverage(matte, CutoutParams(grow_px=-4))
    assert alpha[39, 59] == 1
    assert alpha[14, 59] == 1
    assert alpha[13, 59] == 0
    feathered = coverage(matte, CutoutParams(feather_px=10))
    assert feathered[39, 59] == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("feather_px", [4.0, 12.0, 30.0])
def test_feather_is_the_width_of_the_edge(feather_px: float) -> None:
    matte = np.zeros((8, 400), np.float32)
    matte[:, 200:] = 1
    row = coverage(matte, CutoutParams(feather_px=feather_px))[4]
    assert (np.diff(row) >= -1e-6).all()
    assert row[199:201].mean() == pytest.approx(0.5, abs=0.01)
    width = ((row > 0.05) & (row < 0.95)).sum()
    assert width == pytest.approx(feather_px, abs=0.1 * feather_px + 1)
