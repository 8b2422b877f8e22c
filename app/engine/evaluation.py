"""The door to measuring: a model and a data set in, a report of scores out."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine.interchange.going_out import check_place, placed
from app.engine.model_store import ModelEntry
from app.engine.predictor import exact_model
from app.errors import UserFacingError

if TYPE_CHECKING:
    from collections.abc import Generator

    from sam2core.evaluation.clicks import First
    from sam2core.evaluation.dataset import Dataset
    from sam2core.evaluation.interactive import Mode
    from sam2core.evaluation.report import Report
    from sam2core.evaluation.stills import Still
    from sam2core.evaluation.vos import StartKind

    Measuring = Generator[tuple[int, int], None, Report]  # yields what is done, of how much


def measure_vos(
    dataset: Path,
    entry: ModelEntry,
    device: str,
    *,
    start: StartKind = "mask",
    clicks: int = 3,
    policy: str = "",
    names: Collection[str] | None = None,
) -> Measuring:
    """J, F and J&F of each video, from prompts on its first frame (the DAVIS 2017 protocol).

    With a memory `policy` tracked as the application does with it, else as the public predictor does.
    With `names` only these videos. Raises UserFacingError where data or model cannot be used.
    """
    with _sentences():
        from sam2core.evaluation import measuring
        from sam2core.evaluation.vos import Start

        videos = _videos(dataset, names)
        model = exact_model(entry, device)
        return (
            yield from measuring.measure_vos(model, entry.name, videos, Start(start, clicks), policy=policy)
        )


def measure_interactive(
    dataset: Path,
    entry: ModelEntry,
    device: str,
    mode: Mode,
    *,
    frames: int = 8,
    clicks: int = 3,
    names: Collection[str] | None = None,
) -> Measuring:
    """J&F of each video's objects, clicked on up to `frames` frames, offline or online (arXiv:2408.00714).

    Raises UserFacingError where data or model cannot be used.
    """
    with _sentences():
        from sam2core.evaluation import measuring
        from sam2core.evaluation.interactive import Interaction

        videos = _videos(dataset, names)
        interaction = Interaction(mode, frames, clicks)
        model = exact_model(entry, device)
        return (yield from measuring.measure_interactive(model, entry.name, videos, interaction))


@dataclass(frozen=True)
class Chosen:
    """Which pictures and objects are clicked: by default all."""

    sets: Collection[str] = ()  # of the stills' index; none named: every set
    least: float = 0.0  # share of the picture: smaller objects are left out
    limit: int | None = None  # so many pictures, evenly spread


def measure_clicks(
    dataset: Path,
    entry: ModelEntry,
    device: str,
    chosen: Chosen | None = None,
    *,
    clicks: int = 5,
    first: First = "click",
) -> Measuring:
    """Mean IoU after 1 to `clicks` prompts on every object of stills, or of every video's first frame.

    Raises UserFacingError where data or model cannot be used.
    """
    chosen = chosen or Chosen()
    with _sentences():
        from sam2core.evaluation.measuring import measure_stills, spread

        stills = spread(_stills(dataset, chosen.sets), chosen.limit)
        model = exact_model(entry, device)
        return (
            yield from measure_stills(
                model, entry.name, stills, clicks=clicks, first=first, least=chosen.least
            )
        )


def check_report(folder: Path) -> None:
    """Raises UserFacingError where `write_report` could not put its folder, before an hour of measuring."""
    check_place(folder, is_folder=True, earlier=_REPORT)


def write_report(report: Report, folder: Path) -> None:
    """`scores.md`, `scores.csv`, `scores.json` and `worst/*.jpg`; the folder is there whole or not at all.

    An earlier report is replaced. Raises UserFacingError where anything else is in the way.
    """
    with placed(folder, is_folder=True, earlier=_REPORT) as partial, _sentences():
        (partial / "worst").mkdir(parents=True)
        texts = (report.to_markdown(), report.to_csv(), report.to_json() + "\n")
        for name, text in zip(_REPORT, texts, strict=False):
            (partial / name).write_text(text, encoding="utf-8")
        for name, picture in report.pictures():
            (partial / "worst" / f"{name}.jpg").write_bytes(picture)


_REPORT = ("scores.md", "scores.csv", "scores.json", "worst")
_FORM = "A data set has JPEGImages/NAME/*.jpg and Annotations/NAME/*.png, as DAVIS has."


def _videos(dataset: Path, names: Collection[str] | None) -> Dataset:
    from sam2core.evaluation.dataset import read_sequences

    videos = read_sequences(dataset, names)
    if not videos.sequences and not videos.skipped:
        raise UserFacingError(f"There is no video in {dataset}.", _FORM)
    return videos


def _stills(dataset: Path, sets: Collection[str]) -> list[Still]:
    from sam2core.evaluation.stills import first_frames, read_stills

    if (dataset / "index.tsv").is_file():
        return read_stills(dataset, sets)
    if sets:
        raise UserFacingError(f"There are no sets in {dataset}.", "Sets are named by an index.tsv.")
    return first_frames(_videos(dataset, None))


@contextmanager
def _sentences() -> Generator[None]:
    from sam2core.errors import Sam2Error

    try:
        yield
    except Sam2Error as error:
        raise UserFacingError(str(error), _FORM) from error
