"""Frames are read on another thread while the model works; nobody notices but by the clock."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from sam2core import VideoPredictor
from sam2core.model.image_encoder import Encoding
from tests.sam2core.tiny import MovingSquare, tiny_model

A = 1


class Watched(MovingSquare):
    """Notes who reads what; one frame may be damaged."""

    def __init__(self, length: int = 8, *, damaged: int = -1) -> None:
        super().__init__(length)
        self.damaged = damaged
        self.read: list[int] = []
        self.readers: set[str] = set()
        self.together = False
        self._busy = threading.Lock()

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        self.together |= not self._busy.acquire(blocking=False)
        self.read.append(frame)
        self.readers.add(threading.current_thread().name)
        image = super().__getitem__(frame)
        if not self.together:
            self._busy.release()
        if frame == self.damaged:
            raise OSError(f"frame {frame} is damaged")
        return image


def begun(frames: MovingSquare, look_ahead: int = 2, at: int = 0, *, overlap: bool = False) -> VideoPredictor:
    predictor = VideoPredictor(tiny_model(), look_ahead=look_ahead, overlap=overlap)
    predictor.start(frames, classic=False)
    predictor.add_points(at, A, [(12, 16)], [1])
    return predictor


def threads_ahead() -> list[str]:
    return [t.name for t in threading.enumerate() if "look-ahead" in t.name]


@pytest.mark.parametrize("encode", [False, True])
@pytest.mark.parametrize(("start", "backward"), [(0, False), (7, True)])
def test_looking_ahead_changes_no_bit(start: int, backward: bool, encode: bool) -> None:
    frames = Watched()
    plain = begun(MovingSquare(), look_ahead=0, at=start).propagate(start, backward=backward)
    ahead = begun(frames, at=start, overlap=encode).propagate(start, backward=backward)
    for (number, ours), (other, theirs) in zip(plain, ahead, strict=True):
        assert number == other
        assert torch.equal(ours[A].low_res_logits, theirs[A].low_res_logits)
    assert len(frames.readers) == 2, "nothing was read on another thread"
    assert not frames.together
    assert not threads_ahead()


def test_no_more_than_two_frames_are_read_early_and_none_twice() -> None:
    frames = Watched()
    steps = begun(frames).propagate()
    for number, _ in steps:
        assert max(frames.read) <= number + 2
    assert sorted(frames.read[1:]) == list(range(8))  # `start` looks at the first one's size


@pytest.mark.parametrize("encode", [False, True])
def test_a_damaged_frame_is_an_error_when_its_turn_comes(encode: bool) -> None:
    steps = begun(Watched(damaged=5), overlap=encode).propagate()
    assert [next(steps)[0] for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(OSError, match="frame 5 is damaged"):
        next(steps)
    assert not threads_ahead()


def test_a_damaged_frame_behind_the_end_is_no_error() -> None:
    steps = begun(Watched(damaged=5)).propagate(0, 4)
    assert [number for number, _ in steps] == [0, 1, 2, 3, 4]


def test_tracking_that_is_given_up_leaves_no_thread() -> None:
    predictor = begun(Watched())
    steps = predictor.propagate()
    next(steps)
    del steps
    assert not threads_ahead()
    left = predictor.propagate()
    next(left)
    predictor.start(MovingSquare())
    assert not threads_ahead()


def test_prompts_between_two_frames_read_one_at_a_time() -> None:
    frames = Watched()
    predictor = begun(frames)
    for number, _ in predictor.propagate():
        if number == 1:
            predictor.add_points(7, A, [(30, 20)], [1])
    assert not frames.together


def test_frames_encoded_before_are_not_read_again() -> None:
    frames = Watched()
    predictor = begun(frames)
    list(predictor.propagate())
    frames.read.clear()
    list(predictor.propagate(start=0))
    assert not frames.read


def test_frames_are_encoded_on_the_other_thread_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where: list[str] = []
    model = tiny_model()
    encode = model.encode

    def watched(image: torch.Tensor) -> Encoding:
        where.append(threading.current_thread().name)
        return encode(image)

    monkeypatch.setattr(model, "encode", watched)
    predictor = VideoPredictor(model, autocast=torch.bfloat16, overlap=True)
    predictor.start(MovingSquare(), classic=False)
    predictor.add_points(0, A, [(12, 16)], [1])
    answers = dict(predictor.propagate())
    assert len(where) == len(answers) == 8
    assert sum("look-ahead" in name for name in where) == 7  # the prompted frame was encoded for its prompt
    assert not answers[7][A].low_res_logits.requires_grad
