"""What `masklet doctor` looks at: versions, devices, libraries, folders, and what is wrong with them."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from app import __version__
from app.engine.folders import config_folder, data_folder
from app.engine.log_file import log_path
from app.errors import UserFacingError

State = Literal["ok", "warning", "broken"]

_PACKAGES = ("PySide6-Essentials", "torch", "numpy", "opencv-python", "av", "imageio-ffmpeg", "safetensors")
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
    yield from (_package(name) for name in _PACKAGES)
    for check in (_libraries, _ffmpeg, _opencv, _device, _precision, _model, _plugins):
        yield _guarded(check)
    yield Finding("Settings", str(config_folder()))
    yield Finding("Log", str(log_path()))
    yield _disk()


def _guarded(check: Callable[[], Finding]) -> Finding:
    """A check that fails is a finding, so that the others are still made."""
    name = check.__name__.strip("_").capitalize()
    try:
        return check()
    except UserFacingError as error:
        return Finding(name, str(error), "broken", error.hint)
    except (ImportError, OSError, RuntimeError) as error:
        return Finding(name, f"{type(error).__name__}: {error}", "broken", "Install Masklet again.")


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, "not installed", "broken", "Run ./dev setup again.")


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


def _disk() -> Finding:
    """Of the folder where the user's models go, or the nearest one above it that is there."""
    folder = next(f for f in (data_folder(), *data_folder().absolute().parents) if f.is_dir())
    free = shutil.disk_usage(folder).free
    value = f"{free / 1e9:.1f} GB free in {folder}"
    if free < _LITTLE_SPACE_BYTES:
        return Finding("Disk", value, "warning", "Models and exports may not fit.")
    return Finding("Disk", value)
