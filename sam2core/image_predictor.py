"""Masks on a single image from clicks, a box or an earlier mask."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from sam2core.errors import PromptError
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import Sam2
from sam2core.preprocess import preprocess
from sam2core.prompts import earlier_answer, picture, point_tensors

_LOGIT_LIMIT = 32.0  # of low-res masks that are fed back; the public predictor's


class ImagePredictor:
    """Wraps a model; holds the encoding of one image."""

    def __init__(self, model: Sam2) -> None:
        self._model = model
        self._device = model.no_mem_embed.device
        self._encoding: Encoding | None = None
        self._size = (0, 0)  # height, width

    @torch.inference_mode()
    def set_image(self, rgb: NDArray[np.uint8]) -> None:
        """RGB uint8 (H, W, 3). Raises PromptError for anything else."""
        rgb = picture(rgb)
        self._size = (rgb.shape[0], rgb.shape[1])
        self._encoding = self._model.encode(preprocess(rgb, self._model.config.image_size, self._device))

    @torch.inference_mode()
    def predict(
        self,
        points: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        box: ArrayLike | None = None,
        mask_input: ArrayLike | Tensor | None = None,
        multimask: bool = True,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Masks (K, H, W) as logits at image size, their estimated IoUs (K,), low-res logits (K, L, L).

        Points (N, 2) and box (x0, y0, x1, y1) in pixels of the image; labels 1 on, 0 off the object;
        K is 3 with `multimask`, else 1. `mask_input` is low-res logits of an earlier answer, (1, L, L).
        Raises PromptError before `set_image` and for what is no prompt.
        """
        if self._encoding is None:
            raise PromptError("Call set_image first.")
        side = self._model.config.image_size
        scale = (side / self._size[1], side / self._size[0])
        tensors = point_tensors(points, labels, box, scale, self._device)
        mask = None if mask_input is None else earlier_answer(mask_input, self._device)
        xy, kinds = tensors or self._no_points()
        answer = self._model.decode(
            self._model.without_memory(self._encoding.features),
            self._encoding,
            points=xy,
            labels=kinds,
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

    def _no_points(self) -> tuple[Tensor, Tensor]:
        return torch.zeros(1, 0, 2, device=self._device), torch.zeros(1, 0, device=self._device)
