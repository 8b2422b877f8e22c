import numpy as np

from plugins.pixelate import PixelateParams, pixelate
from tests.plugins.pictures import disc, picture

ALL = np.ones((90, 120), np.float32)


def test_every_square_is_the_mean_of_what_it_hides() -> None:
    image = picture()
    squares = pixelate(image, ALL, PixelateParams(10))  # 9 px
    assert np.ptp(squares[0:9, 9:18], axis=(0, 1)).max() < 1e-6
    np.testing.assert_allclose(squares[0, 9], image[0:9, 9:18].mean(axis=(0, 1)), atol=1e-5)
    assert np.ptp(squares[81:, 117:], axis=(0, 1)).max() < 1e-6  # cut by the frame


def test_the_squares_stay_where_they_are_while_the_object_moves() -> None:
    image, matte = picture(), disc()
    still = pixelate(image, ALL, PixelateParams(10))
    part = pixelate(image, matte, PixelateParams(10))
    np.testing.assert_allclose(part[matte == 1], still[matte == 1], atol=1e-6)
