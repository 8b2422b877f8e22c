"""Scores as text, CSV, JSON and Markdown."""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass

from sam2core.evaluation.vos import SequenceScore


@dataclass(frozen=True)
class VosReport:
    """Scores of a data set; the means are over videos."""

    model: str
    prompt: str  # "mask" or "3 clicks"
    scores: tuple[SequenceScore, ...]

    @property
    def region(self) -> float:
        return statistics.fmean(s.region for s in self.scores)

    @property
    def boundary(self) -> float:
        return statistics.fmean(s.boundary for s in self.scores)

    @property
    def both(self) -> float:
        return (self.region + self.boundary) / 2

    def to_json(self) -> str:
        rows = [
            {"sequence": s.name, "frames": s.frames, "J": s.region, "F": s.boundary, "J&F": s.both}
            for s in self.scores
        ]
        mean = {"J": self.region, "F": self.boundary, "J&F": self.both}
        return json.dumps(
            {"model": self.model, "prompt": self.prompt, "mean": mean, "sequences": rows}, indent=2
        )

    def to_csv(self) -> str:
        rows = [f"{s.name},{s.frames},{s.region:.4f},{s.boundary:.4f},{s.both:.4f}" for s in self.scores]
        mean = f"mean,,{self.region:.4f},{self.boundary:.4f},{self.both:.4f}"
        return "\n".join(["sequence,frames,J,F,J&F", *rows, mean, ""])

    def to_markdown(self) -> str:
        rows = [
            f"| {s.name} | {s.frames} | {s.region:.3f} | {s.boundary:.3f} | {s.both:.3f} |"
            for s in self.scores
        ]
        mean = f"| **mean** | | {self.region:.3f} | {self.boundary:.3f} | {self.both:.3f} |"
        return "\n".join(["| sequence | frames | J | F | J&F |", "|---|---|---|---|---|", *rows, mean, ""])
