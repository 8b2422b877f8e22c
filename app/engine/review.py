"""Which frames of a project need eyes: as values, and as a page with pictures that opens anywhere."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.document.masklet import Masklet
from app.document.project import Project
from app.engine.matte import tracked_matte
from app.engine.media_reader import MediaReader
from app.engine.quality import PROBLEM, problem_scores, reviewed_share
from app.errors import UserFacingError
from app.opencv import cv2

_THUMB_PX = 320
_APART = 5  # frames between two that are shown of one masklet: neighbours look alike

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:15px/1.5 system-ui,sans-serif;margin:2rem;background:#16181c;color:#e6e8eb}}
table{{border-collapse:collapse}}td,th{{padding:.2rem 1rem .2rem 0;text-align:left}}
figure{{display:inline-block;margin:0 1rem 1rem 0}}img{{display:block;border-radius:4px}}
.bar{{display:inline-block;height:.6em;background:#ff7a59;border-radius:2px}}</style>
<h1>{title}</h1><p>{clip}</p>
<table><tr><th>Masklet<th>Tracked<th>Reviewed<th>Stale<th>Problems</tr>{rows}</table>
<h2>Frames that need eyes, worst first</h2>{figures}</html>
"""


@dataclass(frozen=True)
class MaskletReview:
    """How far the review of a masklet is."""

    masklet_id: int
    name: str
    tracked: int  # frames
    stale: int
    reviewed: float  # share of the tracked frames, [0, 1]
    problems: int  # frames that score as a problem and were not looked at


@dataclass(frozen=True)
class Trouble:
    """A frame to look at."""

    masklet_id: int
    frame: int
    score: float


def review(project: Project) -> tuple[MaskletReview, ...]:
    return tuple(_review(m) for m in project.masklets)


def troubles(project: Project, most: int) -> list[Trouble]:
    """The frames that most need eyes, worst first, at most so many; of neighbours only the worst."""
    found = [
        Trouble(m.id, frame, score)
        for m in project.masklets
        for frame, score in problem_scores(m).items()
        if score >= PROBLEM and frame not in m.seen
    ]
    kept: list[Trouble] = []
    for one in sorted(found, key=lambda t: (-t.score, t.masklet_id, t.frame)):
        if len(kept) >= most:
            break
        if not any(k.masklet_id == one.masklet_id and abs(k.frame - one.frame) < _APART for k in kept):
            kept.append(one)
    return kept


def write_report(project: Project, reader: MediaReader, path: Path, most: int = 20) -> None:
    """One HTML file with everything in it. Raises UserFacingError where it cannot be written."""
    worst = troubles(project, most)
    figures = "".join(_figure(project, reader, one) for one in worst) or "<p>None.</p>"
    text = _PAGE.format(
        title=f"Review of {_escaped(reader.media.path.name)}",
        clip=_escaped(str(reader.media.path)),
        rows="".join(_rows(project)),
        figures=figures,
    )
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserFacingError(
            f"{path.name} cannot be written in {path.parent}: {error.strerror}.", "Choose another folder."
        ) from error


def _review(masklet: Masklet) -> MaskletReview:
    scores = problem_scores(masklet)
    bad = sum(score >= PROBLEM and frame not in masklet.seen for frame, score in scores.items())
    share = reviewed_share(masklet)
    return MaskletReview(masklet.id, masklet.name, len(scores), len(masklet.stale), share, bad)


def _rows(project: Project) -> Iterator[str]:
    for one in review(project):
        yield (
            f"<tr><td>{_escaped(one.name)}<td>{one.tracked}<td>{one.reviewed:.0%}"
            f"<td>{one.stale}<td>{one.problems}</tr>"
        )


def _figure(project: Project, reader: MediaReader, one: Trouble) -> str:
    masklet = project.masklet(one.masklet_id)
    name, width = _escaped(masklet.name), round(100 * one.score)
    return (
        f'<figure><img src="data:image/jpeg;base64,{_thumbnail(reader, masklet, one.frame)}" alt="frame'
        f' {one.frame}"><figcaption>{name}, frame {one.frame} <span class="bar" style="width:{width}px">'
        f"</span> {one.score:.2f}</figcaption></figure>"
    )


def _thumbnail(reader: MediaReader, masklet: Masklet, frame: int) -> str:
    """The frame with the mask tinted, as base64 of a JPEG."""
    lib = cv2()
    whole = reader.read_rgb8(frame)
    scale = min(1.0, _THUMB_PX / max(whole.shape[:2]))
    height, width = (max(1, round(side * scale)) for side in whole.shape[:2])
    small = lib.resize(whole, (width, height), interpolation=lib.INTER_AREA).astype(np.float32)
    matte = tracked_matte(masklet, frame, height, width, source=(whole.shape[0], whole.shape[1]))
    tinted = small + (np.array(masklet.colour, np.float32) - small) * (0.45 * matte[..., None])
    done, data = lib.imencode(".jpg", tinted[..., ::-1].astype(np.uint8), [lib.IMWRITE_JPEG_QUALITY, 85])
    assert done
    return base64.b64encode(data.tobytes()).decode()


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
