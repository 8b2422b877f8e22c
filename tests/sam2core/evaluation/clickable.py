"""A stand-in that answers clicks and boxes, and data sets of scenes that it can be measured on."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from PIL import Image
from torch import Tensor

from sam2core.model.image_encoder import Encoding
from sam2core.model.prompt_encoder import BOX_TOP_LEFT, POSITIVE
from sam2core.model.sam2 import Masks
from sam2core.regions import label
from tests.sam2core.matcher import SIDE, Matcher, Scene

T = TypeVar("T")


class Clickable(Matcher):
    """A click on the object adds the blob of one colour under it, one off the object takes it away.

    A box is taken for the object.
    """

    def without_memory(self, features: Tensor) -> Tensor:
        return features

    def decode(
        self,
        features: Tensor,
        encoding: Encoding,
        *,
        points: Tensor | None = None,
        labels: Tensor | None = None,
        mask: Tensor | None = None,
        multimask: bool = False,
    ) -> Masks:
        if points is None or labels is None:
            return super().decode(features, encoding, mask=mask, multimask=multimask)
        found = np.zeros((SIDE, SIDE), bool) if mask is None else (mask[0, 0] > 0).numpy()
        kinds, places = [int(k) for k in labels[0]], points[0].int().tolist()
        if kinds[0] == BOX_TOP_LEFT:
            (x0, y0), (x1, y1) = places[:2]
            found[y0:y1, x0:x1] = True
            kinds, places = kinds[2:], places[2:]
        for (x, y), kind in zip(places, kinds, strict=True):
            found = np.where(_blob(features[0], x, y), kind == POSITIVE, found)
        return self._answer([(found, 1.0)] if found.any() else [])


def _blob(image: Tensor, x: int, y: int) -> np.ndarray:
    alike = ((image - image[:, y, x][:, None, None]).abs().amax(dim=0) < 0.01).numpy()
    numbers, _ = label(alike)
    return numbers == numbers[y, x]


def write_video(folder: Path, name: str, scene: Scene, *, objects: int = 1, two_valued: bool = False) -> None:
    """Frames and annotations of a scene; its first things are the objects 1, 2, ..."""
    pictures, annotations = folder / "JPEGImages" / name, folder / "Annotations" / name
    pictures.mkdir(parents=True)
    annotations.mkdir(parents=True)
    for frame in range(len(scene)):
        labels = np.zeros((SIDE, SIDE), np.uint8)
        for number in range(objects):
            labels[scene.things[number].mask(frame)] = 255 if two_valued else number + 1
        Image.fromarray(scene[frame]).save(pictures / f"{frame:05d}.png")
        Image.fromarray(labels).save(annotations / f"{frame:05d}.png")


def finished(steps):
    """What a generator returns at its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def clickable() -> Any:
    """In the place of a `Sam2`."""
    return Clickable()
