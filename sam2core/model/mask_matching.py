"""Where remembered masks went, by matching features: the embedded model's first guess for a tracked frame.

Memory attention can express this, but has to learn it; read directly, it works from the first training
step and teaches the trunk to make features that match. The idea is that of STM (arXiv:1904.00607) with
the mask itself as the value that is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_CLIP = 4.0  # logits: an earlier mask surer than this counts no more than one as sure
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
        prompted = [self._compare(queries, m) for steps, m in memories if steps == 0]
        tracked = [self._compare(queries, m) for steps, m in memories if steps]
        # What was tracked is searched everywhere too, so that what has changed much is found again; but
        # it counts half, since it may be wrong. A restored track may have nothing else.
        everywhere = (_read(prompted or tracked) + _read(prompted + tracked)) / 2
        near = _nearness(grid, features.device)
        nearby = [_read([Comparison(c.likeness * near, c.share)]) for c in tracked]
        latest = torch.stack(nearby).mean(dim=0) if nearby else everywhere
        guess = self.weights[0] * (2 * everywhere - 1) + self.weights[1] * (2 * latest - 1) + self.bias
        guess = guess.transpose(1, 2).unflatten(2, (grid, grid))
        guess = F.interpolate(guess, scale_factor=4, mode="bilinear")
        return guess if carried is None else guess + self.weights[2] * carried.clamp(-_CLIP, _CLIP)

    def keys(self, features: Tensor) -> Tensor:
        """Directions, (B, key_dim, G, G); what all cells of a frame share is taken out."""
        keys = self.key(features).float()
        return F.normalize(keys - keys.mean(dim=(2, 3), keepdim=True), dim=1)

    def _compare(self, queries: Tensor, memory: Tensor) -> Comparison:
        """The exponential needs no maximum taken off: cosines are at most 1."""
        keys = memory[:, : self.key_dim].flatten(2).float()
        likeness = (queries @ keys - self.sharpness).exp()
        return Comparison(likeness, memory[:, self.key_dim :].flatten(2).transpose(1, 2).float())


@dataclass(frozen=True)
class Comparison:
    """One remembered frame beside the present one, cell by cell."""

    likeness: Tensor  # (B, G * G present, G * G remembered), in (0, 1]
    share: Tensor  # (B, G * G, 1): how much of a remembered cell is inside the mask


def _read(comparisons: Sequence[Comparison]) -> Tensor:
    """The share of the mask among the cells that look alike: (B, G * G, 1) in [0, 1]."""
    inside = torch.stack([c.likeness @ c.share for c in comparisons]).sum(dim=0)
    total = torch.stack([c.likeness.sum(dim=2, keepdim=True) for c in comparisons]).sum(dim=0)
    return inside / total.clamp(min=1e-30)


@cache
def _nearness(grid: int, device: torch.device) -> Tensor:
    """A Gaussian of the distance between cells, (G * G, G * G)."""
    with torch.inference_mode(mode=False):  # kept: training at the same size must be able to use it too
        line = torch.arange(grid, device=device) / grid
        rows, columns = torch.meshgrid(line, line, indexing="ij")
        place = torch.stack([rows.flatten(), columns.flatten()], dim=1)
        return (-(torch.cdist(place, place) ** 2) / (2 * _REACH**2)).exp()
