"""Torch's libraries are opened ahead of its import, and the import is the same as without."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

_PROGRAM = """
from app.engine.torch_libraries import open_torch_libraries
opened = open_torch_libraries()
import sys
assert "torch" not in sys.modules
import torch
assert torch.ones(2, 2).matmul(torch.ones(2, 2)).sum() == 8
assert open_torch_libraries() == (), "once torch is there nothing is left to do"
print(*opened)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows' import opens them without the lock's help")
def test_torch_works_on_libraries_that_were_opened_before_it() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert "libtorch_cpu" in done.stdout.split()


def test_without_torch_the_import_says_so_itself() -> None:
    hide = "import importlib.util, app.engine.torch_libraries as t; t.find_spec = lambda name: None;"
    program = f"{hide} assert t.open_torch_libraries() == ()"
    subprocess.run([sys.executable, "-c", program], check=True)
