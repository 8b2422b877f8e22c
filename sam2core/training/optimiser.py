"""Which parameters learn how fast: weight decay for matrices, slower steps for the trunk's early layers."""

from __future__ import annotations

import re
from typing import Any

import torch
from torch import nn

_BLOCK = re.compile(r"image_encoder\.trunk\.(?:blocks|stages)\.(\d+)\.")


def make_optimiser(model: nn.Module, *, weight_decay: float, layer_decay: float) -> torch.optim.AdamW:
    """AdamW. A trunk layer that lies n below the top learns `layer_decay` ** n times as fast.

    Source: layer-wise decay as SAM 2 was trained with (arXiv:2408.00714, section D); 1 switches it off.
    """
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    depth = _trunk_depth(model)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        decay = weight_decay if parameter.ndim > 1 else 0.0
        scale = layer_decay ** (depth - _depth_of(name, depth))
        groups.setdefault((decay, scale), []).append(parameter)
    entries: list[dict[str, Any]] = [
        {"params": parameters, "weight_decay": decay, "scale": scale}
        for (decay, scale), parameters in groups.items()
    ]
    return torch.optim.AdamW(entries, lr=1e-4, betas=(0.9, 0.98))


def freeze(model: nn.Module, stages: int) -> list[nn.Module]:
    """Keep the trunk's stem and first stages as they are; returns them, to be held in evaluation mode too."""
    if not stages:
        return []
    trunk = model.get_submodule("image_encoder.trunk")
    frozen = [trunk.get_submodule("stem"), *list(trunk.get_submodule("stages").children())[:stages]]
    for module in frozen:
        module.requires_grad_(False)
    return frozen


def set_learning_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = rate * group["scale"]


def _trunk_depth(model: nn.Module) -> int:
    """Layers of the trunk; everything above it counts as one more."""
    numbers = [int(m[1]) for name, _ in model.named_parameters() if (m := _BLOCK.match(name))]
    return max(numbers, default=-1) + 2


def _depth_of(name: str, depth: int) -> int:
    """0 for what comes before the trunk's first block, `depth` for all that is above the trunk."""
    if found := _BLOCK.match(name):
        return int(found[1]) + 1
    return 0 if name.startswith("image_encoder.trunk.") else depth
