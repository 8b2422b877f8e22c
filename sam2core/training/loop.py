"""The training loop: exact resume, moving average, one process or several (torchrun, gloo or NCCL)."""

from __future__ import annotations

import logging
import math
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from sam2core.checkpoint import build_model, load_checkpoint
from sam2core.config import find_config
from sam2core.evaluation.vos import mean_region
from sam2core.model.memory_encoder import FuserBlock
from sam2core.model.recompute import set_recomputing
from sam2core.model.sam2 import Sam2
from sam2core.training import processes
from sam2core.training.batches import Batch, Batches, Library, read_library, stream
from sam2core.training.config import ConfigError, RunConfig, StageConfig, load_run
from sam2core.training.curves import Curves, NoCurves, open_curves
from sam2core.training.distillation import Taught, Teacher
from sam2core.training.labelled import Clip
from sam2core.training.losses import answer_iou, answer_loss
from sam2core.training.optimiser import freeze, make_optimiser, set_learning_rate
from sam2core.training.pretraining import PretrainConfig, pretrain
from sam2core.training.published_trunk import read_published
from sam2core.training.simulation import ClipPass, encode_clip
from sam2core.training.synthesis import CPU

_log = logging.getLogger(__name__)
_EARLY_LINES = (1, 2, 5, 10)  # steps from where a stage begins or goes on
_VALIDATED_FRAMES = 30  # of each held-out clip
_MOST_BAD_STEPS = 20  # in a row


def run(config_path: Path, *, resume: bool = False) -> Path:
    """Train as the file says; returns the file of the best weights.

    Raises ConfigError. Under torchrun every process makes its own batches and gradients are averaged.
    """
    config = load_run(config_path)
    trainer = Trainer(config)
    if trainer.rank == 0:
        trainer.output.mkdir(parents=True, exist_ok=True)
        shutil.copy(config_path, trainer.output / "run.toml")
    if resume:
        trainer.restore()
    return trainer.train()


class Trainer:
    """State of one run in one process."""

    def __init__(self, config: RunConfig) -> None:
        self.config = config
        self.rank, _ = processes.join()
        self.device = processes.device()
        self.output = Path(config.output)
        self.step = 0  # over all stages
        self.best = -1.0
        torch.manual_seed(config.seed)
        self.model = _fresh(config.model, config.stages[0].sizes[0]).to(self.device)
        if config.init:
            load_checkpoint(self.model, config.init)
        if config.trunk:
            read_published(self.model.image_encoder.trunk, Path(config.trunk))
        self._bad_steps = 0
        self._bad_in_a_row = 0
        self._validated = -1  # the step
        self.frozen = freeze(self.model, config.frozen_stages)
        set_recomputing(self.model, on=config.checkpointing)
        self.average = _fresh(config.model, config.stages[0].sizes[0]).to(self.device)
        self.average.load_state_dict(self.model.state_dict())
        self.optimiser = make_optimiser(
            self.model, weight_decay=config.weight_decay, layer_decay=config.layer_decay
        )
        self.teacher = self._make_teacher()
        self.learning = nn.ModuleList([self.model] if self.teacher is None else [self.model, self.teacher])
        self.curves: Curves = NoCurves()

    def _make_teacher(self) -> Teacher | None:
        if self.config.distil is None:
            return None
        teacher = Teacher(self.config.distil, self.model, self.config.loss).place(self.device)
        teacher.resize(self.model.config.image_size)
        self.optimiser.add_param_group(
            {"params": list(teacher.parameters()), "weight_decay": 0.0, "scale": 1.0}
        )
        return teacher

    @property
    def total_steps(self) -> int:
        return sum(s.steps for s in self.config.stages)

    def train(self) -> Path:
        self.output.mkdir(parents=True, exist_ok=True)
        library = read_library(self.config.data)
        if self.config.workers or self.device.type == "cuda":
            library.fill()
        if self.rank == 0:
            self.curves = open_curves(self.output)
            _log.info(
                "%d videos, %d stills, %d cut-outs",
                len(library.videos),
                len(library.stills),
                len(library.cutouts),
            )
        if self.config.pretrain is not None and self.step == 0:
            self._pretrain(library, self.config.pretrain)
        first = 0
        for stage in self.config.stages:
            if self.step < first + stage.steps:
                self._train_stage(library, stage, first)
            first += stage.steps
        if self._validated != self.step:
            self._validate(library)
        return self.output / "best.safetensors"

    def restore(self) -> None:
        """Go on from the last checkpoint of this run, if there is one."""
        path = self._checkpoint()
        if path.exists():
            state = torch.load(path, weights_only=True, map_location=self.device)
            self.model.load_state_dict(state["model"])
            self.average.load_state_dict(state["average"])
            if self.teacher is not None:
                self.teacher.load_state_dict(state["teacher"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.best = state["step"], state["best"]
        processes.check_same_step(self.step)

    def _pretrain(self, library: Library, config: PretrainConfig) -> None:
        """Every process does the same with its own pictures; then the first one's trunk is everyone's."""
        self.model.resize(config.size)
        rng = np.random.default_rng((self.config.seed, self.rank))
        pretrain(self.model, library.picture, config, rng, self._autocast())
        processes.copy_from_first(self.model)
        self.average.load_state_dict(self.model.state_dict())

    def _train_stage(self, library: Library, stage: StageConfig, first: int) -> None:
        last = first + stage.steps
        made = stream(
            # Processes that make batches ahead cannot share the card with each other.
            Batches(
                library, stage, (self.config.seed, self.rank), CPU if self.config.workers else self.device
            ),
            range(self.step, last),
            workers=self.config.workers,
            pinned=self.device.type == "cuda" and self.config.workers > 0,
        )
        meter = _Meter(self.step, self.total_steps)
        for batch in made:
            meter.add(self._learn(batch, stage, self.step - first))
            self.step += 1
            if self.rank == 0 and meter.is_due(self.step):
                self.curves.add(self.step, meter.means())
                _log.info(meter.line(self.step, self.model.config.image_size))
            if self.step % self.config.checkpoint_steps == 0:
                self._save()
            if self.step % self.config.validate_steps == 0:
                self._validate(library)

    def _learn(self, batch: Batch, stage: StageConfig, step: int) -> dict[str, Tensor]:
        self.model.train()
        for module in self.frozen:
            module.eval()
        set_learning_rate(self.optimiser, _learning_rate(stage, step, self.config.warmup_steps))
        self.optimiser.zero_grad(set_to_none=True)
        frames, masks = batch.on(self.device)
        self._resize(frames.shape[-1])
        with self._autocast():
            encodings = encode_clip(self.model, frames)
            clip = ClipPass(self.model, self._user(), masks, encodings)
            answers = clip.run(mask_share=stage.mask_share, correction_share=stage.correction_share)
            taught = Taught(encodings, answers, stage.mask_share, stage.correction_share)
            lack = None if self.teacher is None else self.teacher.loss(taught, frames, masks, self._user())
        loss = torch.stack([answer_loss(a, self.config.loss) for a in answers]).mean()
        (loss if lack is None else loss + lack).backward()
        processes.average_gradients(self.learning)
        norm = torch.nn.utils.clip_grad_norm_(self.learning.parameters(), self.config.clip_gradient)
        if not bool(norm.isfinite()):
            self._pass_over()
            return {}
        self._bad_in_a_row = 0
        self.optimiser.step()
        processes.average_statistics(self.model)
        self._update_average()
        with torch.no_grad():
            quality = torch.stack([answer_iou(a) for a in answers]).mean()
        told = {"loss": loss.detach(), "image" if batch.frames.shape[1] == 1 else "video": quality}
        return told if lack is None else {**told, "teacher": lack.detach()}

    def _resize(self, size: int) -> None:
        if self.model.config.image_size != size:
            self.model.resize(size)
            if self.teacher is not None:
                self.teacher.resize(size)

    def _user(self) -> np.random.Generator:
        """The simulated user of this step: the teacher's does the same as the student's."""
        return np.random.default_rng((self.config.seed, self.rank, self.step, 1))

    def _pass_over(self) -> None:
        """A step whose gradient is no number teaches nothing and leaves nothing; many in a row end the run.

        Gradients are averaged before, so that all processes pass over the same steps.
        """
        self._bad_steps += 1
        self._bad_in_a_row += 1
        for ours, average in zip(self.model.buffers(), self.average.buffers(), strict=True):
            ours.copy_(average)  # the forward pass has put the same no-numbers into running statistics
        _log.warning(
            "skipped step %d: its loss is not a number (%d of %d so far)",
            self.step + 1,
            self._bad_steps,
            self.step + 1,
        )
        if self._bad_in_a_row == _MOST_BAD_STEPS:
            raise ConfigError(
                f"The loss was not a number for {_MOST_BAD_STEPS} steps in a row: a lower learning_rate or"
                ' precision = "float32" may help.'
            )

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.precision == "bfloat16")

    @torch.no_grad()
    def _update_average(self) -> None:
        decay = min(self.config.ema_decay, (1 + self.step) / (10 + self.step))
        for ours, theirs in zip(
            self.average.state_dict().values(), self.model.state_dict().values(), strict=True
        ):
            if ours.is_floating_point():
                ours.lerp_(theirs, 1 - decay)
            else:
                ours.copy_(theirs)

    def _validate(self, library: Library) -> None:
        """Mean J on the held-out clips with the averaged weights: the best are kept, without any the last."""
        self._validated = self.step
        if self.rank == 0 and not library.held_out:
            for name in ("best", "last"):
                save_weights(self.average, self.output / f"{name}.safetensors")
        elif self.rank == 0:
            self.average.resize(find_config(self.config.model).image_size)
            model = self.average.eval()
            scores = {c.name: _held_out_score(model, c) for c in library.held_out}
            mean = float(np.mean(list(scores.values())))
            _log.info(
                "step %d: held-out J %.4f %s", self.step, mean, {k: round(v, 3) for k, v in scores.items()}
            )
            self.curves.add(self.step, {"held-out J": mean})
            if mean > self.best:
                self.best = mean
                save_weights(self.average, self.output / "best.safetensors")
            save_weights(self.average, self.output / "last.safetensors")
        processes.wait()

    def _checkpoint(self) -> Path:
        return self.output / f"checkpoint-{self.rank}.pt"

    def _save(self) -> None:
        state: dict[str, Any] = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "best": self.best,
            "teacher": {} if self.teacher is None else self.teacher.state_dict(),
        }
        path = self._checkpoint()
        torch.save(state, path.with_suffix(".part"))
        processes.wait()  # all have theirs whole: no crash leaves checkpoints of different steps
        path.with_suffix(".part").replace(path)


def _held_out_score(model: Sam2, clip: Clip) -> float:
    return mean_region(model, clip.frames[:_VALIDATED_FRAMES], clip.masks.unpack)


def save_weights(model: Sam2, path: Path) -> None:
    """float16 safetensors, whole or not at all."""
    state = {k: v.to(torch.float16) if v.is_floating_point() else v for k, v in model.state_dict().items()}
    part = path.with_suffix(".part")
    save_file({k: v.contiguous() for k, v in state.items()}, part)
    part.replace(path)


def _fresh(name: str, size: int) -> Sam2:
    """Random weights as SAM 2 starts from: small embeddings, active layer scale, objects presumed present."""
    model = build_model(name, image_size=size).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    for parameter in (model.maskmem_tpos_enc, model.no_mem_embed, model.no_mem_pos_enc, model.no_obj_ptr):
        torch.nn.init.trunc_normal_(parameter, std=0.02)
    if model.no_obj_embed_spatial is not None:
        torch.nn.init.trunc_normal_(model.no_obj_embed_spatial, std=0.02)
    for module in model.modules():
        if isinstance(module, FuserBlock):
            torch.nn.init.constant_(module.gamma, 0.1)
    torch.nn.init.constant_(model.sam_mask_decoder.pred_obj_score_head.layers[-1].bias, 3.0)  # type: ignore[arg-type]
    return model


def _learning_rate(stage: StageConfig, step: int, warmup: int) -> float:
    rise = min(1.0, (step + 1) / max(1, warmup))
    done = step / max(1, stage.steps)
    wave = 0.5 * (1 + math.cos(math.pi * done))
    return rise * (stage.final_learning_rate + (stage.learning_rate - stage.final_learning_rate) * wave)


class _Meter:
    """Loss, IoU on images and on clips, and speed since the last line, with the time that is left."""

    def __init__(self, first: int, total: int) -> None:
        self._first = first
        self._total = total
        self._begun = time.monotonic()
        self._sums: dict[str, list[Tensor]] = {}

    def add(self, values: dict[str, Tensor]) -> None:
        """They are read when a line is written: a graphics card is not waited for at each step."""
        for name, value in values.items():
            self._sums.setdefault(name, []).append(value)

    def is_due(self, step: int) -> bool:
        """Every 20 steps, and sooner at the beginning: on a processor 20 steps may be half an hour."""
        return step % 20 == 0 or step - self._first in _EARLY_LINES

    def means(self) -> dict[str, float]:
        """Since the last line."""
        return {name: float(torch.stack(values).mean()) for name, values in sorted(self._sums.items())}

    def line(self, step: int, size: int) -> str:
        pace = (time.monotonic() - self._begun) / max(1, step - self._first)
        left = pace * (self._total - step) / 60
        speed = f"{pace:.2f} s/step {left:.0f} min left"
        means = " ".join(f"{name} {value:.3f}" for name, value in self.means().items())
        self._sums.clear()
        return f"step {step}/{self._total} size {size} {means} {speed}"
