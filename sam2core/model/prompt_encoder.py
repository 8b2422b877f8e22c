"""Points, boxes and earlier masks become tokens and a dense embedding."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sam2core.config import ModelConfig
from sam2core.model.layers import LayerNorm2d
from sam2core.model.position import PointEncoding

# Labels of points.
PADDING, NEGATIVE, POSITIVE, BOX_TOP_LEFT, BOX_BOTTOM_RIGHT = -1, 0, 1, 2, 3


class PromptEncoder(nn.Module):
    """As in SAM (arXiv:2304.02643): a box is two points with labels of their own."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        dim, hidden = config.dim, 16
        self.image_size = config.image_size
        self.grid_size = config.grid
        self.pe_layer = PointEncoding(dim // 2)
        self.point_embeddings = nn.ModuleList(nn.Embedding(1, dim) for _ in range(4))
        self.not_a_point_embed = nn.Embedding(1, dim)
        self.mask_downscaling = nn.Sequential(
            nn.Conv2d(1, hidden // 4, kernel_size=2, stride=2),
            LayerNorm2d(hidden // 4),
            nn.GELU(),
            nn.Conv2d(hidden // 4, hidden, kernel_size=2, stride=2),
            LayerNorm2d(hidden),
            nn.GELU(),
            nn.Conv2d(hidden, dim, kernel_size=1),
        )
        self.no_mask_embed = nn.Embedding(1, dim)

    def points(self, points: Tensor, labels: Tensor) -> Tensor:
        """(B, N, 2) x, y in pixels of the resized frame, (B, N) labels -> (B, N + 1, C).

        The last token is padding, as the public models were trained to see; no points, no token.
        """
        if not labels.shape[1]:
            nothing = self.not_a_point_embed.weight
            return nothing.new_zeros(points.shape[0], 0, nothing.shape[1])
        padding = points.new_zeros(points.shape[0], 1, 2)
        points = torch.cat([points + 0.5, padding + 0.5], dim=1)
        labels = torch.cat([labels, labels.new_full((labels.shape[0], 1), PADDING)], dim=1)
        encoded = self.pe_layer(points / self.image_size)
        table = torch.stack(
            [self.not_a_point_embed.weight[0], *(e.weight[0] for e in self._embeddings())]
        )  # row 0 is padding, row n + 1 is label n
        encoded = torch.where((labels == PADDING)[..., None], 0.0, encoded)
        return encoded + table[labels.long() + 1]

    def mask(self, logits: Tensor | None, batch: int) -> Tensor:
        """(B, 1, 4 G, 4 G) logits, or None for no mask -> (B, C, G, G)."""
        if logits is None:
            return self.no_mask_embed.weight[..., None, None].expand(
                batch, -1, self.grid_size, self.grid_size
            )
        return self.mask_downscaling(logits)

    def dense_position(self) -> Tensor:
        """(1, C, G, G)."""
        return self.pe_layer.grid(self.grid_size, self.grid_size)

    def _embeddings(self) -> list[nn.Embedding]:
        return [e for e in self.point_embeddings if isinstance(e, nn.Embedding)]
