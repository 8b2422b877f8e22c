"""Everything on a picture: a grid of clicks, of whose answers the good ones are kept, each object once.

Filters and their numbers are those of the public generator (arXiv:2304.02643, appendix B): estimated IoU,
stability (how little a mask changes with the threshold), non-maximum suppression over boxes, small parts and
holes removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from sam2core.model.image_encoder import Encoding
from sam2core.model.prompt_encoder import POSITIVE
from sam2core.model.sam2 import Sam2
from sam2core.preprocess import preprocess
from sam2core.regions import Box, Mask, bounds, box_iou, without_specks


@dataclass(frozen=True)
class AutomaticOptions:
    """What is asked for and what is kept. The defaults are the public generator's."""

    points_per_side: int = 32
    points_per_pass: int = 64
    least_iou: float = 0.8  # estimated by the model
    least_stability: float = 0.95
    stability_offset: float = 1.0  # logits above and below the threshold
    most_overlap: float = 0.7  # IoU of boxes from which on two masks are taken for the same object
    least_area: float = 0.0  # share of the picture: smaller parts and holes are removed


@dataclass(frozen=True)
class AutomaticMask:
    """One object that was found."""

    low_res_logits: NDArray[np.float32]  # (L, L) over the whole picture; the mask is where they are > 0
    mask: Mask  # (H, W)
    box: Box  # in pixels
    point: tuple[float, float]  # the click x, y that it answers, in pixels
    iou: float  # as the model estimates it
    stability: float  # in [0, 1]

    @property
    def area(self) -> int:
        return int(self.mask.sum())


@dataclass(frozen=True)
class _Found:
    logits: Tensor  # (L, L)
    cleaned: Mask  # (L, L)
    box: Box  # in cells
    point: tuple[float, float]  # in [0, 1]
    iou: float
    stability: float


def usual_options(model: Sam2) -> AutomaticOptions:
    """What suits a model: the embedded one is small and never as sure of itself as the public ones."""
    return AutomaticOptions() if model.mask_matching is None else _EMBEDDED


_EMBEDDED = AutomaticOptions(
    points_per_side=16,
    points_per_pass=16,
    least_iou=0.42,
    least_stability=0.65,
    stability_offset=0.5,
    most_overlap=0.6,
    least_area=0.002,
)


@torch.inference_mode()
def automatic_masks(
    model: Sam2, image: NDArray[np.uint8], options: AutomaticOptions | None = None
) -> list[AutomaticMask]:
    """The objects of an RGB picture (H, W, 3), the surest first; by default with `usual_options`."""
    device = model.no_mem_embed.device
    encoding = model.encode(preprocess(image, model.config.image_size, device))
    return masks_of(model, encoding, (image.shape[0], image.shape[1]), options)


@torch.inference_mode()
def masks_of(
    model: Sam2, encoding: Encoding, size: tuple[int, int], options: AutomaticOptions | None = None
) -> list[AutomaticMask]:
    """As `automatic_masks`, for a picture of `size` (height, width) that is encoded already."""
    options = options or usual_options(model)
    found = [f for points in _grid(options) for f in _answers(model, encoding, points, options)]
    kept = _each_once(sorted(found, key=lambda f: f.iou, reverse=True), options.most_overlap)
    return [_at_full_size(f, *size) for f in kept]


def _grid(options: AutomaticOptions) -> Iterator[NDArray[np.float32]]:
    """The centres of a square grid, x and y in [0, 1], a pass at a time."""
    line = (np.arange(options.points_per_side, dtype=np.float32) + 0.5) / options.points_per_side
    places = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2).astype(np.float32)
    for first in range(0, len(places), options.points_per_pass):
        yield places[first : first + options.points_per_pass]


def _answers(
    model: Sam2, encoding: Encoding, points: NDArray[np.float32], options: AutomaticOptions
) -> Iterator[_Found]:
    """The good candidates of one pass."""
    count, device = len(points), encoding.features.device
    clicks = torch.from_numpy(points).to(device)[:, None] * model.config.image_size
    labels = torch.full((count, 1), POSITIVE, device=device)
    repeated = Encoding(
        *(t.expand(count, *t.shape[1:]) for t in (encoding.features, encoding.fine, encoding.middle))
    )
    features = model.without_memory(repeated.features)
    answer = model.decode(features, repeated, points=clicks, labels=labels, multimask=True)
    logits, ious = answer.candidates.float(), answer.candidate_ious.float()
    stability = _stability(logits, options.stability_offset)
    good = (ious >= options.least_iou) & (stability >= options.least_stability)
    for click, candidate in good.nonzero().tolist():
        one = logits[click, candidate]
        cleaned = without_specks((one > 0).cpu().numpy(), round(options.least_area * one.numel()))
        box = bounds(cleaned)
        if box is not None:
            place = (float(points[click, 0]), float(points[click, 1]))
            yield _Found(
                one, cleaned, box, place, float(ious[click, candidate]), float(stability[click, candidate])
            )


def _stability(logits: Tensor, offset: float) -> Tensor:
    """IoU of the masks at the threshold raised and lowered: (B, K, H, W) -> (B, K)."""
    inner = (logits > offset).flatten(2).sum(dim=2)
    outer = (logits > -offset).flatten(2).sum(dim=2)
    return inner / outer.clamp(min=1)


def _each_once(found: Sequence[_Found], most_overlap: float) -> list[_Found]:
    """Of masks in about the same box only the first."""
    kept: list[_Found] = []
    for one in found:
        if all(box_iou(one.box, other.box) <= most_overlap for other in kept):
            kept.append(one)
    return kept


def _at_full_size(found: _Found, height: int, width: int) -> AutomaticMask:
    """What the clean-up removed or filled is on the right side of the threshold in the logits too."""
    cleaned = torch.from_numpy(found.cleaned).to(found.logits.device)
    changed = cleaned != (found.logits > 0)
    logits = torch.where(changed, torch.where(cleaned, 1.0, -1.0), found.logits)
    large = F.interpolate(logits[None, None], (height, width), mode="bilinear")[0, 0]
    mask: Mask = (large > 0).cpu().numpy()
    box = bounds(mask) or (0.0, 0.0, 0.0, 0.0)
    point = (found.point[0] * width, found.point[1] * height)
    return AutomaticMask(logits.cpu().numpy(), mask, box, point, found.iou, found.stability)
