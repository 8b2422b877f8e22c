"""Where remembered masks went, by matching features: the embedded model's first guess for a tracked frame.

Memory attention can express this, but has to learn it; read directly, it works from the first training
step and teaches the trunk to make features that match. The idea is that of STM (arXiv:1904.00607) with
the mask itself as the value that is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_CLIP = 4.0  # logits: an earlier mask surer than this counts no more than one as sure
_BLOCK = 128  # cells compared at once on a CPU: their likenesses stay in the second-level cache
_REACH = 0.12  # of the frame: how far a pixel is expected to move between two frames (standard deviation)


class MaskMatching(nn.Module):
    """Compares the present frame with remembered ones cell by cell and carries their masks over."""

    def __init__(self, dim: int, key_dim: int) -> None:
        super().__init__()
        self.key_dim = key_dim
        self.key = nn.Conv2d(dim, key_dim, kernel_size=1)
        self.sharpness = nn.Parameter(torch.tensor(30.0))  # of the softmax over cosines
        self.weights = nn.Parameter(torch.tensor([1.5, 1.5, 0.5]))  # prompted, latest, carried
        self.bias = nn.Parameter(torch.tensor(0.7))

    def remember(self, features: Tensor, low_res: Tensor) -> Tensor:
        """Features (B, C, G, G) and their mask's logits (B, 1, 4 G, 4 G) -> (B, key_dim + 1, G, G)."""
        share = F.avg_pool2d(low_res.float().clamp(-32, 32).sigmoid(), 4)
        return torch.cat([self.keys(features), share.to(features.dtype)], dim=1)

    def forward(
        self, features: Tensor, memories: Sequence[tuple[int, Tensor]], carried: Tensor | None
    ) -> Tensor:
        """A guess in logits, (B, 1, 4 G, 4 G).

        `memories` are pairs of steps back (0: prompted) and what `remember` made; `carried` is the answer on
        the frame before, (B, 1, 4 G, 4 G) of logits.
        """
        queries = self.sharpness * self.keys(features).flatten(2).transpose(1, 2).contiguous()
        grid = features.shape[-1]
        everywhere, nearby = self._read(queries, [(steps == 0, m) for steps, m in memories], grid)
        latest = torch.stack(nearby).mean(dim=0) if nearby else everywhere
        guess = self.weights[0] * (2 * everywhere - 1) + self.weights[1] * (2 * latest - 1) + self.bias
        guess = guess.unflatten(2, (grid, grid))
        guess = F.interpolate(guess, scale_factor=4, mode="bilinear")
        return guess if carried is None else guess + self.weights[2] * carried.clamp(-_CLIP, _CLIP)

    def keys(self, features: Tensor) -> Tensor:
        """Directions, (B, key_dim, G, G); what all cells of a frame share is taken out."""
        keys = self.key(features).float()
        return F.normalize(keys - keys.mean(dim=(2, 3), keepdim=True), dim=1)

    def _read(
        self, queries: Tensor, memories: Sequence[tuple[bool, Tensor]], grid: int
    ) -> tuple[Tensor, list[Tensor]]:
        """What (B, G * G, key_dim) queries read in prompted (True) and tracked memories.

        Shares of masks in [0, 1], (B, 1, G * G): from everywhere, and from nearby of each tracked memory.
        """
        keys = [m[:, : self.key_dim].flatten(2).float() for _, m in memories]
        values = [m[:, self.key_dim :].flatten(2).float() for _, m in memories]
        values = [torch.cat([v, torch.ones_like(v)], dim=1) for v in values]
        near = _nearness(grid, queries.device)
        blocked = queries.device.type == "cpu" and not torch.is_grad_enabled()
        step = _BLOCK if blocked else queries.shape[1]
        parts: list[list[Tensor]] = []
        for first in range(0, queries.shape[1], step):
            block, place = queries[:, first : first + step], near[first : first + step]
            prompted: list[Tensor] = []
            tracked: list[Tensor] = []
            nearby: list[Tensor] = []
            for (is_prompted, _), key, value in zip(memories, keys, values, strict=True):
                # The exponential needs no maximum taken off: cosines are at most 1.
                likeness = (block @ key).sub_(self.sharpness).exp_()
                (prompted if is_prompted else tracked).append(value @ likeness.mT)
                if not is_prompted:
                    close = likeness.mul_(place) if blocked else likeness * place
                    nearby.append(_share([value @ close.mT]))
            # What was tracked is searched everywhere too, so that what has changed much is found again; but
            # it counts half, since it may be wrong. A restored track may have nothing else.
            everywhere = (_share(prompted or tracked) + _share(prompted + tracked)) / 2
            parts.append([everywhere, *nearby])
        whole = [torch.cat(part, dim=2) for part in zip(*parts, strict=True)]
        return whole[0], whole[1:]


def _share(sums: Sequence[Tensor]) -> Tensor:
    """(B, 2, N), what is alike inside the mask and all that is, of each memory -> (B, 1, N) in [0, 1]."""
    inside, total = torch.stack(list(sums)).sum(dim=0).split(1, dim=1)
    return inside / total.clamp(min=1e-30)


@cache
def _nearness(grid: int, device: torch.device) -> Tensor:
    """A Gaussian of the distance between cells, (G * G, G * G)."""
    with torch.inference_mode(mode=False):  # kept: training at the same size must be able to use it too
        line = torch.arange(grid, device=device) / grid
        rows, columns = torch.meshgrid(line, line, indexing="ij")
        place = torch.stack([rows.flatten(), columns.flatten()], dim=1)
        return (-(torch.cdist(place, place) ** 2) / (2 * _REACH**2)).exp()
