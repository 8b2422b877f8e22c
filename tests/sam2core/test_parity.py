"""sam2core computes the same function as the public SAM 2: every number of the goldens, in float32."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sam2core.model.sam2 import Sam2
from tests.sam2core.parity import (
    TOLERANCE,
    Numbers,
    load_golden,
    run_image,
    run_video_click,
    run_video_long,
    run_video_reverse_mask,
    run_video_two,
    seeded_model,
    worst,
)

Run = Callable[[Sam2], Numbers]


@pytest.mark.parametrize(
    ("case", "name", "size", "run"),
    [
        ("image", "sam2.1_hiera_t", 1024, run_image),
        ("image", "sam2.1_hiera_b+", 512, run_image),
        ("image", "sam2_hiera_s", 512, run_image),
        ("video-click", "sam2.1_hiera_t", 512, lambda m: run_video_click(m, 12)),
        pytest.param(
            "video-click", "sam2.1_hiera_s", 1024, lambda m: run_video_click(m, 3), marks=pytest.mark.slow
        ),
        ("video-two", "sam2.1_hiera_t", 512, lambda m: run_video_two(m, 10)),
        ("video-two", "sam2_hiera_t", 512, lambda m: run_video_two(m, 8)),
        ("video-reverse-mask", "sam2.1_hiera_t", 512, lambda m: run_video_reverse_mask(m, 12)),
        ("video-long", "sam2.1_hiera_t", 128, lambda m: run_video_long(m, 38)),
    ],
)
def test_every_number_is_the_public_implementations(case: str, name: str, size: int, run: Run) -> None:
    ours = run(seeded_model(name, size))
    gaps = worst(ours, load_golden(f"{case}-{name}-{size}"))
    beyond = {key: gap for key, gap in gaps.items() if gap > TOLERANCE}
    assert not beyond, f"{len(beyond)} of {len(gaps)} differ, first {sorted(beyond.items())[:5]}"
