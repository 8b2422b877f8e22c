"""The data engine: unlabelled clips in, a folder of tracks out that training reads."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.engine.interchange.going_out import check_place, placed
from app.engine.interchange.mask_sets import palette
from app.engine.media_reader import MediaReader, open_media
from app.engine.model_store import ModelEntry
from app.engine.predictor import exact_model
from app.engine.shots import find_cuts
from app.errors import UserFacingError
from app.opencv import cv2

if TYPE_CHECKING:
    from sam2core.model.sam2 import Sam2
    from sam2core.training.pseudo_labels import PseudoLabels, PseudoTrack

Rgb8 = NDArray[np.uint8]
_LONGEST_SIDE = 854  # pixels, as DAVIS at 480 lines: training sees less
_QUALITY = 92  # of the JPEGs
_SHOWN = 5  # frames of each track in its picture
_LINE = (64, 196, 255)


@dataclass(frozen=True)
class Choices:
    """What is looked at and what is kept."""

    agreement: float = 0.8  # least IoU of forward and backward tracking, on every frame
    objects: int = 4  # of a stretch at most
    frames: int = 48  # of a stretch
    step: int = 2  # one frame in so many is taken
    least_frames: int = 8  # shorter tracks are not kept


@dataclass(frozen=True)
class Stretch:
    """Frames of one shot of a clip."""

    clip: Path
    stem: str  # that its names begin with; no other clip has it
    frames: range

    @property
    def name(self) -> str:
        return f"{self.stem}-{self.frames.start:05d}"


@dataclass(frozen=True)
class Labelled:
    """Stretches done, of how many, and the tracks kept of the objects found so far."""

    done: int
    total: int
    kept: int
    found: int


@dataclass
class _Account:
    """What was done, for `pseudo-labels.json`."""

    found: int = 0
    kept: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    skipped: list[dict[str, str]] = field(default_factory=list[dict[str, str]])


def pseudo_label(
    clips: Sequence[Path],
    entry: ModelEntry,
    device: str,
    folder: Path,
    cancel: threading.Event,
    choices: Choices | None = None,
) -> Generator[Labelled, None, tuple[str, ...]]:
    """Label clips into a folder in the form of DAVIS, a video for each track; returns what was skipped.

    `look` has a picture of each track, `pseudo-labels.json` what was kept and why. Cancelled, the folder has
    what was kept until then. Raises UserFacingError where nothing was kept; there is then no folder.
    """
    choices = choices or Choices()
    check_place(folder, is_folder=True)
    account = _Account()
    stretches = _stretches(clips, choices, cancel, account)
    model = exact_model(entry, device)
    with placed(folder, is_folder=True) as partial:
        for done, stretch in enumerate(stretches, 1):
            _label(model, stretch, choices, cancel, partial, account)
            if cancel.is_set():
                break
            yield Labelled(done, len(stretches), len(account.kept), account.found)
        if not account.kept:
            raise _nothing(account)
        facts = {"model": entry.name, "choices": asdict(choices), **asdict(account)}
        (partial / "pseudo-labels.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return tuple(f"{s['clip']}: {s['reason']}" for s in account.skipped)


def _nothing(account: _Account) -> UserFacingError:
    if account.skipped and not account.found:
        return UserFacingError(account.skipped[0]["reason"], "None of the clips can be used.")
    return UserFacingError(
        f"No track was kept, of {account.found} objects that were found.", "Try a lower --agreement."
    )


def _stretches(
    clips: Sequence[Path], choices: Choices, cancel: threading.Event, account: _Account
) -> list[Stretch]:
    """Every shot of every clip in parts of `choices.frames` frames, one in `choices.step`."""
    found: list[Stretch] = []
    stems: set[str] = set()
    for clip in clips:
        try:
            with open_media(clip) as reader:
                shots = _shots(reader, cancel)
        except UserFacingError as error:
            account.skipped.append({"clip": clip.name, "reason": str(error)})
            continue
        stem = _stem(clip, stems)
        span = choices.frames * choices.step
        parts = [range(s, min(s + span, end), choices.step) for f, end in shots for s in range(f, end, span)]
        found += [Stretch(clip, stem, part) for part in parts if len(part) >= choices.least_frames]
    return found


def _stem(clip: Path, taken: set[str]) -> str:
    """A name for a folder, and for no other clip's."""
    plain = re.sub(r"[^\w-]+", "-", clip.stem) or "clip"
    stem = next(n for number in count(1) if (n := plain if number == 1 else f"{plain}-{number}") not in taken)
    taken.add(stem)
    return stem


def _shots(reader: MediaReader, cancel: threading.Event) -> list[tuple[int, int]]:
    """First frames and ends of the shots."""
    frames = reader.media.frames
    cuts: tuple[int, ...] = ()
    for reply in find_cuts(reader, frames, cancel):
        cuts = reply.cuts
    return list(pairwise((frames.first, *cuts, frames.last + 1)))


def _label(
    model: Sam2,
    stretch: Stretch,
    choices: Choices,
    cancel: threading.Event,
    folder: Path,
    account: _Account,
) -> None:
    """Write what is kept of one stretch."""
    try:
        with open_media(stretch.clip) as reader:
            frames = [_small(reader.read_rgb8(frame)) for frame in stretch.frames]
    except UserFacingError as error:
        account.skipped.append({"clip": stretch.clip.name, "reason": str(error)})
        return
    labels = _labels(model, frames, choices, cancel)
    if labels is None:
        return
    account.found += labels.found
    for number, track in enumerate(labels.tracks, 1):
        name = f"{stretch.name}-{number}"
        _write(folder, name, frames, track)
        account.kept.append(
            {
                "name": name,
                "clip": stretch.clip.name,
                "first": stretch.frames[track.first],
                "frames": len(track.masks),
                "agreement": round(track.agreement, 4),
            }
        )


def _labels(
    model: Sam2, frames: list[Rgb8], choices: Choices, cancel: threading.Event
) -> PseudoLabels | None:
    """None where it was cancelled."""
    from sam2core.training.pseudo_labels import PseudoOptions, pseudo_labels

    options = PseudoOptions(choices.agreement, choices.objects, choices.least_frames)
    steps = pseudo_labels(model, frames, options)
    while not cancel.is_set():
        try:
            next(steps)
        except StopIteration as end:
            return end.value
    return None


def _write(folder: Path, name: str, frames: list[Rgb8], track: PseudoTrack) -> None:
    """Pictures and palette annotations of one track, and a picture to look at."""
    from PIL import Image

    pictures, annotations = folder / "JPEGImages" / name, folder / "Annotations" / name
    for place in (pictures, annotations, folder / "look"):
        place.mkdir(parents=True, exist_ok=True)
    for number, mask in enumerate(track.masks):
        Image.fromarray(frames[track.first + number]).save(pictures / f"{number:05d}.jpg", quality=_QUALITY)
        labels = Image.fromarray(mask.astype(np.uint8)).convert("P")
        labels.putpalette(palette())
        labels.save(annotations / f"{number:05d}.png")
    Image.fromarray(_looked_at(frames, track)).save(folder / "look" / f"{name}.jpg", quality=_QUALITY)


def _looked_at(frames: list[Rgb8], track: PseudoTrack) -> Rgb8:
    """A few frames of the track side by side, at half size, outlined."""
    lib = cv2()
    chosen = np.linspace(0, len(track.masks) - 1, _SHOWN).round().astype(int)
    shown: list[Rgb8] = []
    for number in chosen:
        picture = frames[track.first + number].copy()
        outlines, _ = lib.findContours(
            track.masks[number].astype(np.uint8), lib.RETR_CCOMP, lib.CHAIN_APPROX_NONE
        )
        lib.drawContours(picture, outlines, -1, _LINE, 3)
        shown.append(picture[::2, ::2])
    return np.concatenate(shown, axis=1)


def _small(rgb: Rgb8) -> Rgb8:
    scale = _LONGEST_SIDE / max(rgb.shape[:2])
    if scale >= 1:
        return rgb
    size = round(rgb.shape[1] * scale), round(rgb.shape[0] * scale)
    small: Rgb8 = cv2().resize(rgb, size, interpolation=cv2().INTER_AREA)
    return small
