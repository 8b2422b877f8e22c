"""Rules of the video predictor that hold whatever the weights are."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from sam2core import PromptError, VideoPredictor
from tests.sam2core.tiny import MovingSquare, tiny_model

A, B = 1, 2


def started(*, classic: bool = True) -> VideoPredictor:
    predictor = VideoPredictor(tiny_model())
    predictor.start(MovingSquare(), classic=classic)
    return predictor


def logits_of(predictor: VideoPredictor, masklet: int) -> list[torch.Tensor]:
    return [answers[masklet].low_res_logits for _, answers in predictor.propagate(start=0)]


def test_answers_cover_the_video_at_its_own_size() -> None:
    predictor = started()
    answer = predictor.add_points(0, A, [(12, 16)], [1])[A]
    assert answer.logits.shape == (40, 48)
    assert answer.candidates.shape[0] == 3
    assert [f for f, _ in predictor.propagate()] == list(range(8))


def test_objects_tracked_together_are_as_if_tracked_alone() -> None:
    alone, together = started(), started()
    alone.add_points(0, A, [(12, 16)], [1])
    together.add_points(0, A, [(12, 16)], [1])
    together.add_box(0, B, (2, 2, 30, 30))
    for single, shared in zip(logits_of(alone, A), logits_of(together, A), strict=True):
        # Memories are kept in bfloat16: a last bit that differs in a batch may round to its neighbour.
        torch.testing.assert_close(single, shared, atol=5e-3, rtol=1e-3)


def test_removing_an_object_is_not_noticed_by_the_other() -> None:
    predictor, alone = started(), started()
    predictor.add_box(0, B, (2, 2, 30, 30))
    predictor.add_points(0, A, [(12, 16)], [1])
    predictor.remove(B)
    alone.add_points(0, A, [(12, 16)], [1])
    for ours, theirs in zip(logits_of(predictor, A), logits_of(alone, A), strict=True):
        assert torch.equal(ours, theirs)


def test_a_prompted_frame_stays_as_it_was_answered() -> None:
    predictor = started(classic=False)
    predictor.add_points(0, A, [(12, 16)], [1])
    list(predictor.propagate())
    corrected = predictor.add_points(4, A, [(24, 16)], [1])[A].low_res_logits
    tracked = dict(predictor.propagate(start=0))
    assert torch.equal(tracked[4][A].low_res_logits, corrected)


def test_a_given_mask_is_the_answer() -> None:
    predictor = started()
    mask = np.zeros((40, 48), bool)
    mask[8:24, 8:24] = True
    answer = predictor.add_mask(0, A, mask)[A]
    assert ((answer.logits > 0).numpy() ^ mask).mean() < 0.02
    assert answer.presence > 0
    assert predictor.add_mask(1, B, np.zeros((40, 48), bool))[B].presence < 0


def test_a_chosen_level_is_kept_where_later_answers_have_candidates() -> None:
    predictor = started()
    predictor.add_points(0, A, [(12, 16)], [1])
    smallest, _, largest = predictor.candidates(0, A)
    assert (smallest.logits > 0).sum() <= (largest.logits > 0).sum()
    chosen = predictor.choose(0, A, 2)[A]
    assert torch.equal(chosen.low_res_logits, largest.low_res_logits)
    assert torch.equal(chosen.pointer, largest.pointer)
    later = predictor.add_points(3, A, [(20, 16)], [1])[A]
    assert torch.equal(later.low_res_logits, predictor.candidates(3, A)[2].low_res_logits)
    with pytest.raises(PromptError, match="no fresh prompt"):
        predictor.choose(5, A, 0)


def test_backward_tracking_runs_to_the_beginning() -> None:
    predictor = started()
    predictor.add_points(5, A, [(12, 16)], [1])
    assert [f for f, _ in predictor.propagate(start=5, backward=True)] == [5, 4, 3, 2, 1, 0]
    assert [f for f, _ in predictor.propagate(start=5, stop=3, backward=True)] == [5, 4, 3]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda p: p.add_points(8, A, [(1, 1)], [1]), "has 8, counted from 0"),
        (lambda p: p.add_points(0, A, [(1, 1)], [1, 0]), "1 points but 2 labels"),
        (lambda p: p.add_points(0, A, [], []), "at least one point"),
        (lambda p: p.add_box(0, A, (1, 2, 3)), "four numbers"),
        (lambda p: list(p.propagate()), "nothing to track"),
        (lambda p: p.remove(3), "no object 3"),
    ],
)
def test_unusable_prompts_are_named(act: object, message: str) -> None:
    with pytest.raises(PromptError, match=message):
        act(started())  # type: ignore[operator]


def test_memory_does_not_grow_with_the_video() -> None:
    predictor = VideoPredictor(tiny_model())
    predictor.start(MovingSquare(60))
    predictor.add_points(0, A, [(12, 16)], [1])
    list(predictor.propagate())
    assert len(predictor._objects[A].bank.tracked) <= 33
