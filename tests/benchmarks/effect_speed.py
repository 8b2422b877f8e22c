"""Milliseconds per megapixel of each effect, and frames a second with three light ones, at 1080p.

python -m tests.benchmarks.effect_speed
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.effect_api import Rgba
from app.engine.plugin_host import load_plugins
from tests.plugins.pictures import disc, picture, still

LIGHT = ("recolor", "grade", "highlight")
REPEATS = 3


def best_ms(call: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def main() -> None:
    image, matte = picture(1080, 1920, alpha=False), disc(1080, 1920, radius=270)  # 11 % of the frame
    effects = load_plugins().effects
    context = still(image, matte)

    def run(name: str, below: Rgba) -> Rgba:
        effect = effects[name]
        params = effect.params()
        if effect.id == "grade":
            params = effect.params(exposure=0.3, contrast=0.2, saturation=0.2)
        if effect.render_in_time:
            return effect.render_in_time(below, matte, params, context)
        return effect.render(below, matte, params) if effect.render else below

    for name in effects:
        print(f"| {name} | {best_ms(lambda n=name: run(n, image)) / (1920 * 1080 / 1e6):.1f} |")

    def three() -> None:
        shown = image
        for name in LIGHT:
            shown = run(name, shown)

    print(f"three light effects: {1000 / best_ms(three):.1f} frames/s")


if __name__ == "__main__":
    main()
