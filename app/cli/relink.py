"""`masklet relink`: a project whose clip was moved or renamed."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from app.cli import exits
from app.document.media import Media
from app.document.project import Project
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.media_reader import probe
    from app.engine.project_file import save_project

    project = _project(args.project)
    if project.media is None:
        raise UserFacingError(f"{args.project.name} has no clip.", "Open a clip in it first.")
    found = probe(_found(project.media, args.path.absolute()))
    _check(project.media, found)
    save_project(replace(project, media=found), args.project)
    print(found.path)
    return exits.DONE


def _project(path: Path) -> Project:
    from app.engine.project_file import MissingMediaError, load_project

    try:
        return load_project(path)
    except MissingMediaError as error:
        return replace(load_project(path, media_path=path), media=error.media)


def _found(media: Media, path: Path) -> Path:
    from app.engine.relink import find_media

    if not path.is_dir() or (media.is_sequence and any(path.glob(media.path.name))):
        return path
    found = find_media(media, path)
    if found is None:
        raise UserFacingError(
            f"{media.path.name} is not in {path}, under this or another name.",
            "Name the clip itself, or another folder.",
        )
    return found


def _check(known: Media, found: Media) -> None:
    """A clip of another size or length is not the one that the masks were made for."""
    was, now = ((m.width, m.height, m.frame_count) for m in (known, found))
    if was != now:
        raise UserFacingError(
            f"{found.path.name} has {now[0]} x {now[1]} pixels and {now[2]} frames, the project's clip"
            f" {was[0]} x {was[1]} and {was[2]}.",
            "Name the clip that the project was made with.",
        )
