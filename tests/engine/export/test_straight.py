import numpy as np
import pytest

from app.engine.export.content import Rendered
from app.engine.export.packing import Canvases, packed
from app.engine.export.straight import BLEED_PX, carried, delivered


def test_colour_goes_on_past_the_edge_so_that_scaling_draws_no_dark_fringe() -> None:
    image = np.zeros((9, 60, 4), np.float32)
    image[:, :20] = (0.8, 0.4, 0.2, 1.0)
    image[:, 20] = (0.4, 0.2, 0.1, 0.5)  # premultiplied, half covered
    result = delivered(image)
    near = result[:, : 21 + BLEED_PX - 1, :3]
    assert near == pytest.approx(np.broadcast_to((0.8, 0.4, 0.2), near.shape), abs=1e-5)
    assert not result[:, 21 + BLEED_PX :, :3].any()
    assert np.array_equal(result[..., 3], image[..., 3])


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_nothing_and_everything_covered(alpha: float) -> None:
    image = np.full((4, 5, 4), alpha, np.float32)
    assert np.array_equal(delivered(image), image)


@pytest.mark.parametrize("depth", [8, 16])
def test_the_fringe_is_the_same_whether_the_cut_out_was_made_of_integers_or_floats(depth: int) -> None:
    most = 2**depth - 1
    y, x = np.mgrid[0:80, 0:120].astype(np.float32)
    shades = np.dstack([x / 119, y / 79, np.full_like(x, 0.3)])
    colour = np.rint(shades * most).astype(np.uint8 if depth == 8 else np.uint16)
    matte = np.clip(25 - np.hypot(x - 50, y - 40), 0, 1).astype(np.float32)
    premultiplied = np.dstack([colour / np.float32(most), np.ones_like(matte)]) * matte[..., None]
    floats = delivered(premultiplied.astype(np.float32))[..., :3]
    integers = carried(colour, matte) / most
    assert np.abs(integers - floats).max() <= 1.01 / most + 1e-5
    past = (matte == 0) & (floats.max(axis=2) > 0)
    assert past.any()
    assert integers[past].max(axis=1).min() > 0


def test_a_picture_that_is_painted_over_shows_nothing_of_the_one_before() -> None:
    colour, canvases = np.full((40, 60, 3), 200, np.uint8), Canvases()
    for column in (5, 40, 5):
        matte = np.zeros((40, 60), np.float32)
        matte[10:20, column : column + 9] = 1
        drawn = Rendered(colour, matte)
        again = packed(drawn, "straight", 16, canvases=canvases)
        assert np.array_equal(again, packed(drawn, "straight", 16))
        canvases.give_back(again)
