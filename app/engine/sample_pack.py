"""A masklet's track as bytes: an index of fixed-size entries, then the samples' own bytes.

Layout, little-endian: header (magic; counts of samples, models, stale frames), the models' names, each
after its length, the index, the stale frames, then logits and pointer of each sample.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from app.document.masklet import Sample

_MAGIC = b"MSK1"
_HEADER = struct.Struct("<4sIII")
_NAME_LENGTH = struct.Struct("<H")
_ENTRY = struct.Struct("<IHHBHddII")  # frame, height, width, prompted, model, presence, iou, byte lengths
_STALE = struct.Struct("<I")


def pack_track(track: Mapping[int, Sample], stale: frozenset[int]) -> bytes:
    """The same track always gives the same bytes."""
    frames = sorted(track)
    models = sorted({track[f].model for f in frames})
    number = {name: i for i, name in enumerate(models)}
    parts = [_HEADER.pack(_MAGIC, len(frames), len(models), len(stale))]
    for name in models:
        encoded = name.encode()
        parts += [_NAME_LENGTH.pack(len(encoded)), encoded]
    parts += [_entry(f, track[f], number[track[f].model]) for f in frames]
    parts += [_STALE.pack(f) for f in sorted(stale)]
    for frame in frames:
        parts += [track[frame].logits, track[frame].pointer]
    return b"".join(parts)


def unpack_track(data: bytes) -> tuple[dict[int, Sample], frozenset[int]]:
    """The track and its stale frames. Raises ValueError where the bytes are not what `pack_track` writes."""
    try:
        return _unpack(data)
    except struct.error as error:
        raise ValueError("a track is cut short") from error


def _entry(frame: int, sample: Sample, model: int) -> bytes:
    return _ENTRY.pack(
        frame,
        sample.height,
        sample.width,
        sample.prompted,
        model,
        sample.presence,
        sample.iou,
        len(sample.logits),
        len(sample.pointer),
    )


def _unpack(data: bytes) -> tuple[dict[int, Sample], frozenset[int]]:
    magic, n_samples, n_models, n_stale = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        raise ValueError("a track has an unknown form")
    models, offset = _unpack_names(data, _HEADER.size, n_models)
    index_end = offset + n_samples * _ENTRY.size
    stale_end = index_end + n_stale * _STALE.size
    if stale_end > len(data):
        raise ValueError("a track is cut short")
    stale = frozenset(frame for (frame,) in _STALE.iter_unpack(data[index_end:stale_end]))
    track: dict[int, Sample] = {}
    at = stale_end
    for entry in _ENTRY.iter_unpack(data[offset:index_end]):
        frame, height, width, prompted, model, presence, iou, n_logits, n_pointer = entry
        if model >= n_models or not height or not width:
            raise ValueError("a track is damaged")
        logits, pointer = data[at : at + n_logits], data[at + n_logits : at + n_logits + n_pointer]
        at += n_logits + n_pointer
        track[frame] = Sample(height, width, logits, presence, iou, pointer, models[model], bool(prompted))
    if at != len(data) or len(track) != n_samples:
        raise ValueError("a track is cut short")
    return track, stale


def _unpack_names(data: bytes, offset: int, count: int) -> tuple[list[str], int]:
    names: list[str] = []
    for _ in range(count):
        (length,) = _NAME_LENGTH.unpack_from(data, offset)
        offset += _NAME_LENGTH.size
        names.append(data[offset : offset + length].decode())
        offset += length
    return names, offset
