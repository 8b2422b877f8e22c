import numpy as np

from plugins.lens_blur import LensBlurParams, lens_blur
from tests.plugins.pictures import flat


def test_light_beyond_white_is_spread_and_not_cut() -> None:
    lamp = flat(0.2, 0.2, 0.2, 1)
    lamp[40:50, 55:65, :3] = 12
    blurred = lens_blur(lamp, np.ones((90, 120), np.float32), LensBlurParams(size=6, highlights=0))
    light = (blurred[..., :3] ** 2).sum()
    assert blurred[45, 60, 0] > 6
    assert abs(light / (lamp[..., :3] ** 2).sum() - 1) < 0.02
