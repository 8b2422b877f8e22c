"""What the data engine keeps of scenes with the stand-in, which finds what is of the remembered colour."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sam2core.automatic_masks import AutomaticMask
from sam2core.training.pseudo_labels import PseudoLabels, PseudoOptions, pseudo_labels
from sam2core.video_predictor import VideoPredictor
from tests.sam2core.evaluation.clickable import clickable, finished
from tests.sam2core.matcher import SIDE, Scene, Thing

RED, BLUE = (220, 40, 40), (40, 40, 220)
OPTIONS = PseudoOptions(least_frames=4)


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`sees(scene)`: the things of a scene are what is found on a frame, or the masks that are given."""

    def arrange(scene: Scene, *masks: NDArray[np.bool_]) -> Scene:
        def everything(self: VideoPredictor, frame: int) -> list[AutomaticMask]:
            found = masks or [m for t in scene.things if (m := t.mask(frame)).any()]
            return [
                AutomaticMask(np.zeros((1, 1), np.float32), m, (0, 0, 1, 1), (0, 0), 1.0, 1.0) for m in found
            ]

        monkeypatch.setattr(VideoPredictor, "everything", everything)
        return scene

    return arrange


def labels(scene: Scene, options: PseudoOptions = OPTIONS) -> PseudoLabels:
    return finished(pseudo_labels(clickable(), scene, options))


def test_what_is_found_again_from_both_ends_is_kept_whole(sees: Any) -> None:
    scene = sees(Scene(12, Thing((6, 8), (1, 0), RED, side=6), Thing((24, 24), (-1, 0), BLUE, side=6)))
    found = labels(scene)
    assert found.found == 2
    for track, thing in zip(found.tracks, scene.things, strict=True):
        assert (track.first, len(track.masks), track.agreement) == (0, 12, 1.0)
        assert all(np.array_equal(m, thing.mask(n)) for n, m in enumerate(track.masks))


def test_a_track_that_changes_to_another_object_is_cut_where_it_is_still_right(sees: Any) -> None:
    """The object leaves on frame 12, and its track goes on with the double, which was there all along."""
    left, double = Thing((8, 8), (0, 0), RED, side=6, last=11), Thing((24, 24), (0, 0), RED, side=6)
    (track,) = labels(sees(Scene(20, left, double)), PseudoOptions(objects=1, least_frames=4)).tracks
    assert track.first == 0
    assert 10 < len(track.masks) <= 12
    assert all(np.array_equal(m, left.mask(n)) for n, m in enumerate(track.masks))


def test_what_is_lost_at_once_is_not_kept(sees: Any) -> None:
    scene = sees(Scene(10, Thing((8, 8), (0, 0), RED, side=6, first=4, last=6)))
    found = labels(scene)
    assert (found.found, found.tracks) == (1, ())


def test_the_surest_few_that_hardly_share_a_pixel_are_tracked(sees: Any) -> None:
    inner = Thing((8, 8), (0, 0), RED, side=6)
    scene = sees(Scene(8, inner, Thing((9, 9), (0, 0), BLUE, side=8), Thing((24, 8), (0, 0), BLUE, side=6)))
    assert labels(scene).found == 2
    assert labels(scene, PseudoOptions(objects=1, least_frames=4)).found == 1


def test_what_looks_like_background_is_not_tracked(sees: Any) -> None:
    """Ground along the border, a wall that fills half of the picture, two scraps in one mask."""
    ground, wall, scraps, thing = np.zeros((4, SIDE, SIDE), bool)
    ground[-8:] = True
    wall[4:28, 2:30] = True
    scraps[4:10, 4:10] = scraps[20:26, 20:26] = True
    thing[4:12, 18:26] = True
    scene = Scene(8, Thing((22, 8), (0, 0), RED, side=8))
    (track,) = labels(sees(scene, ground, wall, scraps, thing)).tracks
    assert np.array_equal(track.masks[0], thing)


def test_a_stretch_that_is_too_short_gives_nothing(sees: Any) -> None:
    scene = sees(Scene(3, Thing((8, 8), (0, 0), RED, side=6)))
    assert labels(scene).tracks == ()
