"""The clip's sound, cut to the exported frames: which tracks are copied as they are and which are encoded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

logger = logging.getLogger(__name__)

_PCM = ("s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be")
_MP4 = frozenset({"aac", "alac", "ac3", "eac3", "mp3"})
_COPIED = {".mp4": _MP4, ".mov": _MP4 | {f"pcm_{kind}" for kind in _PCM}}
_ENCODED = ("aac", "256k")  # for what the container does not take


@dataclass(frozen=True)
class Sound:
    """ffmpeg's arguments: the second input, and what is done with its tracks."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def sound(path: Path, container: str, start_s: float, duration_s: float) -> Sound:
    """All sound tracks of a clip from `start_s` of its own clock on. `container` is ".mov" or ".mp4".

    A copied track begins with the first packet that begins in the range (at most 21 ms late for AAC); its
    time stamps, and with them the sync, are exact. The length comes from the frames, never from the header.
    """
    import av

    with av.open(str(path.absolute())) as source:
        codecs = [
            (stream.index, context.name if context is not None else "")
            for stream in source.streams.audio
            for context in [cast("av.AudioCodecContext | None", stream.codec_context)]
        ]
        # ffmpeg counts a seek from where the file begins.
        seek_s = max(0.0, start_s - (source.start_time or 0) / 1_000_000)
    known = [(index, codec) for index, codec in codecs if codec]
    if len(known) < len(codecs):
        logger.warning("%s: sound tracks of an unknown kind are left out.", path.name)
    if not known:
        return Sound()
    seek = ("-ss", f"{seek_s:.6f}") if seek_s > 0 else ()
    return Sound(
        (*seek, "-t", f"{duration_s:.6f}", "-i", str(path.absolute())), tuple(_tracks(known, container))
    )


def _tracks(codecs: Sequence[tuple[int, str]], container: str) -> list[str]:
    arguments: list[str] = []
    for track, (index, codec) in enumerate(codecs):
        arguments += ["-map", f"1:{index}"]
        if codec in _COPIED[container]:
            arguments += [f"-c:a:{track}", "copy"]
        else:
            arguments += [f"-c:a:{track}", _ENCODED[0], f"-b:a:{track}", _ENCODED[1]]
    return arguments
