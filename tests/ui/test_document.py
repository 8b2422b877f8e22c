"""Undo, the modified flag, and answers that arrive after the project went on."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

from app.document import edits
from app.document.masklet import Sample
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Click
from app.document.timing import FrameRate
from app.ui.document import OpenDocument

MEDIA = Media(Path("dog.mp4"), 64, 48, FrameRate(Fraction(24)), frame_count=10)
SAMPLE = Sample(1, 1, b"", 1.0, 0.9, b"", "small")


def answer(project: Project, *, frame: int = 0, prompted: bool = True) -> Project:
    """Put a sample on the frame of masklet 1 where it has prompts and no sample: what a reply does."""
    if not project.masklets:
        return project
    masklet = project.masklet(1)
    if prompted and (frame not in masklet.prompts or frame in masklet.track):
        return project
    track = MappingProxyType({**masklet.track, frame: replace(SAMPLE, prompted=prompted)})
    return edits.replace_masklet(project, replace(masklet, track=track))


def click(project: Project) -> Project:
    if not project.masklets:
        project = edits.add_masklet(project)
    return edits.add_click(project, 1, 0, Click(3, 4))


@pytest.fixture
def document() -> OpenDocument:
    return OpenDocument(edits.open_media(MEDIA))


def test_undo_brings_back_the_same_object(document):
    first = document.project
    document.edit("Add masklet", edits.add_masklet)
    second = document.project
    document.undo_stack.undo()
    assert document.project is first
    document.undo_stack.redo()
    assert document.project is second


def test_an_edit_that_changes_nothing_is_no_step(document):
    document.edit("Nothing", lambda p: p)
    assert document.undo_stack.count() == 0


def test_a_click_and_its_mask_are_one_step(document):
    empty = document.project
    document.edit("Click", click)
    assert document.amend(answer)
    assert 0 in document.project.masklet(1).track
    document.undo_stack.undo()
    assert document.project is empty
    document.undo_stack.redo()
    assert 0 in document.project.masklet(1).track


def test_an_edit_made_while_the_mask_was_computed_keeps_it_when_undone(document):
    document.edit("Click", click)
    document.edit("Rename", lambda p: edits.rename_masklet(p, 1, "Dog"))
    document.amend(answer)
    document.undo_stack.undo()
    assert document.project.masklet(1).name == "Masklet 1"
    assert 0 in document.project.masklet(1).track


def test_a_mask_that_arrives_after_undo_is_there_after_redo(document):
    document.edit("Click", click)
    document.edit("Rename", lambda p: edits.rename_masklet(p, 1, "Dog"))
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.amend(answer)
    assert not document.project.masklets
    document.undo_stack.redo()
    assert 0 in document.project.masklet(1).track
    document.undo_stack.redo()
    assert 0 in document.project.masklet(1).track


def test_an_answer_to_nothing_is_dropped(document):
    before = document.project
    assert not document.amend(answer)
    assert document.project is before


def test_a_propagation_is_one_step(document):
    document.edit("Click", click)
    prompted = document.project
    step = document.begin("Track forward")
    for frame in range(1, 5):
        assert step.grow(lambda p, f=frame: answer(p, frame=f, prompted=False))
    assert set(document.project.masklet(1).track) == {1, 2, 3, 4}
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.project is prompted


def test_edits_during_a_propagation_keep_both(document):
    document.edit("Click", click)
    step = document.begin("Track")
    step.grow(lambda p: answer(p, frame=1, prompted=False))
    document.edit("Rename", lambda p: edits.rename_masklet(p, 1, "Dog"))
    document.edit("Hide", lambda p: edits.show_masklet(p, 1, visible=False))
    document.undo_stack.undo()
    step.grow(lambda p: answer(p, frame=2, prompted=False))
    assert document.project.masklet(1).name == "Dog"
    assert set(document.project.masklet(1).track) == {1, 2}
    document.undo_stack.redo()
    assert set(document.project.masklet(1).track) == {1, 2}
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.project.masklet(1).name == "Masklet 1"
    assert set(document.project.masklet(1).track) == {1, 2}


def test_a_propagation_that_was_undone_takes_no_more_answers(document):
    document.edit("Click", click)
    step = document.begin("Track")
    step.grow(lambda p: answer(p, frame=1, prompted=False))
    document.undo_stack.undo()
    assert not step.grow(lambda p: answer(p, frame=2, prompted=False))
    assert not document.project.masklet(1).track


def test_a_dragged_slider_is_one_step(document):
    document.edit("Add masklet", edits.add_masklet)
    for name in "abc":
        document.edit("Rename", lambda p, n=name: edits.rename_masklet(p, 1, n), merge_key="drag 1")
    document.edit("Rename", lambda p: edits.rename_masklet(p, 1, "d"), merge_key="drag 2")
    document.undo_stack.undo()
    assert document.project.masklet(1).name == "c"
    document.undo_stack.undo()
    assert document.project.masklet(1).name == "Masklet 1"


def test_modified_means_different_from_the_file(document):
    assert not document.is_modified
    document.edit("Add masklet", edits.add_masklet)
    assert document.is_modified
    document.mark_saved(document.project, Path("dog.masklet"))
    assert not document.is_modified
    assert document.name == "dog"
    document.undo_stack.undo()
    assert document.is_modified
    document.undo_stack.redo()
    assert not document.is_modified


def test_what_was_edited_while_the_file_was_written_is_unsaved(document):
    written = document.project
    document.edit("Add masklet", edits.add_masklet)
    document.mark_saved(written, Path("dog.masklet"))
    assert document.is_modified


def test_opening_forgets_the_history(document):
    document.edit("Add masklet", edits.add_masklet)
    document.open(edits.open_media(MEDIA))
    assert not document.is_modified
    assert document.undo_stack.count() == 0


def test_the_mask_to_prompts_that_were_opened_is_no_change(document):
    document.open(click(document.project), Path("dog.masklet"))
    assert document.amend(answer)
    assert not document.is_modified


def test_a_mask_that_the_saved_file_lacks_is_a_change(document):
    document.edit("Click", click)
    document.mark_saved(document.project, Path("dog.masklet"))
    document.amend(answer)
    assert document.is_modified
