"""Rules of the video predictor that hold whatever the weights are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from sam2core import EncodingStore, PromptError, VideoPredictor
from sam2core.policies import Classic
from tests.sam2core.tiny import MovingSquare, tiny_model

A, B, C, D = 1, 2, 3, 4


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


EXACT = pytest.mark.parametrize(
    ("autocast", "per_pass"), [(None, 1), (None, 3), (torch.bfloat16, 1), (torch.bfloat16, 3)]
)


def tracked(
    autocast: torch.dtype | None, per_pass: int, script: Callable[[VideoPredictor], object]
) -> list[torch.Tensor]:
    """All of A's numbers on every frame, after `script` and a prompt for A."""
    predictor = VideoPredictor(tiny_model(), autocast=autocast, objects_per_pass=per_pass)
    predictor.start(MovingSquare(), classic=False)
    predictor.add_points(1, A, [(12, 16)], [1])
    script(predictor)
    found = [answers[A] for _, answers in predictor.propagate(start=0)]
    return [torch.cat([p.low_res_logits.flatten(), p.pointer, torch.tensor([p.presence])]) for p in found]


def add_others(predictor: VideoPredictor) -> None:
    predictor.add_box(1, B, (2, 2, 30, 30))
    predictor.add_points(3, C, [(30, 30)], [1])
    predictor.add_mask(1, D, np.ones((40, 48), bool))


def track_edit_and_remove_others(predictor: VideoPredictor) -> None:
    add_others(predictor)
    list(predictor.propagate(start=0))
    predictor.add_points(4, B, [(20, 10)], [0])
    predictor.remove(D)


@EXACT
@pytest.mark.parametrize("script", [add_others, track_edit_and_remove_others])
def test_other_objects_do_not_change_a_single_bit(
    autocast: torch.dtype | None, per_pass: int, script: Callable[[VideoPredictor], object]
) -> None:
    alone = tracked(autocast, per_pass, lambda _: None)
    for ours, theirs in zip(alone, tracked(autocast, per_pass, script), strict=True):
        assert torch.equal(ours, theirs)


@pytest.mark.parametrize("overlap", [False, True])
@pytest.mark.parametrize("stored", [False, True])
def test_nor_do_they_where_memory_has_room_for_one_encoding(
    overlap: bool, stored: bool, tmp_path: Path
) -> None:
    alone = tracked(None, 1, lambda _: None)
    predictor = VideoPredictor(tiny_model(), cache_bytes=1, overlap=overlap)
    store = EncodingStore(tmp_path, "key", 1 << 20) if stored else None
    predictor.start(MovingSquare(), classic=False, store=store)
    predictor.add_points(1, A, [(12, 16)], [1])
    track_edit_and_remove_others(predictor)
    for ours, (_, answers) in zip(alone, predictor.propagate(start=0), strict=True):
        found = answers[A]
        numbers = [found.low_res_logits.flatten(), found.pointer, torch.tensor([found.presence])]
        assert torch.equal(ours, torch.cat(numbers))


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


def test_tracking_goes_on_from_stored_answers_as_if_it_had_not_stopped() -> None:
    whole, later = started(classic=False), started(classic=False)
    for predictor in (whole, later):
        predictor.follow(A, "distractor")
        predictor.add_points(0, A, [(12, 16)], [1])
    answers = dict(whole.propagate())
    for frame in (1, 2, 3, 4):
        kept = answers[frame][A]
        later.restore(
            frame, A, kept.low_res_logits, presence=kept.presence, iou=kept.iou, pointer=kept.pointer
        )
    for frame, found in later.propagate(start=5):
        torch.testing.assert_close(found[A].low_res_logits, answers[frame][A].low_res_logits)


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


@pytest.mark.parametrize(("classic", "kept"), [(True, 49), (False, 33)])
def test_memory_does_not_grow_with_the_video(
    classic: bool, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Classic, "kept_frames", 48)
    predictor = VideoPredictor(tiny_model())
    predictor.start(MovingSquare(60), classic=classic)
    predictor.add_points(0, A, [(12, 16)], [1])
    list(predictor.propagate())
    (path,) = predictor._objects[A].paths
    assert len(path.bank.tracked) == len(path.answers) == kept
    assert sum(memory.spatial is not None for memory in path.bank.tracked.values()) == 33
