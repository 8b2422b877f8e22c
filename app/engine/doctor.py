"""What `masklet doctor` looks at: versions, devices, libraries, folders, and what is wrong with them."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from app import __version__
from app.engine.folders import cache_folder, config_folder, data_folder
from app.engine.log_file import log_path
from app.errors import UserFacingError

State = Literal["ok", "warning", "broken"]

_AGAIN = "Install Masklet again."
_LITTLE_SPACE_BYTES = 5_000_000_000  # a minute of 1080p ProRes 4444 with alpha


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `hint` says what to do where it is not ok."""

    name: str
    value: str
    state: State = "ok"
    hint: str = ""


def examine() -> Iterator[Finding]:
    """All findings, in the order in which they are read. Takes some seconds: torch is imported."""
    yield Finding("Masklet", f"{__version__} in {Path(__file__).resolve().parents[2]}")
    yield Finding("Python", f"{platform.python_version()} ({sys.executable})")
    yield Finding("System", f"{platform.platform()}, {os.cpu_count()} processor cores")
    yield from (_package(name) for name in required_packages())
    for name, check in _CHECKS:
        yield _guarded(name, check)
    yield Finding("Settings", str(config_folder()))
    yield Finding("Log", str(log_path()))
    yield _memory()
    yield _cache()
    yield _disk()


def required_packages() -> tuple[str, ...]:
    """What Masklet needs to run, as its own installation says; without one, nothing is known of it."""
    try:
        lines = requires("masklet") or ()
    except PackageNotFoundError:
        return ("masklet",)
    return tuple(re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line)


def _guarded(name: str, check: Callable[[], Finding]) -> Finding:
    """A check that fails is a finding, so that the others are still made."""
    try:
        return check()
    except UserFacingError as error:
        return Finding(name, str(error), "broken", error.hint)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        return Finding(name, f"{type(error).__name__}: {error}", "broken", _AGAIN)


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, "not installed", "broken", _AGAIN)


def _libraries() -> Finding:
    from app.engine.system_libraries import missing_packages

    missing = missing_packages(window=True)
    if not missing:
        return Finding("Libraries", "all that the window needs")
    state: State = "broken" if missing_packages(window=False) else "warning"
    hint = f"sudo apt-get install {' '.join(missing)}"
    return Finding("Libraries", f"missing: {' '.join(missing)}", state, hint)


def _ffmpeg() -> Finding:
    import imageio_ffmpeg

    path = imageio_ffmpeg.get_ffmpeg_exe()
    if (named := os.environ.get("IMAGEIO_FFMPEG_EXE")) and not shutil.which(named):
        hint = "Set IMAGEIO_FFMPEG_EXE to the path of an ffmpeg, or remove it: Masklet brings its own."
        return Finding("ffmpeg", f"IMAGEIO_FFMPEG_EXE names no program: {named}", "broken", hint)
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=True, timeout=30).stdout
    return Finding("ffmpeg", f"{said.split(' ')[2]} ({path})")


def _opencv() -> Finding:
    from app.opencv import cv2

    return Finding("OpenCV", f"{cv2().__version__}, {cv2().getNumThreads()} threads")


def _device() -> Finding:
    from app.engine.predictor import available_devices, cpu_threads

    devices = available_devices()
    return Finding(
        "Device", f"{devices[0]} (there are: {', '.join(devices)}; {cpu_threads()} threads on cpu)"
    )


def _precision() -> Finding:
    from app.engine.predictor import precision

    chosen = precision()
    return Finding("Precision", f"{chosen.name}: {chosen.reason}")


def _model() -> Finding:
    from app.engine.model_store import ModelStore

    store = ModelStore()
    here = [entry.name for entry in store.entries() if entry.available]
    entry = store.require("")
    return Finding("Model", f"{entry.name} ({entry.path}); here: {', '.join(here)}")


def _plugins() -> Finding:
    from app.engine.plugin_host import load_plugins

    host = load_plugins()
    if host.failures:
        failed = "; ".join(f"{f.plugin}: {f.reason}" for f in host.failures)
        return Finding("Plugins", failed, "warning", "Effects that do not load cannot be used.")
    return Finding("Plugins", ", ".join(host.effects))


_CHECKS: tuple[tuple[str, Callable[[], Finding]], ...] = (
    ("Libraries", _libraries),
    ("ffmpeg", _ffmpeg),
    ("OpenCV", _opencv),
    ("Device", _device),
    ("Precision", _precision),
    ("Model", _model),
    ("Plugins", _plugins),
)


def _memory() -> Finding:
    from app.engine.settings import load_settings

    here = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        here = f" of {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 1e9:.1f} GB"
    return Finding("Memory", f"{load_settings().memory_mb} MB{here} for decoded frames")


def _cache() -> Finding:
    """What can be computed again: proxies, what the model has seen, waveforms."""
    from app.engine import proxy
    from app.engine.predictor import ENCODINGS_BYTES

    folder = cache_folder()
    used = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    most = proxy.BUDGET_BYTES + ENCODINGS_BYTES
    return Finding("Cache", f"{used / 1e9:.1f} of at most {most / 1e9:.0f} GB in {folder}")


def _disk() -> Finding:
    """Of the folder where the user's models go, or the nearest one above it that is there."""
    folder = next(f for f in (data_folder(), *data_folder().absolute().parents) if f.is_dir())
    free = shutil.disk_usage(folder).free
    value = f"{free / 1e9:.1f} GB free in {folder}"
    if free < _LITTLE_SPACE_BYTES:
        return Finding("Disk", value, "warning", "Models and exports may not fit.")
    return Finding("Disk", value)
