"""One measurement of the public SAM 2 predictor; `versus_public` runs this in that one's environment.

It needs torch, numpy and the package `sam2`, and nothing of ours but the recipe of the parity tests.
"""

from __future__ import annotations

import importlib
import json
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from tests.benchmarks.versus import Order, Side, measure
from tests.golden import recipe

_CONFIGS = {"t": "sam2.1_hiera_t", "s": "sam2.1_hiera_s", "b+": "sam2.1_hiera_b+", "l": "sam2.1_hiera_l"}


def stub_torchvision() -> None:
    """The package imports three transforms and a box routine that tracking never calls."""
    names = ("torchvision", "torchvision.transforms", "torchvision.ops", "torchvision.ops.boxes")
    for name in names:
        sys.modules.setdefault(name, types.ModuleType(name))
    for module, wanted in {
        "torchvision.transforms": ("Normalize", "Resize", "ToTensor"),
        "torchvision.ops.boxes": ("batched_nms", "box_area"),
    }.items():
        for name in wanted:
            setattr(sys.modules[module], name, object)


class PublicSide(Side):
    """The public video predictor with its defaults."""

    def __init__(self, order: Order) -> None:
        stub_torchvision()
        build: Any = importlib.import_module("sam2.build_sam")  # not there in our own environment
        torch.set_num_threads(order.threads)
        self._autocast = torch.bfloat16 if order.precision == "bfloat16" else None
        self._device = order.device
        size = [f"++model.image_size={order.image_size}"]
        config = f"configs/sam2.1/{_CONFIGS[order.model.rsplit('_', 1)[1]]}.yaml"
        self._model: Any = build.build_sam2_video_predictor(
            config, device=order.device, hydra_overrides_extra=[*size, "++model.fill_hole_area=0"]
        )
        state = self._model.state_dict()
        self._model.load_state_dict(
            {k: torch.from_numpy(recipe.seeded_array(k, tuple(v.shape))) for k, v in state.items()}
        )
        self._state: Any = None

    def open(self, folder: Path) -> None:
        with self._precision():
            self._state = self._model.init_state(str(folder))

    def click(self, frame: int, masklet: int, point: tuple[float, float]) -> None:
        with self._precision():
            self._model.add_new_points_or_box(self._state, frame, masklet, points=[point], labels=[1])

    def fill(self, frames: int) -> None:
        with self._precision():
            self._model.propagate_in_video_preflight(self._state)
        for kept in self._state["output_dict_per_obj"].values():
            (prompted,) = kept["cond_frame_outputs"].values()
            kept["non_cond_frame_outputs"].update(dict.fromkeys(range(1, frames), prompted))

    def propagate(self, start: int, stop: int) -> Iterator[None]:
        with self._precision():
            steps = self._model.propagate_in_video(self._state, start, stop - 1 - start)
            for _ in steps:
                yield

    def _precision(self) -> torch.autocast:
        enabled = self._autocast is not None
        return torch.autocast(self._device, dtype=self._autocast or torch.bfloat16, enabled=enabled)


if __name__ == "__main__":
    order = Order(**json.loads(sys.argv[1]))
    print(json.dumps(measure(PublicSide(order), order)))
