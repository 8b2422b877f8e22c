"""The sound of a clip as it is drawn: the lowest and highest sample of every eighth of a frame."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.engine.folders import cache_folder
from app.engine.proxy import clip_key, keep_within_budget
from app.engine.sound import RATE, Samples, decode_sound

BUCKETS_PER_FRAME = 8
BUDGET_BYTES = 64 * 2**20  # of all files; an hour takes 1.4 MB
_CHUNK = 8 * RATE  # samples that are looked at together

Peaks = NDArray[np.int8]  # (frames * BUCKETS_PER_FRAME, 2): lowest and highest of 256 levels


@dataclass(frozen=True)
class WaveformPart:
    """Neighbouring buckets, from bucket `first` on. Both channels together."""

    first: int
    peaks: Peaks


def waveform(media: Media, starts_s: float, cancel: threading.Event) -> Iterator[WaveformPart]:
    """The clip's sound from its first frame, which the file's own clock shows at `starts_s`, to its last.

    In parts of a few seconds; at once where it was made before. What is whole is kept on disk.
    Raises UserFacingError or OSError where the file cannot be read.
    """
    path = waveform_path(media)
    known = _kept(path, media)
    if known is not None:
        yield WaveformPart(0, known)
        return
    whole = np.zeros((media.frame_count * BUCKETS_PER_FRAME, 2), np.int8)
    for part in _parts(media, starts_s, cancel):
        last = part.first + len(part.peaks)
        whole[part.first : last] = part.peaks
        yield part
    if not cancel.is_set():
        _keep(path, whole)


def waveform_path(media: Media) -> Path:
    """Where it is kept: another name for another file, and for a changed one."""
    return cache_folder() / "waveforms" / f"{clip_key(media)}.npy"


def _parts(media: Media, starts_s: float, cancel: threading.Event) -> Iterator[WaveformPart]:
    edges = _edges(media)
    bucket = 0
    waiting: Samples = np.zeros((0, 2), np.int16)  # from the start of `bucket` on
    for samples in _chunks(media.path, starts_s):
        if cancel.is_set() or bucket + 1 >= len(edges):
            return
        waiting = np.concatenate([waiting, samples])
        whole = int(np.searchsorted(edges, edges[bucket] + len(waiting), side="right")) - 1
        if whole > bucket:
            starts = edges[bucket:whole] - edges[bucket]
            used = int(edges[whole] - edges[bucket])
            yield WaveformPart(bucket, _peaks(waiting[:used], starts))
            waiting, bucket = waiting[used:], whole
    if len(waiting) and bucket + 1 < len(edges):  # the sound ends within a bucket
        yield WaveformPart(bucket, _peaks(waiting, np.zeros(1, np.int64)))


def _edges(media: Media) -> NDArray[np.int64]:
    """The first sample of every bucket, and the one after the last."""
    count = media.frame_count * BUCKETS_PER_FRAME
    step = float(RATE / media.rate.fps / BUCKETS_PER_FRAME)
    return np.rint(np.arange(count + 1) * step).astype(np.int64)


def _chunks(path: Path, starts_s: float) -> Iterator[Samples]:
    blocks: list[Samples] = []
    held = 0
    for block in decode_sound(path, starts_s):
        blocks.append(block)
        held += len(block)
        if held >= _CHUNK:
            yield np.concatenate(blocks)
            blocks, held = [], 0
    if blocks:
        yield np.concatenate(blocks)


def _peaks(samples: Samples, starts: NDArray[np.int64]) -> Peaks:
    lowest = np.minimum.reduceat(samples.min(axis=1), starts)
    highest = np.maximum.reduceat(samples.max(axis=1), starts)
    return (np.stack([lowest, highest], axis=1) >> 8).astype(np.int8)


def _kept(path: Path, media: Media) -> Peaks | None:
    try:
        peaks = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    wanted = (media.frame_count * BUCKETS_PER_FRAME, 2)
    return peaks if peaks.shape == wanted and peaks.dtype == np.int8 else None


def _keep(path: Path, peaks: Peaks) -> None:
    """Whole under its name or not at all; a full disk costs only the time to make it again."""
    part = path.with_suffix(".part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                np.save(file, peaks)
            part.replace(path)
            keep_within_budget(path, BUDGET_BYTES)
        finally:
            part.unlink(missing_ok=True)
