"""Runs the parity scripts (tests/golden) through sam2core and compares every number with the golden."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import torch
from numpy.typing import NDArray

from sam2core import ImagePredictor, Prediction, VideoPredictor, build_model
from sam2core.model.sam2 import Sam2

GOLDEN = Path(__file__).parent.parent / "golden"
TOLERANCE = 2e-3  # absolute, float32 on a CPU
AREA_TOLERANCE = 2e-3  # relative

Numbers = dict[str, NDArray[np.float32]]


def _recipe() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_recipe", GOLDEN / "recipe.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


recipe = _recipe()


def seeded_model(name: str, image_size: int) -> Sam2:
    model = build_model(name, image_size=image_size)
    state = {
        key: torch.from_numpy(recipe.seeded_array(key, tuple(value.shape)))
        for key, value in model.state_dict().items()
    }
    model.load_state_dict(state, strict=True)
    return model


class Clip:
    """The recipe's synthetic clip."""

    def __init__(self, length: int) -> None:
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        return recipe.frame(frame)


def load_golden(case: str) -> Numbers:
    with np.load(GOLDEN / f"{case}.npz") as stored:
        return {key: stored[key] for key in stored.files}


def worst(ours: Numbers, golden: Numbers) -> dict[str, float]:
    """By key, the largest difference; areas are compared relatively and scaled to the same bar."""
    assert golden.keys() <= ours.keys(), sorted(golden.keys() - ours.keys())
    found: dict[str, float] = {}
    for key, expected in golden.items():
        got = np.asarray(ours[key], np.float64).reshape(expected.shape)
        gap = np.abs(got - expected.astype(np.float64))
        if key.endswith("area"):
            gap = gap / np.maximum(expected, 1) / AREA_TOLERANCE * TOLERANCE
            gap = np.where(np.abs(got - expected) <= 1, 0, gap)  # a single pixel on the edge
        found[key] = float(gap.max(initial=0))
    return found


def run_image(model: Sam2) -> Numbers:
    predictor = ImagePredictor(model)
    predictor.set_image(recipe.frame(2))
    out: Numbers = {}
    encoding = predictor._encoding
    assert encoding is not None
    out["image_embed_s4"] = model.without_memory(encoding.features)[0, ::4, ::4, ::4].detach().cpu().numpy()
    out["high_res_0_s16"] = encoding.fine[0, ::4, ::16, ::16].detach().cpu().numpy()
    out["high_res_1_s8"] = encoding.middle[0, ::4, ::8, ::8].detach().cpu().numpy()
    prompts: list[tuple[dict[str, object], bool]] = [
        ({"points": [(208, 160)], "labels": [1]}, True),
        ({"points": [(208, 160), (384, 200)], "labels": [1, 0]}, False),
        ({"box": (138, 115, 278, 205)}, False),
        ({"box": (138, 115, 278, 205), "points": [(150, 120)], "labels": [0]}, False),
    ]
    for step, (prompt, multimask) in enumerate(prompts):
        masks, ious, low = predictor.predict(**prompt, multimask=multimask)  # type: ignore[arg-type]
        _put_image(out, f"{step}", masks, ious, low)
        best = low[int(ious.argmax())][None]
        again = predictor.predict(**prompt, mask_input=best, multimask=False)  # type: ignore[arg-type]
        _put_image(out, f"{step}.again", *again)
    return out


def _put_image(
    out: Numbers, step: str, masks: NDArray[np.float32], ious: NDArray[np.float32], low: NDArray[np.float32]
) -> None:
    out[f"{step}.iou"], out[f"{step}.low_res_s4"] = ious, low[:, 2::4, 2::4]
    out[f"{step}.logits_s8"] = masks[:, 4::8, 4::8]


class VideoScript:
    """Records a script's steps under the goldens' names."""

    def __init__(self, model: Sam2, length: int) -> None:
        self.predictor = VideoPredictor(model)
        self.predictor.start(Clip(length))
        self.out: Numbers = {}
        self._step = 0

    def prompt(self, op: str, answers: dict[int, Prediction]) -> None:
        self._put(f"{self._step}.{op}", answers)
        self._step += 1

    def propagate(self, frames: Iterator[tuple[int, dict[int, Prediction]]]) -> None:
        for frame, answers in frames:
            key = f"{self._step}.propagate.{frame}"
            self._put(key, answers)
            for number, answer in answers.items():
                self.out[f"{key}.object_score.{number}"] = np.asarray([answer.presence])
                self.out[f"{key}.obj_ptr.{number}"] = answer.pointer[::8].cpu().numpy()
        self._step += 1

    def remove(self, masklet: int) -> None:
        self.predictor.remove(masklet)
        self._step += 1

    def _put(self, key: str, answers: dict[int, Prediction]) -> None:
        self.out[f"{key}.ids"] = np.asarray(list(answers))
        self.out[f"{key}.logits_s8"] = np.stack(
            [p.logits[4::8, 4::8].cpu().numpy() for p in answers.values()]
        )
        self.out[f"{key}.area"] = np.asarray([int((p.logits > 0).sum()) for p in answers.values()])


A = (180, 150)


def run_video_click(model: Sam2, length: int) -> Numbers:
    script = VideoScript(model, length)
    script.prompt("points", script.predictor.add_points(0, 1, [A], [1]))
    script.propagate(script.predictor.propagate())
    return script.out


def run_video_two(model: Sam2, length: int) -> Numbers:
    script = VideoScript(model, length)
    p = script.predictor
    script.prompt("points", p.add_points(0, 1, [A, (40, 40)], [1, 0]))
    script.prompt("box", p.add_box(0, 7, (390, 170, 450, 230)))
    script.propagate(p.propagate(stop=5))
    script.prompt("points", p.add_points(4, 1, [(236, 170)], [1]))
    script.prompt("points", p.add_points(4, 1, [(300, 300)], [0], clear=False))
    script.propagate(p.propagate(start=0))
    return script.out


def run_video_reverse_mask(model: Sam2, length: int) -> Numbers:
    script = VideoScript(model, length)
    p = script.predictor
    script.prompt("mask", p.add_mask(9, 3, recipe.mask_prompt()))
    script.propagate(p.propagate(start=9, backward=True))
    script.propagate(p.propagate(start=9))
    script.prompt("points", p.add_points(5, 4, [(250, 175)], [1]))
    script.remove(3)
    script.propagate(p.propagate(start=5))
    return script.out


def run_video_long(model: Sam2, length: int) -> Numbers:
    """Corrections, and tracking on, a long way behind and ahead of the frame that was tracked last."""
    script = VideoScript(model, length)
    p = script.predictor
    script.prompt("points", p.add_points(0, 1, [A], [1]))
    list(p.propagate())
    script.prompt("points", p.add_points(4, 1, [(236, 170)], [0]))
    script.propagate(p.propagate(start=6, stop=9))
    script.prompt("mask", p.add_mask(length - 2, 7, recipe.mask_prompt()))
    script.propagate(p.propagate(start=length - 3, stop=length - 6, backward=True))
    script.prompt("points", p.add_points(20, 1, [(300, 100)], [1]))
    script.remove(7)
    script.propagate(p.propagate(start=20, stop=22))
    return script.out
