"""Answers from a window are those of the same pixels shown alone, and lie where the window lies."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from sam2core import VideoPredictor, WindowPredictor
from sam2core.model.sam2 import Sam2
from sam2core.object_window import Window
from sam2core.window_predictor import on_frame
from tests.sam2core.tiny import TINY, tiny_model

HEIGHT, WIDTH = 192, 256  # four times the tiny model's input: 64 cells to each side
FAR = -16.0


class MovingDot:
    """A bright patch of 16 x 12 pixels over noise, six pixels farther right on each frame."""

    def __len__(self) -> int:
        return 8

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        image = np.random.default_rng(3).integers(0, 80, (HEIGHT, WIDTH, 3), np.uint8)
        image[90:102, 100 + 6 * frame : 116 + 6 * frame] = (240, 200, 60)
        return image


def mask_at(frame: int) -> NDArray[np.bool_]:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[90:102, 100 + 6 * frame : 116 + 6 * frame] = True
    return mask


def box_at(frame: int) -> tuple[float, float, float, float]:
    return 100.0 + 6 * frame, 90, 116.0 + 6 * frame, 102


def steady_model() -> Sam2:
    """One to which the object is always there: a lost one would be sought in the whole frame."""
    model = tiny_model(4)
    last = model.sam_mask_decoder.pred_obj_score_head.layers[-1]
    assert isinstance(last, torch.nn.Linear)
    torch.nn.init.constant_(last.bias, 5.0)
    return model


@pytest.fixture
def window() -> WindowPredictor:
    return WindowPredictor(steady_model(), MovingDot())


def test_the_window_shows_the_object_at_the_sources_resolution(window: WindowPredictor) -> None:
    assert window.cells == 4 * TINY.low_res
    assert window.is_worth_it(box_at(0))
    window.aim(0, box_at(0))
    rows, columns = window.crop(0, HEIGHT, WIDTH)
    assert columns.stop - columns.start == TINY.image_size
    assert rows.start <= 90
    assert rows.stop >= 102


def test_prompts_are_answered_as_if_the_window_were_a_clip_of_its_own(window: WindowPredictor) -> None:
    window.aim(0, box_at(0))
    rows, columns = window.crop(0, HEIGHT, WIDTH)
    alone = VideoPredictor(steady_model())
    alone.start([MovingDot()[0][rows, columns]], classic=False)
    x, y = 108 - columns.start, 96 - rows.start
    expected = alone.add_points(0, 1, [(x, y)], [1])[1]
    found = window.add_points(0, 1, [(108, 96)], [1])[1]
    at = window.window(0)
    inside = found.low_res_logits[at.y : at.y + at.side, at.x : at.x + at.side]
    assert torch.allclose(inside, expected.low_res_logits, atol=1e-4)
    assert len(window.candidates(0, 1)) == len(alone.candidates(0, 1))


def test_outside_the_window_there_is_nothing(window: WindowPredictor) -> None:
    window.aim(0, box_at(0))
    answer = window.add_mask(0, 1, mask_at(0))[1]
    at = window.window(0)
    outside = answer.low_res_logits.clone()
    outside[at.y : at.y + at.side, at.x : at.x + at.side] = FAR
    assert (outside == FAR).all()
    found = (answer.logits > 0).numpy()
    assert (found & mask_at(0)).sum() > 0.8 * (found | mask_at(0)).sum()


def test_each_frame_is_shown_through_its_own_window(window: WindowPredictor) -> None:
    window.aim(0, box_at(0))
    window.add_mask(0, 1, mask_at(0))
    tracked = list(window.propagate(0, 7))
    assert [frame for frame, _ in tracked] == list(range(8))
    for frame, answers in tracked:
        at, logits = window.window(frame), answers[1].low_res_logits
        assert logits.shape == (window.cells, window.cells)  # the smallest window: cell for cell
        assert (logits[: at.y] == FAR).all()
        assert (logits[at.y : at.y + at.side, at.x : at.x + at.side] != FAR).all()


def test_a_second_pass_equals_the_first(window: WindowPredictor) -> None:
    def tracked() -> list[torch.Tensor]:
        window.aim(0, box_at(0))
        window.add_mask(0, 1, mask_at(0))
        logits = [a[1].low_res_logits for _, a in window.propagate(1, 7)]
        window.remove(1)
        return logits

    first = tracked()
    window.aim(3, box_at(0))  # another window, whose encoding must not stay
    window.add_points(3, 1, [(108, 96)], [1])
    window.remove(1)
    assert all(torch.equal(a, b) for a, b in zip(first, tracked(), strict=True))


def test_a_frame_without_the_object_is_prompted_whole(window: WindowPredictor) -> None:
    window.aim(0, box_at(0))
    window.add_mask(0, 1, mask_at(0))
    window.aim(4, None)
    gone = window.add_mask(4, 1, np.zeros((HEIGHT, WIDTH), bool))[1]
    assert window.window(4) == Window(0, 0, window.cells)
    assert gone.presence < 0
    (_, answers), *_ = window.propagate(4, 5)
    assert answers[1].presence < 0


def test_restored_answers_put_the_window_where_they_were(window: WindowPredictor) -> None:
    logits = np.where(mask_at(2), np.float32(8), np.float32(-8))
    window.aim(0, box_at(0))
    window.add_mask(0, 1, mask_at(0))
    for frame in (1, 2):
        logits = np.where(mask_at(frame), np.float32(8), np.float32(-8))
        window.restore(frame, 1, logits, presence=4.0, iou=0.9, pointer=np.zeros(TINY.dim, np.float32))
    next(iter(window.propagate(3, 3)))
    x, _ = window.window(3).centre
    assert abs(x - (108 + 18) * window.cells / WIDTH) <= 1.5


def test_the_grid_is_as_fine_as_the_window_and_no_finer() -> None:
    logits = torch.full((32, 32), -8.0)
    logits[8:24, 8:24] = 8.0
    fine, coarse, whole = (on_frame(logits, Window(16, 24, side), 128) for side in (32, 64, 128))
    assert (fine.shape, coarse.shape, whole.shape) == ((128, 128), (64, 64), (32, 32))
    assert torch.equal(fine[24:56, 16:48], logits)
    assert torch.allclose(coarse[12:44, 8:40], logits, atol=1e-4)
    assert (fine == FAR).sum() == 128 * 128 - 32 * 32


def test_a_window_between_cells_loses_no_place() -> None:
    logits = torch.full((32, 32), -8.0)
    logits[8:24, 8:24] = 8.0
    grid = on_frame(logits, Window(17, 21, 70), 128)  # 64 cells: the object from 17 + 17.5, 21 + 17.5 on
    rows, columns = torch.nonzero(grid > 0, as_tuple=True)
    scale = 128 / grid.shape[0]
    assert abs(float(columns.float().mean() + 0.5) * scale - (17 + 35)) < 0.5
    assert abs(float(rows.float().mean() + 0.5) * scale - (21 + 35)) < 0.5
