"""The three parts of pymatting that mattes need, without the rest of it.

Importing pymatting compiles all its algorithms where nothing was compiled yet: 74 s on two cores, of which
these three take 15. Numba keeps what it has compiled beside the package or in the user's cache folder.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_PACKAGES = ("pymatting", "pymatting.util", "pymatting.laplacian", "pymatting.foreground")
_OF_REFINEMENT = {"fine": "pymatting.laplacian.cf_laplacian", "fine_knn": "pymatting.laplacian.knn_laplacian"}
_lock = threading.RLock()


def is_ready(refine: str) -> bool:
    """Whether this kind of edge refinement works at once. Else its first frame takes seconds more."""
    return refine not in _OF_REFINEMENT or _OF_REFINEMENT[refine] in sys.modules


def cf_laplacian() -> Callable[..., Any]:
    return _function("laplacian", "cf_laplacian")


def knn_laplacian() -> Callable[..., Any]:
    return _function("laplacian", "knn_laplacian")


def estimate_foreground_ml() -> Callable[..., Any]:
    return _function("foreground", "estimate_foreground_ml")


def _function(package: str, name: str) -> Callable[..., Any]:
    """Of the module with its name."""
    with _lock, _unfilled_packages():
        module = importlib.import_module(f"pymatting.{package}.{name}")
    return getattr(module, name)


@contextmanager
def _unfilled_packages() -> Generator[None]:
    """While it lasts, pymatting's packages are there without what their `__init__` would import.

    Afterwards whoever imports pymatting gets the whole package.
    """
    missing = [name for name in _PACKAGES if name not in sys.modules]
    for name in missing:
        sys.modules[name] = _unfilled(name)
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def _unfilled(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return importlib.util.module_from_spec(spec)  # never executed
