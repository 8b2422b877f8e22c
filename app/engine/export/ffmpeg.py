"""The ffmpeg program as a process that takes raw frames on a pipe and writes a movie."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import IO, Any

from numpy.typing import NDArray

from app.engine.export.target import disk_full
from app.errors import UserFacingError

_NO_SPACE = "No space left on device"
_LINES_KEPT = 20
_PIPE_BYTES = 1 << 20  # as much as Linux allows to anyone


def find_ffmpeg() -> str:
    """The bundled program. Raises UserFacingError where there is none."""
    import imageio_ffmpeg

    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        raise UserFacingError(
            "The ffmpeg program is missing, so movies cannot be written.",
            "Run `masklet doctor` to see what is missing.",
        ) from None


def _widen(pipe: IO[bytes]) -> None:
    """A frame goes through in tens of steps, not in hundreds, where the system allows it."""
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return


class FfmpegPipe:
    """A running ffmpeg, in a session of its own: Ctrl+C reaches Masklet alone, which ends it as it must."""

    def __init__(self, arguments: Sequence[str], path: Path) -> None:
        """`path` is the name shown in error messages. Raises UserFacingError where ffmpeg does not start."""
        self._path = path
        try:
            self._process = subprocess.Popen(
                [find_ffmpeg(), "-hide_banner", "-nostdin", "-nostats", "-v", "error", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
                env={**os.environ, "SVT_LOG": "1"},  # SVT-AV1 tells of itself where only errors are read
            )
        except OSError as error:
            raise UserFacingError(
                f"ffmpeg does not start: {error.strerror}.", "Run `masklet doctor` to see what is missing."
            ) from None
        assert self._process.stdin is not None
        assert self._process.stderr is not None
        self._input: IO[bytes] = self._process.stdin
        _widen(self._input)
        self._said: deque[str] = deque(maxlen=_LINES_KEPT)
        self._listener = Thread(target=self._listen, args=(self._process.stderr,), daemon=True)
        self._listener.start()

    def write(self, pixels: NDArray[Any]) -> None:
        """One frame, C order. Raises UserFacingError where ffmpeg has gone."""
        try:
            self._input.write(pixels.data.cast("B"))
        except (BrokenPipeError, OSError):
            self._process.wait()
            raise self._failure() from None

    def finish(self) -> None:
        """No more frames: wait until the file is whole. Raises UserFacingError where it is not."""
        try:
            self._input.close()
        except (BrokenPipeError, OSError):
            self._process.wait()
            raise self._failure() from None
        code = self._process.wait()
        self._listener.join()
        if code != 0:
            raise self._failure()

    def abort(self) -> None:
        """End it at once; the file is not whole."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):
            self._input.close()
        self._listener.join()

    def _listen(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self._said.append(line.decode(errors="replace").strip())

    def _failure(self) -> UserFacingError:
        self._listener.join()
        said = [line for line in self._said if line]
        if any(_NO_SPACE in line for line in said):
            return disk_full(self._path)
        code = self._process.returncode
        if code == -signal.SIGXFSZ:
            reason = "the file would be larger than this system allows"
        elif code < 0:
            reason = f"ffmpeg was ended by {signal.Signals(-code).name}"
        else:
            reason = f"ffmpeg said “{said[0]}”" if said else f"ffmpeg ended with code {code}"
        return UserFacingError(
            f"{self._path.name} was not written: {reason}.", "Try again, or choose another folder or format."
        )
