"""Edits make the project that the user asked for, and leave everything else the same object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from app.document import edits, effect_edits
from app.document.masklet import Sample
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Box, Click, FramePrompts, MaskPrompt
from app.document.timing import FrameRange, FrameRate

MEDIA = Media(Path("/clip.mov"), 640, 360, FrameRate(Fraction(25)), 100)
ON, OFF = Click(10, 20), Click(30, 40, positive=False)
MASK = MaskPrompt(640, 360, b"mask")


def sample(tag: int = 0, *, prompted: bool = False, presence: float = 5.0) -> Sample:
    return Sample(4, 4, bytes([tag]), presence, 0.9, b"", "m", prompted)


@pytest.fixture
def project() -> Project:
    """Two masklets, 1 and 2; the first is prompted on frame 10 and tracked to 13."""
    new = edits.add_masklet(edits.add_masklet(edits.open_media(MEDIA), "dog"), "cat")
    new = edits.add_click(new, 1, 10, ON)
    return edits.add_samples(
        new, 1, {10: sample(prompted=True), 11: sample(1), 12: sample(2), 13: sample(3, presence=-4)}
    )


def test_ids_are_never_given_twice(project: Project) -> None:
    after = edits.add_effect(project, 2, "blur")
    after = edits.add_masklet(edits.remove_masklet(after, 2))
    assert [m.id for m in after.masklets] == [1, 4]
    assert after.next_id == 5


def test_neighbouring_masklets_differ_in_colour() -> None:
    new = edits.open_media(MEDIA)
    for _ in range(9):
        new = edits.add_masklet(new)
    colours = [m.colour for m in new.masklets]
    assert len(set(colours[:8])) == 8
    assert [m.name for m in new.masklets[:2]] == ["Masklet 1", "Masklet 2"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda p: edits.add_click(p, 1, 12, OFF),
        lambda p: edits.set_box(p, 1, 12, Box(0, 0, 5, 5)),
        lambda p: edits.add_samples(p, 1, {50: sample()}),
        lambda p: edits.clear_track(p, 1),
        lambda p: edits.rename_masklet(p, 1, "x"),
        lambda p: edits.add_effect(p, 1, "blur"),
        lambda p: edits.remove_masklet(p, 1),
    ],
)
def test_editing_one_masklet_leaves_the_other_as_it_is(
    edit: Callable[[Project], Project], project: Project
) -> None:
    assert edit(project).masklet(2) is project.masklet(2)


@pytest.mark.parametrize(
    "edit",
    [
        lambda p: edits.remove_masklet(p, 9),
        lambda p: edits.add_click(p, 9, 0, ON),
        lambda p: edits.rename_masklet(p, 9, "x"),
    ],
)
def test_a_masklet_that_is_not_there_is_an_error(
    edit: Callable[[Project], Project], project: Project
) -> None:
    with pytest.raises(KeyError):
        edit(project)


def prompts(project: Project, frame: int) -> FramePrompts:
    return project.masklet(1).prompts[frame]


def test_clicks_add_up_and_a_box_stands_beside_them(project: Project) -> None:
    after = edits.set_box(edits.add_click(project, 1, 10, OFF), 1, 10, Box(1, 1, 9, 9))
    assert prompts(after, 10) == FramePrompts((ON, OFF), Box(1, 1, 9, 9))


def test_a_mask_replaces_the_other_prompts_and_a_click_replaces_the_mask(project: Project) -> None:
    masked = edits.set_mask(project, 1, 10, MASK)
    assert prompts(masked, 10) == FramePrompts(mask=MASK)
    assert prompts(edits.add_click(masked, 1, 10, OFF), 10) == FramePrompts((OFF,))


def test_a_new_prompt_drops_the_old_answer_and_makes_the_rest_stale(project: Project) -> None:
    masklet = edits.add_click(project, 1, 10, OFF).masklet(1)
    assert 10 not in masklet.track
    assert masklet.stale == {11, 12, 13}


def test_a_click_on_a_tracked_mask_corrects_it(project: Project) -> None:
    after = edits.add_click(project, 1, 11, OFF)
    assert prompts(after, 11) == FramePrompts((OFF,), corrects=sample(1))
    again = edits.add_click(after, 1, 11, ON)
    assert prompts(again, 11) == FramePrompts((OFF, ON), corrects=sample(1))
    answered = edits.add_samples(again, 1, {11: sample(9, prompted=True)})
    assert prompts(edits.add_click(answered, 1, 11, OFF), 11).corrects == sample(1)


@pytest.mark.parametrize("frame", [10, 13, 60])  # an answer to prompts; object not found; never tracked
def test_a_click_elsewhere_starts_from_nothing(frame: int, project: Project) -> None:
    assert prompts(edits.add_click(project, 1, frame, ON), frame).corrects is None


def test_a_chosen_level_stays_with_later_clicks_and_goes_with_a_box(project: Project) -> None:
    chosen = edits.choose_level(project, 1, 10, 0)
    assert prompts(chosen, 10).level == 0
    assert chosen.masklet(1).stale == {11, 12, 13}
    assert prompts(edits.add_click(chosen, 1, 10, OFF), 10).level == 0
    assert prompts(edits.set_box(chosen, 1, 10, Box(0, 0, 5, 5)), 10).level is None
    with pytest.raises(KeyError):
        edits.choose_level(project, 1, 11, 0)


def test_a_box_on_a_tracked_mask_starts_from_nothing(project: Project) -> None:
    assert prompts(edits.set_box(project, 1, 11, Box(0, 0, 5, 5)), 11).corrects is None


def test_clearing_a_correction_brings_the_tracked_mask_back(project: Project) -> None:
    after = edits.clear_prompts(edits.add_click(project, 1, 11, OFF), 1, 11)
    assert after.masklet(1).track[11] == sample(1)
    assert 11 not in after.masklet(1).prompts


def test_clearing_a_prompt_takes_its_answer_along(project: Project) -> None:
    masklet = edits.clear_prompts(project, 1, 10).masklet(1)
    assert 10 not in masklet.track
    assert masklet.stale == {11, 12, 13}


def test_a_tracked_answer_never_replaces_the_one_to_a_prompt(project: Project) -> None:
    after = edits.add_samples(project, 1, {10: sample(7), 11: sample(8)})
    assert after.masklet(1).track[10] == sample(prompted=True)
    assert after.masklet(1).track[11] == sample(8)


def test_tracking_again_makes_frames_fresh(project: Project) -> None:
    stale = edits.add_click(project, 1, 40, ON)
    assert edits.add_samples(stale, 1, {11: sample(8)}).masklet(1).stale == {12, 13}


def test_forgetting_the_track_keeps_the_answers_to_prompts(project: Project) -> None:
    masklet = edits.clear_track(edits.add_click(project, 1, 40, ON), 1).masklet(1)
    assert set(masklet.track) == {10}
    assert not masklet.stale


def test_what_was_tracked_with_a_window_is_stale_without(project: Project) -> None:
    changed = edits.set_window(project, 1, "off")
    assert changed.masklet(1).window == "off"
    assert changed.masklet(1).stale == {11, 12, 13}
    assert edits.set_window(changed, 1, "off") is changed


def test_what_was_tracked_with_another_memory_is_stale(project: Project) -> None:
    changed = edits.set_policy(project, 1, "motion")
    assert changed.masklet(1).policy == "motion"
    assert changed.masklet(1).stale == {11, 12, 13}
    assert edits.set_policy(changed, 1, "motion") is changed


def test_in_and_out_points_never_cross(project: Project) -> None:
    out_wins = edits.set_out_point(edits.set_in_point(project, 60), 40)
    assert (out_wins.in_point, out_wins.out_point) == (None, 40)
    in_wins = edits.set_in_point(edits.set_out_point(project, 40), 60)
    assert (in_wins.in_point, in_wins.out_point) == (60, None)
    one_frame = edits.set_out_point(edits.set_in_point(project, 50), 50)
    assert one_frame.work_area == FrameRange(50, 50)


def test_the_work_area_is_the_clip_until_it_is_set(project: Project) -> None:
    assert project.work_area == FrameRange(0, 99)
    assert edits.set_in_point(project, 30).work_area == FrameRange(30, 99)
    assert replace(project, in_point=500).work_area == FrameRange(99, 99)
    assert Project().work_area == FrameRange(0, 0)


def test_effects_are_added_changed_moved_and_removed(project: Project) -> None:
    new = edits.add_effect(edits.add_effect(project, 1, "blur", {"radius": 3.0}), 1, "cutout")
    blur, cutout = (e.id for e in new.masklet(1).effects)
    new = effect_edits.set_value(new, 1, blur, "radius", 9.0, 0)
    new = edits.enable_effect(new, 1, cutout, enabled=False)
    new = edits.move_effect(new, 1, cutout, 0)
    assert [(e.effect, dict(e.params), e.enabled) for e in new.masklet(1).effects] == [
        ("cutout", {}, False),
        ("blur", {"radius": 9.0}, True),
    ]
    assert [e.effect for e in edits.remove_effect(new, 1, cutout).masklet(1).effects] == ["blur"]


EDITS: list[Callable[[Project, int], Project]] = [
    lambda p, n: edits.add_masklet(p),
    lambda p, n: edits.add_click(p, _some(p, n), n % 20, ON if n % 3 else OFF),
    lambda p, n: edits.set_box(p, _some(p, n), n % 20, Box(n, n, n + 1, n + 2)),
    lambda p, n: edits.set_mask(p, _some(p, n), n % 20, MASK),
    lambda p, n: edits.clear_prompts(p, _some(p, n), n % 20),
    lambda p, n: edits.add_samples(p, _some(p, n), {f: sample(f) for f in range(n % 20, n % 20 + 4)}),
    lambda p, n: edits.clear_track(p, _some(p, n)),
    lambda p, n: edits.show_masklet(p, _some(p, n), visible=bool(n % 2)),
    lambda p, n: edits.set_in_point(p, n % 100),
    lambda p, n: edits.set_out_point(p, n % 100),
    lambda p, n: edits.add_effect(p, _some(p, n), "blur"),
    lambda p, n: edits.remove_masklet(p, _some(p, n)) if len(p.masklets) > 1 else p,
]


def _some(project: Project, number: int) -> int:
    return project.masklets[number % len(project.masklets)].id


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(range(len(EDITS))), st.integers(0, 199)), max_size=25))
def test_any_series_of_edits_keeps_the_documents_rules(steps: list[tuple[int, int]]) -> None:
    project = edits.add_masklet(edits.open_media(MEDIA))
    for which, number in steps:
        before, held = project, (project, project.masklets)
        project = EDITS[which](project, number)
        assert (before, before.masklets) == held  # undo puts back what it kept
        numbers = [m.id for m in project.masklets] + [e.id for m in project.masklets for e in m.effects]
        assert len(set(numbers)) == len(numbers)
        assert max(numbers) < project.next_id >= before.next_id
        assert len(project.work_area) >= 1
        for masklet in project.masklets:
            assert masklet.stale <= masklet.track.keys()
            assert not masklet.stale & masklet.prompts.keys()
            assert all(masklet.prompts.values())
            assert all(s.prompted or f not in masklet.prompts for f, s in masklet.track.items())
