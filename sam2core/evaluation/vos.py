"""Video object segmentation: the mask of the first frame is given, all others are scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sam2core.evaluation.metrics import region_similarity
from sam2core.model.sam2 import Sam2
from sam2core.video_predictor import VideoPredictor


def evaluate_clip(
    model: Sam2, frames: Sequence[NDArray[np.uint8]] | NDArray[np.uint8], masks: NDArray[np.bool_]
) -> float:
    """Mean J over frames 1 to the last, from the mask of frame 0."""
    predictor = VideoPredictor(model)
    predictor.start(frames)  # type: ignore[arg-type]
    predictor.add_mask(0, 1, masks[0])
    scores = [
        region_similarity((answers[1].logits > 0).numpy(), masks[frame])
        for frame, answers in predictor.propagate()
        if frame > 0
    ]
    return float(np.mean(scores))
