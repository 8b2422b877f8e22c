"""Where remembered masks went, by matching features: the embedded model's first guess for a tracked frame.

Memory attention can express this, but has to learn it; read directly, it works from the first training
step and teaches the trunk to make features that match. The idea is that of STM (arXiv:1904.00607) with
the mask itself as the value that is read.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        queries = self.keys(features)
        prompted = [m for steps, m in memories if steps == 0]
        latest = min(((steps, m) for steps, m in memories if steps), default=None, key=lambda pair: pair[0])
        everywhere = self._read(queries, prompted, near=False)
        nearby = everywhere if latest is None else self._read(queries, [latest[1]], near=True)
        guess = self.weights[0] * (2 * everywhere - 1) + self.weights[1] * (2 * nearby - 1) + self.bias
        guess = F.interpolate(guess, scale_factor=4, mode="bilinear")
        return guess if carried is None else guess + self.weights[2] * carried.clamp(-_CLIP, _CLIP)

    def keys(self, features: Tensor) -> Tensor:
        """Directions, (B, key_dim, G, G); what all cells of a frame share is taken out."""
        keys = self.key(features).float()
        return F.normalize(keys - keys.mean(dim=(2, 3), keepdim=True), dim=1)

    def _read(self, queries: Tensor, memories: Sequence[Tensor], *, near: bool) -> Tensor:
        """The share of the mask among the cells that look alike: (B, 1, G, G) in [0, 1]."""
        grid = queries.shape[-1]
        keys = torch.cat([m[:, : self.key_dim].flatten(2) for m in memories], dim=2).float()
        shares = torch.cat([m[:, self.key_dim :].flatten(2) for m in memories], dim=2).float()
        similarity = self.sharpness * (queries.flatten(2).transpose(1, 2) @ keys)
        if near:
            similarity = similarity + _nearness(grid, queries.device)
        read = similarity.softmax(dim=-1) @ shares.transpose(1, 2)
        return read.transpose(1, 2).unflatten(2, (grid, grid))


def _nearness(grid: int, device: torch.device) -> Tensor:
    """Log of a Gaussian of the distance between cells, (G * G, G * G)."""
    line = torch.arange(grid, device=device) / grid
    rows, columns = torch.meshgrid(line, line, indexing="ij")
    place = torch.stack([rows.flatten(), columns.flatten()], dim=1)
    return -(torch.cdist(place, place) ** 2) / (2 * _REACH**2)
