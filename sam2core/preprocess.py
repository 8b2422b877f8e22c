"""Frames as the network wants them."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from sam2core.prompts import picture

# ImageNet's mean and deviation of RGB in [0, 1], as SAM 2 was trained with.
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


def preprocess(image: NDArray[np.uint8], size: int, device: torch.device | str = "cpu") -> Tensor:
    """RGB uint8 (H, W, 3) -> float32 (1, 3, size, size): squeezed to a square, normalised.

    Raises PromptError for any other picture.
    """
    pixels = torch.from_numpy(np.require(picture(image), requirements=["C", "W"]))
    if torch.device(device).type == "cuda":
        pixels = pixels.pin_memory()  # otherwise the copy would make everything else wait for it
    tensor = pixels.to(device, non_blocking=True).permute(2, 0, 1)[None].float() / 255
    tensor = F.interpolate(tensor, (size, size), mode="bilinear", antialias=True)
    mean = torch.tensor(MEAN, device=tensor.device).view(1, 3, 1, 1)
    std = torch.tensor(STD, device=tensor.device).view(1, 3, 1, 1)
    return (tensor - mean) / std
