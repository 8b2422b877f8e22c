"""Processor time of each effect in ms per megapixel, and of a composite with three light ones, at 1080p.

python -m tests.benchmarks.effect_speed [--only ID ...] [--radius PX]

Processor time of all threads, since other work may run beside it, and elapsed time. The object is a disc: one
of 270 pixels covers 11 % of the frame.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np

from app.document import edits
from app.document.project import Project
from app.effect_api import Rgba
from app.engine import compositor
from app.engine.plugin_host import load_plugins
from app.engine.samples import encode_sample
from app.opencv import cv2
from tests.plugins.pictures import disc, picture, still

LIGHT = ("recolor", "grade", "highlight")
GRADE = {"exposure": 0.3, "contrast": 0.2, "saturation": 0.2}
SET = {"grade": GRADE, "lut": {"path": "look.cube"}, "cutout": {"grow_px": 2.0, "feather_px": 6.0}}
REPEATS = 3
MEGAPIXELS = 1920 * 1080 / 1e6


def best_ms(call: Callable[[], object], repeats: int = REPEATS) -> tuple[float, float]:
    """(processor time, elapsed time), the least of several."""
    cpu: list[float] = []
    elapsed: list[float] = []
    for _ in range(repeats):
        began, busy = time.perf_counter(), time.process_time()
        call()
        cpu.append((time.process_time() - busy) * 1000)
        elapsed.append((time.perf_counter() - began) * 1000)
    return min(cpu), min(elapsed)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--radius", type=int, default=270)
    arguments = parser.parse_args()
    only, radius = arguments.only, arguments.radius
    cv2().setNumThreads(2)
    image, matte = picture(1080, 1920, alpha=False), disc(1080, 1920, radius=radius)
    effects = load_plugins().effects
    context = replace(still(image, matte), text_file=lambda _: cube())

    def run(name: str, below: Rgba) -> Rgba:
        effect = effects[name]
        params = effect.params(**SET.get(name, {}))
        if effect.coverage:
            effect.coverage(matte, params)
        if effect.render_in_time:
            return effect.render_in_time(below, matte, params, context)
        return effect.render(below, matte, params) if effect.render else below

    for name in effects if only is None else only:
        cpu, elapsed = best_ms(lambda n=name: run(n, image))
        print(f"| {name} | {cpu / MEGAPIXELS:.1f} | {elapsed / MEGAPIXELS:.1f} |")
    cpu, elapsed = composite_ms(radius)
    print(f"composite of three light effects: {cpu:.1f} ms of processor time, {elapsed:.1f} ms elapsed")


@cache
def cube() -> str:
    """A look of 33 steps, as a .cube file has it."""
    steps = np.linspace(0, 1, 33)
    rows = (f"{r**0.8:.5f} {g:.5f} {b**1.2:.5f}" for b in steps for g in steps for r in steps)
    return "\n".join(("LUT_3D_SIZE 33", *rows))


def composite_ms(radius: int) -> tuple[float, float]:
    """Of one whole frame, from the clip's 8 bits to the picture that is shown or written."""
    project = _project(radius)
    pixels = (picture(1080, 1920, alpha=False)[..., :3] * 255).astype(np.uint8)
    host = load_plugins()
    return best_ms(lambda: compositor.render(project, 0, pixels, host), 8)


def _project(radius: int) -> Project:
    """One masklet as large as the others' matte, with the light effects."""
    down, across = np.mgrid[:256, :256].astype(np.float32)
    away = np.hypot((down + 0.5) / 256 * 1080 - 540, (across + 0.5) / 256 * 1920 - 960)
    sample = encode_sample(
        (radius - away) / 5, presence=5, iou=1, pointer=np.zeros(2, np.float32), model="test", prompted=True
    )
    project = edits.add_samples(edits.add_masklet(Project()), 1, {0: sample})
    for name in LIGHT:
        project = edits.add_effect(project, 1, name, GRADE if name == "grade" else {})
    return project


if __name__ == "__main__":
    main()
