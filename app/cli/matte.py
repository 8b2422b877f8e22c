"""`masklet matte`: what is done to a project's mattes, shown, set and measured without the window."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.exits import UsageError
from app.cli.export import chosen_masklets
from app.cli.progress import Progress
from app.cli.shape_words import shape_word
from app.cli.track import set_range
from app.cli.value_words import value_of, value_word
from app.document import matte_edits
from app.document.project import Project
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.project_file import load_project, save_project

    project = load_project(args.project)
    chosen = chosen_masklets(project, args.masklet)
    masklets = tuple(m.id for m in project.masklets) if chosen is None else chosen
    changed = _changed(project, masklets, args)
    if args.report:
        _report(set_range(changed, args.first, args.last), masklets)
    else:
        print(json.dumps(_shown(changed, masklets), indent=2, ensure_ascii=False))
    if changed is not project:
        output: Path = args.output or args.project
        save_project(changed, output)
    return exits.DONE


def _changed(project: Project, masklets: tuple[int, ...], args: argparse.Namespace) -> Project:
    in_front = chosen_masklets(project, args.holdout) if args.holdout else None
    for masklet in masklets:
        if args.reset:
            project = matte_edits.reset_matte(project, masklet)
        for word in args.set:
            project = _set(project, masklet, word)
        for word in args.shape:
            shape = shape_word(word)
            project = matte_edits.add_moving_shape(project, masklet, shape.kind, shape.path, shape.feather)
        if in_front is not None:
            others = tuple(number for number in in_front if number != masklet)
            project = matte_edits.set_holdouts(project, masklet, others)
    return project


def _set(project: Project, masklet: int, word: str) -> Project:
    from app.engine.matting.params import specs

    said = value_word(word)
    spec = specs().get(said.name)
    if spec is None:
        raise UsageError(f'There is no matte parameter "{said.name}". There are: {", ".join(specs())}.')
    value = value_of(spec, said.name, said.text)
    if said.frame is None:
        return matte_edits.hold_matte_param(project, masklet, said.name, value)
    return matte_edits.key_matte_param(project, masklet, said.name, said.keyframe(value))


def _shown(project: Project, masklets: tuple[int, ...]) -> dict[str, Any]:
    from app.engine.matte_json import matte_to_json

    return {project.masklet(m).name: matte_to_json(project.masklet(m).matte) for m in masklets}


def _report(project: Project, masklets: tuple[int, ...]) -> None:
    from app.engine.footage import Scene, clip_footage
    from app.engine.matting.boil import Boil, measured_boil

    if project.media is None:
        raise UserFacingError("The project has no clip to look at.", "Open a clip in it first.")
    with cancellable() as cancel, clip_footage(project.media) as footage:
        for number in masklets:
            masklet, measured = project.masklet(number), Boil(0, 0.0, 0.0, 0.0)
            with Progress(f"Measuring {masklet.name}") as progress:
                scene = Scene(project, footage)
                for measured in measured_boil(masklet, project.work_area, scene):
                    progress.update(measured.frames, len(project.work_area), None)
                    if cancel.is_set():
                        raise Interrupted
            print(f"{masklet.name}: {measured}")
