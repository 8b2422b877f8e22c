"""The proof on one page of plain text, for those who take the delivery over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app import __version__
from app.engine.export.proof import Proof
from app.engine.export.source_proof import Spot
from app.engine.export.target import Target, write_error


def report_path(path: Path) -> Path:
    """`out.mov.report.txt`, beside the result."""
    return path.with_name(f"{path.name}.report.txt")


def write_report(target: Target, proof: Proof, spots: Mapping[int, Spot]) -> Path:
    """Raises UserFacingError where it cannot be written."""
    path = report_path(target.path)
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_text(report(target, proof, spots), encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise write_error(path, error) from None
    return path


def report(target: Target, proof: Proof, spots: Mapping[int, Spot]) -> str:
    media, frames = target.media, target.frames
    lines = [
        f"Masklet {__version__}: frame identity of {target.path.name}",
        "",
        f"Source   {media.path.name}, {media.frame_count} frames, {media.rate.fps} frames/s"
        f"{' on average (variable rate)' if media.is_variable_rate else ''}",
        f"Result   {target.format.title}, {target.content}, {target.size[1]} x {target.size[0]}",
        f"Frames   {frames.first} to {frames.last} of the source are {_places(target)} of the result",
        f"Timecode {target.timecode or 'none'} at the first frame",
        "",
        "The written file was decoded from beginning to end:",
        *(f"  - {line}" for line in (*_counts(proof), *proof.checks)),
        "",
        _source_line(spots),
        *(
            f"  - frame {frame} at {spot.seconds:.4f} s of the file's own clock, digest {spot.digest.hex()}"
            for frame, spot in sorted(spots.items())
        ),
    ]
    return "\n".join(lines) + "\n"


def _places(target: Target) -> str:
    frames = target.frames
    if target.format.is_sequence:
        return f"images {target.number(frames.first)} to {target.number(frames.last)}"
    return f"frames 0 to {len(frames) - 1}"


def _source_line(spots: Mapping[int, Spot]) -> str:
    if not spots:
        return "The source's pixels are not in the result: mattes belong to its frames by number."
    return "These source frames were read again, each by a seek of its own, and are what was exported:"


def _counts(proof: Proof) -> list[str]:
    lines = [f"{proof.frames} frames found, none missing, none more"]
    if proof.exact:
        lines.append(f"{proof.exact} with exactly the values that were written")
    if proof.alike:
        lines.append(f"{proof.alike} nearer to their own frame than to any of the 8 before and after")
    if proof.alone:
        lines.append(
            f"{proof.alone} look like a neighbour as far as the codec keeps it (nothing moves): "
            "proven by count and time stamp only"
        )
    if proof.worst_error:
        lines.append(f"largest coding error of a frame, seen small: {proof.worst_error * 255:.2f} of 255")
    return lines
