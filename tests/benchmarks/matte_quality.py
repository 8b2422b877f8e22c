"""How near the matte stages come to a known alpha, and how much calmer the edge gets.

    python -m tests.benchmarks.matte_quality [--frames 8]

Cut-outs (`MASKLET_DATA`/cutouts) move over DAVIS footage; the mask is what a tracker would answer on a grid
of 128, wrong by 1.5 pixels (standard deviation) in blobs that change from frame to frame. Errors are against
the alpha that the composite was made with: SAD in thousands of pixels, MSE x 1000, gradient error in
thousands (Rhemann et al. 2009), dtSSD x 100 (Erofeev et al. 2015).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np

from app.document.effects import frozen_params
from app.document.keyframes import ParamValue
from app.document.masklet import Masklet
from app.document.matte import MatteSettings
from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange, FrameRate
from app.engine.footage import Footage, Scene
from app.engine.matte import frame_matte
from app.engine.matting.boil import measured_boil
from tests.benchmarks.matte_scenes import (
    DATA,
    Floats,
    KnownFrame,
    gradient_error,
    mse,
    sad,
    scene,
    temporal_error,
)

SCENES = ((0, "libby"), (40, "blackswan"), (80, "car-shadow"), (240, "motocross-jump"))
PATHS: Mapping[str, Mapping[str, ParamValue]] = {
    "plain mask": {},
    "stabilised": {"stabilise": 1.0},
    "fast": {"refine": "fast"},
    "fine": {"refine": "fine"},
    "fine, stabilised": {"refine": "fine", "stabilise": 1.0},
    "fine KNN": {"refine": "fine_knn"},
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=8)
    frames = parser.parse_args().frames
    scenes = [_known(number, name, frames) for number, name in SCENES]
    plain: list[float] = []
    print("path               SAD      MSE      gradient dtSSD    s a frame   less than the plain mask")
    for path, params in PATHS.items():
        found = [_measured(known, params) for known in scenes]
        means = [float(np.mean(column)) for column in zip(*found, strict=True)]
        plain = plain or means[:4]
        less = ", ".join(f"{1 - value / base:.0%}" for value, base in zip(means[:4], plain, strict=True))
        print(f"{path:18s}" + "".join(f" {value:8.3f}" for value in means) + f"   {less}")
    for path in ("stabilised", "fine, stabilised"):
        for (_, name), known in zip(SCENES, scenes, strict=True):
            masklet, stage = _masklet(known, PATHS[path])
            *_, boil = measured_boil(masklet, FrameRange(0, frames - 1), stage)
            print(f"{path}, {name}: {boil}")


def _known(number: int, sequence: str, frames: int) -> list[KnownFrame]:
    cutout = sorted((DATA / "cutouts" / "tuxpaint").glob("*.webp"))[number]
    return list(scene(cutout, DATA / "davis" / "val" / "JPEGImages" / sequence, frames, number))


def _masklet(known: list[KnownFrame], params: Mapping[str, ParamValue]) -> tuple[Masklet, Scene]:
    height, width = known[0].alpha.shape
    track = MappingProxyType({frame: k.sample for frame, k in enumerate(known)})
    settings = MatteSettings(params=frozen_params(params))
    masklet = Masklet(1, "cut-out", (255, 0, 0), track=track, matte=settings)
    media = Media(Path("known"), width, height, FrameRate(Fraction(24)), len(known))
    footage = Footage(lambda frame: known[frame].colours.copy(), media.frames)
    return masklet, Scene(Project(media=media, masklets=(masklet,)), footage)


def _measured(known: list[KnownFrame], params: Mapping[str, ParamValue]) -> tuple[float, ...]:
    """SAD, MSE, gradient, dtSSD and seconds, each a mean over the frames."""
    masklet, stage = _masklet(known, params)
    height, width = known[0].alpha.shape
    frame_matte(masklet, 0, height, width, stage)  # the first call compiles
    begun = time.perf_counter()
    mattes: list[Floats] = [frame_matte(masklet, f, height, width, stage) for f in range(len(known))]
    seconds = (time.perf_counter() - begun) / len(known)
    pairs = list(zip(mattes, (k.alpha for k in known), strict=True))
    errors = [(sad(m, a), mse(m, a), gradient_error(m, a)) for m, a in pairs]
    changes = [temporal_error(m0, m1, a0, a1) for (m0, a0), (m1, a1) in pairwise(pairs)]
    return *(float(np.mean(column)) for column in zip(*errors, strict=True)), float(np.mean(changes)), seconds


if __name__ == "__main__":
    main()
