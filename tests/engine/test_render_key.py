"""Which edits throw a rendered frame away, and which leave it: playback stays smooth while one works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from app.document import edits, matte_edits
from app.document.masklet import Sample
from app.document.project import Project
from app.effect_api import Context, Effect, Matte, Rgba
from app.engine.plugin_host import PluginHost
from app.engine.render_key import render_key
from app.engine.samples import encode_sample


@dataclass(frozen=True)
class NoParams:
    """Nothing to set."""


def still(image: Rgba, _: Matte, __: NoParams) -> Rgba:
    return image


def in_time(image: Rgba, _: Matte, __: NoParams, context: Context) -> Rgba:
    return image * context.matte(context.first).max()


HOST = PluginHost(
    {
        "still": Effect("still", "Still", NoParams, render=still),
        "trail": Effect("trail", "Trail", NoParams, render_in_time=in_time),
    }
)


def sample(logit: float) -> Sample:
    logits, pointer = np.full((8, 8), logit, np.float32), np.zeros(4, np.float32)
    return encode_sample(logits, presence=9.0, iou=0.9, pointer=pointer, model="m", prompted=False)


def project(effect: str) -> Project:
    """One masklet, tracked on frames 0 to 9."""
    made = edits.add_masklet(Project())
    made = edits.add_samples(made, 1, {frame: sample(3.0) for frame in range(10)})
    return edits.add_effect(made, 1, effect)


def one_more_tracked(made: Project, frame: int) -> Project:
    return edits.add_samples(made, 1, {frame: sample(5.0)})


def keeps(before: Project, after: Project, frame: int = 4) -> bool:
    return render_key(before, frame, HOST) == render_key(after, frame, HOST)


def test_a_new_name_keeps_what_was_rendered() -> None:
    made = project("still")
    assert keeps(made, edits.rename_masklet(made, 1, "Hero"))


def test_a_tracked_frame_throws_away_that_frame_alone() -> None:
    made = project("still")
    more = one_more_tracked(made, 7)
    assert [frame for frame in range(12) if not keeps(made, more, frame)] == [7]


def test_a_stabilised_matte_is_rendered_anew_near_the_frame_that_was_tracked() -> None:
    made = matte_edits.set_matte_param(project("still"), 1, "stabilise", 0.5, 0)
    more = one_more_tracked(made, 7)
    assert [frame for frame in range(12) if not keeps(made, more, frame)] == [5, 6, 7, 8, 9]


def test_an_effect_that_looks_at_the_clip_is_rendered_anew_on_every_frame() -> None:
    made = project("trail")
    more = one_more_tracked(made, 7)
    assert not any(keeps(made, more, frame) for frame in range(12))


@pytest.mark.parametrize(
    "edit",
    [
        lambda made: edits.show_masklet(made, 1, visible=False),
        lambda made: edits.add_effect(made, 1, "still"),
        lambda made: matte_edits.set_matte_param(made, 1, "grow_px", 2.0, 0),
        lambda made: edits.set_exclusive(made, exclusive=True),
        edits.add_masklet,
    ],
)
def test_what_changes_the_picture_is_rendered_anew(edit: Callable[[Project], Project]) -> None:
    made = project("still")
    assert not keeps(made, edit(made))


def test_an_effect_that_failed_and_rests_is_rendered_anew() -> None:
    made = project("still")
    assert render_key(made, 4, HOST) != render_key(made, 4, HOST.without("still", "It failed."))
