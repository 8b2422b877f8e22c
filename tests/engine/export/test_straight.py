import numpy as np
import pytest

from app.engine.export.straight import BLEED_PX, delivered


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
