"""An export that was queued is the export that was asked for, whatever becomes of the project meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.export import request_of
from app.cli.parser import build_parser
from app.document import edits
from app.document.timing import FrameRange
from app.engine.export.job import ExportRequest
from app.engine.export.options import ExportOptions
from app.engine.queue.exports import queue_exports
from app.engine.queue.store import QueueStore
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of

EVERY = ExportOptions(
    content="matte",
    depth="float",
    alpha="premultiplied",
    compression="dwaa",
    holdouts=(2,),
    layers=False,
    multipart=True,
    cryptomatte=True,
    first_number=1001,
    padding=6,
    handles=2,
    scale=0.5,
    sound="mix",
    timecode="01:00:00:00",
    unhidden="report",
    report=True,
)


@pytest.mark.parametrize("options", [ExportOptions(), EVERY], ids=["plain", "every option"])
def test_what_is_queued_is_what_was_asked_for(options: ExportOptions, tmp_path: Path) -> None:
    project = project_of(write_clip(tmp_path / "clip.mp4", Clip(frames=4)), 4)
    project = edits.rename_masklet(project, 2, "dog")  # the same name twice
    store = QueueStore(tmp_path / "queue.sqlite")
    request = ExportRequest(project, "exr", tmp_path / "out", FrameRange(1, 3), (1,), True, options)
    (job,) = queue_exports((request,), store)
    asked = request_of(build_parser().parse_args(job.words))
    assert (asked.project.masklets, asked.options) == (project.masklets, options)
    assert (asked.format, asked.path, asked.frames) == (request.format, request.path, request.frames)
    assert tuple(asked.masklets or ()) == (1,)


def test_copies_of_projects_are_kept_as_long_as_a_job_reads_them(tmp_path: Path) -> None:
    project = project_of(write_clip(tmp_path / "clip.mp4", Clip(frames=2)), 2)
    store = QueueStore(tmp_path / "queue.sqlite")
    request = ExportRequest(project, "png", tmp_path / "out")
    first, second = queue_exports((request, replace(request, path=tmp_path / "other")), store)
    assert first.words[1] == second.words[1]
    store.remove(first.id)
    (third,) = queue_exports((request,), store)
    assert len(list(store.snapshots.iterdir())) == 2
    store.remove(second.id)
    queue_exports((request,), store)
    assert not Path(second.words[1]).exists() or second.words[1] == store.jobs()[-1].words[1]
    assert Path(third.words[1]).exists()
