"""Masks on a single image from clicks, a box or an earlier mask."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from sam2core.errors import PromptError
from sam2core.model.image_encoder import Encoding
from sam2core.model.prompt_encoder import BOX_BOTTOM_RIGHT, BOX_TOP_LEFT
from sam2core.model.sam2 import Sam2
from sam2core.preprocess import preprocess

_LOGIT_LIMIT = 32.0  # of low-res masks that are fed back; the public predictor's


def prompt_tensors(
    points: ArrayLike | None,
    labels: ArrayLike | None,
    box: Sequence[float] | NDArray[np.float32] | None,
    scale: tuple[float, float],
    device: torch.device,
) -> tuple[Tensor, Tensor] | None:
    """Clicks and a box in image pixels -> (1, N, 2) in the model's pixels and (1, N) labels, box first.

    Raises PromptError where points and labels do not match.
    """
    xy = np.asarray([] if points is None else points, np.float32).reshape(-1, 2)
    kinds = np.asarray([] if labels is None else labels, np.int64).reshape(-1)
    if len(xy) != len(kinds):
        raise PromptError(f"{len(xy)} points but {len(kinds)} labels.")
    if box is not None:
        xy = np.concatenate([np.asarray(box, np.float32).reshape(2, 2), xy])
        kinds = np.concatenate([[BOX_TOP_LEFT, BOX_BOTTOM_RIGHT], kinds])
    if not len(xy):
        return None
    scaled = xy * np.asarray(scale, np.float32)
    return torch.from_numpy(scaled)[None].to(device), torch.from_numpy(kinds)[None].to(device)


class ImagePredictor:
    """Wraps a model; holds the encoding of one image."""

    def __init__(self, model: Sam2) -> None:
        self._model = model
        self._device = model.no_mem_embed.device
        self._encoding: Encoding | None = None
        self._size = (0, 0)  # height, width

    @torch.inference_mode()
    def set_image(self, rgb: NDArray[np.uint8]) -> None:
        """RGB uint8 (H, W, 3)."""
        self._size = (rgb.shape[0], rgb.shape[1])
        self._encoding = self._model.encode(preprocess(rgb, self._model.config.image_size, self._device))

    @torch.inference_mode()
    def predict(
        self,
        points: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        box: Sequence[float] | NDArray[np.float32] | None = None,
        mask_input: NDArray[np.float32] | Tensor | None = None,
        multimask: bool = True,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Masks (K, H, W) as logits at image size, their estimated IoUs (K,), low-res logits (K, L, L).

        Points (N, 2) and box (x0, y0, x1, y1) in pixels of the image; labels 1 on, 0 off the object;
        K is 3 with `multimask`, else 1. `mask_input` is low-res logits of an earlier answer, (1, L, L).
        Raises PromptError before `set_image`.
        """
        if self._encoding is None:
            raise PromptError("Call set_image first.")
        side = self._model.config.image_size
        scale = (side / self._size[1], side / self._size[0])
        tensors = prompt_tensors(points, labels, box, scale, self._device)
        mask = None
        if mask_input is not None:
            mask = torch.as_tensor(mask_input, dtype=torch.float32, device=self._device).reshape(
                1, 1, *mask_input.shape[-2:]
            )
        answer = self._model.decode(
            self._model.without_memory(self._encoding.features),
            self._encoding,
            points=tensors[0] if tensors else None,
            labels=tensors[1] if tensors else None,
            mask=mask,
            multimask=multimask,
        )
        low_res = answer.candidates.float()
        masks = F.interpolate(low_res, self._size, mode="bilinear")
        return (
            masks[0].cpu().numpy(),
            answer.candidate_ious[0].float().cpu().numpy(),
            low_res[0].clamp(-_LOGIT_LIMIT, _LOGIT_LIMIT).cpu().numpy(),
        )
