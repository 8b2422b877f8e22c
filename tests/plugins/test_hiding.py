"""Privacy and Remove object: what is behind, and what can be recovered."""

from dataclasses import replace

import numpy as np
import pytest

from app.effect_api import mix
from plugins.privacy import PrivacyParams, hidden_area, privacy
from plugins.remove import RemoveParams, remove
from tests.plugins.pictures import clip, disc, flat, picture, still


@pytest.mark.parametrize("style", ["mosaic", "smear", "colour"])
def test_nothing_of_the_object_can_be_reconstructed(style: str) -> None:
    """Whatever the object looks like, the picture is the same bit for bit: it holds no information on it."""
    background, matte = picture(alpha=False), disc()
    params = PrivacyParams(style=style)
    rng = np.random.default_rng(5)
    made = []
    for _ in range(3):
        face = np.dstack([rng.random((90, 120, 3), np.float32), np.ones((90, 120), np.float32)])
        image = mix(background, face, (matte > 0).astype(np.float32))
        made.append(privacy(image, matte, params, still(image, matte)))
    np.testing.assert_array_equal(made[0], made[1])
    np.testing.assert_array_equal(made[0], made[2])
    cover = hidden_area(matte, params, still(background, matte))
    np.testing.assert_array_equal(made[0][cover == 0], background[cover == 0])


def test_what_is_hidden_grows_with_motion_and_covers_the_neighbours() -> None:
    image = flat(0, 0, 0, 1)
    mattes = [np.roll(disc(radius=12), shift, axis=1) for shift in (-12, 0, 12)]
    moving, resting = clip([image] * 3, mattes, frame=1), clip([image] * 3, [mattes[1]] * 3, frame=1)
    params = PrivacyParams(frames=1)
    wide, narrow = (hidden_area(mattes[1], params, context) for context in (moving, resting))
    assert wide.sum() > 2 * narrow.sum()
    for matte in mattes:
        assert wide[matte > 0].min() == 1


def test_a_frame_without_a_mask_between_two_that_have_one_hides_what_is_on_them() -> None:
    image, nothing = flat(0, 0, 0, 1), np.zeros_like(disc())
    gap = clip([image] * 3, [disc(), nothing, disc()], frame=1)
    assert hidden_area(nothing, PrivacyParams(frames=1), gap)[disc() > 0].min() == 1
    assert not hidden_area(nothing, PrivacyParams(frames=0), gap).any()


def test_the_background_comes_from_frames_in_which_it_can_be_seen() -> None:
    background = picture(alpha=False)
    mattes = [np.roll(disc(radius=10), 30 * n - 45, axis=1) for n in range(4)]
    mattes = [m for m in mattes for _ in range(4)]
    images = [mix(background, flat(1, 0, 1, 1), m) for m in mattes]
    context = clip(images, mattes, frame=5)
    shown = remove(images[5], mattes[5], RemoveParams(grow_px=2, soft_px=0), context)
    assert np.abs(images[5] - background).max() > 0.5
    assert np.abs(shown - background).max() < 0.02


def test_what_no_frame_shows_is_filled_from_around_it() -> None:
    image = mix(flat(0.2, 0.4, 0.6, 1), flat(1, 1, 1, 1), disc())
    shown = remove(image, disc(), RemoveParams(), still(image, disc()))
    np.testing.assert_allclose(shown, flat(0.2, 0.4, 0.6, 1), atol=1e-3)


def test_frames_on_which_the_object_is_not_tracked_do_not_bring_it_back() -> None:
    """Beyond the tracked range its matte is empty, and the object is in the picture all the same."""
    there = mix(flat(0.2, 0.4, 0.6, 1), flat(1, 0, 1, 1), disc())
    context = clip([there] * 21, [disc()] * 11 + [np.zeros_like(disc())] * 10, frame=8)
    seen = remove(there, disc(), RemoveParams(), context)
    assert seen[45, 60, 1] < 0.1  # untracked frames are taken for views of the background
    shown = remove(there, disc(), RemoveParams(), replace(context, tracked=lambda frame: frame <= 10))
    np.testing.assert_allclose(shown, flat(0.2, 0.4, 0.6, 1), atol=1e-3)
