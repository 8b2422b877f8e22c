"""SAM 2 as a set of verbs: encode a frame, condition it on memories, decode masks, memorise them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import ModelConfig
from sam2core.model.click_matching import ClickMatching
from sam2core.model.image_encoder import Encoding, ImageEncoder
from sam2core.model.layers import Mlp, own_precision
from sam2core.model.mask_decoder import Candidates, MaskDecoder
from sam2core.model.mask_matching import MaskMatching
from sam2core.model.memory_attention import MemoryAttention, in_squares
from sam2core.model.memory_encoder import MemoryEncoder
from sam2core.model.position import axial_rope, sine_grid, sine_line
from sam2core.model.prompt_encoder import PADDING, PromptEncoder

ABSENT_LOGIT = -1024.0  # every pixel of a mask whose object is not there
_GUESS_LIMIT = 4.0  # logits of a mask prompt that the answer starts from
_MASK_SCALE, _MASK_BIAS = 20.0, -10.0  # a mask in [0, 1] enters memory as [-10, 10]


@dataclass(frozen=True)
class Masks:
    """One answer for each object of a batch. L = 4 G; K candidates, of which `low_res` is the chosen one."""

    low_res: Tensor  # (B, 1, L, L) logits
    iou: Tensor  # (B,), estimated
    pointer: Tensor  # (B, C)
    presence: Tensor  # (B, 1), a logit
    candidates: Tensor  # (B, K, L, L) logits
    candidate_ious: Tensor  # (B, K)
    candidate_tokens: Tensor  # (B, K, C), what each candidate's pointer is made from


@dataclass(frozen=True)
class Recalled:
    """What a frame may look back on.

    Memories come with their steps back (0 for a prompted frame, else 1, 2, ...), pointers with their signed
    distance in frames.
    """

    memories: Sequence[tuple[int, Tensor]]  # (B, memory_dim, G, G)
    pointers: Sequence[tuple[int, Tensor]]  # (B, C)
    pointer_span: int = 16  # min(max_pointers, frames in the video)


@dataclass(frozen=True)
class _Tables:
    """Position encodings, computed once per device and type."""

    frame: Tensor  # (1, G * G, C)
    memory: Tensor  # (1, M, memory_dim), of the squares that memory attention sees; M = G * G if not pooled
    rope: Tensor  # complex (M, C / 2)


class Sam2(nn.Module):
    """The whole network. It holds weights and no state of any video."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        dim, memory_dim = config.dim, config.memory_dim
        self.image_encoder = ImageEncoder(config)
        self.mask_downsample = nn.Conv2d(1, 1, kernel_size=4, stride=4)
        self.memory_attention = MemoryAttention(config)
        self.memory_encoder = MemoryEncoder(config)
        self.maskmem_tpos_enc = nn.Parameter(torch.zeros(config.memories, 1, 1, memory_dim))
        self.no_mem_embed = nn.Parameter(torch.zeros(1, 1, dim))
        self.no_mem_pos_enc = nn.Parameter(torch.zeros(1, 1, dim))  # in every checkpoint, used by none
        self.no_obj_ptr = nn.Parameter(torch.zeros(1, dim))
        self.sam_prompt_encoder = PromptEncoder(config)
        self.sam_mask_decoder = MaskDecoder(config)
        self.obj_ptr_proj = Mlp((dim, dim, dim, dim))
        self.no_obj_embed_spatial: nn.Parameter | None = None
        self.obj_ptr_tpos_proj: nn.Linear | None = None
        if config.version != "2.0":
            self.no_obj_embed_spatial = nn.Parameter(torch.zeros(1, memory_dim))
            self.obj_ptr_tpos_proj = nn.Linear(dim, memory_dim)
        self.mask_matching: MaskMatching | None = None
        if config.match_dim:
            self.mask_matching = MaskMatching(dim, config.match_dim)
            self.click_matching = ClickMatching()
            self.guess_weight = nn.Parameter(torch.ones(1))
        self._tables: dict[tuple[torch.device, torch.dtype], _Tables] = {}

    def encode(self, images: Tensor) -> Encoding:
        """(B, 3, S, S) normalised RGB -> the three maps, without any memory."""
        fine, middle, features = self.image_encoder(
            self._own(images), (self.sam_mask_decoder.conv_s0, self.sam_mask_decoder.conv_s1)
        )
        return Encoding(features, fine, middle)

    def without_memory(self, features: Tensor) -> Tensor:
        """What a frame without any memory looks like to the decoder: (B, C, G, G)."""
        return features + self.no_mem_embed.reshape(1, -1, 1, 1)

    def look_at_itself(self, features: Tensor) -> Tensor:
        """The part of `condition` that no memory has a share in: (B, C, G, G) -> tokens (B, G * G, C)."""
        tables = self._tables_on(features.device)
        tokens = features.flatten(2).transpose(1, 2).to(self.no_mem_embed.dtype)
        return self.memory_attention.look_at_itself(tokens, tables.frame, tables.rope)

    def condition(self, features: Tensor, recalled: Recalled, itself: Tensor | None = None) -> Tensor:
        """Let a frame look at its memories: (B, C, G, G) -> (B, C, G, G).

        `itself` is what `look_at_itself` gave for this frame, of one batch item or of all; several objects
        of a frame share it.
        """
        if not recalled.memories:
            return self.without_memory(features)
        tables = self._tables_on(features.device)
        memory, position = self._memory_tokens(recalled, tables)
        itself = self.look_at_itself(features) if itself is None else itself
        x = self.memory_attention(
            itself.expand(features.shape[0], -1, -1),
            memory,
            position,
            tables.rope,
            spatial=len(recalled.memories) * tables.memory.shape[1],
        )
        return x.transpose(1, 2).unflatten(2, features.shape[-2:])

    def guess(self, features: Tensor, recalled: Recalled, before: Tensor | None) -> Tensor | None:
        """A first guess for a tracked frame by matching masks, (B, 1, L, L) of logits; None without matching.

        `features` are the frame's own, `before` is the answer on the frame before, if there is one.
        """
        if self.mask_matching is None or not recalled.memories:
            return None
        width = self.config.memory_dim
        return self.mask_matching(features, [(s, m[:, width:]) for s, m in recalled.memories], before)

    def decode(
        self,
        features: Tensor,
        encoding: Encoding,
        *,
        points: Tensor | None = None,
        labels: Tensor | None = None,
        mask: Tensor | None = None,
        multimask: bool,
    ) -> Masks:
        """Masks for conditioned features (B, C, G, G).

        Points (B, N, 2) are pixels of the resized frame, labels (B, N) as in `prompt_encoder`, `mask` is
        (B, 1, h, w) logits of any size. None for points is what a tracked frame has, N = 0 a picture with
        no prompt but a mask.

        Computed in the weights' own type, whatever autocast says (but in training): it costs little, and
        half of what a mask loses to bfloat16 is lost here.
        """
        features, encoding = self._own(features), Encoding(*map(self._own, encoding.parts))
        mask = None if mask is None else self._own(mask)
        with own_precision(features.device):
            return self._decode(features, encoding, points, labels, mask, multimask=multimask)

    def _decode(
        self,
        features: Tensor,
        encoding: Encoding,
        points: Tensor | None,
        labels: Tensor | None,
        mask: Tensor | None,
        *,
        multimask: bool,
    ) -> Masks:
        batch = features.shape[0]
        if mask is not None and mask.shape[-1] != self.config.low_res:
            size = (self.config.low_res, self.config.low_res)
            mask = F.interpolate(mask.float(), size=size, mode="bilinear", antialias=True)
        if self.mask_matching is not None and points is not None and labels is not None and labels.shape[1]:
            keys = self.mask_matching.keys(encoding.features)
            clicked = self.click_matching(keys, points / self.config.image_size, labels, first=mask is None)
            mask = clicked if mask is None else mask + clicked
        if points is None or labels is None:
            points = features.new_zeros(batch, 1, 2, dtype=torch.float32)
            labels = torch.full((batch, 1), PADDING, device=features.device)
        prompts = self.sam_prompt_encoder
        candidates = self.sam_mask_decoder(
            features,
            encoding,
            prompts.dense_position(),
            prompts.points(points, labels),
            prompts.mask(None if mask is None else self._own(mask), batch),
            multimask=multimask,
        )
        logits = candidates.logits.float()
        if mask is not None and self.mask_matching is not None:
            # A small model learns to correct a mask far sooner than to draw it again; the guess is
            # bounded, so that the correction can always overrule it.
            logits = logits + self.guess_weight * mask.clamp(-_GUESS_LIMIT, _GUESS_LIMIT)
        return self._chosen(replace(candidates, logits=logits), candidates.iou.argmax(dim=1))

    def choose(self, masks: Masks, index: Tensor) -> Masks:
        """The same answer with other candidates chosen, `index` (B,) in [0, K)."""
        proposed = Candidates(masks.candidates, masks.candidate_ious, masks.candidate_tokens, masks.presence)
        return self._chosen(proposed, index)

    def _chosen(self, proposed: Candidates, index: Tensor) -> Masks:
        row = torch.arange(index.shape[0], device=index.device)
        there = proposed.presence > 0
        low_res = torch.where(there[..., None], proposed.logits[row, index], ABSENT_LOGIT)
        return Masks(
            low_res[:, None],
            proposed.iou[row, index],
            self._pointer(proposed.tokens[row, index], there),
            proposed.presence,
            proposed.logits,
            proposed.iou,
            proposed.tokens,
        )

    def adopt_mask(self, encoding: Encoding, mask: Tensor) -> Masks:
        """Take a given mask as the answer: (B, 1, S, S) in {0, 1}; the decoder only makes the pointer."""
        logits = mask.float() * _MASK_SCALE + _MASK_BIAS
        size = (self.config.low_res, self.config.low_res)
        low_res = F.interpolate(logits, size=size, mode="bilinear", antialias=True)
        with own_precision(mask.device):
            prompt = self.mask_downsample(self._own(mask))
        answer = self.decode(encoding.features, encoding, mask=prompt, multimask=False)
        there = mask.flatten(1).any(dim=1, keepdim=True)
        pointer = torch.where(there, answer.pointer, self.no_obj_ptr.to(answer.pointer.dtype))
        presence = there.float() * _MASK_SCALE + _MASK_BIAS
        ones = torch.ones_like(answer.iou)
        return Masks(low_res, ones, pointer, presence, low_res, ones[:, None], answer.candidate_tokens)

    def recollect(self, logits: Tensor, pointer: Tensor, *, presence: float, iou: float) -> Masks:
        """An answer of an earlier session: logits (h, w) of any size, pointer (C,)."""
        size = (self.config.low_res, self.config.low_res)
        low_res = logits[None, None]
        if low_res.shape[-2:] != size:
            low_res = F.interpolate(low_res, size=size, mode="bilinear", antialias=True)
        if presence <= 0:
            low_res = torch.full_like(low_res, ABSENT_LOGIT)
        score = low_res.new_tensor([iou])
        return Masks(
            low_res,
            score,
            pointer[None],
            low_res.new_tensor([[presence]]),
            low_res,
            score[None],
            low_res.new_zeros(1, 1, self.config.dim),
        )

    def memorise(self, features: Tensor, masks: Masks, *, binary: bool) -> Tensor:
        """Raw features (B, C, G, G) and the answer -> a memory (B, memory_dim + key width, G, G).

        `binary` rounds the mask first, as is done for prompted frames. As exact as `decode`.
        """
        with own_precision(features.device):
            return self._memorise(self._own(features), masks, binary=binary)

    def _memorise(self, features: Tensor, masks: Masks, *, binary: bool) -> Tensor:
        size = (self.config.image_size, self.config.image_size)
        logits = F.interpolate(masks.low_res.float(), size=size, mode="bilinear")
        mask = (logits > 0).float() if binary else logits.sigmoid()
        memory = self.memory_encoder(features, self._own(mask * _MASK_SCALE + _MASK_BIAS))
        if self.no_obj_embed_spatial is not None:
            absent = (masks.presence <= 0).to(memory.dtype)[..., None, None]
            memory = memory + absent * self.no_obj_embed_spatial[..., None, None]
        if self.mask_matching is not None:
            memory = torch.cat([memory, self.mask_matching.remember(features, masks.low_res)], dim=1)
        return memory

    def resize(self, image_size: int) -> None:
        """Take frames of another size from now on: the weights stay, only tables and stored sizes change."""
        self.config = replace(self.config, image_size=image_size)
        self.sam_prompt_encoder.image_size = image_size
        self.sam_prompt_encoder.grid_size = self.config.grid
        self._tables.clear()

    def _own(self, values: Tensor) -> Tensor:
        return values if torch.is_grad_enabled() else values.to(self.no_mem_embed.dtype)

    def _pointer(self, token: Tensor, there: Tensor) -> Tensor:
        projected = self.obj_ptr_proj(token)
        return torch.where(there, projected, self.no_obj_ptr.to(projected.dtype))

    def _memory_tokens(self, recalled: Recalled, tables: _Tables) -> tuple[Tensor, Tensor]:
        """Memories, then pointers, each pointer cut into tokens of memory width."""
        width = self.config.memory_dim
        tokens = [in_squares(m[:, :width], self.config.memory_pool) for _, m in recalled.memories]
        positions = [tables.memory + self.maskmem_tpos_enc[steps - 1] for steps, _ in recalled.memories]
        if recalled.pointers:
            pointers = torch.stack([p for _, p in recalled.pointers], dim=1)
            pieces = self.config.dim // self.config.memory_dim
            tokens.append(pointers.unflatten(2, (pieces, -1)).flatten(1, 2))
            positions.append(self._pointer_positions(recalled, pieces))
        # Memories are kept in bfloat16; a frame before all prompted ones has no pointer to name the type.
        dtype = tokens[-1].dtype if recalled.pointers else self.no_obj_ptr.dtype
        joined = torch.cat([t.to(dtype) for t in tokens], dim=1)
        return self._own(joined), self._own(torch.cat(positions, dim=1))

    def _pointer_positions(self, recalled: Recalled, pieces: int) -> Tensor:
        count = len(recalled.pointers) * pieces
        if self.obj_ptr_tpos_proj is None:
            return self.no_obj_ptr.new_zeros(1, count, self.config.memory_dim)
        distances = torch.tensor([d for d, _ in recalled.pointers], device=self.no_obj_ptr.device)
        encoded = sine_line(distances / max(recalled.pointer_span - 1, 1), self.config.dim)
        return self.obj_ptr_tpos_proj(self._own(encoded))[None].repeat_interleave(pieces, dim=1)

    def _tables_on(self, device: torch.device) -> _Tables:
        place = device, self.no_mem_embed.dtype
        if place not in self._tables:
            grid, dim, pool = self.config.grid, self.config.dim, self.config.memory_pool
            self._tables[place] = _Tables(
                frame=sine_grid(dim, grid, grid, device).flatten(2).transpose(1, 2).to(place[1]),
                memory=in_squares(sine_grid(self.config.memory_dim, grid, grid, device), pool),
                rope=axial_rope(grid, grid, dim, device, pool=pool),
            )
        return self._tables[place]
