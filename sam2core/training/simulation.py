"""A simulated user, and a model that answers: the forward pass of a training step."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sam2core.model.image_encoder import Encoding
from sam2core.model.prompt_encoder import BOX_BOTTOM_RIGHT, BOX_TOP_LEFT, NEGATIVE, POSITIVE
from sam2core.model.sam2 import Masks, Recalled, Sam2
from sam2core.training.losses import Answer

Rng = np.random.Generator
_LOGIT_LIMIT = 32.0


def click_prompts(rng: Rng, truth: Tensor, answer: Tensor | None) -> tuple[Tensor, Tensor]:
    """One click for each clip: on the object, or in the error of an earlier answer (B, 1, L, L) of logits.

    `truth` is (B, 1, S, S) in {0, 1}. Returns points (B, 1, 2), x and y in pixels of the frame, and labels
    (B, 1): positive where the object was missed.
    """
    size = truth.shape[-1]
    masks = truth[:, 0] > 0.5
    wrong = masks
    if answer is not None:
        logits = F.interpolate(answer.detach().float(), (size, size), mode="bilinear")[:, 0]
        wrong = masks ^ (logits > 0)
    places = _core(_never_empty(_never_empty(wrong, masks), torch.ones_like(masks))).flatten(1)
    wanted = torch.from_numpy(rng.random(len(masks))).to(truth.device) * places.sum(dim=1)
    picked = (places.cumsum(dim=1) > wanted[:, None]).int().argmax(dim=1, keepdim=True)
    points = torch.stack([picked % size, picked // size], dim=-1).float()
    inside = masks.flatten(1).gather(1, picked)
    return points, torch.where(inside, POSITIVE, NEGATIVE)


def _never_empty(regions: Tensor, others: Tensor) -> Tensor:
    """Of (B, S, S) the clips that have nothing there take the other region."""
    return torch.where(regions.flatten(1).any(dim=1)[:, None, None], regions, others)


def _core(regions: Tensor) -> Tensor:
    """Regions (B, S, S) eroded until little is left, so that clicks fall where people click: well inside."""
    core = regions
    for _ in range(8):
        core = _never_empty(F.max_pool2d((~core).float(), 3, stride=1, padding=1) == 0, core)
    return core


def box_prompts(rng: Rng, truth: Tensor) -> tuple[Tensor, Tensor]:
    """The object's box, each side off by up to a tenth. An absent object's is the whole frame."""
    size = truth.shape[-1]
    masks = truth[:, 0] > 0.5
    across, down = (masks.any(dim=d).cpu().numpy() for d in (1, 2))
    boxes: list[list[tuple[float, float]]] = []
    for columns, rows in zip(map(np.flatnonzero, across), map(np.flatnonzero, down), strict=True):
        x0, x1 = (columns[0], columns[-1] + 1) if len(columns) else (0, size)
        y0, y1 = (rows[0], rows[-1] + 1) if len(rows) else (0, size)
        noise = rng.normal(0, 0.05, 4).clip(-0.1, 0.1) * (x1 - x0, y1 - y0, x1 - x0, y1 - y0)
        corners = np.clip(np.array([x0, y0, x1, y1]) + noise, 0, size)
        boxes.append([(float(corners[0]), float(corners[1])), (float(corners[2]), float(corners[3]))])
    labels = torch.tensor([[BOX_TOP_LEFT, BOX_BOTTOM_RIGHT]], device=truth.device).expand(len(boxes), 2)
    return torch.tensor(boxes, device=truth.device), labels


class ClipPass:
    """A batch of clips through the model: prompts first, tracking after, a click now and then."""

    def __init__(self, model: Sam2, rng: Rng, masks: Tensor, encodings: list[Encoding]) -> None:
        self._model = model
        self._config = model.config
        self._rng = rng
        self._truth = masks  # (B, T, 1, S, S)
        self._encodings = encodings
        self._prompted: dict[int, tuple[Tensor, Tensor]] = {}  # frame -> memory, pointer
        self._tracked: dict[int, tuple[Tensor, Tensor]] = {}
        # Long clips put the prompted frame further away than a short training clip can.
        self._far = int(rng.integers(0, 60)) if rng.random() < 0.5 else 0
        self.answers: list[Answer] = []

    def run(self, *, mask_share: float, correction_share: float) -> list[Answer]:
        single = self._truth.shape[1] == 1  # a single frame that comes with its mask would teach nothing
        first = self._prompt_first(0.0 if single else mask_share)
        if single:
            return self.answers
        self._memorise(0, first, prompted=True)
        before = first
        for frame in range(1, self._truth.shape[1]):
            masks, prompted = self._track(frame, before, correction_share)
            self._memorise(frame, masks, prompted=prompted)
            before = masks
        return self.answers

    def _prompt_first(self, mask_share: float) -> Masks:
        encoding, truth = self._encodings[0], self._truth[:, 0]
        if self._rng.random() < mask_share:
            return self._model.adopt_mask(encoding, truth)
        features = self._model.without_memory(encoding.features)
        boxed = self._rng.random() < 0.3
        points, labels = box_prompts(self._rng, truth) if boxed else click_prompts(self._rng, truth, None)
        masks = self._model.decode(features, encoding, points=points, labels=labels, multimask=not boxed)
        self._collect(masks, truth)
        for _ in range(int(self._rng.integers(0, 3))):
            masks, points, labels = self._correct(encoding, features, truth, masks, points, labels)
        return masks

    def _correct(
        self,
        encoding: Encoding,
        features: Tensor,
        truth: Tensor,
        masks: Masks,
        points: Tensor | None,
        labels: Tensor | None,
    ) -> tuple[Masks, Tensor, Tensor]:
        """One more click where the answer is wrong; the answer is fed back."""
        row = torch.arange(truth.shape[0], device=truth.device)
        chosen = masks.candidates[row, masks.candidate_ious.argmax(dim=1)][:, None].detach().float()
        more, kinds = click_prompts(self._rng, truth, chosen)
        if points is not None and labels is not None:
            more, kinds = torch.cat([points, more], dim=1), torch.cat([labels, kinds], dim=1)
        fed_back = chosen.clamp(-_LOGIT_LIMIT, _LOGIT_LIMIT)
        better = self._model.decode(
            features, encoding, points=more, labels=kinds, mask=fed_back, multimask=False
        )
        self._collect(better, truth)
        return better, more, kinds

    def _track(self, frame: int, before: Masks, correction_share: float) -> tuple[Masks, bool]:
        encoding, truth = self._encodings[frame], self._truth[:, frame]
        recalled = self._recall(frame)
        features = self._model.condition(encoding.features, recalled)
        guess = self._model.guess(encoding.features, recalled, self._carried(before))
        masks = self._model.decode(features, encoding, mask=guess, multimask=self._config.ambiguous_tracking)
        self._collect(masks, truth)
        if self._rng.random() >= correction_share:
            return masks, False
        better, _, _ = self._correct(encoding, features, truth, masks, None, None)
        return better, True

    def _carried(self, before: Masks) -> Tensor | None:
        """The answer before as the tracker will have it: sometimes none, sometimes shifted."""
        if self._rng.random() < 0.15:
            return None
        carried = before.low_res.detach().clamp(-_LOGIT_LIMIT, _LOGIT_LIMIT)
        if self._rng.random() < 0.3:
            shifts = tuple(int(s) for s in self._rng.integers(-6, 7, 2))
            carried = torch.roll(carried, shifts, dims=(2, 3))
        return carried

    def _recall(self, frame: int) -> Recalled:
        memories = [(0, memory) for memory, _ in self._prompted.values()]
        pointers = [(self._far + frame - f, pointer) for f, (_, pointer) in self._prompted.items()]
        past = [(frame - f, found) for f, found in self._tracked.items()]
        memories += [(steps, memory) for steps, (memory, _) in past if steps < self._config.memories]
        pointers += [(steps, pointer) for steps, (_, pointer) in past if steps < self._config.max_pointers]
        return Recalled(memories, pointers, self._config.max_pointers)

    def _memorise(self, frame: int, masks: Masks, *, prompted: bool) -> None:
        memory = self._model.memorise(self._encodings[frame].features, masks, binary=prompted)
        kept = self._prompted if prompted else self._tracked
        kept[frame] = (memory, masks.pointer)

    def _collect(self, masks: Masks, truth: Tensor) -> None:
        self.answers.append(Answer(masks.candidates, masks.candidate_ious, masks.presence, truth))


def encode_clip(model: Sam2, frames: Tensor) -> list[Encoding]:
    """(B, T, 3, S, S) -> an encoding of the batch for each frame; all are encoded at once."""
    batch, length = frames.shape[:2]
    flat = frames.flatten(0, 1).contiguous(memory_format=torch.channels_last)
    encoded = model.encode(flat)
    parts = [t.unflatten(0, (batch, length)) for t in (encoded.features, encoded.fine, encoded.middle)]
    return [Encoding(parts[0][:, t], parts[1][:, t], parts[2][:, t]) for t in range(length)]
