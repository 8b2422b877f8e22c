"""A frame and its mask become one memory."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sam2core.config import ModelConfig
from sam2core.model.layers import LayerNorm2d


class MaskDownSampler(nn.Module):
    """Strided convolutions from the frame's size to the grid; each quadruples the channels."""

    def __init__(self, dim: int, stride: int) -> None:
        super().__init__()
        steps = stride.bit_length() - 1
        layers: list[nn.Module] = []
        for i in range(steps):
            inputs, outputs = 4**i, 4 ** (i + 1)
            layers += [nn.Conv2d(inputs, outputs, 3, stride=2, padding=1), LayerNorm2d(outputs), nn.GELU()]
        self.encoder = nn.Sequential(*layers, nn.Conv2d(4**steps, dim, kernel_size=1))

    def forward(self, mask: Tensor) -> Tensor:
        return self.encoder(mask)


class FuserBlock(nn.Module):
    """A ConvNeXt block (arXiv:2201.03545) with layer scale."""

    gamma: nn.Parameter

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = LayerNorm2d(dim)
        self.pwconv1 = nn.Linear(dim, 4 * dim)
        self.act = nn.GELU()
        self.pwconv2 = nn.Linear(4 * dim, dim)
        self.gamma = nn.Parameter(torch.full((dim,), 1e-6))

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(self.dwconv(x)).permute(0, 2, 3, 1)
        y = self.gamma * self.pwconv2(self.act(self.pwconv1(y)))
        return x + y.permute(0, 3, 1, 2)


class Fuser(nn.Module):
    def __init__(self, dim: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(FuserBlock(dim) for _ in range(depth))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x


class MemoryEncoder(nn.Module):
    """Adds a frame's mask to its features and compresses the sum to memory width."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.mask_downsampler = MaskDownSampler(config.dim, config.stride)
        self.pix_feat_proj = nn.Conv2d(config.dim, config.dim, kernel_size=1)
        self.fuser = Fuser(config.dim, depth=2)
        self.out_proj = nn.Conv2d(config.dim, config.memory_dim, kernel_size=1)

    def forward(self, features: Tensor, mask: Tensor) -> Tensor:
        """(B, C, G, G) features, (B, 1, S, S) mask in [-10, 10] -> (B, memory_dim, G, G)."""
        fused = self.pix_feat_proj(features) + self.mask_downsampler(mask)
        return self.out_proj(self.fuser(fused))
