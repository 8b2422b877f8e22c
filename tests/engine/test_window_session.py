"""Small objects go to a window, all others to the whole frame; answers come together frame by frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from app.document.masklet import Sample
from app.document.prompts import Box, Click, FramePrompts
from app.engine.predictor import Answer, FoundMask
from app.engine.samples import encode_sample, pack_mask
from app.engine.window_session import WindowSession

SIZE = (1200, 2000)


class Fake:
    """Answers every prompt with one box, and writes down what it is asked."""

    def __init__(self, name: str, log: list[str], box: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        self.name, self.log, self.box = name, log, box
        self.known: set[int] = set()
        self.aimed: Box | None = None

    def forget(self, masklet_id: int | None = None) -> None:
        self.known -= {masklet_id} if masklet_id is not None else set(self.known)

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        assert prompts
        self.known.add(masklet_id)
        self.log.append(f"{self.name} {masklet_id}@{frame}")
        return self.answer()

    def everything(self, frame: int) -> list[FoundMask]:
        return []

    def follow(self, masklet_id: int, policy: str) -> None:
        self.log.append(f"{self.name} {masklet_id} {policy}")

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        self.log.append(f"{self.name} {masklet_id} restored {frame}")

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        for frame in range(first, last - 1, -1) if backward else range(first, last + 1):
            yield frame, dict.fromkeys(self.known, self.answer())

    def is_worth_it(self, box: Box) -> bool:
        return max(box.x1 - box.x0, box.y1 - box.y0) <= 200

    def aim(self, frame: int, box: Box | None) -> None:
        self.aimed = box

    def shown(self, frame: int) -> Box:
        """Four times what it is aimed at."""
        if self.aimed is None:
            return Box(0, 0, SIZE[1], SIZE[0])
        x, y = (self.aimed.x0 + self.aimed.x1) / 2, (self.aimed.y0 + self.aimed.y1) / 2
        reach = 2 * max(self.aimed.x1 - self.aimed.x0, self.aimed.y1 - self.aimed.y0)
        return Box(max(x - reach, 0), max(y - reach, 0), min(x + reach, SIZE[1]), min(y + reach, SIZE[0]))

    def holds(self, frame: int, x: float, y: float) -> bool:
        return self.aimed is None or abs(x - self.aimed.x0) < 400

    def answer(self) -> Answer:
        x0, y0, x1, y1 = self.box
        logits = np.full((120, 200), -8, np.float32)
        logits[y0:y1, x0:x1] = 8
        return Answer(logits, 4.0, 0.9, np.ones(4, np.float32))


class Desk:
    def __init__(self, *, large: bool = True) -> None:
        self.log: list[str] = []
        self.whole = Fake("whole", self.log, box=(50, 50, 60, 60))
        self.windows: list[Fake] = []
        self.session = WindowSession(self.whole, self._open, SIZE, large=large)
        self.session.allow_windows(frozenset({1, 2}))

    def _open(self) -> Fake:
        self.windows.append(Fake("window", self.log))
        return self.windows[-1]


@pytest.fixture
def desk() -> Desk:
    return Desk()


SMALL, BIG = FramePrompts(box=Box(500, 500, 600, 600)), FramePrompts(box=Box(100, 100, 900, 900))


def test_a_small_box_is_answered_in_a_window_alone(desk: Desk) -> None:
    desk.session.prompt(0, 1, SMALL)
    assert desk.log == ["window 1@0"]
    assert desk.windows[0].aimed == SMALL.box


def test_a_click_asks_the_whole_frame_how_large_the_object_is(desk: Desk) -> None:
    desk.session.prompt(0, 1, FramePrompts(clicks=(Click(560, 560), Click(1900, 50, positive=False))))
    assert desk.log == ["whole 1@0", "window 1@0", "window 1@0"]
    assert desk.windows[0].aimed == Box(500, 500, 600, 600)
    assert not desk.whole.known


@pytest.mark.parametrize("masklet", [1, 3])
def test_large_objects_and_masklets_with_windows_off_are_seen_whole(desk: Desk, masklet: int) -> None:
    desk.session.prompt(0, masklet, SMALL if masklet == 3 else BIG)
    assert desk.log == [f"whole {masklet}@0"]


def test_in_a_small_frame_no_window_is_opened() -> None:
    desk = Desk(large=False)
    desk.session.prompt(0, 1, SMALL)
    assert (desk.log, desk.windows) == (["whole 1@0"], [])


def test_the_first_prompt_decides_for_the_pass_and_the_policy_goes_along(desk: Desk) -> None:
    desk.session.follow(1, "tree")
    desk.session.prompt(0, 1, SMALL)
    desk.session.prompt(5, 1, BIG)
    nothing = pack_mask(np.zeros(SIZE, bool))
    desk.session.prompt(9, 1, FramePrompts(mask=nothing))
    assert desk.log == ["window 1 tree", "window 1@0", "window 1@5", "window 1@9"]
    assert desk.windows[0].aimed is None
    desk.session.forget()
    desk.session.prompt(5, 1, BIG)
    assert desk.log[-1] == "whole 1@5"


def test_restored_answers_go_where_the_object_is_tracked(desk: Desk) -> None:
    empty = np.zeros(4, np.float32)
    sample = encode_sample(empty.reshape(2, 2), presence=1, iou=1, pointer=empty, model="m", prompted=False)
    desk.session.prompt(0, 1, SMALL)
    desk.session.prompt(0, 2, BIG)
    desk.session.restore(1, 1, sample)
    desk.session.restore(1, 2, sample)
    assert desk.log[-2:] == ["window 1 restored 1", "whole 2 restored 1"]


def test_answers_of_windows_and_whole_frames_come_together(desk: Desk) -> None:
    desk.session.prompt(0, 1, SMALL)
    desk.session.prompt(0, 2, BIG)
    steps = list(desk.session.propagate(4, 2, backward=True))
    assert [(frame, sorted(answers)) for frame, answers in steps] == [(4, [1, 2]), (3, [1, 2]), (2, [1, 2])]
    desk.session.forget(2)
    assert [sorted(answers) for _, answers in desk.session.propagate(1, 1, backward=False)] == [[1]]


class Scene(Fake):
    """Sees an object where it is, if what it looks at shows it large enough; otherwise a spilled mask."""

    def __init__(self, log: list[str], true: Box, *, spills: bool = True) -> None:
        super().__init__("window", log)
        self.true, self.spills = true, spills

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        super().prompt(frame, masklet_id, prompts)
        shown = self.shown(frame)
        close = shown.x1 - shown.x0 < 1500 or not self.spills
        seen = self.true if close else Box(300, 200, 1900, 1100)
        logits = np.full((240, 400), -8, np.float32)  # a cell is 5 x 5 pixels
        for box in (seen, Box(0, 1100, 200, 1195)):  # something else that is alike
            y0, y1 = int(max(box.y0, shown.y0) / 5), int(min(box.y1, shown.y1) / 5)
            x0, x1 = int(max(box.x0, shown.x0) / 5), int(min(box.x1, shown.x1) / 5)
            logits[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = 8
        return Answer(logits, 4.0, 0.8 if close else 0.5, np.ones(4, np.float32))


class Look(Desk):
    """A desk whose windows and whole frames show a scene."""

    def __init__(self, true: Box, *, spills: bool = True) -> None:
        super().__init__()
        self.true, self.spills = true, spills
        self.whole = Scene(self.log, true, spills=spills)
        self.whole.name = "whole"
        self.session = WindowSession(self.whole, self._open, SIZE, large=True)
        self.session.allow_windows(frozenset({1}))

    def _open(self) -> Fake:
        self.windows.append(Scene(self.log, self.true, spills=self.spills))
        return self.windows[-1]


def test_a_click_whose_mask_spills_in_the_whole_frame_is_looked_at_closer() -> None:
    look = Look(Box(950, 550, 1050, 650))
    look.session.prompt(0, 1, FramePrompts(clicks=(Click(1000, 600),)))
    assert look.windows[0].aimed == Box(950, 550, 1050, 650)
    assert look.log == ["whole 1@0", "window 1@0", "window 1@0", "window 1@0"]
    assert look.windows[0].known == {1}


def test_a_large_object_stays_in_the_whole_frame_however_sure_a_close_look_is() -> None:
    look = Look(Box(300, 200, 1900, 1100))
    look.session.prompt(0, 1, FramePrompts(clicks=(Click(1000, 600),)))
    assert look.log == ["whole 1@0", "window 1@0", "whole 1@0"]
    assert not look.windows[0].known


def test_only_what_lies_under_the_click_is_measured() -> None:
    look = Look(Box(950, 550, 1050, 650), spills=False)
    look.session.prompt(0, 1, FramePrompts(clicks=(Click(1000, 600),)))
    assert look.windows[0].aimed == Box(950, 550, 1050, 650)


def test_a_window_that_follows_an_object_keeps_what_it_knows_when_another_frame_is_clicked() -> None:
    look = Look(Box(950, 550, 1050, 650))
    look.session.prompt(0, 1, FramePrompts(clicks=(Click(1000, 600),)))
    look.session.prompt(5, 1, FramePrompts(clicks=(Click(1000, 600),)))
    assert len(look.windows) == 2
    assert look.windows[0].known == {1}
    assert look.log[-1] == "window 1@5"
