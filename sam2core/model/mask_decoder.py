"""Tokens become masks: one for a clear prompt, three for an ambiguous one, with scores."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from sam2core.config import ModelConfig
from sam2core.model.image_encoder import Encoding
from sam2core.model.layers import LayerNorm2d, Mlp
from sam2core.model.two_way import TwoWayTransformer

_STABILITY_DELTA = 0.05  # logits; both numbers are the public predictor's
_STABILITY_THRESHOLD = 0.98


@dataclass(frozen=True)
class Candidates:
    """What the decoder proposes. K is 3 with `multimask`, else 1; L = 4 G."""

    logits: Tensor  # (B, K, L, L)
    iou: Tensor  # (B, K), the decoder's own estimate
    tokens: Tensor  # (B, K, C), what each mask was made from
    presence: Tensor  # (B, 1), a logit: > 0 means that the object is there


class MaskDecoder(nn.Module):
    """SAM 2's mask decoder: SAM's, with fine features added while upscaling and a presence head."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        dim = config.dim
        self.replaces_unstable = config.ambiguous_tracking
        self.transformer = TwoWayTransformer(
            dim, config.decoder_heads, config.attention_mlp, config.decoder_layers
        )
        self.iou_token = nn.Embedding(1, dim)
        self.mask_tokens = nn.Embedding(4, dim)  # one for a clear prompt, three for an ambiguous one
        self.obj_score_token = nn.Embedding(1, dim)
        self.output_upscaling = nn.Sequential(
            nn.ConvTranspose2d(dim, dim // 4, kernel_size=2, stride=2),
            LayerNorm2d(dim // 4),
            nn.GELU(),
            nn.ConvTranspose2d(dim // 4, dim // 8, kernel_size=2, stride=2),
            nn.GELU(),
        )
        self.conv_s0 = nn.Conv2d(dim, dim // 8, kernel_size=1)
        self.conv_s1 = nn.Conv2d(dim, dim // 4, kernel_size=1)
        self.output_hypernetworks_mlps = nn.ModuleList(Mlp((dim, dim, dim, dim // 8)) for _ in range(4))
        self.iou_prediction_head = Mlp((dim, dim, dim, 4), sigmoid=True)
        self.pred_obj_score_head = Mlp((dim, dim, dim, 1))

    def forward(
        self,
        features: Tensor,
        encoding: Encoding,
        image_pe: Tensor,
        sparse: Tensor,
        dense: Tensor,
        *,
        multimask: bool,
    ) -> Candidates:
        """Features (B, C, G, G) as conditioned on memory; fine and middle maps from `encoding`."""
        everything = self._all_masks(features + dense, encoding, image_pe, sparse)
        if multimask:
            return Candidates(
                everything.logits[:, 1:], everything.iou[:, 1:], everything.tokens[:, 1:], everything.presence
            )
        if self.training or not self.replaces_unstable:
            return Candidates(
                everything.logits[:, :1], everything.iou[:, :1], everything.tokens[:, :1], everything.presence
            )
        return _stable_single(everything)

    def _all_masks(self, image: Tensor, encoding: Encoding, image_pe: Tensor, sparse: Tensor) -> Candidates:
        learnt = torch.cat([self.obj_score_token.weight, self.iou_token.weight, self.mask_tokens.weight])
        tokens = torch.cat([learnt.expand(sparse.shape[0], -1, -1), sparse], dim=1)
        tokens, keys = self.transformer(image, image_pe, tokens)
        mask_tokens = tokens[:, 2:6]
        fine = self._upscale(keys.transpose(1, 2).unflatten(2, image.shape[-2:]), encoding)
        weights = torch.stack(
            [mlp(mask_tokens[:, i]) for i, mlp in enumerate(self.output_hypernetworks_mlps)], dim=1
        )
        logits = (weights @ fine.flatten(2)).unflatten(2, fine.shape[-2:])
        iou = self.iou_prediction_head(tokens[:, 1])
        return Candidates(logits, iou, mask_tokens, self.pred_obj_score_head(tokens[:, 0]))

    def _upscale(self, image: Tensor, encoding: Encoding) -> Tensor:
        widen1, norm, act1, widen2, act2 = self.output_upscaling
        image = act1(norm(widen1(image) + encoding.middle))
        return act2(widen2(image) + encoding.fine)


def _stable_single(everything: Candidates) -> Candidates:
    """The single mask where it is stable, else the best of the three; the token stays the single one's."""
    single, best = everything.logits[:, :1], everything.iou[:, 1:].argmax(dim=1) + 1
    row = torch.arange(best.shape[0], device=best.device)
    stable = _stability(single) >= _STABILITY_THRESHOLD
    logits = torch.where(stable[..., None, None], single, everything.logits[row, best][:, None])
    iou = torch.where(stable, everything.iou[:, :1], everything.iou[row, best][:, None])
    return Candidates(logits, iou, everything.tokens[:, :1], everything.presence)


def _stability(logits: Tensor) -> Tensor:
    """How little the mask's area depends on the threshold: (B, K, H, W) -> (B, K) in [0, 1]."""
    flat = logits.flatten(-2)
    inner = (flat > _STABILITY_DELTA).sum(dim=-1).float()
    outer = (flat > -_STABILITY_DELTA).sum(dim=-1).float()
    return torch.where(outer > 0, inner / outer, 1.0)
