from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document import edits, effect_edits
from app.document.effects import frozen_params
from app.document.keyframes import Curve, Keyframe, frozen_curves
from app.document.matte import MatteSettings
from app.document.media import Media
from app.document.project import Project
from app.document.sample import Sample
from app.document.timing import FrameRange, FrameRate
from app.engine import compositor
from app.engine.footage import Footage
from app.engine.plugin_host import load_plugins
from app.engine.privacy_audit import audit, refuse_unhidden
from app.engine.samples import encode_sample
from app.errors import UserFacingError

HOST = load_plugins()
FRAMES = FrameRange(2, 8)  # those that are tracked


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
    assert doubts(bad, FrameRange(6, 8)) == []
    with pytest.raises(UserFacingError, match="frames 5: ") as caught:
        refuse_unhidden(bad, FRAMES, HOST)
    assert caught.value.hint


def test_frames_beyond_the_tracked_ones_are_in_doubt_unless_the_object_had_gone() -> None:
    assert doubts(project(), FrameRange(0, 20)) == [(0, 1), (9, 20)]
    assert doubts(project(), FrameRange(15, 20)) == [(15, 20)]
    gone = track(f2=sample(presence=-3), f8=sample(presence=-3))
    assert doubts(project(track=gone), FrameRange(0, 20)) == []


def test_what_was_looked_at_is_believed_but_not_where_there_is_no_mask() -> None:
    seen = frozenset({5})
    assert doubts(project(track=track(f5=sample(iou=0.2)), reviewed=seen)) == []
    assert doubts(project(track=track(no5=True), reviewed=seen)) == [(5, 5)]


def test_an_effect_that_can_be_undone_or_is_not_whole_does_not_hide() -> None:
    assert doubts(project("blur")) == [(2, 8)]
    whole = project()
    for changed in (
        effect_edits.set_value(whole, 1, 2, "@amount", 0.9, 0),
        effect_edits.set_outside(whole, 1, 2, outside=True),
        edits.enable_effect(whole, 1, 2, enabled=False),
        edits.show_masklet(whole, 1, visible=False),
    ):
        assert doubts(changed) == [(2, 8)]


def test_a_matte_that_is_made_smaller_is_in_doubt_until_somebody_has_looked() -> None:
    shrunk = MatteSettings(params=frozen_params({"grow_px": -3.0}))
    later = MatteSettings(curves=frozen_curves({"grow_px": Curve((Keyframe(6, 0.0), Keyframe(8, -9.0)))}))
    front = MatteSettings(holdouts=(7,))
    assert doubts(project(matte=shrunk)) == [(2, 8)]
    assert doubts(project(matte=front)) == [(2, 8)]
    assert doubts(project(matte=shrunk, locked=frozenset(range(2, 9)))) == [(2, 8)]  # the mask was looked at
    assert doubts(project(matte=later)) == [(7, 8)]
    assert doubts(project(matte=replace(shrunk, enabled=False))) == []
    assert doubts(project(matte=shrunk, reviewed=frozenset(range(2, 9)))) == []


@pytest.mark.parametrize("effect", ["echo", "freeze"])
@pytest.mark.parametrize("own", [True, False], ids=["same masklet", "another masklet"])
def test_no_effect_brings_back_from_the_clip_what_must_be_hidden(effect: str, own: bool) -> None:
    """Whatever the object looks like, the picture is the same bit for bit."""
    media = Media(Path("clip"), 64, 48, FrameRate(Fraction(24)), 12)
    made = replace(project(), media=media)
    if not own:
        made = edits.add_masklet(made)
        made = edits.add_samples(made, made.masklets[-1].id, {f: sample(rows=6) for f in range(2, 9)})
    made = edits.add_effect(made, made.masklets[-1].id, effect)
    entry = made.masklets[-1].effects[-1].id
    values = {"echo": {"spacing": 1.0, "count": 3.0}, "freeze": {"frame": 3.0}}[effect]
    for name, value in values.items():
        made = effect_edits.set_value(made, made.masklets[-1].id, entry, name, value, 0)
    made = replace(made, masklets=tuple(replace(m, track=_left_of(m.track)) for m in made.masklets))
    pictures = []
    for colour in ((250, 10, 10), (5, 5, 200)):
        footage = Footage(partial(_clip, colour), media.frames)
        pictures.append(compositor.render(made, 6, footage.pixels(6), HOST, footage=footage))
    assert np.array_equal(pictures[0], pictures[1])
    shown = effect_edits.set_must_hide(made, 1, on=False)
    bare = [
        compositor.render(shown, 6, footage.pixels(6), HOST, footage=footage)
        for footage in (Footage(partial(_clip, c), media.frames) for c in ((250, 10, 10), (5, 5, 200)))
    ]
    assert not np.array_equal(bare[0], bare[1])


def _left_of(track: Mapping[int, Sample]) -> MappingProxyType:
    """The object steps right, two columns of the grid a frame."""
    moved = {}
    for frame, one in track.items():
        logits = np.full((8, 16), -5.0)
        logits[2:6, 2 * (frame - 2) : 2 * (frame - 2) + 3] = 5.0
        pointer = np.zeros(2, np.float32)
        moved[frame] = encode_sample(
            logits, presence=one.presence, iou=one.iou, pointer=pointer, model="test", prompted=False
        )
    return MappingProxyType(moved)


def _clip(colour: tuple[int, int, int], frame: int) -> NDArray[np.uint8]:
    """Grey, the object in a colour of its own."""
    picture = np.full((48, 64, 3), 128, np.uint8)
    left = 8 * (frame - 2)
    if 2 <= frame <= 8:
        picture[11:37, max(0, left - 1) : left + 13] = colour
    return picture
