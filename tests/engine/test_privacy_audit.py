from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from app.document import edits, effect_edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.plugin_host import load_plugins
from app.engine.privacy_audit import audit, refuse_unhidden
from app.engine.samples import encode_sample
from app.errors import UserFacingError

HOST = load_plugins()
FRAMES = FrameRange(0, 20)


def sample(presence: float = 5.0, iou: float = 0.9, rows: int = 8):
    logits = np.full((8, 8), -5.0)
    logits[:rows] = 5.0
    pointer = np.zeros(2, np.float32)
    return encode_sample(logits, presence=presence, iou=iou, pointer=pointer, model="test", prompted=False)


def project(effect: str = "privacy", **changes) -> Project:
    """One masklet that must be hidden, tracked on frames 2 to 8."""
    made = edits.add_samples(edits.add_masklet(Project()), 1, {f: sample() for f in range(2, 9)})
    made = effect_edits.set_must_hide(edits.add_effect(made, 1, effect), 1, on=True)
    return edits.replace_masklet(made, replace(made.masklets[0], **changes))


def doubts(project: Project, frames: FrameRange = FRAMES) -> list[tuple[int, int]]:
    return [(d.frames.first, d.frames.last) for d in audit(project, frames, HOST)]


def track(**changed) -> MappingProxyType:
    frames = [f for f in range(2, 9) if f"no{f}" not in changed]
    return MappingProxyType({f: changed.get(f"f{f}", sample()) for f in frames})


def test_what_is_hidden_on_every_frame_may_leave() -> None:
    assert doubts(project()) == []
    refuse_unhidden(project(), FRAMES, HOST)


def test_who_need_not_be_hidden_is_not_looked_at() -> None:
    assert doubts(effect_edits.set_must_hide(project("blur"), 1, on=False)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"track": track(no5=True)},
        {"stale": frozenset({5})},
        {"track": track(f5=sample(presence=-3))},
        {"track": track(f5=sample(iou=0.2))},
        {"track": track(f5=sample(iou=0.6, rows=1))},  # sure enough, and most of it has gone
    ],
)
def test_a_frame_in_doubt_is_named_and_refused(changes) -> None:
    bad = project(**changes)
    assert doubts(bad) == [(5, 5)]
    assert doubts(bad, FrameRange(6, 20)) == []
    with pytest.raises(UserFacingError, match="frames 5: ") as caught:
        refuse_unhidden(bad, FRAMES, HOST)
    assert caught.value.hint


def test_what_was_looked_at_is_believed_but_not_where_there_is_no_mask() -> None:
    seen = frozenset({5})
    assert doubts(project(track=track(f5=sample(iou=0.2)), reviewed=seen)) == []
    assert doubts(project(track=track(no5=True), reviewed=seen)) == [(5, 5)]


def test_an_effect_that_can_be_undone_or_is_not_whole_does_not_hide() -> None:
    assert doubts(project("blur")) == [(0, 20)]
    whole = project()
    for changed in (
        effect_edits.set_value(whole, 1, 2, "@amount", 0.9, 0),
        effect_edits.set_outside(whole, 1, 2, outside=True),
        edits.enable_effect(whole, 1, 2, enabled=False),
        edits.show_masklet(whole, 1, visible=False),
    ):
        assert doubts(changed) == [(0, 20)]
