"""Tracks that went wrong as a whole are put right, and stay so."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from app.document import approval, edits, hand, repair
from app.document.masklet import Sample
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Click
from app.document.strokes import Brush
from app.document.timing import FrameRate
from app.errors import UserFacingError

MEDIA = Media(Path("/clip.mov"), 64, 48, FrameRate(Fraction(25)), 20)
DAB = Brush(((1, 1),), 2)


def sample(tag: int, *, prompted: bool = False) -> Sample:
    return Sample(4, 4, bytes([tag]), 5, 0.9, b"", "m", prompted)


@pytest.fixture
def project() -> Project:
    """Two masklets prompted on 0 and tracked to 9; the masks of the second are 100 and on."""
    new = edits.add_masklet(edits.add_masklet(edits.open_media(MEDIA), "dog"), "cat")
    for number in (1, 2):
        new = edits.add_click(new, number, 0, Click(number, number))
        base = 100 * (number - 1)
        new = edits.add_samples(new, number, {0: sample(base, prompted=True)})
        new = edits.add_samples(new, number, {f: sample(base + f) for f in range(1, 10)})
    return edits.add_effect(new, 1, "blur")


def tags(project: Project, number: int) -> list[int]:
    track = project.masklet(number).track
    return [track[f].logits[0] for f in sorted(track)]


def test_identities_are_swapped_from_a_frame_on_and_back(project: Project) -> None:
    swapped = repair.swap_from(hand.paint(project, 2, [7], DAB), 1, 2, 5)
    assert tags(swapped, 1) == [0, 1, 2, 3, 4, 105, 106, 107, 108, 109]
    assert tags(swapped, 2) == [100, 101, 102, 103, 104, 5, 6, 7, 8, 9]
    assert dict(swapped.masklet(1).hand) == {7: (DAB,)}
    assert [m.name for m in swapped.masklets] == ["dog", "cat"]
    assert repair.swap_from(swapped, 1, 2, 5) == hand.paint(project, 2, [7], DAB)


def test_locked_frames_are_not_swapped(project: Project) -> None:
    locked = approval.lock_frames(project, 2, [6])
    with pytest.raises(UserFacingError, match="Frame 6 of cat is locked"):
        repair.swap_from(locked, 1, 2, 5)
    assert repair.swap_from(locked, 1, 2, 7) != locked


def test_a_tail_that_is_cut_stays_cut(project: Project) -> None:
    cut = repair.cut_tail(project, 1, 6)
    masklet = cut.masklet(1)
    assert [f for f, s in sorted(masklet.track.items()) if s.presence > 0] == list(range(6))
    assert masklet.locked == {6, 7, 8, 9}
    again = edits.add_samples(cut, 1, {f: sample(50) for f in range(10)})
    assert again.masklet(1).track[7] is masklet.track[7]
    assert cut.masklet(2) is project.masklet(2)


def test_a_prompt_on_a_frame_without_the_object_goes(project: Project) -> None:
    masklet = repair.mark_absent(edits.add_click(project, 1, 7, Click(3, 3)), 1, [7]).masklet(1)
    assert 7 not in masklet.prompts
    assert masklet.track[7].presence < 0


def test_a_split_gives_two_masklets_with_ids_of_their_own(project: Project) -> None:
    parts = repair.split(project, 1, 4)
    assert tags(parts, 1) == [0, 1, 2, 3]
    new = parts.masklets[-1]
    assert tags(parts, new.id) == [4, 5, 6, 7, 8, 9]
    ids = [m.id for m in parts.masklets] + [e.id for m in parts.masklets for e in m.effects]
    assert len(set(ids)) == len(ids)
    assert max(ids) < parts.next_id
    assert [e.effect for e in new.effects] == ["blur"]


def test_a_copy_is_equal_and_another(project: Project) -> None:
    copied = repair.copy_masklet(project, 1)
    assert copied.masklets[-1].track == project.masklet(1).track
    assert copied.masklets[-1].name == "dog copy"
    assert edits.remove_masklet(copied, copied.masklets[-1].id).masklets == project.masklets


def test_merged_masklets_are_one_whose_prompted_frames_are_locked(project: Project) -> None:
    merged = repair.merge(project, 1, 2, {f: sample(200) for f in range(10)})
    (masklet,) = merged.masklets
    assert tags(merged, 1) == [200] * 10
    assert (masklet.locked, dict(masklet.prompts)) == ({0}, {})
