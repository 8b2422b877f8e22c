import numpy as np
import pytest

from plugins.grade import GradeParams, grade
from tests.plugins.pictures import disc, flat, picture

ALL = np.ones((90, 120), np.float32)


def test_the_default_changes_nothing() -> None:
    np.testing.assert_array_equal(grade(picture(), disc(), GradeParams()), picture())


def test_one_stop_is_twice_the_light() -> None:
    graded = grade(flat(0.2, 0.2, 0.2, 1), ALL, GradeParams(exposure=1))
    assert graded[0, 0, 0] ** 2.2 == pytest.approx(2 * 0.2**2.2, rel=1e-4)


def test_contrast_turns_about_middle_grey() -> None:
    for contrast in (-1, -0.3, 0.5, 1):
        graded = grade(flat(0.25, 0.25, 0.25, 0.5), ALL, GradeParams(contrast=contrast))
        np.testing.assert_allclose(graded[0, 0], [0.25, 0.25, 0.25, 0.5], atol=1e-6)
    assert grade(flat(0.6, 0.6, 0.6, 1), ALL, GradeParams(contrast=0.5))[0, 0, 0] == pytest.approx(0.7)


def test_no_saturation_is_black_and_white_at_the_same_luma() -> None:
    image = picture(alpha=False)
    graded = grade(image, ALL, GradeParams(saturation=-1))
    for channel in range(3):
        np.testing.assert_allclose(graded[..., channel], image[..., :3] @ [0.2126, 0.7152, 0.0722], atol=1e-5)


def test_a_stop_is_a_stop_beyond_white_too_where_the_clip_is_float() -> None:
    row = np.array([[0.5, 0.9, 1.5, 6.0]], np.float32)
    image = np.dstack([row, row, row, np.ones_like(row)])
    graded = grade(image, np.ones_like(row), GradeParams(exposure=1), beyond_white=True)
    np.testing.assert_allclose(graded[..., 0] ** 2.2, 2 * row**2.2, rtol=1e-4)


def test_highlights_beyond_white_stay_beyond_white() -> None:
    graded = grade(flat(8.0, 8.0, 8.0, 1), ALL, GradeParams(exposure=0.5))
    assert graded[0, 0, 0] == pytest.approx(8.0)
