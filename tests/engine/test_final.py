"""Draft to final: what is asked anew, what stays, and where the two are said to differ."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import numpy as np

from app.document import edits
from app.document.masklet import Masklet
from app.document.media import Media
from app.document.project import Marker, Project
from app.document.prompts import Click, FramePrompts
from app.document.sample import Sample
from app.document.timing import FrameRate
from app.engine.final import Comparison, Difference, asked, begun, differences, disagreement, with_markers
from app.engine.requests import Tracked
from app.engine.samples import encode_sample

CLICK = FramePrompts(clicks=(Click(4, 4),))


def sample(left: int, *, prompted: bool = False) -> Sample:
    logits = np.full((16, 16), -8.0, np.float32)
    logits[4:12, left : left + 8] = 8.0
    pointer = np.zeros(4, np.float32)
    return encode_sample(logits, presence=5.0, iou=0.9, pointer=pointer, model="draft", prompted=prompted)


def draft() -> Project:
    """Ten frames, a click on 0 and 9, frame 5 locked, in point 1."""
    media = Media(Path("c.mov"), 16, 16, FrameRate(Fraction(25)), 10)
    track = {f: sample(4, prompted=f in (0, 9)) for f in range(10)}
    masklet = Masklet(
        1,
        "dog",
        (1, 2, 3),
        prompts=MappingProxyType({0: CLICK, 9: CLICK}),
        track=MappingProxyType(track),
        locked=frozenset({5}),
    )
    return replace(edits.open_media(media), masklets=(masklet,), in_point=1)


def test_the_work_area_is_to_be_tracked_again_and_nothing_is_lost():
    before = draft()
    after = begun(before, "final", {1})
    (masklet,) = after.masklets
    assert after.model == "final"
    assert masklet.stale == {1, 2, 3, 4, 6, 7, 8}
    assert masklet.track == before.masklets[0].track


def test_prompts_in_the_work_area_are_asked_anew_and_locked_frames_are_not():
    (masklet,) = asked(begun(draft(), "final", {1}), {1})
    assert [f for f, s in masklet.track.items() if s.prompted] == [0]  # before the in point
    assert masklet.locked == {5}
    assert dict(masklet.prompts) == {0: CLICK, 9: CLICK}


def test_others_stay_as_they_are():
    before = draft()
    assert begun(before, "final", set()).masklets == before.masklets


def test_disagreement_is_one_of_masks_that_were_made_anew():
    before = draft()
    after = edits.add_samples(before, 1, {2: sample(4), 3: sample(8), 5: sample(8)})
    assert disagreement(before, after) == {1: {2: 1.0, 3: 1 / 3}}  # 5 is locked: never written


def test_the_worst_frame_of_each_run_is_named():
    ious = {1: {1: 0.7, 2: 0.4, 3: 0.9, 7: 0.1}}
    assert differences(ious) == (Difference(1, 2, 0.4), Difference(1, 7, 0.1))


def test_a_marker_is_added_to_a_note_and_not_put_in_its_place():
    project = edits.set_marker(draft(), 2, "grain")
    found = (Difference(1, 2, 0.4), Difference(1, 7, 0.1))
    marked = with_markers(project, found, lambda name, iou: f"{name} {iou}")
    assert marked.markers == (Marker(2, "grain; dog 0.4"), Marker(7, "dog 0.1"))
    assert with_markers(marked, found, lambda name, iou: f"{name} {iou}") is marked


def test_first_passes_of_a_blend_are_not_compared():
    comparison = Comparison(draft())
    comparison.take(Tracked(1, 3, {1: sample(8)}, 1, 2, None, frozenset({1})))
    assert not comparison.ious
    comparison.take(Tracked(1, 3, {1: sample(8)}, 2, 2, None))
    assert comparison.ious == {1: {3: 1 / 3}}
