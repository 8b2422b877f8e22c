"""Image sequences: `shot/shot.0001.png`, numbered as the source's frames are or as was asked for."""

from __future__ import annotations

import re
import shutil
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from app.engine.export.content import Rendered
from app.engine.export.exr_image import ExrImages
from app.engine.export.png_image import PngImages
from app.engine.export.proof import Proof, ProofError
from app.engine.export.target import Target, check_free, write_error
from app.engine.export.tiff_image import TiffImages
from app.errors import UserFacingError

_WORKERS = 3


class ImageKind(Protocol):
    """One kind of image file. Packs on one thread; writes and reads back on several."""

    def pack(self, drawn: Rendered) -> Any: ...

    def write(self, file: Path, packed: Any, frame: int) -> None:
        """Raises OSError where the file cannot be written."""
        ...

    def is_same(self, file: Path, packed: Any) -> bool:
        """Whether the file, decoded again, holds what was packed, and its tags."""
        ...

    @property
    def tags(self) -> str:
        """What is written of the colour, for the report."""
        ...


class ImageSequenceWriter:
    """A folder of images. It appears whole when all are written and read back, or not at all.

    Where only a chunk of it is written into a folder that others write to as well, each image of the chunk
    appears whole, when all of the chunk are.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        kinds = {".png": PngImages, ".tif": TiffImages, ".exr": ExrImages}
        self._kind: ImageKind = kinds[target.format.extension](target)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="image")
        self._running: deque[Future[None]] = deque()  # bounded: no more images wait than workers can take
        self._names: list[str] = []
        self._proven = False

    def __enter__(self) -> Self:
        partial = self._target.partial
        try:
            shutil.rmtree(partial, ignore_errors=True)  # of an export that was killed
            partial.mkdir()
        except OSError as error:
            raise write_error(self._target.path, error) from None
        return self

    def pack(self, drawn: Rendered) -> Any:
        return self._kind.pack(drawn)

    def write(self, frame: int, packed: Any) -> None:
        """Raises UserFacingError where this image or one before it could not be written."""
        while len(self._running) >= _WORKERS:
            self._running.popleft().result()
        name = self._target.image(frame)
        self._names.append(name)
        self._running.append(self._pool.submit(self._write_image, name, packed, frame))

    def prove(self, cancel: threading.Event) -> Proof:
        """Every image was read back by the worker that wrote it; here they are counted."""
        while self._running and not cancel.is_set():
            self._running.popleft().result()
        found = sorted(f.name for f in self._target.partial.iterdir())
        if found != sorted(self._names):
            raise ProofError(f"{self._target.path.name} was not written: images are missing in it.")
        self._proven = True
        count, frames = len(found), self._target.frames
        checks = (
            f"images {self._target.image(frames.first)} to {self._target.image(frames.last)}, none missing",
            f"size read back: {self._target.size[1]} x {self._target.size[0]}",
            f"colour: {self._kind.tags}",
        )
        return Proof(count, count, 0, 0, 0.0, checks)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._proven:
                check_free(self._target)
                self._put_in_place()
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            shutil.rmtree(self._target.partial, ignore_errors=True)

    def _write_image(self, name: str, packed: Any, frame: int) -> None:
        file = self._target.partial / name
        try:
            self._kind.write(file, packed, frame)
        except OSError as error:
            raise write_error(self._target.path, error) from None
        if not self._kind.is_same(file, packed):
            raise ProofError(f"{name} was not written: it is read back with other values than it was given.")

    def _put_in_place(self) -> None:
        path, partial = self._target.path, self._target.partial
        try:
            if self._target.into:
                path.mkdir(exist_ok=True)
                for name in self._names:
                    (partial / name).replace(path / name)
                return
            old = path.with_name(f"{path.name}.old")
            if path.exists():
                _check_is_ours(path, self._target.format.extension)
                path.rename(old)
            partial.rename(path)
        except OSError as error:
            raise write_error(path, error) from None
        shutil.rmtree(old, ignore_errors=True)


def _check_is_ours(folder: Path, extension: str) -> None:
    """A folder is replaced only where nothing but an earlier export of that name is in it."""
    pattern = re.compile(rf"{re.escape(folder.name)}\.\d+{re.escape(extension)}")
    for file in folder.iterdir():
        if not pattern.fullmatch(file.name):
            raise UserFacingError(
                f"The folder {folder.name} is not replaced, since it holds {file.name}.",
                "Choose another name.",
            )
