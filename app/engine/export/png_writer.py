"""PNG sequences: `shot/shot.0001.png`, straight alpha, numbered as the source's frames are."""

from __future__ import annotations

import re
import shutil
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.engine.export.straight import delivered
from app.engine.export.target import Target, check_free, write_error
from app.engine.pixels import as_uint8, as_uint16
from app.errors import UserFacingError
from app.opencv import cv2

_WORKERS = 3
_DIGITS = 4


class PngSequenceWriter:
    """A folder of images. It appears whole when all are written, or not at all."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._deep = target.media.bit_depth > 8
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="png")
        self._running: deque[Future[None]] = deque()  # bounded: no more images wait than workers can take
        last = target.media.start_frame + target.frames.last
        self._digits = max(_digits(target.media), len(str(last)))

    def __enter__(self) -> Self:
        partial = self._target.partial
        try:
            shutil.rmtree(partial, ignore_errors=True)  # of an export that was killed
            partial.mkdir()
        except OSError as error:
            raise write_error(self._target.path, error) from None
        return self

    def pack(self, image: NDArray[np.float32]) -> NDArray[np.uint8] | NDArray[np.uint16]:
        """Premultiplied float RGBA as straight integers."""
        straight = delivered(image)
        return as_uint16(straight) if self._deep else as_uint8(straight)

    def write(self, frame: int, packed: NDArray[np.uint8] | NDArray[np.uint16]) -> None:
        """Raises UserFacingError where this image or one before it could not be written."""
        while len(self._running) >= _WORKERS:
            self._running.popleft().result()
        number = self._target.media.start_frame + frame
        file = self._target.partial / f"{self._target.path.name}.{number:0{self._digits}d}.png"
        self._running.append(self._pool.submit(self._write_image, file, packed))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        partial = self._target.partial
        try:
            if error is None:
                while self._running:
                    self._running.popleft().result()
                check_free(self._target)
                self._put_in_place()
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            shutil.rmtree(partial, ignore_errors=True)

    def _write_image(self, file: Path, packed: NDArray[np.uint8] | NDArray[np.uint16]) -> None:
        library = cv2()
        done, data = library.imencode(".png", library.cvtColor(packed, library.COLOR_RGBA2BGRA))
        if not done:
            raise UserFacingError(f"{file.name} cannot be encoded.", "Try another format.")
        try:
            file.write_bytes(data.tobytes())
        except OSError as error:
            raise write_error(self._target.path, error) from None

    def _put_in_place(self) -> None:
        path, partial = self._target.path, self._target.partial
        old = path.with_name(f"{path.name}.old")
        try:
            if path.exists():
                _check_is_ours(path)
                path.rename(old)
            partial.rename(path)
        except OSError as error:
            raise write_error(path, error) from None
        shutil.rmtree(old, ignore_errors=True)


def _digits(media: Media) -> int:
    """As many as the numbers of the source's images have."""
    number = re.search(r"\d+$", media.path.stem) if media.is_sequence else None
    return len(number[0]) if number else _DIGITS


def _check_is_ours(folder: Path) -> None:
    """A folder is replaced only where nothing but an earlier export of that name is in it."""
    pattern = re.compile(rf"{re.escape(folder.name)}\.\d+\.png")
    for file in folder.iterdir():
        if not pattern.fullmatch(file.name):
            raise UserFacingError(
                f"The folder {folder.name} is not replaced, since it holds {file.name}.",
                "Choose another name.",
            )
