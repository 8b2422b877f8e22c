"""Each stage alone: what an artist asks it for, it does, and nothing else."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from app.effect_api import grow
from app.engine.matting.band import trust_in, unknown_band
from app.engine.matting.clean import carried_to_border, without_holes, without_specks
from app.engine.matting.edge import clipped, core_and_edge, edge_distance, feathered
from app.engine.matting.fine import fine
from app.engine.matting.foreground import decontaminated
from app.engine.matting.guided import guided
from app.engine.matting.motion_blur import motion_blurred
from app.engine.pixels import premultiplied
from tests.engine.matting.pictures import SIZE, composite, disc


def test_a_small_hole_is_filled_and_a_large_one_stays():
    small = disc() - disc(48, 48, 4)
    np.testing.assert_array_equal(without_holes(small, 10), disc())
    large = disc() - disc(48, 48, 10)
    np.testing.assert_array_equal(without_holes(large, 10), large)


def test_what_lies_open_to_the_border_is_no_hole():
    notch = np.ones((40, 40), np.float32)
    notch[:6, 20:24] = 0
    np.testing.assert_array_equal(without_holes(notch, 30), notch)


def test_specks_go_faint_ones_too_and_the_object_stays():
    speck, faint = disc(10, 10, 3), disc(84, 12, 3) * np.float32(0.3)
    cleaned = without_specks(np.maximum(np.maximum(disc(), speck), faint), 10)
    np.testing.assert_array_equal(cleaned, disc())


def test_the_border_fix_closes_the_gap_to_the_border_only():
    leaving = np.zeros((60, 60), np.float32)
    leaving[20:40, 30:56] = 1  # should go on to the right border
    fixed = carried_to_border(leaving, 5)
    assert fixed[30, 56:].all()
    np.testing.assert_array_equal(fixed[5:-5, 5:-5], leaving[5:-5, 5:-5])


@pytest.mark.parametrize("radius", [0.3, 0.5, 1.7, -0.4, -2.5])
def test_grow_moves_the_edge_by_parts_of_a_pixel(radius):
    area = float(grow(disc(radius=30, size=128, x=64, y=64), radius).sum())
    assert np.sqrt(area / np.pi) - 30 == pytest.approx(radius, abs=0.2)


def test_feather_inside_and_outside_keep_to_their_side():
    hard = disc(edge=0.1)
    inside, outside, both = (feathered(hard, 8, side) for side in ("inside", "outside", "both"))
    assert (inside <= hard + 1e-6).all()
    assert (outside >= hard - 1e-6).all()
    assert inside.sum() < both.sum() - 100 < outside.sum() - 200
    assert both.sum() == pytest.approx(hard.sum(), rel=0.03)


def test_core_and_edge_add_up_to_the_matte():
    core, edge = core_and_edge(disc(), 6)
    np.testing.assert_array_equal(core + edge, disc())
    assert core[48, 48] == 1
    assert core[48, 48 + 20] == 0
    assert edge[48, 48] == 0


@pytest.mark.parametrize("method", ["guided", "closed form", "knn"])
def test_refinement_finds_an_edge_that_the_mask_missed(method):
    truth = disc(radius=24)
    mask = disc(x=49, radius=23.5)  # off by up to a pixel and a half
    colours = composite(truth).astype(np.float32) / 255
    unknown = unknown_band(mask, 5)
    if method == "guided":
        refined = np.where(unknown, guided(mask, colours, trust_in(mask, unknown), 6), mask)
    else:
        refined = fine(mask, colours, unknown, knn=method == "knn")
    error = np.abs(refined - truth).sum() / np.abs(mask - truth).sum()
    assert error < (0.6)
    np.testing.assert_array_equal(refined[~unknown], mask[~unknown].round())


def test_refinement_and_edge_colours_load_no_more_of_pymatting_than_they_use():
    """The whole package compiles for over a minute at its first import."""
    truth = disc(radius=24)
    fine(truth, composite(truth), unknown_band(truth, 4), knn=True)
    decontaminated(np.ones((SIZE, SIZE, 4), np.float32), truth, 1.0)
    assert "pymatting.util.kdtree" in sys.modules
    assert not {"pymatting", "pymatting.alpha", "pymatting.util"} & sys.modules.keys()


def test_fine_refinement_does_not_show_its_tiles():
    truth = disc(300, 300, 200, size=600)
    unknown = unknown_band(truth, 4)
    refined = fine(truth, composite(truth).astype(np.float32) / 255, unknown)
    assert np.abs(refined - truth)[unknown].mean() < 0.08


def test_edge_colours_lose_the_background():
    alpha = disc(edge=12)
    flat = np.full((96, 96, 3), 230, np.uint8)
    mixed = np.rint(flat * alpha[..., None] + 20 * (1 - alpha[..., None])).astype(np.uint8)
    picture = premultiplied(mixed)
    soft = (alpha > 0.2) & (alpha < 0.8)
    cleaned = decontaminated(picture, alpha, 1.0)
    assert (
        np.abs(cleaned[soft][:, :3] * 255 - 230).mean()
        < 0.35 * np.abs(picture[soft][:, :3] * 255 - 230).mean()
    )
    np.testing.assert_array_equal(cleaned[alpha == 1], picture[alpha == 1])
    np.testing.assert_array_equal(decontaminated(picture, alpha, 0.0), picture)


def test_bright_light_keeps_its_values_when_edge_colours_are_cleaned():
    picture = premultiplied(np.full((96, 96, 3), 4.0, np.float32))
    np.testing.assert_allclose(decontaminated(picture, disc(edge=12), 1.0)[..., :3], 4.0, rtol=1e-3)


def test_motion_blur_smears_along_the_objects_motion_and_keeps_its_area():
    motion = np.zeros((96, 96, 2), np.float32)
    motion[..., 1] = 30  # the background races down
    motion[disc() > 0.5] = (16, 0)
    blurred = motion_blurred(disc(), motion, 180)
    assert blurred.sum() == pytest.approx(disc().sum(), rel=0.02)
    across, down = (np.count_nonzero((line > 0.05) & (line < 0.95)) for line in (blurred[48], blurred[:, 48]))
    assert across > 12
    assert down <= 6
    np.testing.assert_array_equal(motion_blurred(disc(), np.zeros_like(motion), 180), disc())


def test_distances_from_the_edge_are_exact_to_the_last_bit() -> None:
    """OpenCV's are not, and differ between calls: then the exports of two computers would differ too."""
    matte = np.zeros((240, 320), np.float32)
    matte[60:181, 40:223] = 1.0
    found = np.abs(edge_distance(matte)).astype(np.float64)
    exact = np.sqrt(np.rint(found**2)).astype(np.float32)
    np.testing.assert_array_equal(found.astype(np.float32), exact)
    assert edge_distance(np.ones((9, 9), np.float32)).min() > 9


def test_clip_takes_haze_away_fills_thin_places_and_leaves_the_edge_where_it_is() -> None:
    ramp = np.linspace(0, 1, 101, dtype=np.float32)[None]
    cut = clipped(ramp, 0.1, 0.9)
    assert not cut[0, :10].any()
    assert cut[0, 91:].min() == 1
    assert cut[0, 50] == pytest.approx(0.5)
    assert clipped(ramp, 0.0, 1.0) is ramp
    assert set(np.unique(clipped(ramp, 0.6, 0.4)).tolist()) == {0.0, 1.0}
