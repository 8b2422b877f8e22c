"""A level chosen on one frame holds where the user chose none."""

from __future__ import annotations

from app.document.masklet import Masklet
from app.document.prompts import Click, FramePrompts
from app.engine.levels import with_level

CLICK = (Click(1, 2),)


def test_the_nearest_choice_holds_and_the_frames_own_comes_first() -> None:
    prompts = {
        0: FramePrompts(CLICK, level=0),
        20: FramePrompts(CLICK),
        30: FramePrompts(CLICK, level=2),
    }
    masklet = Masklet(1, "m", (0, 0, 0), prompts=prompts)
    assert [with_level(masklet, f).level for f in (0, 20, 30)] == [0, 2, 2]


def test_without_a_choice_the_model_decides() -> None:
    masklet = Masklet(1, "m", (0, 0, 0), prompts={4: FramePrompts(CLICK)})
    assert with_level(masklet, 4) is masklet.prompts[4]
