"""The whole configuration of every model: one small frozen value each.

The eight public models differ only in their trunk and in the version (2.0 or 2.1). All else in
their published YAML files is the same and is written here as defaults. Source: SAM 2,
arXiv:2408.00714, and the configuration files published with its checkpoints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sam2core.errors import ImageSizeError, UnknownModelError


@dataclass(frozen=True)
class HieraConfig:
    """A Hiera trunk (arXiv:2306.00989): strides 4, 8, 16, 32, doubling width and heads at each stage."""

    embed_dim: int
    num_heads: int
    stages: tuple[int, int, int, int]  # blocks in each stage
    global_blocks: tuple[int, ...]  # blocks that attend to the whole frame
    window_sizes: tuple[int, int, int, int] = (8, 4, 14, 7)
    background_size: tuple[int, int] = (7, 7)  # of the position embedding that is stretched

    @property
    def widths(self) -> tuple[int, int, int, int]:
        """Channels of the four feature maps, finest first."""
        return (self.embed_dim, 2 * self.embed_dim, 4 * self.embed_dim, 8 * self.embed_dim)


_LEAST_SIZE = 32  # of a frame as a model sees it: the stride of every trunk's deepest map


@dataclass(frozen=True)
class MobilePart:
    """Inverted residuals in a row; the first of them has the stride."""

    blocks: int
    width: int
    expand: int  # times the width is widened inside
    kernel: int  # of the depthwise convolution
    stride: int


@dataclass(frozen=True)
class MobileConfig:
    """A trunk of inverted residuals with feature maps at strides 2, 4, 8, 16 and 32, a stage for each."""

    stem: int  # channels before the first stage
    stages: tuple[tuple[MobilePart, ...], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """Channels of the feature maps, finest first."""
        return tuple(stage[-1].width for stage in self.stages)


@dataclass(frozen=True)
class ModelConfig:
    """One model. The numbers that the public models share are the defaults.

    Raises ImageSizeError.
    """

    name: str
    trunk: HieraConfig | MobileConfig
    version: str = "2.1"  # "2.0" has no temporal encoding of pointers and no spatial no-object embedding
    image_size: int = 1024  # frames are resized to a square of this side
    stride: int = 16  # of the features that meet the memory; masks come out at a quarter of it
    dim: int = 256  # width of features, tokens and pointers
    memory_dim: int = 64  # width of a memory
    memory_layers: int = 4
    memories: int = 7  # prompted frame and the six before; also the length of maskmem_tpos_enc
    max_pointers: int = 16
    attention_mlp: int = 2048  # hidden width in memory attention and in the two-way transformer
    decoder_heads: int = 8
    decoder_layers: int = 2
    ambiguous_tracking: bool = True  # a tracked frame, too, is answered by the best of three masks
    memory_pool: int = 1  # memory attention works on squares of so many cells to each side
    match_dim: int = (
        0  # width of keys for mask matching, which gives tracked frames a first guess; 0 for none
    )

    def __post_init__(self) -> None:
        if self.image_size < _LEAST_SIZE or self.image_size % self.stride:
            raise ImageSizeError(self.name, self.stride, _LEAST_SIZE, self.image_size)

    @property
    def grid(self) -> int:
        """Side of the feature map that meets the memory, in cells."""
        return self.image_size // self.stride

    @property
    def low_res(self) -> int:
        """Side of the masks as the decoder makes them."""
        return 4 * self.grid


_TINY = HieraConfig(96, 1, (1, 2, 7, 2), (5, 7, 9))
_SMALL = HieraConfig(96, 1, (1, 2, 11, 2), (7, 10, 13))
_BASE = HieraConfig(112, 2, (2, 3, 16, 3), (12, 16, 20), background_size=(14, 14))
_LARGE = HieraConfig(144, 2, (2, 6, 36, 4), (23, 33, 43), window_sizes=(8, 4, 16, 8))

EMBEDDED = "masklet-small"

# The trunk is that of EfficientNet-Lite0 and began with its published weights (EXPERIMENTS.md 18 to 21).
_EMBEDDED = ModelConfig(
    name=EMBEDDED,
    trunk=MobileConfig(
        32,
        (
            (MobilePart(1, 16, 1, 3, 1),),
            (MobilePart(2, 24, 6, 3, 2),),
            (MobilePart(2, 40, 6, 5, 2),),
            (MobilePart(3, 80, 6, 3, 2), MobilePart(3, 112, 6, 5, 1)),
            (MobilePart(4, 192, 6, 5, 2), MobilePart(1, 320, 6, 3, 1)),
        ),
    ),
    image_size=352,
    stride=8,
    dim=128,
    memory_dim=64,
    memory_layers=2,
    memories=3,
    memory_pool=2,
    attention_mlp=512,
    ambiguous_tracking=False,
    match_dim=64,
)

# The same weights on a finer picture: more of a frame's detail, less than half as fast.
_FINE = replace(_EMBEDDED, name="masklet-fine", image_size=512)


def _public(version: str) -> dict[str, ModelConfig]:
    stem = "sam2_hiera" if version == "2.0" else "sam2.1_hiera"
    trunks = {"t": _TINY, "s": _SMALL, "b+": _BASE, "l": _LARGE}
    return {f"{stem}_{size}": ModelConfig(f"{stem}_{size}", trunk, version) for size, trunk in trunks.items()}


CONFIGS: dict[str, ModelConfig] = {
    **_public("2.0"),
    **_public("2.1"),
    EMBEDDED: _EMBEDDED,
    _FINE.name: _FINE,
}

_LONG_SIZES = {"tiny": "t", "small": "s", "base_plus": "b+", "large": "l"}
ALIASES: dict[str, str] = {
    f"{stem}_{long}": f"{stem}_{short}"
    for stem in ("sam2_hiera", "sam2.1_hiera")
    for long, short in _LONG_SIZES.items()
}


def find_config(name: str, *, image_size: int | None = None) -> ModelConfig:
    """The configuration of a model by its short or public file name.

    Raises UnknownModelError.
    """
    config = CONFIGS.get(ALIASES.get(name, name))
    if config is None:
        raise UnknownModelError(name, (*CONFIGS, *ALIASES))
    return config if image_size is None else replace(config, image_size=image_size)
