"""What was measured, as Markdown, CSV, JSON and pictures."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

from sam2core.evaluation.dataset import Sequence, Skipped
from sam2core.evaluation.interactive import InteractiveScore
from sam2core.evaluation.pictures import sequence_sheet, stills_sheet
from sam2core.evaluation.scores import ObjectScore, SequenceScore
from sam2core.evaluation.stills import StillScore, StillScores
from sam2core.evaluation.tables import Cell, comma_separated, markdown, skipped_lines

_STATISTICS = ("J", "J recall", "J decay", "F", "F recall", "F decay", "J&F")


class Report(Protocol):
    """A measurement that is complete."""

    @property
    def skipped(self) -> tuple[Skipped, ...]: ...

    def to_markdown(self) -> str: ...

    def to_csv(self) -> str: ...

    def to_json(self) -> str: ...

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Names, and JPEGs of what went worst."""
        ...


@dataclass(frozen=True)
class VosReport:
    """Scores of videos; means are over objects, as DAVIS 2017 takes them."""

    model: str
    prompt: str  # "mask", "box" or "3 clicks"
    scores: tuple[SequenceScore, ...]
    skipped: tuple[Skipped, ...]
    sequences: Mapping[str, Sequence]

    @property
    def objects(self) -> tuple[ObjectScore, ...]:
        return tuple(o for s in self.scores for o in s.objects)

    @property
    def mean(self) -> dict[str, float]:
        return dict(zip(_STATISTICS, _means(self.objects), strict=True))

    def to_markdown(self) -> str:
        rows = [(s.name, s.frames, s.region, s.boundary, s.both) for s in self.scores]
        mean = ("mean", "", self.mean["J"], self.mean["F"], self.mean["J&F"])
        return markdown(("sequence", "frames", "J", "F", "J&F"), rows, mean) + skipped_lines(self.skipped)

    def to_csv(self) -> str:
        """A row for each object; before the objects of a video with several, one of their mean."""
        rows: list[list[Cell]] = []
        for score in self.scores:
            if len(score.objects) > 1:
                rows.append([score.name, "", score.frames, *_means(score.objects)])
            rows += [[score.name, o.label, score.frames, *_statistics(o).values()] for o in score.objects]
        rows.append(["mean", "", "", *self.mean.values()])
        return comma_separated(("sequence", "object", "frames", *_STATISTICS), rows)

    def to_json(self) -> str:
        return _json(
            model=self.model,
            prompt=self.prompt,
            mean=self.mean,
            sequences=[_sequence_facts(s) for s in self.scores],
            skipped=[asdict(s) for s in self.skipped],
        )

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        for score in self.scores:
            yield score.name, sequence_sheet(self.sequences[score.name], score)


@dataclass(frozen=True)
class InteractiveReport:
    """Objects that were clicked through their videos; means are over objects."""

    model: str
    mode: str  # "offline" or "online"
    clicks: int  # on a frame
    scores: tuple[InteractiveScore, ...]
    skipped: tuple[Skipped, ...]
    sequences: Mapping[str, Sequence]

    @property
    def by_round(self) -> tuple[float, ...]:
        """J&F after each round."""
        columns = zip(*([r.both for r in s.rounds] for s in self.scores), strict=True)
        return tuple(statistics.fmean(c) for c in columns)

    @property
    def mean(self) -> float:
        return statistics.fmean(s.mean for s in self.scores)

    @property
    def clicked(self) -> float:
        """Frames that were clicked, the mean over objects."""
        return statistics.fmean(len(s.clicked) for s in self.scores)

    def to_markdown(self) -> str:
        """Offline there is a column for each round, and one for their mean."""
        rounds = range(1, len(self.by_round) + 1) if self.mode == "offline" else ()
        columns = ("sequence", "object", "clicked frames", *(f"J&F {n}" for n in rounds), "J&F")
        rows = [
            (s.sequence, s.label, len(s.clicked), *(s.rounds[n - 1].both for n in rounds), s.mean)
            for s in self.scores
        ]
        last = ("mean", "", self.clicked, *(self.by_round[n - 1] for n in rounds), self.mean)
        return markdown(columns, rows, last) + skipped_lines(self.skipped)

    def to_csv(self) -> str:
        """A row for each object and round."""
        rows: list[list[Cell]] = []
        for s in self.scores:
            for number, r in enumerate(s.rounds, 1):
                frame = s.clicked[number - 1] if self.mode == "offline" and number <= len(s.clicked) else ""
                rows.append([s.sequence, s.label, number, frame, r.region, r.boundary, r.both])
        return comma_separated(("sequence", "object", "round", "clicked frame", "J", "F", "J&F"), rows)

    def to_json(self) -> str:
        return _json(
            model=self.model,
            protocol=self.mode,
            clicks_per_frame=self.clicks,
            mean={"J&F": self.mean, "J&F by round": self.by_round, "clicked frames": self.clicked},
            objects=[
                {
                    "sequence": s.sequence,
                    "object": s.label,
                    "clicked": s.clicked,
                    "rounds": [{"J": r.region, "F": r.boundary, "J&F": r.both} for r in s.rounds],
                }
                for s in self.scores
            ],
            skipped=[asdict(s) for s in self.skipped],
        )

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        for s in self.scores:
            sheet = sequence_sheet(self.sequences[s.sequence], s.final)
            yield f"{s.sequence}-{s.label}", sheet


@dataclass(frozen=True)
class StillsReport:
    """Objects of pictures after clicks; means are over objects."""

    model: str
    first: str  # "click" or "box"
    scores: StillScores

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        return self.scores.skipped

    def to_markdown(self) -> str:
        sets = self._by_set()
        rows = [(name, *_still_means(objects)) for name, objects in sets.items()] if len(sets) > 1 else []
        last = ("all", *_still_means(self.scores.objects))
        return markdown(("set", "objects", *self._columns()), rows, last) + skipped_lines(self.skipped)

    def to_csv(self) -> str:
        rows = [[o.set, o.picture, o.labels, o.label, o.area, *o.ious, o.best] for o in self.scores.objects]
        return comma_separated(("set", "picture", "labels", "object", "area", *self._columns()), rows)

    def to_json(self) -> str:
        count, *ious, best = _still_means(self.scores.objects)
        return _json(
            model=self.model,
            first_prompt=self.first,
            objects=count,
            mean_iou_after_clicks=ious,
            mean_iou_best_of_first=best,
            sets={
                name: dict(zip(("objects", *self._columns()), _still_means(objects), strict=True))
                for name, objects in self._by_set().items()
            },
            skipped=[asdict(s) for s in self.skipped],
        )

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        for name, worst in self.scores.worst.items():
            yield name or "stills", stills_sheet(worst)

    def _columns(self) -> tuple[str, ...]:
        count = len(self.scores.objects[0].ious)
        if self.first == "box":
            clicked = [f"box, {n} click{'s' if n > 1 else ''}" for n in range(1, count)]
            return ("box", *clicked, "box, best candidate")
        return (*(f"{n} click{'s' if n > 1 else ''}" for n in range(1, count + 1)), "1 click, best candidate")

    def _by_set(self) -> dict[str, list[StillScore]]:
        found: dict[str, list[StillScore]] = {}
        for one in self.scores.objects:
            found.setdefault(one.set, []).append(one)
        return found


def _still_means(objects: list[StillScore] | tuple[StillScore, ...]) -> tuple[Cell, ...]:
    ious = zip(*(o.ious for o in objects), strict=True)
    return (len(objects), *(statistics.fmean(i) for i in ious), statistics.fmean(o.best for o in objects))


def _statistics(score: ObjectScore) -> dict[str, float]:
    j, f = score.region, score.boundary
    values = (j.mean, j.recall, j.decay, f.mean, f.recall, f.decay, score.both)
    return dict(zip(_STATISTICS, values, strict=True))


def _means(objects: tuple[ObjectScore, ...]) -> list[float]:
    facts = [_statistics(o) for o in objects]
    return [statistics.fmean(f[name] for f in facts) for name in _STATISTICS]


def _sequence_facts(score: SequenceScore) -> dict[str, object]:
    objects = [{"object": o.label, **_statistics(o)} for o in score.objects]
    means = {"J": score.region, "F": score.boundary, "J&F": score.both}
    worst = [{"frame": w.frame, "J&F": w.score} for w in score.worst]
    return {
        "sequence": score.name, "frames": score.frames, **means, "objects": objects, "worst": worst,
    }  # fmt: skip


def _json(**facts: object) -> str:
    return json.dumps(facts, indent=2, ensure_ascii=False)
