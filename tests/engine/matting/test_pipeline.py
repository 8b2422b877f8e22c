"""The stages together: in the right order, at any size, over time, and through every door."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.document.keyframes import Curve, Keyframe, frozen_curves
from app.document.matte import MatteSettings, MatteShape, polygon
from app.engine import compositor
from app.engine.footage import Scene
from app.engine.matte import frame_matte, tracked_matte
from app.engine.matting.params import GROUPS, MatteParams, params_at
from app.engine.matting.stable import moved_px
from app.engine.plugin_host import PluginHost
from app.engine.samples import decode_logits, encode_sample
from tests.engine.matting.pictures import SIZE, composite, disc, masklet, sample, scene, texture

NO_EFFECTS = PluginHost({})


def test_every_parameter_is_in_one_group_and_the_defaults_do_nothing():
    names = [name for group in GROUPS.values() for name in group]
    assert sorted(names) == sorted(MatteParams.__dataclass_fields__)
    plain = masklet({0: sample()})
    touched = masklet({0: sample()}, grow_px=0.0)
    np.testing.assert_array_equal(
        frame_matte(touched, 0, SIZE, SIZE, scene(touched)), frame_matte(plain, 0, SIZE, SIZE)
    )


def test_settings_without_a_scene_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="scene"):
        frame_matte(masklet({0: sample()}, grow_px=1.0), 0, SIZE, SIZE)


def test_lengths_are_in_source_pixels_whatever_the_size_of_the_picture():
    grown = masklet({0: sample()}, grow_px=8.0)
    whole = frame_matte(grown, 0, SIZE, SIZE, scene(grown))
    half = frame_matte(grown, 0, SIZE // 2, SIZE // 2, scene(grown))
    assert half.sum() * 4 == pytest.approx(whole.sum(), rel=0.03)


def test_keyframes_change_the_matte_over_time():
    curve = Curve((Keyframe(0, 0.0), Keyframe(2, 8.0)))
    still = masklet({f: sample() for f in range(3)})
    moving = replace(still, matte=MatteSettings(curves=frozen_curves({"grow_px": curve})))
    frames = {f: texture() for f in range(3)}
    areas = [frame_matte(moving, f, SIZE, SIZE, scene(moving, frames=frames)).sum() for f in range(3)]
    assert areas[0] < areas[1] - 300 < areas[2] - 600
    assert params_at(moving.matte, 1).grow_px == 4.0


def test_a_wider_edge_and_the_models_own_softness_soften_the_edge():
    def soft(**params):
        edge = masklet({0: sample()}, **params)
        matte = frame_matte(edge, 0, SIZE, SIZE, scene(edge))
        return np.count_nonzero((matte > 0.02) & (matte < 0.98))

    assert soft(edge_px=1.5) < soft(edge_px=10.0)
    assert soft(edge_px=1.5) < soft(softness=1.0)


def test_a_masklet_in_front_is_held_out_even_where_both_hold_out_each_other():
    back = masklet({0: sample(x=40)}, 1)
    front = masklet({0: sample(x=60)}, 2)
    back = replace(back, matte=MatteSettings(holdouts=(2,)))
    front = replace(front, matte=MatteSettings(holdouts=(1,)))
    both = scene(back, front)
    expected = tracked_matte(back, 0, SIZE, SIZE) * (1 - tracked_matte(front, 0, SIZE, SIZE))
    np.testing.assert_allclose(frame_matte(back, 0, SIZE, SIZE, both), expected, atol=1e-6)


def test_a_garbage_shape_is_the_last_word_over_feather_and_blur():
    shape = MatteShape(1, "garbage", Curve((Keyframe(0, polygon((0, 0), (48, 0), (48, 96), (0, 96))),)))
    soft = masklet({0: sample()}, feather_px=30.0)
    soft = replace(soft, matte=replace(soft.matte, shapes=(shape,)))
    assert not frame_matte(soft, 0, SIZE, SIZE, scene(soft))[:, 49:].any()


@pytest.mark.parametrize("refine", ["fast", "fine"])
def test_refinement_reaches_the_picture_that_is_exported_and_shown(refine):
    truth = disc(radius=24)
    pixels = composite(truth)
    plain = masklet({0: sample(x=49, radius=23.5)})
    refined = masklet({0: sample(x=49, radius=23.5)}, refine=refine)
    errors = [
        np.abs(compositor.render(s.project, 0, pixels, NO_EFFECTS, cut_out=True)[..., 3] - truth).sum()
        for s in (scene(plain), scene(refined))
    ]
    assert errors[1] < 0.6 * errors[0]


def test_a_draft_leaves_out_what_looks_at_the_picture():
    refined = masklet({0: sample()}, refine="fine", stabilise=1.0, shutter_deg=360.0, grow_px=3.0)
    grown = masklet({0: sample()}, grow_px=3.0)
    draft = frame_matte(refined, 0, SIZE, SIZE, Scene(scene(refined).project))
    np.testing.assert_array_equal(draft, frame_matte(grown, 0, SIZE, SIZE, scene(grown)))


def boiling(count=7):
    """An object that does not move, and a mask that errs by half a pixel, to and fro."""
    pixels = composite(disc(radius=24))
    samples = {f: sample(radius=24 + (0.5 if f % 2 else -0.5)) for f in range(count)}
    return samples, dict.fromkeys(range(count), pixels)


def test_the_stabiliser_calms_an_edge_that_boils():
    samples, frames = boiling()
    for strength, share in ((0.0, 1.0), (1.0, 0.45)):
        steady = masklet(samples, stabilise=strength, grow_px=0.0)
        shown = scene(steady, frames=frames)
        mattes = [frame_matte(steady, f, SIZE, SIZE, shown) for f in (2, 3, 4)]
        change = sum(np.abs(a - b).sum() for a, b in pairwise(mattes))
        raw = [tracked_matte(steady, f, SIZE, SIZE) for f in (2, 3, 4)]
        before = sum(np.abs(a - b).sum() for a, b in pairwise(raw))
        assert change <= share * before


def test_the_stabiliser_keeps_an_edge_that_moves_with_the_picture():
    places = {f: 30.0 + 4 * f for f in range(6)}
    frames = {f: composite(disc(x=x)) for f, x in places.items()}
    steady = masklet({f: sample(x=x) for f, x in places.items()}, stabilise=1.0)
    shown = scene(steady, frames=frames)
    moved = np.abs(frame_matte(steady, 3, SIZE, SIZE, shown) - disc(x=places[3])).sum()
    assert moved / (2 * np.pi * 24) <= 0.5  # pixels along the edge, on average


@pytest.mark.parametrize("seed", range(6))
def test_the_stabiliser_never_moves_the_edge_far_whatever_the_track_is_like(seed):
    """Bad tracks: another place, size or nothing at all on each frame, while the picture stands still."""
    random = np.random.default_rng(seed)
    samples = {
        f: sample(x=random.uniform(20, 76), y=random.uniform(20, 76), radius=random.uniform(0.3, 40))
        for f in range(5)
    }
    bad = masklet(samples, stabilise=1.0)
    shown = scene(bad, frames=dict.fromkeys(range(5), composite(disc())))
    for frame in range(5):
        raw = tracked_matte(bad, frame, SIZE, SIZE)
        assert moved_px(raw, frame_matte(bad, frame, SIZE, SIZE, shown)) <= 0.5


def test_where_one_side_is_tracked_badly_the_other_is_calmed_all_the_same():
    """The left half boils by half a pixel; on the right, the mask lost a large part on every other frame."""
    samples, frames = boiling()
    wanted = masklet(dict(samples), stabilise=1.0)
    for number in (1, 3, 5):
        logits = decode_logits(samples[number]).copy()
        logits[:, 52:] = np.minimum(logits[:, 52:], 60.0 - np.arange(52, SIZE))
        samples[number] = encode_sample(
            logits, presence=5.0, iou=0.9, pointer=np.zeros(1, np.float32), model="test", prompted=False
        )
    half = masklet(samples, stabilise=1.0)
    raw = tracked_matte(half, 3, SIZE, SIZE)
    calm = frame_matte(half, 3, SIZE, SIZE, scene(half, frames=frames))
    well = frame_matte(wanted, 3, SIZE, SIZE, scene(wanted, frames=frames))
    left = np.s_[:, :40]
    assert moved_px(raw, calm) <= 0.5
    assert np.abs(calm[left] - well[left]).sum() <= 0.5 * np.abs(raw[left] - well[left]).sum()


def test_frames_at_the_ends_and_alone_are_stabilised_without_neighbours():
    alone = masklet({0: sample()}, stabilise=1.0, shutter_deg=180.0)
    np.testing.assert_array_equal(
        frame_matte(alone, 0, SIZE, SIZE, scene(alone)), tracked_matte(alone, 0, SIZE, SIZE)
    )


def test_an_absent_object_stays_absent():
    gone = masklet({}, refine="fine", stabilise=1.0, grow_px=5.0, shutter_deg=180.0)
    assert not frame_matte(gone, 0, SIZE, SIZE, scene(gone)).any()


def test_eight_bit_pixels_are_untouched_where_only_the_matte_is_worked_on():
    pixels = composite(disc())
    grown = masklet({0: sample()}, grow_px=4.0, feather_px=3.0)
    image = compositor.render(scene(grown).project, 0, pixels, NO_EFFECTS)
    np.testing.assert_array_equal(np.rint(image[..., :3] * 255).astype(np.uint8), pixels)
    assert compositor.untouched(scene(grown).project)
    cleaned = masklet({0: sample()}, decontaminate=1.0)
    assert not compositor.untouched(scene(cleaned).project)
