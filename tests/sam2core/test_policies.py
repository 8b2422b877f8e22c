"""Scenes that the recent memories alone get wrong, and the policies that get them right.

The model is a stand-in that finds by colour what it is shown of the past (see `matcher`).
"""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from sam2core import PromptError, VideoPredictor
from sam2core.model.sam2 import Sam2
from sam2core.policies import POLICIES, find_policy
from sam2core.policies.kalman import predict
from sam2core.regions import mask_iou
from tests.sam2core.matcher import Matcher, Scene, Thing

RED, DARK_RED, BROWN, YELLOW = (200, 40, 40), (185, 30, 30), (150, 40, 40), (220, 200, 40)
A = 1


def tracked(scene: Scene, policy: str) -> list[float]:
    """IoU with the object, by frame; where neither sees it, 1."""
    predictor = VideoPredictor(cast("Sam2", Matcher()))
    predictor.start(scene, classic=False)
    predictor.follow(A, policy)
    predictor.add_mask(0, A, scene.things[0].mask(0))
    answers = dict(predictor.propagate())
    return [
        mask_iou((answers[f][A].low_res_logits > 0).numpy(), scene.things[0].mask(f))
        for f in range(len(scene))
    ]


# Two of a kind meet and go on. When they meet, the other is where the object was a frame before.
CROSSING = Scene(5, Thing((4, 10), (6, 0), RED), Thing((34, 15), (-6, 0), RED))

# The object turns yellow, is hidden for longer than the recent memories reach, and comes back yellow.
OCCLUSION = Scene(26, Thing((6, 16), (0.5, 0), RED, hidden=range(12, 22), later=(range(3, 9), YELLOW)))

# A look-alike passes by; both are gone; the look-alike comes back, then the object.
DISTRACTOR = Scene(
    34,
    Thing((6, 8), (0.2, 0), RED, hidden=range(16, 28)),
    Thing((12, 24), (0.2, 0), DARK_RED, first=6, hidden=range(14, 24)),
)

# In the shade the object looks less like itself than a look-alike that soon leaves.
SHADE = Scene(
    16,
    Thing((6, 10), (1, 0), RED, later=(range(6, 7), BROWN)),
    Thing((6, 20), (1, 0), DARK_RED, first=6, last=10),
)


@pytest.mark.parametrize(
    ("scene", "policy"),
    [
        (CROSSING, "motion"),
        (OCCLUSION, "motion"),
        (OCCLUSION, "distractor"),
        (OCCLUSION, "tree"),
        (DISTRACTOR, "distractor"),
        (SHADE, "tree"),
    ],
)
def test_a_policy_ends_on_the_object_where_recent_memories_do_not(scene: Scene, policy: str) -> None:
    assert tracked(scene, "recent")[-1] == 0
    assert tracked(scene, policy)[-3:] == [1, 1, 1]


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_follows_what_is_alone(policy: str) -> None:
    assert tracked(Scene(12, Thing((4, 16), (2, 0), RED)), policy) == [1] * 12


def test_a_frame_without_the_object_is_not_remembered_but_in_the_public_behaviour() -> None:
    scene = Scene(8, Thing((6, 16), (1, 0), RED, hidden=range(3, 6)))
    kept: dict[bool, set[int]] = {}
    for classic in (True, False):
        predictor = VideoPredictor(cast("Sam2", Matcher()))
        predictor.start(scene, classic=classic)
        predictor.add_mask(0, A, scene.things[0].mask(0))
        list(predictor.propagate())
        kept[classic] = set(predictor._objects[A].bank.tracked)
    assert kept == {True: {1, 2, 3, 4, 5, 6, 7}, False: {1, 2, 6, 7}}


def test_memories_from_before_a_long_absence_are_not_forgotten() -> None:
    scene = Scene(90, Thing((6, 16), (0.1, 0), RED, hidden=range(12, 80), later=(range(3, 9), YELLOW)))
    assert tracked(scene, "motion")[-1] == 1


def test_accounts_that_agree_become_one() -> None:
    predictor = VideoPredictor(cast("Sam2", Matcher()))
    predictor.start(SHADE, classic=False)
    predictor.follow(A, "tree")
    predictor.add_mask(0, A, SHADE.things[0].mask(0))
    accounts = [len(predictor._objects[A].paths) for _ in predictor.propagate()]
    assert accounts[5] <= 2
    assert max(accounts) <= 3


def test_a_box_that_moves_steadily_is_expected_further_on() -> None:
    boxes = [(float(10 + 3 * i), 5.0, float(20 + 3 * i), 15.0) for i in range(8)]
    expected = predict(boxes)
    assert expected is not None
    np.testing.assert_allclose(expected, (34, 5, 44, 15), atol=1.0)
    assert predict([None, None]) is None


def test_an_unknown_policy_is_named() -> None:
    with pytest.raises(PromptError, match="recent, motion, distractor, tree"):
        find_policy("best")
