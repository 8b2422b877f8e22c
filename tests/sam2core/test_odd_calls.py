"""What callers do that no tutorial shows: prompts while tracking runs, clips of one pixel, nonsense."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from sam2core import ImagePredictor, PromptError, Sam2Error, VideoPredictor, WindowPredictor, build_model
from sam2core.model.sam2 import Sam2
from tests.sam2core.tiny import SMALL_HIERA, TINY, MovingSquare, tiny_model

A, B = 1, 2
CLICK = [(12, 16)]


def hiera_model() -> Sam2:
    torch.manual_seed(0)
    return build_model(SMALL_HIERA)


def started(
    make: Callable[[], Sam2] = tiny_model, *, classic: bool = False, frames: Any = None
) -> VideoPredictor:
    predictor = VideoPredictor(make())
    predictor.start(MovingSquare() if frames is None else frames, classic=classic)
    return predictor


def numbers(tracked: list[tuple[int, dict[int, Any]]], masklet: int) -> dict[int, torch.Tensor]:
    return {frame: answers[masklet].low_res_logits for frame, answers in tracked}


MODELS = pytest.mark.parametrize("make", [tiny_model, hiera_model], ids=["conv", "hiera"])
WAYS = pytest.mark.parametrize("classic", [True, False], ids=["classic", "anchored"])


@MODELS
@WAYS
@pytest.mark.parametrize("frame", [1, 2, 5], ids=["behind", "here", "ahead"])
def test_an_object_that_is_prompted_while_tracking_runs_is_tracked_from_then_on(
    make: Callable[[], Sam2], classic: bool, frame: int
) -> None:
    predictor = started(make, classic=classic)
    predictor.add_points(0, A, CLICK, [1])
    alone = numbers(list(predictor.propagate()), A)
    predictor = started(make, classic=classic)
    predictor.add_points(0, A, CLICK, [1])
    way = predictor.propagate()
    tracked = [next(way) for _ in range(3)]
    given = predictor.add_box(frame, B, (2, 2, 20, 20))[B].low_res_logits
    tracked += list(way)
    assert [sorted(answers) for _, answers in tracked] == [[A]] * 3 + [[A, B]] * 5
    later = numbers(tracked[3:], B)
    assert frame not in later or torch.equal(later[frame], given)
    assert all(logits.isfinite().all() for logits in later.values())
    assert all(torch.equal(logits, alone[f]) for f, logits in numbers(tracked, A).items())
    behind = started(make, classic=classic)
    behind.add_box(frame, B, (2, 2, 20, 20))
    expected = numbers(list(behind.propagate(3)), B)
    assert all(torch.equal(logits, expected[f]) for f, logits in later.items())


def test_a_correction_while_tracking_runs_counts_from_the_next_frame_on() -> None:
    predictor = started()
    predictor.add_points(0, A, CLICK, [1])
    plain = numbers(list(predictor.propagate()), A)
    way = predictor.propagate()
    for _ in range(3):
        next(way)
    corrected = predictor.add_points(6, A, [(30, 16)], [1])[A].low_res_logits
    rest = numbers(list(way), A)
    assert torch.equal(rest[6], corrected)
    assert not torch.equal(rest[7], plain[7])


def test_a_correction_while_tracking_runs_waits_in_the_public_way() -> None:
    predictor = started(classic=True)
    predictor.add_points(0, A, CLICK, [1])
    plain = numbers(list(predictor.propagate()), A)
    way = predictor.propagate()
    next(way)
    predictor.add_points(6, A, [(30, 16)], [1])
    assert all(torch.equal(logits, plain[f]) for f, logits in numbers(list(way), A).items())


@WAYS
def test_an_object_may_go_and_come_back_while_tracking_runs(classic: bool) -> None:
    predictor = started(classic=classic)
    predictor.add_points(0, A, CLICK, [1])
    predictor.add_points(0, B, [(30, 30)], [1])
    way = predictor.propagate()
    next(way)
    predictor.remove(A)
    assert list(next(way)[1]) == [B]
    predictor.add_points(3, A, [(20, 16)], [1])
    assert [sorted(answers) for _, answers in way] == [[A, B]] * 6


def test_tracking_ends_when_its_last_object_is_removed() -> None:
    predictor = started()
    predictor.add_points(0, A, CLICK, [1])
    way = predictor.propagate()
    next(way)
    predictor.remove(A)
    assert list(way) == []


def test_tracking_of_a_video_that_was_replaced_says_so() -> None:
    predictor = started()
    predictor.add_points(0, A, CLICK, [1])
    way = predictor.propagate()
    next(way)
    predictor.start(MovingSquare(3), classic=False)
    predictor.add_points(0, A, CLICK, [1])
    with pytest.raises(PromptError, match="another video"):
        next(way)
    assert len(list(predictor.propagate())) == 3


def test_a_pass_that_was_left_midway_does_not_show_in_the_next() -> None:
    fresh, left = started(), started()
    for predictor in (fresh, left):
        predictor.add_points(3, A, [(21, 16)], [1])
    way = left.propagate()
    next(way)
    next(way)
    expected, found = (numbers(list(p.propagate()), A) for p in (fresh, left))
    assert all(torch.equal(logits, found[f]) for f, logits in expected.items())
    there_and_back = zip(left.propagate(3), left.propagate(3, 0, backward=True), strict=False)
    assert [(x[0], y[0]) for x, y in there_and_back] == [(3, 3), (4, 2), (5, 1), (6, 0)]


@MODELS
def test_an_object_that_nothing_is_known_of_is_absent(make: Callable[[], Sam2]) -> None:
    predictor = started(make)
    predictor.follow(A, "recent")
    predictor.add_points(2, B, [(18, 16)], [1])
    tracked = list(predictor.propagate())
    assert all(answers[A].presence < 0 for _, answers in tracked)
    assert all((answers[A].logits < 0).all() for _, answers in tracked)


@MODELS
def test_a_stored_track_goes_on_without_the_frame_that_was_prompted(make: Callable[[], Sam2]) -> None:
    predictor = started(make)
    predictor.add_points(0, A, CLICK, [1])
    answers = dict(predictor.propagate())
    later = started(make)
    for frame in (1, 2, 3):
        kept = answers[frame][A]
        later.restore(frame, A, kept.low_res_logits, presence=5.0, iou=kept.iou, pointer=kept.pointer)
    found = list(later.propagate(4))
    assert [frame for frame, _ in found] == [4, 5, 6, 7]
    assert all(a[A].low_res_logits.isfinite().all() for _, a in found)


@MODELS
def test_a_stored_answer_may_be_corrected_before_anything_looks_at_it(make: Callable[[], Sam2]) -> None:
    predictor = started(make)
    predictor.add_points(0, A, CLICK, [1])
    answers = dict(predictor.propagate())
    later = started(make)
    later.add_points(0, A, CLICK, [1])
    for frame in (1, 2, 3):
        kept = answers[frame][A]
        later.restore(frame, A, kept.low_res_logits, presence=5.0, iou=kept.iou, pointer=kept.pointer)
    given = later.add_points(3, A, [(30, 16)], [1])[A].low_res_logits
    found = numbers(list(later.propagate(3)), A)
    assert torch.equal(found[3], given)


@MODELS
@WAYS
@pytest.mark.parametrize("length", [1, 2])
def test_clips_of_one_and_two_frames(make: Callable[[], Sam2], classic: bool, length: int) -> None:
    predictor = started(make, classic=classic, frames=MovingSquare(length))
    predictor.add_points(0, A, CLICK, [1])
    for _ in range(2):
        tracked = list(predictor.propagate())
        assert [frame for frame, _ in tracked] == list(range(length))
        assert all(a[A].low_res_logits.isfinite().all() for _, a in tracked)
        assert predictor.add_points(0, A, [(14, 17)], [1])[A].low_res_logits.isfinite().all()


@MODELS
@pytest.mark.parametrize("size", [(50, 1), (1, 50), (1, 1)])
def test_frames_one_pixel_wide(make: Callable[[], Sam2], size: tuple[int, int]) -> None:
    predictor = started(make, frames=np.full((3, *size, 3), 90, np.uint8))
    assert predictor.add_points(0, A, [(0, 0)], [1])[A].logits.shape == size
    assert predictor.add_mask(1, B, np.ones(size, bool))[B].presence > 0
    assert [a[A].logits.shape for _, a in predictor.propagate()] == [size] * 3
    assert all(m.mask.shape == size for m in predictor.everything(0))


def test_read_only_torch_and_turned_frames_are_taken() -> None:
    video = np.stack([MovingSquare()[f] for f in range(3)])
    expected = numbers(_tracked(video), A)
    video.setflags(write=False)
    for frames in (video, torch.from_numpy(video.copy()), np.ascontiguousarray(video[..., ::-1])[..., ::-1]):
        assert all(torch.equal(n, expected[f]) for f, n in numbers(_tracked(frames), A).items())


def _tracked(frames: Any) -> list[tuple[int, dict[int, Any]]]:
    predictor = started(frames=frames)
    predictor.add_points(0, A, CLICK, [1])
    return list(predictor.propagate())


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((40, 48, 3), np.float32),
        np.zeros((40, 48, 3), np.uint16),
        np.zeros((40, 48), np.uint8),
        np.zeros((40, 48, 4), np.uint8),
        np.zeros((0, 48, 3), np.uint8),
        [[[0, 0, 0]]],
    ],
    ids=["float", "16 bits", "grey", "alpha", "empty", "list"],
)
def test_other_frames_than_rgb_of_8_bits_are_refused(frame: Any) -> None:
    with pytest.raises(PromptError, match="RGB uint8"):
        started(frames=[frame])
    with pytest.raises(PromptError, match="RGB uint8"):
        ImagePredictor(tiny_model()).set_image(frame)


def test_any_hashable_value_names_an_object() -> None:
    predictor: Any = started()
    for name in (-7, "dog", (1, "left")):
        predictor.add_points(0, name, CLICK, [1])
    predictor.remove("dog")
    assert [list(answers) for _, answers in predictor.propagate()] == [[-7, (1, "left")]] * 8


@pytest.mark.parametrize(
    ("span", "frames"),
    [
        ({"start": 4, "stop": 2}, []),
        ({"start": 4, "stop": 200}, [4, 5, 6, 7]),
        ({"start": 4, "stop": 4}, [4]),
        ({"start": 0, "stop": -3}, []),
        ({"start": 4, "stop": 6, "backward": True}, []),
        ({"start": 2, "stop": -6, "backward": True}, [2, 1, 0]),
    ],
)
def test_the_way_ends_with_the_video_and_may_be_empty(span: dict[str, Any], frames: list[int]) -> None:
    predictor = started()
    predictor.add_points(0, A, CLICK, [1])
    assert [frame for frame, _ in predictor.propagate(**span)] == frames


@pytest.mark.parametrize("frame", [-1, 8, 99])
def test_frames_outside_the_video_are_refused_at_the_call(frame: int) -> None:
    predictor: Any = started()
    predictor.add_points(0, A, CLICK, [1])
    acts: list[Callable[[], object]] = [
        lambda: predictor.propagate(start=frame),
        lambda: predictor.add_points(frame, A, CLICK, [1]),
        lambda: predictor.add_box(frame, A, (1, 1, 9, 9)),
        lambda: predictor.add_mask(frame, A, np.ones((40, 48), bool)),
        lambda: predictor.everything(frame),
        lambda: predictor.restore(frame, A, np.zeros((8, 8)), presence=1, iou=1, pointer=np.zeros(TINY.dim)),
    ]
    for act in acts:
        with pytest.raises(PromptError, match=f"no frame {frame}"):
            act()


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda p: p.add_points(0, A, CLICK, [5]), "not 5"),
        (lambda p: p.add_points(0, A, CLICK, [-2]), "not -2"),
        (lambda p: p.add_points(0, A, CLICK, [0.5]), "not 0.5"),
        (lambda p: p.add_points(0, A, [(np.nan, 2)], [1]), "finite"),
        (lambda p: p.add_points(0, A, [1, 2, 3], [1]), "pairs"),
        (lambda p: p.add_points(0, A, [(1, 2, 3), (4, 5, 6)], [1, 1, 1]), "pairs"),
        (lambda p: p.add_points(0, A, "left", [1]), "numbers"),
        (lambda p: p.add_box(0, A, (1, 2, np.inf, 4)), "finite"),
        (lambda p: p.add_mask(0, A, np.ones((1, 40, 48))), "height, width"),
        (lambda p: p.add_mask(0, A, np.ones((40, 48, 3))), "height, width"),
        (lambda p: p.add_mask(0, A, np.ones((0, 48))), "height, width"),
        (lambda p: p.restore(0, A, np.zeros(8), presence=1, iou=1, pointer=np.zeros(32)), "height, width"),
        (lambda p: p.restore(0, A, np.zeros((8, 8)), presence=1, iou=1, pointer=[1, 2]), "32 numbers"),
        (lambda p: (p.add_points(0, A, CLICK, [1]), p.choose(0, A, -1)), "counted from 0"),
        (lambda p: p.follow(A, "nearest"), "no memory policy"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(act: Callable[[Any], object], message: str) -> None:
    predictor = started()
    with pytest.raises(PromptError, match=message):
        act(predictor)


@pytest.mark.parametrize("box", [[(2, 3, 30, 20)], [(2, 3), (30, 20)], torch.tensor([2, 3, 30, 20])])
def test_a_box_in_any_form_of_four_numbers(box: Any) -> None:
    expected = started().add_box(0, A, (2, 3, 30, 20))[A].low_res_logits
    assert torch.equal(started().add_box(0, A, box)[A].low_res_logits, expected)


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.follow(A, "recent"),
        lambda p: p.add_points(0, A, CLICK, [1]),
        lambda p: p.add_mask(0, A, np.ones((4, 4))),
        lambda p: p.propagate(0),
        lambda p: p.everything(0),
        lambda p: p.frame_changed(0),
    ],
)
def test_before_a_video_the_call_says_what_is_missing(act: Callable[[Any], object]) -> None:
    with pytest.raises(PromptError, match="Call start first"):
        act(VideoPredictor(tiny_model()))


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ({"box": (1, 2, 3)}, "four numbers"),
        ({"points": CLICK}, "1 points but 0 labels"),
        ({"points": CLICK, "labels": [7]}, "not 7"),
        ({"mask_input": np.zeros(5)}, "low-res"),
        ({"mask_input": np.zeros((2, 8, 8))}, "low-res"),
    ],
)
def test_nonsense_on_a_picture_is_refused_too(prompt: dict[str, Any], message: str) -> None:
    predictor = ImagePredictor(tiny_model())
    predictor.set_image(MovingSquare()[0])
    with pytest.raises(PromptError, match=message):
        predictor.predict(**prompt)


@MODELS
def test_a_picture_is_answered_without_points_too(make: Callable[[], Sam2]) -> None:
    predictor = ImagePredictor(make())
    predictor.set_image(MovingSquare()[0])
    nothing, _, low = predictor.predict()
    given, _, _ = predictor.predict(mask_input=low[:1].tolist())
    assert np.isfinite(nothing).all()
    assert np.isfinite(given).all()
    assert not np.array_equal(nothing, given)


@pytest.mark.parametrize("name", ["sam2.1_hiera_t", "masklet-small"])
@pytest.mark.parametrize("size", [1000, 100, 31, 16, 0, -32])
def test_a_picture_size_that_the_model_cannot_take_is_named(name: str, size: int) -> None:
    if name == "masklet-small" and size == 1000:
        pytest.skip("a multiple of its stride")
    with pytest.raises(Sam2Error, match=f"not {size}"):
        build_model(name, image_size=size, device="meta")


@pytest.mark.parametrize(("config", "size"), [(TINY, 40), (TINY, 32), (SMALL_HIERA, 48), (SMALL_HIERA, 80)])
def test_a_configuration_of_ones_own_may_be_resized(config: Any, size: int) -> None:
    predictor = ImagePredictor(build_model(config, image_size=size))
    predictor.set_image(MovingSquare()[0])
    assert predictor.predict(CLICK, [1])[2].shape[-1] == 4 * size // config.stride


def test_a_window_is_prompted_and_left_while_tracking_runs() -> None:
    frames = np.random.default_rng(3).integers(0, 255, (6, 192, 256, 3), np.uint8)
    window = WindowPredictor(tiny_model(), frames)
    window.aim(0, (100, 90, 116, 102))
    window.add_points(0, A, [(108, 96)], [1])
    way = window.propagate(0, 5)
    next(way)
    window.add_points(1, A, [(110, 96)], [1])
    assert [frame for frame, _ in way] == [1, 2, 3, 4, 5]
    assert [frame for frame, _ in window.propagate(0, 99)] == [0, 1, 2, 3, 4, 5]
    way = window.propagate(0, 5)
    next(way)
    window.remove(A)
    assert list(way) == []


def test_a_window_follows_one_object() -> None:
    window: Any = WindowPredictor(tiny_model(), MovingSquare())
    window.add_points(0, A, CLICK, [1])
    with pytest.raises(PromptError, match="object 1"):
        window.add_box(0, B, (2, 2, 20, 20))
    with pytest.raises(PromptError, match="pairs"):
        window.add_points(0, A, [(1, 2, 3)], [1])
    window.remove(A)
    assert list(window.add_mask(0, B, np.ones((40, 48), bool))) == [B]
