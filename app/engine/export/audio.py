"""The clip's sound, cut to the exported frames: which tracks are copied as they are and which are encoded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from app.engine.container import open_container
from app.engine.export.options import SoundMode

logger = logging.getLogger(__name__)

_PCM = frozenset(f"pcm_{k}" for k in ("s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be"))
_MP4 = frozenset({"aac", "alac", "ac3", "eac3", "mp3"})
_WEBM = frozenset({"opus", "vorbis"})
_COPIED: Final = {
    ".mp4": _MP4,
    ".mov": _MP4 | _PCM,
    ".mkv": _MP4 | _WEBM | {"flac", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"},
    ".webm": _WEBM,
}
# Where a copied packet from before the first frame would not be hidden, but put the picture off.
_NO_EDIT_LIST: Final = frozenset({".mkv", ".webm"})
_AAC = ("aac", "256k")
_ENCODED: Final = {".webm": ("libopus", "192k")}  # for what the container does not take; else AAC


@dataclass(frozen=True)
class Sound:
    """ffmpeg's arguments: the second input, and what is done with its tracks."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def sound(path: Path, container: str, start_s: float, duration_s: float, mode: SoundMode = "copy") -> Sound:
    """The sound tracks of a clip from `start_s` of its own clock on. `container` is ".mov", ".mp4", ...

    "copy": all tracks. A copied track begins with the first packet that begins in the range (at most 21 ms
    late for AAC); its time stamps, and with them the sync, are exact. "mix": all of them as one stereo track.
    The length comes from the frames, never from the header.
    """
    import av

    if mode == "none":
        return Sound()
    with open_container(path) as source:
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
    outputs = _mixed(known, container) if mode == "mix" else _tracks(known, container)
    return Sound((*seek, "-t", f"{duration_s:.6f}", "-i", str(path.absolute())), tuple(outputs))


def _tracks(codecs: Sequence[tuple[int, str]], container: str) -> list[str]:
    codec, rate = _ENCODED.get(container, _AAC)
    arguments: list[str] = []
    for track, (index, name) in enumerate(codecs):
        arguments += ["-map", f"1:{index}"]
        if name in _COPIED[container]:
            arguments += [f"-c:a:{track}", "copy"]
            if container in _NO_EDIT_LIST:
                arguments += [f"-bsf:a:{track}", "noise=drop='lt(pts,0)'"]
        else:
            arguments += [f"-c:a:{track}", codec, f"-b:a:{track}", rate]
    return arguments


def _mixed(codecs: Sequence[tuple[int, str]], container: str) -> list[str]:
    """All tracks added, in stereo. A limiter keeps the sum from clipping."""
    codec, rate = _ENCODED.get(container, _AAC)
    inputs = "".join(f"[1:{index}]" for index, _ in codecs)
    joined = f"{inputs}amix=inputs={len(codecs)}:normalize=0:duration=longest,alimiter=level=disabled"
    graph = f"{joined},aformat=channel_layouts=stereo[mixed]"
    return ["-filter_complex", graph, "-map", "[mixed]", "-c:a", codec, "-b:a", rate]
