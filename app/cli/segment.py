"""`masklet segment`: the objects on a frame as masklets, each prompted with its mask."""

from __future__ import annotations

import argparse
import threading

from app.cli import exits
from app.cli.progress import Progress
from app.cli.track import check_output, open_project
from app.document import edits
from app.document.project import Project
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    check_output(args.output)
    project = edits.set_model(open_project(args.clip), args.model)
    media = project.media
    assert media is not None
    if args.frame not in media.frames:
        raise UserFacingError(
            f"--frame {args.frame} is beyond the end of {media.path.name}.",
            f"Frames are counted from 0: the last one is {media.frame_count - 1}.",
        )
    project = _with_objects(project, args.frame, args.most, args.device)
    from app.engine.project_file import save_project

    save_project(project, args.output)
    print(args.output)
    return exits.DONE


def _with_objects(project: Project, frame: int, most: int, device: str) -> Project:
    """The project with a masklet for each object. Raises UserFacingError where none was found."""
    from app.engine.model_store import ModelStore
    from app.engine.requests import Everything, EverythingRequest, Failed, Status
    from app.engine.tracker import Tracker

    assert project.media is not None
    tracker = Tracker(ModelStore(), device)
    request = EverythingRequest(1, project.media, frame, project.model)
    with Progress("Looking for objects") as progress:
        for reply in tracker.handle(request, threading.Event()):
            if isinstance(reply, Status):
                progress.say(reply.sentence)
            elif isinstance(reply, Failed):
                raise UserFacingError(reply.message, reply.hint)
            elif isinstance(reply, Everything):
                for found in reply.objects[:most]:
                    project = edits.add_masklet(project, f"Object {len(project.masklets) + 1}")
                    project = edits.set_mask(project, project.masklets[-1].id, frame, found.mask)
        progress.say(f"{len(project.masklets)} objects on frame {frame}")
    tracker.close()
    if not project.masklets:
        raise UserFacingError(
            f"No object was found on frame {frame}.", "Try another frame or a larger model."
        )
    return project
