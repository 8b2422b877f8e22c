"""A track that is saved, opened again and continued is the track that was never interrupted."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.document import edits
from app.document.masklet import Sample
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.following import POLICIES
from app.engine.media_reader import probe
from app.engine.model_store import ModelStore
from app.engine.project_file import load_project, save_project
from app.engine.requests import Tracked, TrackRequest
from app.engine.sample_clip import sample_clip
from app.engine.samples import decode_logits
from app.engine.tracker import Tracker

STOP, LAST = 20, 35


def tracked(project: Project, first: int, last: int) -> dict[int, Sample]:
    """As a newly started program does it."""
    assert project.media is not None
    request = TrackRequest(1, project.media, project.masklets, FrameRange(first, last), first, "forward")
    tracker = Tracker(ModelStore())
    replies = list(tracker.handle(request, threading.Event()))
    tracker.close()
    return {r.frame: r.samples[1] for r in replies if isinstance(r, Tracked)}


@pytest.mark.slow
@pytest.mark.parametrize("policy", POLICIES)
def test_a_saved_track_goes_on_as_if_it_had_not_been_interrupted(policy: str, tmp_path: Path) -> None:
    project = edits.add_masklet(edits.open_media(probe(sample_clip().path)))
    prompts = next(iter(sample_clip().prompts.values()))
    project = edits.replace_masklet(project, replace(project.masklet(1), prompts={0: prompts}))
    project = edits.set_policy(project, 1, policy)
    whole = tracked(project, 0, LAST)
    part = {f: s for f, s in whole.items() if f <= STOP}
    save_project(edits.add_samples(project, 1, part), tmp_path / "p.masklet")
    continued = tracked(load_project(tmp_path / "p.masklet"), STOP + 1, LAST)
    assert sorted(continued) == list(range(STOP + 1, LAST + 1))
    for frame, sample in continued.items():
        ours, theirs = (decode_logits(s) > 0 for s in (sample, whole[frame]))
        assert (ours & theirs).sum() >= 0.99 * (ours | theirs).sum(), frame
