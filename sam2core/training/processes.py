"""What the processes of a run share (torchrun; gloo, or NCCL on graphics cards). One alone shares nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence

import torch
import torch.distributed as dist
from torch import Tensor, nn

from sam2core.training.config import ConfigError


def join() -> tuple[int, int]:
    """This process's number and how many there are. Under torchrun they find each other here."""
    if "RANK" in os.environ and not dist.is_initialized():
        dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    return (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)


def device() -> torch.device:
    """Where this process trains: its own graphics card, if there is any."""
    if torch.cuda.is_available():
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device("cpu")


def average_gradients(model: nn.Module) -> None:
    """A parameter that one process had no use for counts as zero there."""
    if not dist.is_initialized():
        return
    parameters = list(model.parameters())
    for parameter in parameters:
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    _average([p.grad for p in parameters if p.grad is not None])


def average_statistics(model: nn.Module) -> None:
    """Running means and variances: each process has seen batches of its own."""
    if dist.is_initialized():
        _average([b for b in model.buffers() if b.is_floating_point()])


def copy_from_first(model: nn.Module) -> None:
    """The first process's weights and statistics become everyone's."""
    if dist.is_initialized():
        for tensor in (*model.parameters(), *model.buffers()):
            dist.broadcast(tensor.data, 0)


def wait() -> None:
    """Until all are here."""
    if dist.is_initialized():
        dist.barrier()


def check_same_step(step: int) -> None:
    """Raises ConfigError where the processes would go on from different steps."""
    if not dist.is_initialized():
        return
    steps: list[int] = [0] * dist.get_world_size()
    dist.all_gather_object(steps, step)
    if len(set(steps)) > 1:
        raise ConfigError(
            f"The checkpoints are of steps {', '.join(map(str, steps))}: a run goes on with as many"
            " processes as it began with, from checkpoints of one step."
        )


@torch.no_grad()
def _average(tensors: Sequence[Tensor]) -> None:
    if not tensors:
        return
    flat = torch.cat([t.flatten() for t in tensors])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for tensor, piece in zip(tensors, flat.split([t.numel() for t in tensors]), strict=True):
        tensor.copy_(piece.view_as(tensor))
