"""Opens torch's libraries while other threads go on: its import alone stops them for a fifth of a second."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

# In the order in which they need each other. The one that knows Python stays for the import itself.
_LIBRARIES = ("libtorch_global_deps", "libc10", "libtorch_cpu", "libtorch", "libshm")


def open_torch_libraries() -> tuple[str, ...]:
    """Load the libraries that `import torch` will ask for; the names of those that were opened.

    An import holds Python's lock while the system's linker works through 430 MB; a foreign function does
    not. POSIX alone. What cannot be opened here is left to the import, which says what is wrong.
    """
    if os.name != "posix" or "torch" in sys.modules:
        return ()
    spec = find_spec("torch")
    if spec is None or not spec.submodule_search_locations:
        return ()
    folder = Path(spec.submodule_search_locations[0]) / "lib"
    ending = ".dylib" if sys.platform == "darwin" else ".so"
    paths = [folder / f"{name}{ending}" for name in _LIBRARIES]
    return tuple(path.stem for path in paths if path.is_file() and _open(path))


def _open(path: Path) -> bool:
    """`ctypes.CDLL` itself would hold the lock; the linker called as a function of C does not."""
    linker = ctypes.CDLL(None).dlopen
    linker.restype, linker.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    scope = os.RTLD_GLOBAL if path.stem == _LIBRARIES[0] else os.RTLD_LOCAL
    return bool(linker(os.fsencode(path), os.RTLD_NOW | scope))
