"""An export as the words of `masklet export`, for a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.engine.export.job import ExportRequest
from app.engine.export.options import ExportOptions


def export_words(request: ExportRequest, project_file: Path) -> tuple[str, ...]:
    """What follows `masklet`, for the request's project in this file. Masklets are named by id: #3."""
    frames = request.frames or request.project.work_area
    words = ["export", str(project_file), "--format", request.format, "-o", str(request.path)]
    words += ["--in", str(frames.first), "--out", str(frames.last)]
    for masklet in sorted(request.masklets or ()):
        words += ["--masklet", f"#{masklet}"]
    for masklet in request.options.holdouts:
        words += ["--holdout", f"#{masklet}"]
    if request.chunk is not None:
        words += ["--chunk", f"{request.chunk.first}-{request.chunk.last}"]
    return (*words, *_option_words(request.options))


def _option_words(options: ExportOptions) -> Iterator[str]:
    plain = ExportOptions()
    for name, value, usual in (
        ("content", options.content, plain.content),
        ("part", options.part, plain.part),
        ("core", options.core_px, plain.core_px),
        ("depth", options.depth, plain.depth),
        ("alpha", options.alpha, plain.alpha),
        ("compression", options.compression, plain.compression),
        ("layers", "on" if options.layers else "off", "on"),
        ("start", options.first_number, plain.first_number),
        ("padding", options.padding, plain.padding),
        ("handles", options.handles, plain.handles),
        ("scale", options.scale, plain.scale),
        ("sound", options.sound, plain.sound),
        ("timeline", options.timeline.removeprefix("."), plain.timeline),
        ("unhidden", options.unhidden, plain.unhidden),
        ("timecode", options.timecode, plain.timecode),
    ):
        if value != usual:
            yield from (f"--{name}", str(value))
    for name in ("multipart", "cryptomatte", "report"):
        if getattr(options, name):
            yield f"--{name}"
