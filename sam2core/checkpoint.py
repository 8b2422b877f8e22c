"""Weights: building a model, recognising a file, loading it whole or not at all; its code is never run."""

from __future__ import annotations

import pickle
import struct
import warnings
import zipfile
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from sam2core.config import CONFIGS, EMBEDDED, ModelConfig, find_config
from sam2core.errors import CheckpointError
from sam2core.model.sam2 import Sam2

# What torch.load raises for damaged files besides UnpicklingError; found by fuzzing.
_DAMAGE = (
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    MemoryError,
    struct.error,
    zipfile.BadZipFile,
)
_PATCH = "image_encoder.trunk.patch_embed.proj.weight"
_SIZES = {96: ("t", "s"), 112: ("b+",), 144: ("l",)}


def build_model(
    name_or_config: str | ModelConfig,
    *,
    image_size: int | None = None,
    device: torch.device | str = "cpu",
    dtype: torch.dtype | None = None,
    random: bool = True,
) -> Sam2:
    """A model in evaluation mode with random weights: load a checkpoint next.

    Raises UnknownModelError and ImageSizeError. `device="meta"` allocates nothing. Without `random` the
    weights are whatever the memory held: for who loads a checkpoint, in a sixth of the time.
    """
    config = name_or_config
    if isinstance(config, str):
        config = find_config(config, image_size=image_size)
    elif image_size is not None:
        config = replace(config, image_size=image_size)
    with torch.device(device), nullcontext() if random else _NoRandomValues():
        model = Sam2(config)
    return model.to(dtype=dtype).eval()


class _NoRandomValues(TorchFunctionMode):
    """What torch.nn.init would fill stays as it was allocated."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if getattr(func, "__module__", "") == nn.init.__name__:
            return kwargs["tensor"] if "tensor" in kwargs else args[0]
        return func(*args, **kwargs)


def load_checkpoint(model: Sam2, path: Path | str) -> None:
    """Load `{"model": state_dict}` (.pt) or .safetensors, strictly.

    Raises CheckpointError for a file that is missing, damaged, of another model, or that holds code.
    """
    path = Path(path)
    state = read_state(path)
    _refuse_mismatch(model, state, path)
    model.load_state_dict(state, strict=True)  # each value in the model's own type


def read_state(path: Path) -> dict[str, Tensor]:
    """The tensors of a weights file by their names. Raises CheckpointError."""
    if not path.is_file():
        raise CheckpointError(path, "there is no such file")
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # torch comments on files that are then refused
            return _tensors(torch.load(path, map_location="cpu", weights_only=True), path)
    except SafetensorError as error:
        raise CheckpointError(path, "the file is damaged or truncated") from error
    except pickle.UnpicklingError as error:
        reason = "it is not a weights file, or it holds something other than weights"
        raise CheckpointError(path, reason) from error
    except _DAMAGE as error:
        raise CheckpointError(path, "the file is damaged or truncated") from error


def identify(path: Path) -> str:
    """The name of the model whose weights these are, from names and shapes. Raises CheckpointError."""
    state = read_state(path)
    shapes = {key: tuple(value.shape) for key, value in state.items()}
    for name in CONFIGS:
        if _shapes(name) == shapes:
            return name
    raise CheckpointError(path, f"its tensors are those of no known model{_nearest(state)}")


def _tensors(loaded: Any, path: Path) -> dict[str, Tensor]:
    state = loaded.get("model", loaded) if isinstance(loaded, Mapping) else None
    if not isinstance(state, Mapping) or not all(isinstance(v, Tensor) for v in state.values()):
        raise CheckpointError(path, "it does not hold a model's weights")
    return {str(key): value for key, value in state.items()}


def _refuse_mismatch(model: Sam2, state: Mapping[str, Tensor], path: Path) -> None:
    expected = {key: value.shape for key, value in model.state_dict().items()}
    given = {key: value.shape for key, value in state.items()}
    if given == expected:
        return
    wrong = sum(given[k] != expected[k] for k in given.keys() & expected.keys())
    missing, extra = len(expected.keys() - given.keys()), len(given.keys() - expected.keys())
    raise CheckpointError(
        path,
        f"it belongs to another model than {model.config.name}{_nearest(state)} "
        f"({missing} tensors missing, {extra} unknown, {wrong} of another shape)",
    )


@cache
def _shapes(name: str) -> dict[str, tuple[int, ...]]:
    return {key: tuple(value.shape) for key, value in build_model(name, device="meta").state_dict().items()}


def _nearest(state: Mapping[str, Tensor]) -> str:
    """A guess in words at what the file is, for the error's sake."""
    if _PATCH in state:
        sizes = _SIZES.get(state[_PATCH].shape[0], ())
        version = "2.1" if "no_obj_embed_spatial" in state else "2.0"
        return f"; it looks like SAM {version}, size {' or '.join(sizes)}" if sizes else ""
    if any(key.startswith("image_encoder.trunk.stages") for key in state):
        return f"; it looks like another version of {EMBEDDED}"
    return ""
