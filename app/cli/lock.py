"""`masklet lock`: frames approved without a window."""

from __future__ import annotations

import argparse

from app.cli import exits
from app.cli.export import chosen_masklets
from app.document import approval


def run(args: argparse.Namespace) -> int:
    from app.engine.project_file import load_project, save_project

    project = load_project(args.project)
    chosen = chosen_masklets(project, args.masklet)
    frames = {f for asked in args.frames for f in asked}
    change = approval.unlock_frames if args.unlock else approval.lock_frames
    for masklet in project.masklets:
        if chosen is None or masklet.id in chosen:
            project = change(project, masklet.id, frames)
            print(f"{masklet.name}: {len(project.masklet(masklet.id).locked)} frames locked")
    save_project(project, args.project)
    return exits.DONE
