"""`masklet review`: which frames of a project need eyes."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from app.cli import exits
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.media_reader import open_media
    from app.engine.project_file import load_project
    from app.engine.review import review, troubles, write_report

    project = load_project(args.project)
    if project.media is None:
        raise UserFacingError(f"{args.project.name} has no clip to review.", "Open a clip in it first.")
    masklets, worst = review(project), troubles(project, args.most)
    names = {m.id: m.name for m in project.masklets}
    if args.json:
        facts = {"masklets": [asdict(m) for m in masklets], "frames": [asdict(t) for t in worst]}
        print(json.dumps(facts, indent=1, ensure_ascii=False))
    else:
        for one in masklets:
            print(
                f"{one.name}: {one.tracked} frames tracked, {one.reviewed:.0%} reviewed, "
                f"{one.stale} stale, {one.problems} need eyes"
            )
        for trouble in worst:
            print(f"  {names[trouble.masklet_id]} {trouble.frame:>6}  {trouble.score:.2f}")
    if args.report is not None:
        with open_media(project.media.path) as reader:
            write_report(project, reader, args.report, args.most)
    return exits.DONE
