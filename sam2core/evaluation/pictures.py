"""What went worst, to be looked at: the source, the truth's outline and ours, side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence as Items
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sam2core.evaluation.clicks import Click
from sam2core.evaluation.dataset import Labels, Sequence, read_labels, read_rgb
from sam2core.evaluation.metrics import boundary
from sam2core.evaluation.scores import SequenceScore
from sam2core.evaluation.stills import WorstStill

_WIDTH = 420  # of each of the three pictures
_CAPTION = 20
_GAP = 4
_QUALITY = 88
_COLOURS = ((255, 122, 89), (64, 196, 255), (180, 255, 90), (255, 214, 64), (226, 120, 255), (90, 255, 214))
_ON, _OFF = (40, 220, 90), (240, 50, 50)  # clicks
_TITLES = ("", "truth", "answer")


@dataclass(frozen=True)
class Row:
    """One picture with label maps (H, W) of what is true and what was answered."""

    title: str
    image: NDArray[np.uint8]
    truth: Labels
    ours: Labels
    clicks: tuple[Click, ...] = ()


def sequence_sheet(sequence: Sequence, score: SequenceScore) -> bytes:
    """The worst frames of a video as a JPEG; only the objects that were scored are outlined."""
    labels = [o.label for o in score.objects]
    rows: list[Row] = []
    for worst in score.worst:
        truth = sequence.labels(worst.frame)
        truth = np.where(np.isin(truth, labels), truth, 0).astype(np.uint8)
        title = f"{score.name}  frame {worst.frame}  J&F {worst.score:.2f}"
        rows.append(Row(title, sequence[worst.frame], truth, worst.labels))
    return sheet(rows)


def stills_sheet(worst: Items[WorstStill]) -> bytes:
    """The worst objects of a set as a JPEG, with the clicks on them."""
    return sheet([_still_row(w) for w in worst])


def _still_row(worst: WorstStill) -> Row:
    truth = (read_labels(worst.labels) == worst.label).astype(np.uint8)
    title = f"{worst.labels.parent.name}/{worst.labels.name}  object {worst.label}  IoU {worst.score:.2f}"
    return Row(title, read_rgb(worst.picture), truth, worst.mask.astype(np.uint8), worst.clicks)


def sheet(rows: Items[Row]) -> bytes:
    """Rows of source, truth and answer, one below the other."""
    strips = [_strip(row) for row in rows]
    width = max(s.width for s in strips)
    whole = Image.new("RGB", (width, sum(s.height for s in strips)), (24, 26, 30))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    file = io.BytesIO()
    whole.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _strip(row: Row) -> Image.Image:
    height = max(1, round(_WIDTH * row.image.shape[0] / row.image.shape[1]))
    source = Image.fromarray(row.image).resize((_WIDTH, height), Image.Resampling.BOX)
    strip = Image.new("RGB", (3 * _WIDTH + 2 * _GAP, height + _CAPTION + _GAP), (24, 26, 30))
    pen = ImageDraw.Draw(strip)
    parts = (source, _outlined(source, row.truth), _outlined(source, row.ours))
    for number, (part, title) in enumerate(zip(parts, (row.title, *_TITLES[1:]), strict=True)):
        left = number * (_WIDTH + _GAP)
        strip.paste(part, (left, _CAPTION))
        pen.text((left + 4, 4), title, fill=(230, 232, 235))
    scale = _WIDTH / row.image.shape[1]
    for x, y, label in row.clicks:
        at = (x * scale, y * scale + _CAPTION)
        pen.ellipse(
            (at[0] - 3, at[1] - 3, at[0] + 3, at[1] + 3), fill=(40, 220, 90) if label else (240, 50, 50)
        )
    return strip


def _outlined(source: Image.Image, labels: Labels) -> Image.Image:
    """Two pixels of line, and a tint inside."""
    small = np.asarray(Image.fromarray(labels).resize(source.size, Image.Resampling.NEAREST))
    pixels = np.asarray(source).astype(np.float32)
    for label in (int(n) for n in np.unique(small) if n):
        colour = np.asarray(_COLOURS[(label - 1) % len(_COLOURS)], np.float32)
        mask = small == label
        pixels[mask] = 0.75 * pixels[mask] + 0.25 * colour
        line = boundary(mask)
        line[1:] |= line[:-1]
        line[:, 1:] |= line[:, :-1]
        pixels[line] = colour
    return Image.fromarray(pixels.astype(np.uint8))
