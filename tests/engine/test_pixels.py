import numpy as np
import pytest

from app.engine import pixels


def test_rounding_and_clamping() -> None:
    values = np.array([[-1.0, 0.0, 0.4 / 255, 0.6 / 255, 0.5, 1.0, 40.0]], np.float32)
    assert pixels.as_uint8(values).tolist() == [[0, 0, 0, 1, 128, 255, 255]]
    values = np.array([[-1.0, 0.0, 0.4 / 65535, 0.6 / 65535, 1.0, 40.0]], np.float32)
    assert pixels.as_uint16(values).tolist() == [[0, 0, 0, 1, 65535, 65535]]


@pytest.mark.parametrize("shape", [(3, 5), (3, 5, 3), (3, 5, 4)])
def test_mattes_and_images_keep_their_shape(shape: tuple[int, ...]) -> None:
    values = np.full(shape, 0.2, np.float32)
    assert (pixels.as_uint8(values) == 51).all()
    assert pixels.as_uint8(values).shape == shape
    assert (pixels.as_uint16(values[:, 1:4]) == 13107).all()  # a part of an array, too


def test_what_is_wholly_transparent_has_no_colour() -> None:
    image = np.array([[[0.2, 0.1, 0.0, 0.4], [0.3, 0.2, 0.1, 0.0]]], np.float32)
    np.testing.assert_allclose(pixels.straight(image), [[[0.5, 0.25, 0, 0.4], [0, 0, 0, 0]]], atol=1e-6)


def test_grey_or_bytes_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        pixels.premultiplied(np.zeros((4, 4), np.uint8))
    with pytest.raises(ValueError, match="int32"):
        pixels.premultiplied(np.zeros((4, 4, 4), np.int32))
