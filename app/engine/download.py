"""A file from the web, whole and verified or not at all; a broken download goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserFacingError

_CHUNK_BYTES = 1 << 20
_TIMEOUT_S = 30.0
_PARTIAL_CONTENT = 206  # the server goes on where it was asked to
_ATTEMPTS = 3  # in a row without a single new byte
_RETRY_HINT = "Check the connection and try again; what was fetched so far is kept."


@dataclass(frozen=True)
class Download:
    """What to fetch. A file with another size or digest is refused."""

    url: str
    target: Path
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class DownloadProgress:
    """How far a download is; `seconds_left` is None until it can be estimated."""

    done_bytes: int
    total_bytes: int
    seconds_left: float | None


def fetch(download: Download, cancel: threading.Event) -> Iterator[DownloadProgress]:
    """Fetch into `target.part`, verify, rename. Ends early, without the target, where `cancel` is set.

    Raises UserFacingError when there is no connection, no space, or the file is not the expected one.
    """
    target = download.target
    part = target.with_name(target.name + ".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    resumed = _usable_bytes(part, download)
    _require_space(download, resumed)
    for done in _fill(part, download, cancel):
        yield DownloadProgress(done, download.size_bytes, _seconds_left(download, done, resumed, started))
    if cancel.is_set():
        return
    if file_sha256(part) != download.sha256:
        part.unlink()
        raise UserFacingError(
            f"The download of {target.name} is not the published file and was thrown away.",
            "Try again; if it happens twice, something between you and the server changes the file.",
        )
    part.replace(target)


def file_sha256(path: Path) -> str:
    """The digest in lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fill(part: Path, download: Download, cancel: threading.Event) -> Iterator[int]:
    """Append to `part` until it is complete; yields its size. Breaks of the connection are resumed."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError

    idle_attempts = 0
    while (before := _usable_bytes(part, download)) < download.size_bytes and not cancel.is_set():
        try:
            yield from _append(part, download, before, cancel)
        except HTTPError as error:
            raise UserFacingError(
                f"{download.target.name} cannot be fetched: the server answers {error.code}.", _RETRY_HINT
            ) from error
        except (URLError, HTTPException, ConnectionError, TimeoutError) as error:
            reason = getattr(error, "reason", error)
            idle_attempts = idle_attempts + 1 if _usable_bytes(part, download) == before else 0
            if idle_attempts >= _ATTEMPTS:
                raise UserFacingError(
                    f"{download.target.name} cannot be fetched: {reason}.", _RETRY_HINT
                ) from error
        except OSError as error:
            raise UserFacingError(
                f"{part.name} cannot be written: {error.strerror}.",
                "Free some space, or choose another folder.",
            ) from error


def _append(part: Path, download: Download, offset: int, cancel: threading.Event) -> Iterator[int]:
    from urllib.request import Request, build_opener

    request = Request(download.url, headers={"Range": f"bytes={offset}-"} if offset else {})
    opener = build_opener()  # reads the proxies of the environment anew
    with opener.open(request, timeout=_TIMEOUT_S) as response:
        resumes = response.status == _PARTIAL_CONTENT
        done = offset if resumes else 0
        with part.open("ab" if resumes else "wb") as file:
            while done < download.size_bytes and not cancel.is_set():
                chunk = response.read1(_CHUNK_BYTES)
                if not chunk:
                    raise ConnectionError("the connection was closed early")
                file.write(chunk)
                done += len(chunk)
                yield done


def _usable_bytes(part: Path, download: Download) -> int:
    """How much of an earlier attempt can be built on; one that is too long is none of ours."""
    size = part.stat().st_size if part.exists() else 0
    if size > download.size_bytes:
        part.unlink()
        return 0
    return size


def _require_space(download: Download, resumed: int) -> None:
    needed = download.size_bytes - resumed
    if shutil.disk_usage(download.target.parent).free < needed:
        raise UserFacingError(
            f"There is no space for {download.target.name}: it needs {needed / 1e6:.0f} MB more in "
            f"{os.fspath(download.target.parent)}.",
            "Free some space, or choose another folder with MASKLET_HOME.",
        )


def _seconds_left(download: Download, done: int, resumed: int, started: float) -> float | None:
    elapsed = time.monotonic() - started
    if done <= resumed or elapsed <= 0:
        return None
    return (download.size_bytes - done) * elapsed / (done - resumed)
