"""A trunk that begins with what EfficientNet-Lite0 learnt from photographs (arXiv:1905.11946, Apache-2.0).

The published file has another layout, takes pixels in another range and pads frames on one side only. The
first two are put right here; the padding moves every map by a part of a cell, which training takes up.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import torch
from torch import Tensor, nn

from sam2core.model.mobile_trunk import InvertedResidual
from sam2core.preprocess import MEAN, STD
from sam2core.training.config import ConfigError

_EPSILON = 1e-3 - 1e-5  # its normalisations add this much more to the variance than ours
_SCALE, _OFFSET = 255 / 128, -127 / 128  # it takes (pixel - 127) / 128


def read_published(trunk: nn.Module, path: Path) -> None:
    """Fill the trunk from the file as it was published (`efficientnet-lite0-57934424.pth`).

    Raises ConfigError where it is another file.
    """
    try:
        source = torch.load(path, map_location="cpu", weights_only=True)
        trunk.load_state_dict(_translated(trunk, source))
    except (OSError, RuntimeError, KeyError, TypeError, AttributeError, pickle.UnpicklingError) as error:
        raise ConfigError(f"{path} is not the published EfficientNet-Lite0: {error}") from error


def _translated(trunk: nn.Module, source: dict[str, Tensor]) -> dict[str, Tensor]:
    state = trunk.state_dict()
    stem = source["_conv_stem.weight"]
    state["stem.0.weight"] = stem * (_SCALE * torch.tensor(STD))[None, :, None, None]
    shift = (stem.sum((2, 3)) * (_SCALE * torch.tensor(MEAN) + _OFFSET)).sum(1)
    state |= _normalisation(source, "_bn0", "stem", shift)
    names = [name for name, module in trunk.named_modules() if isinstance(module, InvertedResidual)]
    for number, name in enumerate(names):
        parts = [("mix", "_depthwise_conv", "_bn1"), ("narrow", "_project_conv", "_bn2")]
        if f"{name}.widen.0.weight" in state:
            parts.append(("widen", "_expand_conv", "_bn0"))
        for ours, convolution, norm in parts:
            state[f"{name}.{ours}.0.weight"] = source[f"_blocks.{number}.{convolution}.weight"]
            state |= _normalisation(source, f"_blocks.{number}.{norm}", f"{name}.{ours}", torch.zeros(()))
    return state


def _normalisation(source: dict[str, Tensor], theirs: str, ours: str, shift: Tensor) -> dict[str, Tensor]:
    return {
        f"{ours}.1.weight": source[f"{theirs}.weight"],
        f"{ours}.1.bias": source[f"{theirs}.bias"],
        f"{ours}.1.running_mean": source[f"{theirs}.running_mean"] - shift,
        f"{ours}.1.running_var": source[f"{theirs}.running_var"] + _EPSILON,
    }
