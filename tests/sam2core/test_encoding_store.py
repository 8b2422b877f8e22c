"""Encodings that memory has no room for come back from disk, bit for bit, and never stop the work."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from sam2core import EncodingStore, VideoPredictor
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import Sam2
from tests.sam2core.tiny import MovingSquare, tiny_model

BF16 = pytest.mark.parametrize("autocast", [None, torch.bfloat16])


class CountingModel:
    """Counts the encodings that are computed."""

    def __init__(self, model: Sam2) -> None:
        self.count = 0
        self._encode = model.encode
        model.encode = self._counted

    def _counted(self, images: torch.Tensor) -> Encoding:
        self.count += 1
        return self._encode(images)


def tracked(predictor: VideoPredictor) -> list[torch.Tensor]:
    predictor.add_points(0, 1, [(12, 16)], [1])
    return [answers[1].low_res_logits for _, answers in predictor.propagate(start=0)]


@BF16
def test_a_second_pass_encodes_nothing_and_gives_the_same_bits(
    tmp_path: Path, autocast: torch.dtype | None
) -> None:
    model = tiny_model()
    counted = CountingModel(model)
    predictor = VideoPredictor(model, autocast=autocast, cache_bytes=1)
    predictor.start(MovingSquare(), store=EncodingStore(tmp_path, "clip", 1 << 30))
    first = tracked(predictor)
    assert counted.count == 8
    predictor.remove(1)
    second = tracked(predictor)
    assert counted.count == 8
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


def test_the_oldest_go_when_the_budget_is_spent(tmp_path: Path) -> None:
    predictor = VideoPredictor(tiny_model(), cache_bytes=1)
    predictor.start(MovingSquare(), store=EncodingStore(tmp_path, "a", 1 << 30))
    tracked(predictor)
    size = next(tmp_path.glob("a/*")).stat().st_size
    predictor.start(MovingSquare(), store=EncodingStore(tmp_path, "b", 8 * size))
    tracked(predictor)
    assert len(list(tmp_path.glob("*/*"))) <= 8
    assert len(list(tmp_path.glob("b/*"))) == 7


def test_damaged_files_and_a_folder_that_cannot_be_written_cost_only_time(tmp_path: Path) -> None:
    predictor = VideoPredictor(tiny_model(), cache_bytes=1)
    predictor.start(MovingSquare(), store=EncodingStore(tmp_path, "a", 1 << 30))
    first = tracked(predictor)
    for path in tmp_path.glob("a/*"):
        path.write_bytes(path.read_bytes()[:50])
    (tmp_path / "b").write_text("not a folder")
    for key in ("a", "b"):
        predictor.start(MovingSquare(), store=EncodingStore(tmp_path, key, 1 << 30))
        assert all(torch.equal(a, b) for a, b in zip(first, tracked(predictor), strict=True))
