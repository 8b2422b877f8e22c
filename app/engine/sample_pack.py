"""A masklet's track as bytes in projects of version 1: an index, then the samples' own bytes.

Layout, little-endian: header (magic; counts of samples, models, stale frames), the models' names, each
after its length, the index, the stale frames, then logits and pointer of each sample.
"""

from __future__ import annotations

import struct

from app.document.masklet import Sample

_MAGIC = b"MSK1"
_HEADER = struct.Struct("<4sIII")
_NAME_LENGTH = struct.Struct("<H")
_ENTRY = struct.Struct("<IHHBHddII")  # frame, height, width, prompted, model, presence, iou, byte lengths
_STALE = struct.Struct("<I")


def unpack_track(data: bytes) -> tuple[dict[int, Sample], frozenset[int]]:
    """The track and its stale frames. Raises ValueError where the bytes are not a track."""
    try:
        return _unpack(data)
    except struct.error as error:
        raise ValueError("a track is cut short") from error


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
