"""The sound of a clip: decoded from any time on, played where there is a device, and the clock it gives."""

from __future__ import annotations

import logging
import math
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from app.engine.container import open_container

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

logger = logging.getLogger(__name__)

RATE = 48_000  # samples a second
CHANNELS = 2
_BUFFER_MS = 60  # of the device: what is heard lags that far behind at most
_AHEAD_BLOCKS = 48  # decoded before they are played, about a second
_STARTS_WITHIN_S = 0.25  # a device that has asked for nothing by then is taken to be silent

Samples = NDArray[np.int16]  # (n, 2)


def decode_sound(path: Path, start_s: float) -> Iterator[Samples]:
    """Stereo blocks at 48 kHz from that time of the file's own clock to its end; silence where it has none.

    Yields nothing where the file has no sound. Damaged packets are left out.
    """
    import av
    from av.error import FFmpegError

    with open_container(path) as container:
        if not container.streams.audio:
            return
        stream = container.streams.audio[0]
        container.seek(max(0, int(start_s * 1_000_000)), backward=True)
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
        place = start_s  # the time of the next sample that is due
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
                frames = packet.decode() if packet is not None else []
            except FFmpegError:
                frames, packet = [], None
            for frame in frames:
                for block in _placed(frame, place, resampler):
                    place += len(block) / RATE
                    yield block
            if packet is None:
                return


def _placed(frame: AudioFrame, place_s: float, resampler: Any) -> Iterator[Samples]:
    """The part of a frame from `place_s` on, after silence where the frame begins later."""
    begins = frame.time if frame.time is not None else place_s
    for made in resampler.resample(frame):
        block = cast("Samples", made.to_ndarray().reshape(-1, CHANNELS))
        late = round((place_s - begins) * RATE)
        begins += len(block) / RATE
        if late < -RATE // 50:  # a gap of more than 20 ms
            yield np.zeros((-late, CHANNELS), np.int16)
        if late < len(block):
            yield block[max(0, late) :]
            place_s = begins


class SoundClock:
    """Seconds that run with what is heard; with the computer's clock until then, and where nothing is heard.

    Readings never go back while it runs.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._origin: float | None = None  # when playing was asked for; None while stopped
        self._heard_s = 0.0
        self._heard_at: float | None = None  # None until the device asked for samples
        self._chunk_s = 0.0
        self._last = 0.0

    def start(self) -> None:
        with self._lock:
            self._origin = self._last = self._monotonic()
            self._heard_at, self._heard_s = None, 0.0

    def stop(self) -> None:
        with self._lock:
            self._origin = None

    def run_free(self) -> None:
        """There is no device: the computer's clock from here on."""
        with self._lock:
            if self._origin is not None:
                self._heard_s, self._heard_at = self._last - self._origin, self._monotonic()
                self._chunk_s = math.inf

    def hear(self, heard_s: float, chunk_s: float) -> None:
        """So many seconds have been heard by now, and the device will not ask again for `chunk_s`."""
        with self._lock:
            self._heard_s, self._chunk_s, self._heard_at = heard_s, chunk_s, self._monotonic()

    def __call__(self) -> float:
        """Only differences mean anything."""
        with self._lock:
            now = self._monotonic()
            if self._origin is None:
                return now
            self._last = max(self._last, self._origin + self._played(now - self._origin, now))
            return self._last

    def _played(self, elapsed: float, now: float) -> float:
        if self._heard_at is None:
            return max(0.0, elapsed - _STARTS_WITHIN_S)
        since = now - self._heard_at
        if since > self._chunk_s + _STARTS_WITHIN_S:  # the device went away
            return self._heard_s + since
        return self._heard_s + min(since, self._chunk_s)


OpenDevice = Callable[[Generator[bytes, int, None]], Callable[[], None]]  # starts it; what closes it again


def open_device(samples: Generator[bytes, int, None]) -> Callable[[], None]:
    """Play what the generator yields on the system's device. Raises OSError where there is none."""
    import miniaudio

    try:
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=CHANNELS,
            sample_rate=RATE,
            buffersize_msec=_BUFFER_MS,
            app_name="Masklet",
        )
        device.start(samples)
    except miniaudio.MiniaudioError as error:
        raise OSError(str(error)) from error
    return device.close


class SoundPlayer:
    """Plays a file's sound from a time on. `clock` runs with it. All calls return at once.

    Where there is no device, nothing is heard, the clock is the computer's, and nothing is tried again.
    """

    def __init__(self, open_device: OpenDevice = open_device) -> None:
        self.clock = SoundClock()
        self.volume = 1.0  # [0, 1]
        self._open_device = open_device
        self._has_device = True
        self._session: _Session | None = None

    def play(self, path: Path, start_s: float) -> None:
        """From that time of the file's own clock."""
        self.stop()
        if self._has_device:
            self.clock.start()
            self._session = _Session(self, path, start_s)
            self._session.start()

    def stop(self) -> None:
        if self._session is not None:
            self._session.end.set()
            self._session = None
        self.clock.stop()

    def close(self) -> None:
        """Stop, and wait for the device to be let go of."""
        session = self._session
        self.stop()
        if session is not None:
            session.join(timeout=2)

    def open(self, session: _Session, samples: Generator[bytes, int, None]) -> Callable[[], None] | None:
        """The device, on the session's thread; None where there is none."""
        try:
            return self._open_device(samples)
        except OSError as error:
            logger.info("No sound: %s", error)
            self._has_device = False
            if self._session is session:
                self.clock.run_free()
            return None


class _Session(threading.Thread):
    """One stretch of playing."""

    def __init__(self, player: SoundPlayer, path: Path, start_s: float) -> None:
        super().__init__(name="sound", daemon=True)
        self.end = threading.Event()
        self._player = player
        self._path = path
        self._start_s = start_s
        self._blocks: queue.Queue[Samples] = queue.Queue(maxsize=_AHEAD_BLOCKS)
        self._rest: Samples = np.zeros((0, CHANNELS), np.int16)

    def run(self) -> None:
        samples = self._samples()
        next(samples)
        close = self._player.open(self, samples)
        if close is None:
            return
        try:
            self._decode()
        except Exception:
            logger.exception("The sound of %s stopped", self._path)
        finally:
            close()

    def _decode(self) -> None:
        """Fill the queue; what is in it is played until the end is wished for."""
        for block in decode_sound(self._path, self._start_s):
            while not self.end.is_set():
                try:
                    self._blocks.put(block, timeout=0.1)
                    break
                except queue.Full:
                    continue
            if self.end.is_set():
                return
        self.end.wait()

    def _samples(self) -> Generator[bytes, int, None]:
        """What the device pulls: bytes of as many samples as it asks for."""
        wanted = yield b""
        delivered = 0
        while True:
            block = self._next(wanted)
            if not self.end.is_set():
                self._player.clock.hear(max(0, delivered - wanted) / RATE, wanted / RATE)
            delivered += wanted
            wanted = yield (block * np.float32(self._player.volume)).astype(np.int16).tobytes()

    def _next(self, wanted: int) -> Samples:
        """So many samples; silence where none are decoded yet, and at the end."""
        out = np.zeros((wanted, CHANNELS), np.int16)
        filled = 0
        while filled < wanted and not self.end.is_set():
            if not len(self._rest):
                try:
                    self._rest = self._blocks.get_nowait()
                except queue.Empty:
                    break
            taken = min(len(self._rest), wanted - filled)
            out[filled : filled + taken] = self._rest[:taken]
            self._rest, filled = self._rest[taken:], filled + taken
        return out
