"""What can be exported: the one table of formats that engine, window, command line and help page read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Content = Literal["cutout", "composite", "matte", "rgb-mattes", "ids"]
Depth = Literal["8", "16", "half", "float"]
AlphaMode = Literal["straight", "premultiplied"]

CONTENTS: Final[Mapping[Content, str]] = MappingProxyType(
    {
        "cutout": "Cut-out: the picture with the mattes as its alpha",
        "composite": "Composite: the finished picture, over black where it is cut out",
        "matte": "Matte: all masklets as one, white on black",
        "rgb-mattes": "RGB mattes: up to three masklets, one each in red, green and blue",
        "ids": "ID matte: each masklet's area in its own colour, with hard edges",
    }
)


Part = Literal["whole", "core", "edge", "both"]
PARTS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        "whole": "The whole matte",
        "core": "Core matte: solid, inside the edge",
        "edge": "Edge matte: what the core leaves over",
        "both": "Whole matte, and core and edge as layers",
    }
)


@dataclass(frozen=True)
class Movie:
    """How ffmpeg writes a movie. Pixel formats are keyed by what goes in: channels and bits."""

    codec: tuple[str, ...]
    pixels: Mapping[str, str]  # "rgba16", "rgb8", "grey16", ... -> ffmpeg's pixel format
    muxer: str
    even: tuple[int, int] = (1, 1)  # height and width become multiples of these
    graph: str = ""  # a filter graph of its own, in place of a colour conversion
    matte: tuple[str, ...] = ()  # what ffmpeg is told besides where a matte is written


@dataclass(frozen=True)
class ExportFormat:
    """A kind of file and what it can do. `extension` is the one of the file, or of a sequence's images."""

    name: str
    title: str
    extension: str
    description: str
    use: str  # for whom, in the help page's table
    contents: tuple[Content, ...]  # the first is what is written unless another is asked for
    depths: tuple[Depth, ...]  # bits per channel that can be asked for
    movie: Movie | None = None  # None: numbered images in a folder
    alphas: tuple[AlphaMode, ...] = ()  # the first is the default; none where the format has no alpha
    lossless: bool = False  # every value that is written is read back as it was
    compressions: tuple[str, ...] = ()  # that can be asked for; the first is the default
    sound: bool = False
    timecode: bool = False
    colour_tags: bool = False
    layers: bool = False  # named layers, multi-part files and Cryptomatte

    @property
    def is_sequence(self) -> bool:
        return self.movie is None

    @property
    def content(self) -> Content:
        """What is written unless another content is asked for."""
        return self.contents[0]

    @property
    def has_alpha(self) -> bool:
        return bool(self.alphas)


_ALPHAS: Final[tuple[AlphaMode, ...]] = ("straight", "premultiplied")
_EVERY: Final[tuple[Content, ...]] = ("cutout", "composite", "matte", "rgb-mattes", "ids")
_FULL_CHROMA: Final[tuple[Content, ...]] = ("cutout", "composite", "matte", "rgb-mattes")
_SMALL: Final[tuple[Content, ...]] = ("cutout", "composite", "matte")
_OPAQUE: Final[tuple[Content, ...]] = ("composite", "matte")
_FAST_START = ("-movflags", "+faststart")
_PRORES = ("-c:v", "prores_ks", "-vendor", "apl0", "-profile:v")
_X264 = ("-c:v", "libx264", "-preset", "medium", *_FAST_START, "-crf", "16")
_X265 = ("-c:v", "libx265", "-preset", "medium", "-crf", "16", "-tag:v", "hvc1", *_FAST_START)
# Encoders save bits where there is much contrast, as at a matte's edge, and where a block has no future. With
# the same steps everywhere, moving hair is 6 levels of 255 off at worst in H.264, and was 45 (RESULTS.md).
_X264_MATTE = ("-crf", "-1", "-qp", "8")
_X265_QUIET = "log-level=error"
_X265_MATTE = ("-crf", "8", "-x265-params", f"{_X265_QUIET}:aq-mode=0:cutree=0:psy-rd=0:psy-rdoq=0")
_AV1 = ("-c:v", "libsvtav1", "-preset", "8", "-crf", "18", *_FAST_START)
_AV1_MATTE = ("-preset", "5", "-crf", "8")  # a quicker preset loses hairs, however many bits it may use
_PRORES_MATTE = ("-q:v", "1")  # the finest steps everywhere, in place of a share of bits for each block
_VP9 = ("-c:v", "libvpx-vp9", "-crf", "16", "-b:v", "0", "-deadline", "good", "-cpu-used", "4")
_VP9_MORE = ("-row-mt", "1", "-auto-alt-ref", "0")  # libvpx has no alternate references beside alpha
# Each frame has a palette of its own: one for the whole clip would keep all of it in memory.
_GIF = (
    "split[a][b];[a]palettegen=stats_mode=single:reserve_transparent=1[p];"
    "[b][p]paletteuse=new=1:alpha_threshold=128:dither=sierra2_4a"
)


def _pixels(rgba: str, rgb: str, grey: str, bits: int) -> Mapping[str, str]:
    kinds = {f"rgba{bits}": rgba, f"rgb{bits}": rgb, f"grey{bits}": grey}
    return {kind: name for kind, name in kinds.items() if name}


_PRORES_4444_PIXELS: Final = _pixels("yuva444p10le", "yuv444p10le", "yuv444p10le", 16)
_H264: Final = Movie(_X264, _pixels("", "yuv420p", "yuv420p", 8), "mp4", (2, 2), matte=_X264_MATTE)
_PRORES_422_HQ: Final = Movie(
    (*_PRORES, "hq"), _pixels("", "yuv422p10le", "yuv422p10le", 16), "mov", (1, 2), matte=_PRORES_MATTE
)

_ALL: Final = (
    ExportFormat(
        "prores4444",
        "ProRes 4444 with alpha",
        ".mov",
        "The cut-out with a 16-bit straight alpha channel and the clip's sound, for any editor.",
        "Premiere, Resolve, Final Cut, After Effects",
        contents=_FULL_CHROMA,
        depths=("16",),
        movie=Movie((*_PRORES, "4444", "-alpha_bits", "16"), _PRORES_4444_PIXELS, "mov"),
        alphas=_ALPHAS,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "prores4444xq",
        "ProRes 4444 XQ with alpha",
        ".mov",
        "As ProRes 4444 with about half as much data again, for material that is graded hard.",
        "finishing and HDR in Resolve, Flame, Avid",
        contents=_FULL_CHROMA,
        depths=("16",),
        movie=Movie((*_PRORES, "4444xq", "-alpha_bits", "16"), _PRORES_4444_PIXELS, "mov"),
        alphas=_ALPHAS,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "prores422hq",
        "ProRes 422 HQ",
        ".mov",
        "The finished picture in 10 bits without alpha, with the clip's sound, for the edit.",
        "the edit in any program",
        contents=_OPAQUE,
        depths=("16",),
        movie=_PRORES_422_HQ,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "png-mov",
        "QuickTime PNG with alpha",
        ".mov",
        "Every value as it is, in a movie that QuickTime programs open. Large, and slow to write.",
        "After Effects, Motion, archives",
        contents=_EVERY,
        depths=("8", "16"),
        movie=Movie(
            ("-c:v", "png", "-pred", "mixed"),
            {**_pixels("rgba", "rgb24", "gray", 8), **_pixels("rgba64be", "rgb48be", "gray16be", 16)},
            "mov",
        ),
        alphas=_ALPHAS,
        lossless=True,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "qtrle",
        "QuickTime Animation with alpha",
        ".mov",
        "Every value as it is in 8 bits, in the codec that every older program knows. Large.",
        "older versions of After Effects, Premiere and Avid",
        contents=_EVERY,
        depths=("8",),
        movie=Movie(("-c:v", "qtrle"), _pixels("argb", "rgb24", "", 8), "mov"),
        alphas=_ALPHAS,
        lossless=True,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "ffv1",
        "FFV1 with alpha",
        ".mkv",
        "Every value as it is, in the small lossless codec of film archives.",
        "archives, Blender, scripts with ffmpeg",
        contents=_EVERY,
        depths=("8", "16"),
        movie=Movie(
            ("-c:v", "ffv1", "-level", "3", "-g", "1", "-slices", "16", "-slicecrc", "1"),
            {**_pixels("bgra", "bgr0", "gray", 8), **_pixels("gbrap16le", "gbrp16le", "gray16le", 16)},
            "matroska",
        ),
        alphas=_ALPHAS,
        lossless=True,
        sound=True,
        colour_tags=True,
    ),
    ExportFormat(
        "utvideo",
        "UT Video with alpha",
        ".mov",
        "Every value as it is in 8 bits, quick to write and to play. Large.",
        "intermediate files on fast disks",
        contents=_EVERY,
        depths=("8",),
        movie=Movie(("-c:v", "utvideo"), _pixels("gbrap", "gbrp", "", 8), "mov"),
        alphas=_ALPHAS,
        lossless=True,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "vp9",
        "WebM, VP9 with alpha",
        ".webm",
        "The cut-out in a small file with alpha that browsers play, with sound.",
        "web pages, OBS, game engines",
        contents=_SMALL,
        depths=("8",),
        movie=Movie((*_VP9, *_VP9_MORE), _pixels("yuva420p", "yuv420p", "yuv420p", 8), "webm", (2, 2)),
        alphas=_ALPHAS,
        sound=True,
        colour_tags=True,
    ),
    ExportFormat(
        "h264",
        "Composite, H.264",
        ".mp4",
        "The finished picture with effects and sound, over black where it is cut out.",
        "showing it, anywhere",
        contents=_OPAQUE,
        depths=("8",),
        movie=_H264,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "h265",
        "Composite, H.265",
        ".mp4",
        "The finished picture in 10 bits, in half of H.264's space, with sound.",
        "10-bit and HDR material for viewing",
        contents=_OPAQUE,
        depths=("16",),
        movie=Movie(
            (*_X265, "-x265-params", _X265_QUIET),
            _pixels("", "yuv420p10le", "yuv420p10le", 16),
            "mp4",
            (2, 2),
            matte=_X265_MATTE,
        ),
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "av1",
        "Composite, AV1",
        ".mp4",
        "The finished picture in 10 bits in the smallest file, with sound.",
        "the web, long reviews",
        contents=_OPAQUE,
        depths=("16",),
        movie=Movie(_AV1, _pixels("", "yuv420p10le", "yuv420p10le", 16), "mp4", (2, 2), matte=_AV1_MATTE),
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "matte-h264",
        "Matte, H.264",
        ".mp4",
        "The matte alone, white on black, in a small file for previews and luma keying.",
        "previews, luma keys",
        contents=("matte",),
        depths=("8",),
        movie=_H264,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "matte-prores",
        "Matte, ProRes 422 HQ",
        ".mov",
        "The matte alone, white on black, in 10 bits, as a track matte for finishing.",
        "track mattes",
        contents=("matte",),
        depths=("16",),
        movie=_PRORES_422_HQ,
        sound=True,
        timecode=True,
        colour_tags=True,
    ),
    ExportFormat(
        "gif",
        "GIF",
        ".gif",
        "A looping picture of 256 colours a frame, whose alpha is on or off, for messages and web pages.",
        "messages, pages",
        contents=_SMALL,
        depths=("8",),
        movie=Movie(
            ("-c:v", "gif", "-loop", "0", "-gifflags", "-offsetting"),
            _pixels("pal8", "pal8", "", 8),
            "gif",
            graph=_GIF,
        ),
        alphas=("straight",),
    ),
    ExportFormat(
        "apng",
        "Animated PNG",
        ".apng",
        "A looping picture with every value as it is, with alpha.",
        "pages, interfaces",
        contents=_EVERY,
        depths=("8",),
        movie=Movie(("-c:v", "apng", "-plays", "0"), _pixels("rgba", "rgb24", "gray", 8), "apng"),
        alphas=_ALPHAS,
        lossless=True,
        colour_tags=True,
    ),
    ExportFormat(
        "webp",
        "Animated WebP",
        ".webp",
        "A looping picture with soft alpha in a small file.",
        "pages, messages",
        contents=_SMALL,
        depths=("8",),
        movie=Movie(
            ("-c:v", "libwebp_anim", "-lossless", "0", "-q:v", "90", "-loop", "0"),
            _pixels("bgra", "bgra", "", 8),
            "webp",
        ),
        alphas=("straight",),
    ),
    ExportFormat(
        "png",
        "PNG sequence with alpha",
        ".png",
        "A folder of images with straight alpha, numbered as the source's frames; "
        "16 bits where the source has more than 8.",
        "Nuke, Fusion, Blender, the web",
        contents=_EVERY,
        depths=("8", "16"),
        alphas=_ALPHAS,
        lossless=True,
        colour_tags=True,
    ),
    ExportFormat(
        "tiff",
        "TIFF sequence with alpha",
        ".tif",
        "A folder of 16-bit images with alpha, for programs that do not read EXR.",
        "finishing, print, retouching",
        contents=_EVERY,
        depths=("16",),
        alphas=_ALPHAS,
        lossless=True,
        compressions=("deflate", "none"),
    ),
    ExportFormat(
        "exr",
        "OpenEXR sequence",
        ".exr",
        "A folder of images in linear light, with a named layer for each masklet and Cryptomatte.",
        "Nuke, Fusion, Flame, Houdini",
        contents=_EVERY,
        depths=("half", "float"),
        alphas=("premultiplied", "straight"),
        lossless=True,
        compressions=("zip", "zips", "piz", "rle", "pxr24", "dwaa", "dwab", "none"),
        timecode=True,
        colour_tags=True,
        layers=True,
    ),
)

FORMATS: Final[Mapping[str, ExportFormat]] = MappingProxyType({f.name: f for f in _ALL})
