"""The real model behind the engine's door, with random weights: shapes, devices, determinism."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Never

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

import sam2core
from app.document.prompts import Box, Click, FramePrompts
from app.engine import predictor
from app.engine.model_store import ModelEntry
from app.engine.predictor import Answer, Predictor, Session
from app.engine.samples import encode_sample, pack_mask
from app.engine.session import Rgb8
from app.errors import UserFacingError
from sam2core import replay


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> ModelEntry:
    path = tmp_path_factory.mktemp("weights") / "random.safetensors"
    torch.manual_seed(4)
    model = sam2core.build_model("masklet-small")
    last = model.sam_mask_decoder.pred_obj_score_head.layers[-1]
    assert isinstance(last, torch.nn.Linear)
    torch.nn.init.constant_(last.bias, 5.0)  # the object is there: an absent one has no candidates
    save_file(model.state_dict(), path)
    return ModelEntry("random", "Random", path, 1, "", True, True, architecture="masklet-small")


class Clip:
    """Five frames of 60 x 100 with a bright disc that moves; counts what is read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __len__(self) -> int:
        return 5

    def __getitem__(self, frame: int, /) -> Rgb8:
        self.read.append(frame)
        y, x = np.mgrid[:60, :100]
        image = np.full((60, 100, 3), 30, np.uint8)
        image[np.hypot(y - 30, x - 30 - 5 * frame) < 14] = (220, 180, 40)
        return image


@pytest.fixture
def clip() -> Clip:
    return Clip()


@pytest.fixture(scope="module")
def loaded(entry: ModelEntry) -> Predictor:
    return predictor.load_predictor(entry, "cpu")


@pytest.fixture
def session(loaded: Predictor, clip: Clip) -> Session:
    return loaded.open(clip)


def same(a: Answer, b: Answer) -> bool:
    return np.array_equal(a.logits, b.logits) and a.presence == b.presence and a.iou == b.iou


CLICKS = FramePrompts((Click(30, 30), Click(80, 50, positive=False)))


def test_an_answer_covers_the_frame_on_a_square_grid(session: Session) -> None:
    answer = session.prompt(0, 1, CLICKS)
    height, width = answer.logits.shape
    assert height == width >= 64
    assert answer.logits.dtype == np.float32
    assert 0 <= answer.iou <= 1
    assert answer.pointer.ndim == 1


def test_the_same_prompts_have_the_same_answer_whatever_was_asked_before(session: Session) -> None:
    first = session.prompt(2, 1, CLICKS)
    session.prompt(2, 2, FramePrompts(box=Box(5, 5, 50, 50)))
    list(session.propagate(2, 1, backward=True))
    session.forget()
    assert same(session.prompt(2, 1, CLICKS), first)


def test_forgetting_keeps_the_encodings(session: Session, clip: Clip) -> None:
    session.prompt(1, 1, CLICKS)
    read = len(clip.read)
    session.forget()
    session.prompt(1, 1, CLICKS)
    assert len(clip.read) == read


def test_the_chosen_precision_is_computed_in(entry: ModelEntry, clip: Clip) -> None:
    exact, short = (predictor.load_predictor(entry, "cpu", n).open(clip) for n in ("float32", "bfloat16"))
    logits = exact.prompt(0, 1, CLICKS).logits
    assert not np.array_equal(short.prompt(0, 1, CLICKS).logits, logits)
    assert predictor.precision("cpu", "float32").name == "float32"


def test_a_mask_is_taken_as_it_is(session: Session) -> None:
    mask = np.zeros((60, 100), bool)
    mask[15:45, 20:70] = True
    logits = session.prompt(0, 1, FramePrompts(mask=pack_mask(mask))).logits
    side = logits.shape[0]
    rows, columns = (np.flatnonzero((logits > 0).any(axis=a)) for a in (1, 0))
    assert rows[[0, -1]] / side == pytest.approx([15 / 60, 45 / 60], abs=0.03)
    assert columns[[0, -1]] / side == pytest.approx([20 / 100, 70 / 100], abs=0.03)


def test_a_correction_starts_from_the_mask_that_it_corrects(session: Session) -> None:
    alone = FramePrompts((Click(80, 50, positive=False),))
    before = encode_sample(
        np.where(np.indices((64, 64))[1] < 30, 6.0, -6.0),
        presence=4,
        iou=0.8,
        pointer=np.zeros(4),
        model="m",
        prompted=False,
    )
    corrected = session.prompt(0, 1, replace(alone, corrects=before))
    assert not same(corrected, session.prompt(0, 2, alone))
    session.forget()
    assert same(session.prompt(0, 1, replace(alone, corrects=before)), corrected)


def test_an_ambiguous_click_has_candidates_and_a_chosen_one_is_the_answer(session: Session) -> None:
    one = FramePrompts((Click(30, 30),))
    candidates = session.prompt(0, 1, one).candidates
    sizes = [int((c.logits > 0).sum()) for c in candidates]
    assert sizes == sorted(sizes)
    for level, candidate in enumerate(candidates):
        session.forget()
        chosen = session.prompt(0, 1, replace(one, level=level))
        assert same(chosen, candidate)
        assert np.array_equal(chosen.pointer, candidate.pointer)
    assert session.prompt(0, 2, CLICKS).candidates == ()
    assert session.prompt(0, 3, FramePrompts(box=Box(5, 5, 50, 50))).candidates == ()


def test_a_later_click_refines_the_chosen_candidate(session: Session) -> None:
    answers = [session.prompt(0, n, replace(CLICKS, level=n)) for n in range(3)]
    assert not same(answers[0], answers[2])


@pytest.mark.parametrize(("first", "last", "backward"), [(0, 2, False), (3, 2, True), (2, 2, True)])
def test_every_frame_of_a_stretch_is_answered_in_order(
    first: int, last: int, backward: bool, session: Session
) -> None:
    session.prompt(0, 7, CLICKS)
    session.prompt(3, 8, FramePrompts(box=Box(5, 5, 50, 50)))
    steps = list(session.propagate(first, last, backward=backward))
    step = -1 if backward else 1
    assert [frame for frame, _ in steps] == list(range(first, last + step, step))
    assert all(set(answers) == {7, 8} for _, answers in steps)


def test_a_prompted_frame_keeps_its_answer_when_it_is_passed(session: Session) -> None:
    given = session.prompt(2, 1, CLICKS)
    passed = dict(session.propagate(1, 2, backward=False))
    assert same(passed[2][1], given)


def test_what_a_card_cannot_record_is_computed_as_ever(
    entry: ModelEntry, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[object] = []

    def impossible(function: object, /) -> Never:
        refused.append(function)
        raise RuntimeError("operation not permitted when stream is capturing")

    on_card = partial(replay.replay_on_card, record=impossible)
    monkeypatch.setattr(replay, "replay_on_card", on_card)
    other = predictor.load_predictor(entry, "cpu").open(Clip())
    for one in (session, other):
        one.prompt(0, 1, CLICKS)
    tracked = [[a[1] for _, a in one.propagate(0, 3, backward=False)] for one in (session, other)]
    assert refused
    assert all(map(same, *tracked))


def test_gradients_stay_on_for_the_caller(session: Session) -> None:
    session.prompt(0, 1, CLICKS)
    for _ in session.propagate(0, 1, backward=False):
        assert not torch.is_inference_mode_enabled()
        assert not torch.is_autocast_enabled("cpu")


def test_weights_of_another_model_are_one_sentence(entry: ModelEntry) -> None:
    with pytest.raises(UserFacingError, match=r"Cannot load weights from random\.safetensors") as raised:
        predictor.load_predictor(replace(entry, architecture="sam2.1_hiera_t"), "cpu")
    assert raised.value.hint


def test_an_architecture_of_the_future_is_one_sentence(entry: ModelEntry) -> None:
    with pytest.raises(UserFacingError, match="Cannot load weights"):
        predictor.load_predictor(replace(entry, architecture="sam9"), "cpu")


def test_missing_weights_are_one_sentence(entry: ModelEntry, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="there is no such file"):
        predictor.load_predictor(replace(entry, path=tmp_path / "gone.pt"), "cpu")


def test_auto_is_the_best_device_and_cpu_is_always_there() -> None:
    assert predictor.choose_device("auto") == predictor.available_devices()[0]
    assert predictor.choose_device("cpu") == "cpu"


@pytest.mark.parametrize("name", ["tpu", "", "cuda:99"])
def test_a_device_that_is_not_here_is_one_sentence(name: str) -> None:
    with pytest.raises(UserFacingError, match="cannot be used here") as raised:
        predictor.choose_device(name)
    assert "auto" in raised.value.hint
    assert "cpu" in raised.value.hint


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 2), (3, 2), (16, 15)])
def test_a_core_is_left_to_the_window(cores: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(cores), raising=False)
    assert predictor.cpu_threads() == threads


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (3, 1), (16, 7)])
def test_of_small_pictures_two_are_in_work_at_once(
    cores: int, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(cores), raising=False)
    assert predictor.cpu_threads(384) == threads


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError("MPS backend out of memory (MPS allocated ..."),
    ],
)
def test_a_full_graphics_card_is_one_sentence(
    session: Session, monkeypatch: pytest.MonkeyPatch, error: RuntimeError
) -> None:
    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(sam2core.VideoPredictor, "add_points", full)
    with pytest.raises(predictor.GraphicsMemoryError, match="out of memory") as raised:
        session.prompt(0, 1, CLICKS)
    assert "smaller model" in raised.value.hint
