"""CUDA graphs: what a model does to inputs of one kind is recorded once and then replayed as a whole.

On a fast card a frame is bound by the launching of some thousand small kernels, not by their work; a
graph launches them all at once. Source: the chapter on CUDA graphs of PyTorch's documentation.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Protocol

import torch
from torch import Tensor

from sam2core.model.sam2 import Sam2

_log = logging.getLogger(__name__)
_MOST_KINDS = 24  # of inputs that one function is recorded for; the others are computed as ever


class Recorder(Protocol):
    """Records what a function does to the tensors it has seen, once; calls it to do so.

    Returns what does it again, and the result, which that writes to. Raises RuntimeError where the function
    cannot be recorded.
    """

    def __call__(self, function: Callable[[], Any], /) -> tuple[Callable[[], None], Any]: ...


def compile_encoder(model: Sam2) -> Sam2:
    """Let torch.compile make the image encoder's kernels at its first frame; returns the model.

    That takes minutes on two processor cores (RESULTS.md), a C++ compiler and, on a graphics card, Triton; so
    it is for who tracks much with one model. Of the embedded trunk, torch leaves parts uncompiled. Call it
    before `replay_on_card`. The rest stays as it is: prompts of any number compile nothing.
    """
    model.image_encoder.compile(dynamic=False)
    return model


def replay_on_card(model: Sam2, record: Recorder | None = None) -> Sam2:
    """Let the model's inference be recorded and replayed; returns it. On other devices nothing changes.

    A kind of input (shapes, types, settings) is computed as ever when it comes first, recorded when it comes
    again. What is returned is always the caller's own. Weights and the frame's size must stay from now on.
    A `record` of one's own takes the place of CUDA's graphs, on any device.
    """
    if record is None and model.no_mem_embed.device.type == "cuda":
        record = CudaGraphs()
    if record is not None:
        for name in ("encode", "look_at_itself", "_decode", "_memorise"):
            setattr(model, name, Replayed(getattr(model, name), record))
        attention = model.memory_attention
        attention.forward = Replayed(attention.forward, record)
    return model


class CudaGraphs:
    """Records CUDA graphs, all in one pool of memory: no two of them ever run at once."""

    def __init__(self) -> None:
        self._pool: Any = None

    def __call__(self, function: Callable[[], Any], /) -> tuple[Callable[[], None], Any]:
        function()  # what is compiled or chosen at the first call must not be while a graph is recorded
        self._pool = self._pool or torch.cuda.graph_pool_handle()
        graph = torch.cuda.CUDAGraph()
        torch.cuda.synchronize()
        with torch.cuda.graph(graph, self._pool, capture_error_mode="thread_local"):  # others may copy
            result = function()
        return graph.replay, result


@dataclass(frozen=True)
class _Record:
    replay: Callable[[], None]
    inputs: list[Tensor]  # where it reads
    result: Any  # where it writes


class Replayed:
    """A function of tensors on a graphics card, in which nothing waits for the card.

    Where no record can be made of it, it is called as ever.
    """

    def __init__(self, function: Callable[..., Any], record: Recorder) -> None:
        self._function = function
        self._recorder = record
        self._records: dict[Any, _Record | None] = {}  # None: seen once, or cannot be recorded
        self._refused: set[Any] = set()

    def __call__(self, *args: Any, **settings: Any) -> Any:
        if not torch.is_inference_mode_enabled():
            return self._function(*args, **settings)
        given = (args, settings)
        kind = _kind(given), torch.is_autocast_enabled("cuda"), torch.get_autocast_dtype("cuda")
        if kind not in self._records:
            if len(self._records) < _MOST_KINDS:
                self._records[kind] = None
            return self._function(*args, **settings)
        if self._records[kind] is None and kind not in self._refused:
            self._record(kind, given)
        record = self._records[kind]
        return self._function(*args, **settings) if record is None else _replay(record, given)

    def _record(self, kind: Any, given: Any) -> None:
        kept = [t.clone() for t in _tensors(given)]
        args, settings = _rebuilt(given, iter(kept))
        cached = torch.is_autocast_cache_enabled()
        torch.set_autocast_cache_enabled(False)  # a cached weight would be gone when the graph reads it
        try:
            replay, result = self._recorder(lambda: self._function(*args, **settings))
            self._records[kind] = _Record(replay, kept, result)
        except RuntimeError as error:
            _log.warning("computed without a graph: %s", error)
            self._refused.add(kind)
        finally:
            torch.set_autocast_cache_enabled(cached)


def _replay(record: _Record, given: Any) -> Any:
    for kept, new in zip(record.inputs, _tensors(given), strict=True):
        kept.copy_(new)
    record.replay()
    return _rebuilt(record.result, (t.clone() for t in _tensors(record.result)))


def _tensors(value: Any) -> Iterator[Tensor]:
    """All that lie in tuples, lists, dictionaries and our own frozen values, in order."""
    if isinstance(value, Tensor):
        yield value
    for part in _parts(value):
        yield from _tensors(part)


def _kind(value: Any) -> Any:
    """Equal for values that differ in what their tensors hold alone."""
    if isinstance(value, Tensor):
        return value.shape, value.dtype, value.stride()
    parts = _parts(value)
    return (type(value), *map(_kind, parts)) if parts or isinstance(value, (tuple, list, dict)) else value


def _rebuilt(value: Any, tensors: Iterator[Tensor]) -> Any:
    """The same with other tensors, taken in order."""
    if isinstance(value, Tensor):
        return next(tensors)
    if isinstance(value, dict):
        return {key: _rebuilt(part, tensors) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(_rebuilt(part, tensors) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _rebuilt(getattr(value, f.name), tensors) for f in fields(value)})
    return value


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, (tuple, list)):
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, f.name) for f in fields(value)]
    return []
