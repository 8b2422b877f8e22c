"""`masklet track`: prompts in, a project with tracked masklets out."""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.exits import UsageError
from app.cli.progress import Progress
from app.cli.prompt_words import add_prompts, parse_prompts
from app.document import edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    goes_on = args.clip.suffix == ".masklet"
    masklets = parse_prompts(args.prompts) if args.prompts or not goes_on else ()
    output = args.output or (args.clip if goes_on else None)
    if output is None:
        raise UsageError("Say where the project goes: -o P.masklet")
    for file in (output, args.into) if args.into else (output,):
        check_output(file)
    if args.into and not goes_on:
        raise UsageError("--into is for the copy of a project: masklet track COPY.masklet --into P.masklet")
    if args.into and not args.into.exists():
        raise UserFacingError(
            f"There is no project {args.into}.", "Put it back, or name another: --into P.masklet"
        )
    if args.again and not goes_on:
        raise UsageError("--again is for a project that was tracked: masklet track P.masklet --again")
    project = _continued(args) if goes_on else _begun(args)
    draft = project if args.again else None
    project = add_prompts(project, masklets) if masklets else project
    for masklet in project.masklets:
        if args.policy or not goes_on:
            project = edits.set_policy(project, masklet.id, args.policy)
        if args.window:
            project = edits.set_window(project, masklet.id, args.window)
    track_and_save(
        _again(project) if args.again else project,
        output,
        device=args.device,
        across_cuts=args.across_cuts,
        reacquire=args.reacquire,
        draft=draft,
        into=args.into,
    )
    print(args.into or output)
    return exits.DONE


def _again(project: Project) -> Project:
    """The project with all that can be tracked in its range still to do."""
    from app.engine.final import asked, begun

    ids = {m.id for m in project.masklets if m.anchors}
    project = begun(project, project.model, ids)
    for masklet in asked(project, ids):
        project = edits.replace_masklet(project, masklet)
    return project


def _begun(args: argparse.Namespace) -> Project:
    project = set_range(open_project(args.clip), args.first, args.last)
    project = edits.set_model(_in_space(project, args.colourspace), args.model)
    return edits.set_exclusive(project, exclusive=args.exclusive)


def _continued(args: argparse.Namespace) -> Project:
    """The project with what the command line asks for otherwise than the file."""
    from app.engine.project_file import load_project

    project = load_project(args.clip)
    if project.media is None:
        raise UserFacingError(f"{args.clip.name} has no clip to track in.", "Open a clip in it first.")
    project = set_range(project, args.first, args.last)
    project = _in_space(project, args.colourspace) if args.colourspace else project
    project = edits.set_model(project, args.model) if args.model else project
    return edits.set_exclusive(project, exclusive=True) if args.exclusive else project


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


def track_and_save(
    project: Project,
    output: Path,
    *,
    device: str,
    across_cuts: bool = False,
    reacquire: bool = False,
    draft: Project | None = None,
    into: Path | None = None,
) -> Project:
    """Track what is stale or missing of all masklets in the work area and save the project.

    With a `draft` it is said, and marked in the project, where it differs from that. What was tracked goes
    `into` another project's file as well; `output` is then a copy that is nobody else's.
    Raises Interrupted after a cancel and UserFacingError where tracking failed, both after what was
    tracked until then has been saved. What a kill leaves is for `masklet recover`, or in the copy.
    """
    from app.engine.project_file import change_project, save_project
    from app.engine.taking import with_answers

    with cancellable() as cancel, Progress("Tracking") as progress:
        project = _with_cuts(project, cancel, progress) if not across_cuts else edits.set_cuts(project, ())
        before = project
        work = _Work(output, device, cancel, progress, is_copy=into is not None)
        project, failure = _track(project, work)
        if reacquire and failure is None and not cancel.is_set():
            project, failure = _reacquire(project, work)
        finished = failure is None and not cancel.is_set()
        project = _compared(draft, project, progress) if draft is not None and finished else project
        if project is not before or finished:
            save_project(project, output)
            if into is not None:
                tracked = project
                change_project(into, lambda there: with_answers(there, tracked))
        if finished:
            _report(project, progress)
        elif project is not before:
            progress.say(f"Stopped early. What was tracked is in {output}")
        else:
            progress.say("Stopped before the first frame: nothing was saved.")
    if failure is not None:
        raise failure
    if cancel.is_set():
        raise Interrupted
    return project


def _with_cuts(project: Project, cancel: threading.Event, progress: Progress) -> Project:
    """The project with the cuts of the frames that matter, where nobody has looked for them yet."""
    from app.engine.media_reader import open_media
    from app.engine.shots import find_cuts

    if project.cuts is not None or project.media is None:
        return project
    area = project.work_area
    anchors = [a for m in project.masklets for a in m.anchors if a in project.media.frames]
    frames = FrameRange(min(area.first, *anchors), max(area.last, *anchors)) if anchors else area
    with open_media(project.media.path) as reader:
        for found in find_cuts(reader, frames, cancel):
            if found.done == found.total:
                project = edits.set_cuts(project, found.cuts)
                for cut in found.cuts:
                    progress.say(f"Cut at frame {cut}: masklets are not tracked across (--across-cuts).")
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


@dataclass(frozen=True)
class _Work:
    """What a run of the tracker works with."""

    output: Path
    device: str
    cancel: threading.Event
    progress: Progress
    is_copy: bool  # `output` holds what is tracked from the first seconds on

    @contextmanager
    def keeping(self) -> Generator[Callable[[Project], None]]:
        """Where what is tracked is kept every few seconds, for what may end it in the middle."""
        from app.engine.autosave import EVERY_S, Autosave
        from app.engine.project_file import save_project

        autosave, kept = Autosave(), time.monotonic()

        def keep(project: Project) -> None:
            nonlocal kept
            if time.monotonic() - kept <= EVERY_S:
                return
            if self.is_copy:
                save_project(project, self.output)
            else:
                autosave.keep(project, self.output.absolute())
            kept = time.monotonic()

        yield keep
        autosave.discard()


def _track(project: Project, work: _Work) -> tuple[Project, UserFacingError | None]:
    """The project with what was tracked until all is done, cancelled or failed, and the failure."""
    from app.engine.model_store import ModelStore
    from app.engine.requests import Failed, Status, Tracked, TrackRequest
    from app.engine.taking import with_tracked
    from app.engine.tracker import Tracker

    assert project.media is not None
    area, asked = project.work_area, project.masklets
    start, shots = _start(project, area), project.shots
    request = TrackRequest(1, project.media, asked, area, start, "both", project.model, shots)
    failure: UserFacingError | None = None
    tracker = Tracker(ModelStore(), work.device)
    with work.keeping() as keep:
        for reply in tracker.handle(request, work.cancel):
            if isinstance(reply, Status):
                work.progress.say(reply.sentence)
            elif isinstance(reply, Tracked):
                project = with_tracked(project, reply, asked)
                work.progress.update(reply.done, reply.total, reply.seconds_left)
                keep(project)
            elif isinstance(reply, Failed):
                failure = UserFacingError(reply.message, reply.hint)
        tracker.close()
    return project, failure


def _reacquire(project: Project, work: _Work) -> tuple[Project, UserFacingError | None]:
    """Look for the masklets in the shots that have nothing of them, and track from where they are found."""
    from app.engine.model_store import ModelStore
    from app.engine.requests import ReacquireRequest, Segmented
    from app.engine.tracker import Tracker

    assert project.media is not None
    media, tracker, offered = project.media, Tracker(ModelStore(), work.device), project
    for shot in project.shots:
        first = max(shot.first, project.work_area.first)
        if shot.last < first or first > project.work_area.last:
            continue
        for masklet in project.masklets:
            if any(a in shot for a in masklet.anchors):
                continue
            request = ReacquireRequest(1, media, masklet, first, project.model)
            for reply in tracker.handle(request, work.cancel):
                if isinstance(reply, Segmented):
                    offered = edits.set_prompts(offered, masklet.id, first, reply.prompts)
                    work.progress.say(f"{masklet.name} is found again on frame {first}.")
    tracker.close()
    return (project, None) if offered is project else _track(offered, work)


def _start(project: Project, area: FrameRange) -> int:
    """The first anchor in the range, or the frame of the range that is nearest to one."""
    anchors = sorted(frame for masklet in project.masklets for frame in masklet.anchors)
    return next((frame for frame in anchors if frame in area), area.clip(anchors[0] if anchors else 0))


def _compared(draft: Project, project: Project, progress: Progress) -> Project:
    """The project with markers where its masks differ from the draft's."""
    from app.engine.final import DIFFERENT, differences, disagreement, with_markers

    ious = disagreement(draft, project)
    found = differences(ious)
    for masklet in project.masklets:
        both = ious.get(masklet.id)
        if both:
            low = sum(iou < DIFFERENT for iou in both.values())
            mean = sum(both.values()) / len(both)
            progress.say(
                f"{masklet.name}: agrees with the draft by IoU {mean:.3f}; "
                f"{low} of {len(both)} frames are below {DIFFERENT}."
            )
    for one in found:
        progress.say(f"  {project.masklet(one.masklet_id).name}, frame {one.frame}: IoU {one.iou:.2f}")
    return with_markers(project, found, lambda name, iou: f"{name}: the models differ, IoU {iou:.2f}")


def _report(project: Project, progress: Progress) -> None:
    """For each masklet, how much of the range it was found on: an empty one is worth a look."""
    for masklet in project.masklets:
        absent = [f for f, sample in masklet.track.items() if sample.presence <= 0]
        note = f", not to be seen on {len(absent)} of them" if absent else ""
        progress.say(f"{masklet.name}: {len(masklet.track)} frames{note}")
