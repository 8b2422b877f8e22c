"""Prompts and pictures as callers give them, made numbers of one form, or refused in words."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from sam2core.errors import PromptError
from sam2core.model.prompt_encoder import BOX_BOTTOM_RIGHT, BOX_TOP_LEFT, PADDING


def numbers(values: ArrayLike | Tensor, what: str) -> NDArray[np.float32]:
    """What numpy takes for numbers, or a tensor of any device; `what` they are is for the error's sake."""
    if isinstance(values, Tensor):
        values = values.detach().float().cpu()
    try:
        found = np.asarray(values, np.float32)
    except (TypeError, ValueError) as error:
        raise PromptError(f"{what} must be numbers, not {values!r:.60}.") from error
    if not np.isfinite(found).all():
        raise PromptError(f"{what} must be finite numbers.")
    return found


def point_tensors(
    points: ArrayLike | Tensor | None,
    labels: ArrayLike | Tensor | None,
    box: ArrayLike | Tensor | None,
    scale: tuple[float, float],
    device: torch.device,
) -> tuple[Tensor, Tensor] | None:
    """Clicks and a box in image pixels -> (1, N, 2) in the model's pixels and (1, N) labels, box first.

    None where there are neither. Raises PromptError.
    """
    xy = places(points)
    kinds = _kinds(labels)
    if len(xy) != len(kinds):
        raise PromptError(f"{len(xy)} points but {len(kinds)} labels.")
    if box is not None:
        xy = np.concatenate([corners(box), xy])
        kinds = np.concatenate([[BOX_TOP_LEFT, BOX_BOTTOM_RIGHT], kinds])
    if not len(xy):
        return None
    scaled = xy * np.asarray(scale, np.float32)
    return torch.from_numpy(scaled)[None].to(device), torch.from_numpy(kinds)[None].to(device)


def mask_tensor(mask: ArrayLike | Tensor, device: torch.device) -> Tensor:
    """A mask (H, W), true on the object -> (1, 1, H, W) of zeros and ones. Raises PromptError."""
    given = np.asarray(mask.detach().cpu() if isinstance(mask, Tensor) else mask)
    _refuse_unless_map(given.shape, "A mask")
    return torch.from_numpy(given.astype(bool))[None, None].float().to(device)


def logits_tensor(logits: ArrayLike | Tensor, device: torch.device) -> Tensor:
    """Logits (h, w) of a stored answer. Raises PromptError."""
    given = numbers(logits, "Logits")
    _refuse_unless_map(given.shape, "An answer's logits")
    return torch.tensor(given, device=device)


def earlier_answer(logits: ArrayLike | Tensor, device: torch.device) -> Tensor:
    """Low-res logits of an earlier answer, (1, L, L) or (L, L) -> (1, 1, L, L). Raises PromptError."""
    given = numbers(logits, "Low-res logits")
    if given.ndim < 2 or given.size != given.shape[-1] * given.shape[-2] or not given.size:
        raise PromptError(f"low-res logits of one mask are (1, L, L), not an array of shape {given.shape}.")
    return torch.tensor(given, device=device).reshape(1, 1, *given.shape[-2:])


def picture(image: ArrayLike | Tensor) -> NDArray[np.uint8]:
    """RGB uint8 (H, W, 3), and no other: a picture in [0, 1] would look black. Raises PromptError."""
    pixels = np.asarray(image)
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise PromptError(f"A picture is RGB uint8 (height, width, 3), not {pixels.dtype} {pixels.shape}.")
    return pixels


def places(points: ArrayLike | Tensor | None) -> NDArray[np.float32]:
    """(N, 2); one point may be given bare."""
    xy = numbers([] if points is None else points, "Points")
    if xy.size and xy.shape[-1] != 2:
        raise PromptError(f"Points are x, y pairs (N, 2), not an array of shape {xy.shape}.")
    return xy.reshape(-1, 2)


def _kinds(labels: ArrayLike | Tensor | None) -> NDArray[np.int64]:
    """The public labels: box corners and padding too, which few callers know of."""
    given = numbers([] if labels is None else labels, "Labels").reshape(-1)
    unknown = given[~np.isin(given, range(PADDING, BOX_BOTTOM_RIGHT + 1))]
    if len(unknown):
        raise PromptError(f"A label is 1 (on the object) or 0 (off it), not {unknown[0]:g}.")
    return given.astype(np.int64)


def corners(box: ArrayLike | Tensor) -> NDArray[np.float32]:
    given = numbers(box, "A box's corners")
    if given.size != 4:
        raise PromptError(f"A box is four numbers, not an array of shape {given.shape}.")
    return given.reshape(2, 2)


def _refuse_unless_map(shape: tuple[int, ...], what: str) -> None:
    if len(shape) != 2 or 0 in shape:
        raise PromptError(f"{what} must be an array (height, width), not of shape {shape}.")
