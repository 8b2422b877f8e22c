"""`masklet track`: prompts in, a project with tracked masklets out."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.exits import UsageError
from app.cli.progress import Progress
from app.cli.prompt_words import add_prompts, parse_prompts
from app.document import edits
from app.document.masklet import Sample
from app.document.project import Project
from app.document.timing import FrameRange
from app.errors import UserFacingError

Answers = dict[int, dict[int, Sample]]  # by masklet id, by frame


def run(args: argparse.Namespace) -> int:
    masklets = parse_prompts(args.prompts)
    check_output(args.output)
    project = open_project(args.clip)
    project = set_range(project, args.first, args.last)
    project = edits.set_model(_in_space(project, args.colourspace), args.model)
    project = add_prompts(project, masklets)
    project = edits.set_exclusive(project, exclusive=args.exclusive)
    for masklet in project.masklets:
        project = edits.set_policy(project, masklet.id, args.policy)
    track_and_save(project, args.output, device=args.device)
    print(args.output)
    return exits.DONE


def open_project(clip: Path) -> Project:
    """A new project on the clip. Raises UserFacingError where the clip cannot be read."""
    from app.engine.media_reader import open_media

    with open_media(clip.absolute()) as reader:
        return edits.open_media(reader.media)


def _in_space(project: Project, name: str) -> Project:
    """The project with the clip's colour space. Raises UsageError for an unknown name."""
    if name:
        from app.engine.view_transform import input_spaces

        if name not in input_spaces():
            raise UsageError(f'There is no colour space "{name}". There are: {", ".join(input_spaces())}.')
    return edits.set_input_space(project, name)


def set_range(project: Project, first: int | None, last: int | None) -> Project:
    """The project with its work area at --in and --out, each None where it was not given."""
    media = project.media
    assert media is not None
    for name, frame in (("in", first), ("out", last)):
        if frame is not None and frame not in media.frames:
            raise UserFacingError(
                f"--{name} {frame} is beyond the end of {media.path.name}, "
                f"which has {media.frame_count} frames.",
                f"Frames are counted from 0: the last one is {media.frame_count - 1}.",
            )
    if first is not None and last is not None and last < first:
        raise UsageError(f"--out {last} lies before --in {first}.")
    if first is not None:
        project = edits.set_in_point(project, first)
    return project if last is None else edits.set_out_point(project, last)


def track_and_save(project: Project, output: Path, *, device: str) -> Project:
    """Track all masklets through the work area and save the project.

    Raises Interrupted after a cancel and UserFacingError where tracking failed, both after what was
    tracked until then has been saved.
    """
    from app.engine.project_file import save_project

    with cancellable() as cancel, Progress("Tracking") as progress:
        answers: Answers = {}
        failure = _track(project, device, cancel, progress, answers)
        project = _with_answers(project, answers)
        finished = failure is None and not cancel.is_set()
        if answers or finished:
            save_project(project, output)
        if finished:
            _report(project, progress)
        elif answers:
            progress.say(f"Stopped early. What was tracked is in {output}")
        else:
            progress.say("Stopped before the first frame: nothing was saved.")
    if failure is not None:
        raise failure
    if cancel.is_set():
        raise Interrupted
    return project


def check_output(output: Path) -> None:
    """Say now, not after an hour of tracking, that the project cannot go there."""
    if output.suffix != ".masklet":
        raise UsageError(f"-o {output}: a project is a .masklet file.")
    if output.is_dir():
        raise UserFacingError(f"{output} is a folder.", "Name a file: -o P.masklet")
    check_folder(output.absolute().parent)


def check_folder(folder: Path) -> None:
    """Raises UserFacingError where nothing can be written there: found by trying."""
    if not folder.is_dir():
        raise UserFacingError(f"There is no folder {folder}.", "Make it first.")
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(b"masklet")
    except OSError as error:
        raise UserFacingError(
            f"Nothing can be written in {folder}: {error.strerror}.", "Choose another folder: -o PATH"
        ) from error


def _track(
    project: Project, device: str, cancel: threading.Event, progress: Progress, answers: Answers
) -> UserFacingError | None:
    """Fill `answers` until all is tracked, cancelled or failed; returns the failure."""
    from app.engine.model_store import ModelStore
    from app.engine.requests import Failed, Status, Tracked, TrackRequest
    from app.engine.tracker import Tracker

    assert project.media is not None
    area = project.work_area
    request = TrackRequest(
        1, project.media, project.masklets, area, _start(project, area), "both", project.model
    )
    failure: UserFacingError | None = None
    tracker = Tracker(ModelStore(), device)
    for reply in tracker.handle(request, cancel):
        if isinstance(reply, Status):
            progress.say(reply.text)
        elif isinstance(reply, Tracked):
            for masklet_id, sample in reply.samples.items():
                answers.setdefault(masklet_id, {})[reply.frame] = sample
            progress.update(reply.done, reply.total, reply.seconds_left)
        elif isinstance(reply, Failed):
            failure = UserFacingError(reply.message, reply.hint)
    tracker.close()
    return failure


def _start(project: Project, area: FrameRange) -> int:
    """The first prompted frame in the range, or the frame of the range that is nearest to one."""
    prompted = sorted(frame for masklet in project.masklets for frame in masklet.prompts)
    return next((frame for frame in prompted if frame in area), area.clip(prompted[0]))


def _with_answers(project: Project, answers: Mapping[int, Mapping[int, Sample]]) -> Project:
    for masklet_id, samples in answers.items():
        project = edits.add_samples(project, masklet_id, samples)
    return project


def _report(project: Project, progress: Progress) -> None:
    """For each masklet, how much of the range it was found on: an empty one is worth a look."""
    for masklet in project.masklets:
        absent = [f for f, sample in masklet.track.items() if sample.presence <= 0]
        note = f", not to be seen on {len(absent)} of them" if absent else ""
        progress.say(f"{masklet.name}: {len(masklet.track)} frames{note}")
