"""A training run as a TOML file: data, stages, optimiser."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from sam2core.errors import Sam2Error
from sam2core.training.distillation import DistilConfig
from sam2core.training.losses import LossWeights
from sam2core.training.pretraining import PretrainConfig

T = TypeVar("T")


class ConfigError(Sam2Error):
    """A training configuration with a missing, unknown or unusable entry."""


@dataclass(frozen=True)
class DataConfig:
    """Where the data sets are; folders count from `root`. Each may be one folder, a list, or "" for none."""

    root: str
    stills: str | tuple[str, ...] = "stills"  # with index.tsv, or SA-1B
    clips: str | tuple[str, ...] = ""  # in the form of DAVIS, MOSE or YouTube-VOS, or SA-V
    cutouts: str | tuple[str, ...] = ""  # of RGBA pictures
    clip_names: str = ""  # a file of names, one a line: only these clips (ImageSets/2017/train.txt)
    held_out: tuple[str, ...] = ()  # clips kept for choosing the best weights
    excluded_stills: tuple[str, ...] = ()  # sets of the index that are not used
    stored_size: int = 288  # pictures are kept as squares of this side
    memory_gb: float = 4.0  # of pictures kept; what does not fit is read again when it is drawn


@dataclass(frozen=True)
class StageConfig:
    """A stretch of training at one size."""

    steps: int
    size: int | tuple[int, ...]  # of frames; of several, each batch has one
    frames: int  # of a clip
    clips: int  # in a batch, for each process
    learning_rate: float  # at its highest: after the warm-up, before the cosine ends
    final_learning_rate: float = 0.0
    image_share: float = 0.25  # of batches that are single frames with clicks
    real_share: float = 0.5  # of clips that are real footage
    mask_share: float = 0.6  # of clips whose first frame comes with its mask; the others with clicks or a box
    correction_share: float = 0.1  # of tracked frames that get a click
    longest_gap: int = 5  # between frames of a real clip

    @property
    def sizes(self) -> tuple[int, ...]:
        return (self.size,) if isinstance(self.size, int) else self.size


@dataclass(frozen=True)
class RunConfig:
    """A whole run."""

    model: str
    output: str
    data: DataConfig
    stages: tuple[StageConfig, ...]
    loss: LossWeights
    init: str = ""  # weights to begin with
    trunk: str = ""  # the published EfficientNet-Lite0 that the embedded model begins with
    pretrain: PretrainConfig | None = None  # of the trunk, on pictures alone
    distil: DistilConfig | None = None  # a larger model that teaches beside the ground truth
    precision: Literal["float32", "bfloat16"] = "float32"  # of matrix products; the rest stays float32
    workers: int = 0  # processes that make batches ahead; the batches are the same whatever their number
    checkpointing: bool = False  # trunk and memory attention computed twice, for a fraction of the memory
    seed: int = 0
    weight_decay: float = 0.05
    layer_decay: float = 1.0  # 0.9: the trunk's early layers learn slower, for fine-tuning
    frozen_stages: int = 0  # the trunk's first stages, with what lies before them, keep their weights
    clip_gradient: float = 1.0
    warmup_steps: int = 100
    ema_decay: float = 0.998
    checkpoint_steps: int = 100
    validate_steps: int = 500


def load_run(path: Path) -> RunConfig:
    """Raises ConfigError, which names the entry."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"There is no training configuration {path}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} is not TOML: {error}.") from error
    stages = tuple(_build(StageConfig, s, "stage") for s in raw.pop("stage", []))
    if not stages:
        raise ConfigError(f"{path.name} has no [[stage]].")
    data = _build(DataConfig, raw.pop("data", {}), "data")
    loss = _build(LossWeights, raw.pop("loss", {}), "loss")
    parts: dict[str, Any] = {"data": data, "stages": stages, "loss": loss}
    for name, kind in (("pretrain", PretrainConfig), ("distil", DistilConfig)):
        if name in raw:
            parts[name] = _build(kind, raw.pop(name), name)
    return _build(RunConfig, {**raw, **parts}, "run")


def _build(kind: type[T], values: Mapping[str, Any], where: str) -> T:
    hints = get_type_hints(kind)
    unknown = sorted(values.keys() - hints.keys())
    if unknown:
        raise ConfigError(f"Unknown entry in [{where}]: {', '.join(unknown)}.")
    frozen = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    for name, value in frozen.items():
        if not _fits(value, hints[name]):
            raise ConfigError(f"[{where}] {name} cannot be {values[name]!r}.")
        if problem := _out_of_range(name, value):
            raise ConfigError(f"[{where}] {name} is {value}, but must be {problem}.")
    try:
        return kind(**frozen)
    except TypeError as error:
        raise ConfigError(f"[{where}] is incomplete: {error}.") from error


def _fits(value: object, hint: Any) -> bool:
    """Whether a value of TOML is what a field is declared to hold."""
    origin = get_origin(hint)
    if origin is UnionType:
        return any(_fits(value, part) for part in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(part, get_args(hint)[0]) for part in value)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))


def _out_of_range(name: str, value: object) -> str:
    """What a number, or each of a list, must be, where it is not."""
    if isinstance(value, tuple):
        if name == "size" and not value:
            return "one size or more"
        return next((found for part in value if (found := _out_of_range(name, part))), "")
    if not isinstance(value, int | float):
        return ""
    if name.endswith("_share"):
        return "" if 0 <= value <= 1 else "between 0 and 1"
    if name in _COUNTS:
        return "" if value >= 1 else "at least 1"
    return "" if value >= 0 else "0 or more"


_COUNTS = {
    *("steps", "size", "frames", "clips", "pictures", "stored_size", "longest_gap"),
    *("checkpoint_steps", "validate_steps"),
}
