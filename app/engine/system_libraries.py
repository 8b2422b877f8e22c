"""The libraries that Qt and OpenCV need from a Linux system, and their packages in Debian and Ubuntu.

Also run by `./dev` before anything is installed: standard library only.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

# Without these neither Qt nor OpenCV can be imported.
ALWAYS: Mapping[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# Without these Qt aborts when a window is opened on X11.
WINDOW: Mapping[str, str] = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing_packages(*, window: bool) -> tuple[str, ...]:
    """The packages to install; none where this is not Linux. `window`: those of a real window too."""
    if not sys.platform.startswith("linux"):
        return ()
    wanted = {**ALWAYS, **WINDOW} if window else ALWAYS
    return tuple(package for library, package in wanted.items() if not _loads(library))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.stdout.write(" ".join(missing_packages(window=sys.argv[1:] == ["window"])))
