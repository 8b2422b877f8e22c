"""A model small enough for tests, with random weights that answer something."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from sam2core import ModelConfig, build_model
from sam2core.config import HieraConfig, MobileConfig, MobilePart
from sam2core.model.sam2 import Sam2

TINY_TRUNK = MobileConfig(4, tuple((MobilePart(1, w, e, 3, s),) for w, e, s in ((4, 1, 1), *[(8, 2, 2)] * 4)))
TINY = ModelConfig(
    name="tiny",
    trunk=TINY_TRUNK,
    image_size=64,
    stride=8,
    dim=32,
    memory_dim=16,
    memory_layers=1,
    memories=3,
    attention_mlp=32,
    decoder_heads=2,
    ambiguous_tracking=False,
    match_dim=8,
)

SMALL_TRUNK = HieraConfig(
    embed_dim=8, num_heads=1, stages=(1, 1, 2, 1), global_blocks=(3,), window_sizes=(8, 4, 8, 4),
    background_size=(4, 4),
)  # fmt: skip
SMALL_HIERA = ModelConfig(
    name="small hiera", trunk=SMALL_TRUNK, image_size=96, dim=32, memory_dim=16, memory_layers=2, memories=3,
    attention_mlp=32, decoder_heads=2,
)  # fmt: skip


def tiny_model(seed: int = 0) -> Sam2:
    torch.manual_seed(seed)
    model = build_model(TINY)
    for parameter in (model.maskmem_tpos_enc, model.no_mem_embed, model.no_obj_ptr):
        torch.nn.init.normal_(parameter, std=0.5)
    return model


class MovingSquare:
    """A bright square that moves right over noise; 48 x 40 pixels."""

    def __init__(self, length: int = 8) -> None:
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        image = np.random.default_rng(7).integers(0, 80, (40, 48, 3), np.uint8)
        image[10:22, 6 + 3 * frame : 18 + 3 * frame] = (240, 200, 60)
        return image
