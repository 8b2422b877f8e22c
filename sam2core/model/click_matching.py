"""What looks like the clicked place and lies near it: the embedded model's first guess for a click or box.

The mask decoder can express this, but has to learn it from far more pictures than a small model is
shown. The keys are those of `mask_matching`, so clicks and tracking teach the trunk the same thing.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.model.prompt_encoder import BOX_BOTTOM_RIGHT, BOX_TOP_LEFT, NEGATIVE, POSITIVE


class ClickMatching(nn.Module):
    """Scores every cell by its likeness and nearness to positive and negative clicks."""

    def __init__(self) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(6.0))  # logits for a cell that looks the same
        self.reach = nn.Parameter(torch.tensor(0.35))  # of the frame: where nearness has cost one logit
        self.threshold = nn.Parameter(torch.tensor(2.5))  # logits that a first guess must overcome
        self.box = nn.Parameter(torch.tensor([4.0, -4.0]))  # logits added inside and outside a box

    def forward(self, keys: Tensor, points: Tensor, labels: Tensor, *, first: bool) -> Tensor:
        """Keys (B, K, G, G) of length 1, points (B, N, 2) x, y in [0, 1], labels (B, N) -> (B, 1, 4 G, 4 G).

        `first`: there is no earlier mask that these clicks correct.
        """
        grid = keys.shape[-1]
        places = _cell_centres(grid, keys.device)
        clicked = F.grid_sample(keys, points[:, :, None] * 2 - 1, padding_mode="border", align_corners=False)
        alike = F.normalize(clicked[..., 0], dim=1).transpose(1, 2) @ keys.flatten(2)  # (B, N, G * G)
        distance = torch.cdist(points, places.expand(points.shape[0], -1, -1))
        score = self.sharpness * alike - (distance / self.reach) ** 2
        guess = _total(score, labels == POSITIVE) - _total(score, labels == NEGATIVE)
        if first:
            guess = guess - self.threshold
        guess = guess + self._boxes(points, labels, places, first=first)
        return F.interpolate(guess.unflatten(1, (1, grid, grid)), scale_factor=4, mode="bilinear")

    def _boxes(self, points: Tensor, labels: Tensor, places: Tensor, *, first: bool) -> Tensor:
        """What a box says of each cell, (B, G * G): zero where a prompt has none.

        Later it only forbids what lies outside: said again and again, it would fill itself up.
        """
        top_left, bottom_right = labels == BOX_TOP_LEFT, labels == BOX_BOTTOM_RIGHT
        low = (points * top_left[..., None]).sum(1, keepdim=True)
        high = (points * bottom_right[..., None]).sum(1, keepdim=True)
        inside = ((places >= low) & (places <= high)).all(dim=-1)
        said = torch.where(inside, self.box[0] * float(first), self.box[1])
        return said * top_left.any(dim=1, keepdim=True)


def _total(score: Tensor, chosen: Tensor) -> Tensor:
    """log(1 + sum of exp(score)) over the chosen clicks, (B, G * G): 0 where none is chosen."""
    kept = score.masked_fill(~chosen[..., None], -1e4)
    nothing = torch.zeros_like(kept[:, :1])
    return torch.cat([nothing, kept], dim=1).logsumexp(dim=1)


def _cell_centres(grid: int, device: torch.device) -> Tensor:
    """x, y of the cells in [0, 1], (1, G * G, 2), row by row."""
    line = (torch.arange(grid, device=device) + 0.5) / grid
    rows, columns = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([columns.flatten(), rows.flatten()], dim=1)[None]
