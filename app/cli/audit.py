"""`masklet audit`: the frames on which an object that must be hidden may be seen."""

from __future__ import annotations

import argparse
import json

from app.cli import exits
from app.cli.export import chosen_masklets
from app.cli.track import set_range
from app.document import effect_edits
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.plugin_host import load_plugins
    from app.engine.privacy_audit import audit
    from app.engine.project_file import load_project

    project = set_range(load_project(args.project), args.first, args.last)
    for masklet in chosen_masklets(project, args.hide) or ():
        project = effect_edits.set_must_hide(project, masklet, on=True)
    if not any(m.must_hide for m in project.masklets):
        raise UserFacingError(
            "No masklet of the project is marked as one that must be hidden.", "Name one: --hide NAME"
        )
    doubts = audit(project, project.work_area, load_plugins())
    if args.json:
        rows = [
            {"masklet": d.masklet, "first": d.frames.first, "last": d.frames.last, "reason": d.reason}
            for d in doubts
        ]
        print(json.dumps(rows, indent=1))
    else:
        print("\n".join(str(d) for d in doubts) or "Hidden on every frame.")
    return exits.FAILED if doubts else exits.DONE
