"""What an export says of objects that must be hidden: refused, or listed beside the result."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app import __version__
from app.document.project import Project
from app.engine.export.target import Target, write_error
from app.engine.plugin_host import PluginHost
from app.engine.privacy_audit import Unhidden, audit, refuse_unhidden


def checked_unhidden(
    project: Project, target: Target, host: PluginHost, masklets: Collection[int]
) -> tuple[Unhidden, ...]:
    """The doubts about this export, whose effects are those of `masklets`.

    Raises UserFacingError where there are any and the export's options say that it is to be refused.
    """
    if target.options.unhidden == "refuse":
        refuse_unhidden(project, target.frames, host, masklets)
        return ()
    return audit(project, target.frames, host, masklets)


def unhidden_path(target: Target) -> Path:
    """`out.mov.unhidden.txt`, beside the result; chunks of a sequence have one each."""
    own = f".{target.frames.first}-{target.frames.last}" if target.into else ""
    return target.path.with_name(f"{target.path.name}{own}.unhidden.txt")


def write_unhidden(target: Target, doubts: Collection[Unhidden]) -> Path:
    """One line for each stretch. Raises UserFacingError where it cannot be written."""
    path = unhidden_path(target)
    partial = path.with_name(f"{path.name}.part")
    frames = target.frames
    lines = [
        f"Masklet {__version__}: what must be hidden in {target.path.name}, "
        f"frames {frames.first} to {frames.last} of {target.media.path.name}",
        "",
        *(str(doubt) for doubt in doubts),
    ]
    try:
        partial.write_text("\n".join(lines if doubts else [*lines, "Hidden on every frame."]) + "\n", "utf-8")
        partial.replace(path)
    except OSError as error:
        raise write_error(path, error) from None
    return path
