"""All that a plugin may import: the types, the parameter fields and the few helpers an effect needs.

Images are premultiplied RGBA, float32, (H, W, 4), in [0, 1], display-encoded; mattes are float32, (H, W),
in [0, 1].
A plugin is a module that defines `EFFECT = Effect(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import local
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.opencv import cv2

Rgba = NDArray[np.float32]
Matte = NDArray[np.float32]
Colour = tuple[float, float, float]  # display-encoded, straight, [0, 1]
Point = tuple[float, float]  # x and y as parts of width and height, (0, 0) is the top left corner
Plane = NDArray[np.float32]  # an image or a matte
Region = tuple[slice, slice]  # rows, columns
Middle = tuple[float, float, float]  # x, y, and the radius of a circle as large, in pixels
Motion = NDArray[np.float32]  # (H, W, 2): x, y in pixels
ParamKind = Literal["number", "switch", "choice", "colour", "point", "text", "file"]


_LUMA = np.array([[0.2126, 0.7152, 0.0722, 0.0]], np.float32)  # Rec. 709
_STRIP_PIXELS = 32768
_here = local()


@dataclass(frozen=True)
class ParamSpec:
    """How a parameter is shown and limited; the panel draws itself from these."""

    kind: ParamKind
    label: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    unit: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""


def param(
    default: float,
    *,
    low: float,
    high: float,
    label: str,
    step: float = 0.01,
    unit: str = "",
    hint: str = "",
) -> Any:
    """A number with limits, drawn as a slider."""
    spec = ParamSpec("number", label, low, high, step, unit, hint=hint)
    return field(default=default, metadata={"spec": spec})


def switch(*, default: bool, label: str, hint: str = "") -> Any:
    """On or off, drawn as a check box."""
    return field(default=default, metadata={"spec": ParamSpec("switch", label, hint=hint)})


def choice(default: str, choices: tuple[str, ...], *, label: str, hint: str = "") -> Any:
    """One of several names, drawn as a list."""
    return field(default=default, metadata={"spec": ParamSpec("choice", label, choices=choices, hint=hint)})


def colour(default: Colour, *, label: str, hint: str = "") -> Any:
    """A display-encoded colour, drawn as a swatch."""
    return field(default=default, metadata={"spec": ParamSpec("colour", label, hint=hint)})


def point(default: Point, *, label: str, hint: str = "") -> Any:
    """A place in the picture or up to one picture beside it, drawn as two fields."""
    spec = ParamSpec("point", label, low=-1.0, high=2.0, step=0.001, hint=hint)
    return field(default=default, metadata={"spec": spec})


def text(default: str, *, label: str, hint: str = "") -> Any:
    """A line of text."""
    return field(default=default, metadata={"spec": ParamSpec("text", label, hint=hint)})


def file(*kinds: str, label: str, hint: str = "") -> Any:
    """A file of the user's; `kinds` are the endings that are offered, such as ".png". Empty: none chosen."""
    return field(default="", metadata={"spec": ParamSpec("file", label, choices=kinds, hint=hint)})


def _always(_: int) -> bool:
    return True


@dataclass(frozen=True)
class Context:
    """What an effect may know beside the picture it is given; read-only, and the same for viewer and export.

    Frames are counted from 0. All pictures have the size of the one that is rendered. Where a picture stands
    alone (a still, a preview without its clip), `first` and `last` are its own frame.
    """

    frame: int
    first: int  # of the frames that may be asked for
    last: int
    seconds: float  # since the clip's first frame
    scale: float  # pixels of the picture for each of the source
    source: Callable[[int], Rgba]
    """The clip's own picture on a frame, without any effect. FrameError where it does not decode."""
    matte: Callable[[int], Matte]
    """The object's matte on a frame: zeros where it is not tracked."""
    middle: Callable[[int], Middle | None]
    """Of the object's area on a frame, from its track and so at little cost; None where it is not there."""
    motion: Callable[[int, int], Motion]
    """(before, after): for each pixel of the frame `before`, by how far it has moved in `after`."""
    picture: Callable[[str, int], Rgba]
    """(path, n): an image file, or frame n of a clip (which starts anew at its end), premultiplied, of its
    own size. UserFacingError where it cannot be read."""
    beyond_white: bool
    """Whether the clip is float and keeps light that is brighter than white: no effect should cut it then."""
    text_file: Callable[[str], str]
    """What a text file holds. UserFacingError where it cannot be read."""
    tracked: Callable[[int], bool] = _always
    """Whether the object is tracked or painted on a frame; where not, its empty matte says nothing of it."""


Render = Callable[[Rgba, Matte, Any], Rgba]
RenderInTime = Callable[[Rgba, Matte, Any, Context], Rgba]
Category = Literal["Background", "Colour", "Light and line", "Hide", "Time and place", "Other"]


@dataclass(frozen=True)
class Effect:
    """What a plugin offers.

    `params` is a frozen dataclass whose fields were made with `param`, `switch`, `choice`, `colour`, `point`,
    `text` or `file`. `render(image, matte, params)` returns a new image of the same shape and never writes to
    its inputs; `render_in_time(image, matte, params, context)` does so for effects that look at the clip or
    at files. `outside(image, matte, params)` renders what is around the object, where that is not simply
    `render` with the rest of the picture as its matte. `coverage(matte, params)`, where given, makes the
    effect a cut-out: the coverages of all masklets are united and the final image is multiplied by the union.
    An effect has at least one of these.
    """

    id: str
    title: str
    params: type
    render: Render | None = None
    coverage: Callable[[Matte, Any], Matte] | None = None
    description: str = ""
    render_in_time: RenderInTime | None = None
    outside: Render | None = None
    category: Category = "Other"
    spills: bool = False  # paints beyond the matte too, as a shadow does
    paints_over: bool = False  # does not look at the picture after `within`, which then need not copy it
    hides: bool = False  # nothing of what is under the matte can be recovered; it blends only normally


def mix(below: Rgba, above: Rgba, matte: Matte) -> Rgba:
    """`above` where the matte is 1, `below` where it is 0 (bit for bit), a blend between."""
    mixed: Rgba = above - below
    mixed *= spread(matte)
    mixed += below
    return mixed


def over(below: Rgba, above: Rgba) -> Rgba:
    """`above` laid on `below`, both premultiplied."""
    laid: Rgba = below * spread(np.subtract(1.0, above[..., 3], dtype=np.float32))
    laid += above
    return laid


def painted(tint: Colour, cover: Matte) -> Rgba:
    """A layer of one colour, premultiplied: as opaque as `cover` says."""
    red, green, blue = (np.multiply(cover, part, dtype=np.float32) for part in tint)
    return merged(red, green, blue, cover)


def tinted(image: Rgba, tint: Colour) -> Rgba:
    """One colour in place of the image's, as opaque as the image."""
    return painted(tint, np.ascontiguousarray(image[..., 3]))


def straight(image: Rgba) -> Plane:
    """The colours (H, W, 3) without the alpha; 0 where the image is transparent."""
    alpha = image[..., 3:]
    return np.divide(image[..., :3], np.maximum(alpha, 1e-6), dtype=np.float32)


def recoloured(image: Rgba, colours: Plane) -> Rgba:
    """Straight colours (H, W, 3) put in place of the image's, which keeps its alpha."""
    result = np.empty_like(image)
    np.multiply(colours, image[..., 3:], out=result[..., :3])
    result[..., 3] = image[..., 3]
    return result


def spread(matte: Matte) -> Rgba:
    """The matte in all four channels, (H, W, 4); to multiply with an image (faster than broadcasting)."""
    return merged(matte, matte, matte, matte)


def merged(red: Matte, green: Matte, blue: Matte, alpha: Matte) -> Rgba:
    """Four planes (H, W) as an image."""
    image: Rgba = cv2().merge([red, green, blue, alpha])
    return image


def luma(image: Rgba) -> Matte:
    """Rec. 709 luma of the display-encoded colour, premultiplied like it, (H, W)."""
    return linear(image, _LUMA)


def linear(image: Rgba, matrix: NDArray[np.float32]) -> Plane:
    """Each pixel's red, green, blue and alpha times a matrix of (4, 4), or (1, 4) for one plane."""
    return cv2().transform(image, matrix)


def within(
    image: Rgba, matte: Matte, change: Callable[[Rgba], Rgba], *, margin_px: int = 0, grid_px: int = 1
) -> Rgba:
    """The image with `change` mixed in by the matte; only where the matte is not 0 is any work done.

    `change` gets a part of the image and returns one of the same shape. With a margin or a grid that part
    is all that is around the matte, `margin_px` more on every side for what `change` reads, and it begins on
    multiples of `grid_px`, so that an effect that works in cells has them in the same place on every frame.
    With neither, `change` must look at each pixel alone: it gets a few rows at a time.
    """
    result = _to_paint_on(image)
    box = bounds(matte)
    if box is None:
        return result
    if margin_px == 0 and grid_px == 1:

        def strip(rows: Region) -> None:
            result[rows] = mix(image[rows], change(image[rows]), matte[rows])

        in_strips(box, strip)
        return result
    around = [_widened(*part, margin_px, grid_px) for part in zip(box, matte.shape, strict=True)]
    changed = change(image[around[0], around[1]])
    inner = tuple(slice(b.start - a.start, b.stop - a.start) for b, a in zip(box, around, strict=True))
    result[box] = mix(image[box], changed[inner], matte[box])
    return result


def bounds(matte: Matte) -> Region | None:
    """Rows and columns that hold every value other than 0; None where all are 0."""
    rows = np.flatnonzero(matte.any(axis=1))
    if rows.size == 0:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(matte[top:bottom].any(axis=0))
    return slice(top, bottom), slice(int(columns[0]), int(columns[-1]) + 1)


def around(matte: Matte, margin_px: float, grid_px: int = 1) -> Region | None:
    """`bounds` with so much more on every side, beginning on multiples of `grid_px`; within the picture."""
    box = bounds(matte)
    if box is None:
        return None
    margin = int(np.ceil(margin_px))
    rows, columns = (_widened(*part, margin, grid_px) for part in zip(box, matte.shape, strict=True))
    return rows, columns


def whole(matte: Matte) -> Region:
    """All rows and columns."""
    return slice(0, matte.shape[0]), slice(0, matte.shape[1])


@contextmanager
def free_to_paint_on(image: Rgba) -> Generator[None]:
    """Nobody needs the picture any more: meanwhile the first `within` of this thread paints on it itself.

    Copying a whole frame takes longer than most effects take for an object. For who calls effects.
    """
    _here.free = image
    try:
        yield
    finally:
        _here.free = None


def _to_paint_on(image: Rgba) -> Rgba:
    if getattr(_here, "free", None) is not image:
        return copied(image)
    _here.free = None
    image.flags.writeable = True
    return image


def copied(image: Rgba) -> Rgba:
    """A copy to write into, made on two threads."""
    result = np.empty_like(image)
    half = (image.shape[0] + 1) // 2

    def part(rows: Region) -> None:
        result[rows] = image[rows]

    in_strips(whole(image), part, pixels=half * image.shape[1])
    return result


def in_strips(region: Region, work: Callable[[Region], None], *, pixels: int = _STRIP_PIXELS) -> None:
    """`work` on a few rows of the region at a time, on two threads: for what looks at each pixel alone."""
    strips = list(_strips(region, pixels))
    if len(strips) < 2 or getattr(_here, "is_helper", False):
        for rows in strips:
            work(rows)
        return
    for _ in _helpers().map(work, strips):
        pass


@cache
def _helpers() -> ThreadPoolExecutor:
    def begin() -> None:
        _here.is_helper = True  # strips within strips stay where they are: nobody waits for its own thread

    return ThreadPoolExecutor(2, "effect-strip", begin)


def _strips(region: Region, pixels: int) -> Iterator[Region]:
    """The region in strips that stay in the processor's cache."""
    rows, columns = region
    height = max(1, pixels // (columns.stop - columns.start))
    for top in range(rows.start, rows.stop, height):
        yield slice(top, min(top + height, rows.stop)), columns


def _widened(part: slice, size: int, margin_px: int, grid_px: int) -> slice:
    start = max(0, part.start - margin_px) // grid_px * grid_px
    stop = -(-(part.stop + margin_px) // grid_px) * grid_px
    return slice(start, min(stop, size))


def gaussian_blur(image: Plane, sigma_px: float) -> Plane:
    """A Gaussian blur of (H, W) or (H, W, 4); what is beyond the picture's edge is as the edge.

    Large blurs work on a reduced picture: off by less than 1/1000 of the range on average, 1/100 at worst.
    """
    if sigma_px <= 0:
        return image.copy()
    return _enlarged(_reduced_blur(image, sigma_px), image.shape, blur_grid(sigma_px))


def weighted_blur(image: Rgba, weight: Matte, sigma_px: float) -> Rgba:
    """A Gaussian blur that sees each pixel only as far as its weight: what has weight 0 bleeds nowhere."""
    if sigma_px <= 0:
        return image.copy()
    small = _reduced_blur(image * spread(weight), sigma_px)
    seen = _reduced_blur(weight, sigma_px)
    small *= spread(np.divide(1.0, np.maximum(seen, 1e-4), dtype=np.float32))
    return _enlarged(small, image.shape, blur_grid(sigma_px))


def blur_grid(sigma_px: float) -> int:
    """By how much a blur reduces the picture. Given as `grid_px`, it keeps the blur from shimmering."""
    return 2 ** int(np.log2(max(sigma_px / 2.5, 1.0)))


def _reduced_blur(image: Plane, sigma_px: float) -> Plane:
    """The image at 1 / blur_grid, blurred; sides that are no multiple of the grid are filled up."""
    lib = cv2()
    factor = blur_grid(sigma_px)
    if factor == 1:
        return lib.GaussianBlur(image, (0, 0), sigma_px, borderType=lib.BORDER_REPLICATE)
    bottom, right = -image.shape[0] % factor, -image.shape[1] % factor
    whole = lib.copyMakeBorder(image, 0, bottom, 0, right, lib.BORDER_REPLICATE) if bottom or right else image
    size = (whole.shape[1] // factor, whole.shape[0] // factor)
    small = lib.resize(whole, size, interpolation=lib.INTER_AREA)
    # The reduction (a box) and the enlargement (a tent) blur too: variances 1/12 and 1/6 of a cell.
    rest = float(np.sqrt((sigma_px / factor) ** 2 - 0.25))
    return lib.GaussianBlur(small, (0, 0), rest, borderType=lib.BORDER_REPLICATE)


def _enlarged(small: Plane, shape: tuple[int, ...], factor: int) -> Plane:
    if factor == 1:
        return small
    lib = cv2()
    size = (small.shape[1] * factor, small.shape[0] * factor)
    large: Plane = lib.resize(small, size, interpolation=lib.INTER_LINEAR)
    return np.ascontiguousarray(large[: shape[0], : shape[1]])


def averaged(image: Rgba, cell_px: int) -> Rgba:
    """The image in square cells from the top left, each filled with its mean."""
    lib = cv2()
    height, width = image.shape[:2]
    whole = lib.copyMakeBorder(image, 0, -height % cell_px, 0, -width % cell_px, lib.BORDER_REPLICATE)
    size = (whole.shape[1] // cell_px, whole.shape[0] // cell_px)
    means = lib.resize(whole, size, interpolation=lib.INTER_AREA)
    cells: Rgba = lib.resize(means, (whole.shape[1], whole.shape[0]), interpolation=lib.INTER_NEAREST)
    return cells[:height, :width]


def grow(matte: Matte, radius_px: float) -> Matte:
    """The matte grown (or shrunk, where negative) by a disc; soft edges stay as soft as they were."""
    box = bounds(matte)
    result = np.zeros_like(matte)
    if box is None:
        return result
    reach = int(abs(radius_px)) + 2
    rows, columns = (_widened(*part, reach, 1) for part in zip(box, matte.shape, strict=True))
    result[rows, columns] = _grown(matte[rows, columns], radius_px)
    return result


def _grown(matte: Matte, radius_px: float) -> Matte:
    whole = int(abs(radius_px))
    part = abs(radius_px) - whole
    near = _morph(matte, whole, shrink=radius_px < 0)
    if part == 0:
        return near
    far = _morph(near, 1, shrink=radius_px < 0)
    return cv2().addWeighted(near, 1.0 - part, far, part, 0.0)


def _morph(matte: Matte, radius_px: int, *, shrink: bool) -> Matte:
    lib = cv2()
    change = lib.erode if shrink else lib.dilate
    result = matte.copy()
    while radius_px > 0:
        step = min(radius_px, 3)  # many small discs make a large one, and cost less
        disc = lib.getStructuringElement(lib.MORPH_ELLIPSE, (2 * step + 1, 2 * step + 1))
        result = change(result, disc)
        radius_px -= step
    return result


def shifted(plane: Plane, right_px: float, down_px: float) -> Plane:
    """The picture moved, by fractions of a pixel too; 0 comes in from outside."""
    lib = cv2()
    way = np.array([[1, 0, right_px], [0, 1, down_px]], np.float32)
    return lib.warpAffine(plane, way, (plane.shape[1], plane.shape[0]), flags=lib.INTER_LINEAR)


def middle_of(matte: Matte) -> Middle:
    """The middle of the matte's area and the radius of a circle as large; not if it is empty.

    Made from all of the area, they move as smoothly as the object does, which its bounds would not.
    """
    moments = cv2().moments(matte)
    area = max(moments["m00"], 1e-6)
    return moments["m10"] / area + 0.5, moments["m01"] / area + 0.5, float(np.sqrt(area / np.pi))


def steady_middle(context: Context) -> Middle | None:
    """The object's middle and radius on the frame, smoothed over five: a mask's trembling edge moves neither.

    None where the object is not in the picture.
    """
    if context.middle(context.frame) is None:
        return None
    near = range(max(context.first, context.frame - 2), min(context.last, context.frame + 2) + 1)
    found = [(middle, 3 - abs(f - context.frame)) for f in near if (middle := context.middle(f)) is not None]
    weights = [weight for _, weight in found]
    across, down, radius = np.average([middle for middle, _ in found], axis=0, weights=weights)
    return float(across), float(down), float(radius)


def placed(
    picture: Rgba,
    middle: tuple[float, float],
    goal: tuple[float, float],
    scale: tuple[float, float],
    turn_deg: float,
    shape: tuple[int, ...],
) -> Rgba:
    """A premultiplied picture scaled and turned about its `middle`, which comes to lie at `goal`."""
    lib = cv2()
    least = min(abs(scale[0]), abs(scale[1]))
    if least < 0.5:  # averaged first, so that fine detail does not flicker
        small = (max(1, round(picture.shape[1] * least)), max(1, round(picture.shape[0] * least)))
        across, down = small[0] / picture.shape[1], small[1] / picture.shape[0]
        picture = lib.resize(picture, small, interpolation=lib.INTER_AREA)
        middle, scale = (middle[0] * across, middle[1] * down), (scale[0] / across, scale[1] / down)
    angle = np.radians(turn_deg)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ np.diag(scale)
    # Pixel centres lie at half numbers for us, at whole ones for OpenCV.
    rest = np.array(goal) - 0.5 - turned @ (np.array(middle) - 0.5)
    way = np.column_stack([turned, rest])
    return lib.warpAffine(picture, way, (shape[1], shape[0]), flags=lib.INTER_LINEAR)


def fitted_picture(picture: Rgba, shape: tuple[int, ...], fit: str) -> Rgba:
    """A picture at another size: "cover" cuts off, "contain" leaves transparent bars, "stretch" distorts."""
    height, width = shape[:2]
    across, down = width / picture.shape[1], height / picture.shape[0]
    if fit != "stretch":
        across = down = max(across, down) if fit == "cover" else min(across, down)
    middle = (picture.shape[1] / 2, picture.shape[0] / 2)
    return placed(picture, middle, (width / 2, height / 2), (across, down), 0.0, shape)


def disc_blur(plane: Plane, radius_px: float) -> Plane:
    """The mean of a disc around each pixel, (H, W) or (H, W, 4), as a lens out of focus draws a point."""
    lib = cv2()
    reach = int(np.ceil(radius_px))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius_px + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return lib.filter2D(plane, -1, disc / disc.sum(), borderType=lib.BORDER_REPLICATE)


def gradient_size(plane: Plane) -> Plane:
    """How steep (H, W) is, by Sobel's filter, in values per pixel."""
    lib = cv2()
    across = lib.Sobel(plane, lib.CV_32F, 1, 0, scale=1 / 8, borderType=lib.BORDER_REPLICATE)
    down = lib.Sobel(plane, lib.CV_32F, 0, 1, scale=1 / 8, borderType=lib.BORDER_REPLICATE)
    return lib.magnitude(across, down)


def filled(image: Rgba, known: Matte) -> Rgba:
    """The image with what is not known (0) smoothly filled from what is (1): nothing else of it is looked at.

    Each coarser picture is the mean of what is known, and fills what the finer one lacks (pull and push,
    Gortler et al. 1996).
    """
    lib = cv2()
    levels = [(image * spread(known), known)]
    while min(levels[-1][1].shape) > 1 and levels[-1][1].min() < 1:
        colours, weight = (lib.pyrDown(plane) for plane in levels[-1])
        levels.append((colours, weight))
    colours, weight = levels.pop()
    result: Rgba = colours * spread(_inverse(weight))
    while levels:
        colours, weight = levels.pop()
        size = (weight.shape[1], weight.shape[0])
        coarse = lib.GaussianBlur(lib.resize(result, size, interpolation=lib.INTER_LINEAR), (3, 3), 0)
        share = np.clip(weight * 4, 0, 1) if levels else weight
        mean = colours * spread(_inverse(weight))
        result = mix(coarse, mean, share)
    return result


def _inverse(weight: Matte) -> Matte:
    return np.divide(1.0, np.maximum(weight, 1e-6), dtype=np.float32)


def camera_motion(motion: Motion, background: Matte) -> NDArray[np.float64]:
    """The homography (3, 3) that the background's pixels follow; still where too few of them agree.

    Points on a grid, where `background` is 1; RANSAC with a limit of 1/400 of the picture's width.
    """
    lib = cv2()
    height, width = background.shape
    step = max(4, round(max(height, width) / 48))
    rows, columns = np.mgrid[step // 2 : height : step, step // 2 : width : step]
    counts = background[rows, columns] > 0.99
    start = np.stack([columns[counts], rows[counts]], axis=1).astype(np.float32)
    if len(start) < 16:
        return np.eye(3)
    goal = start + motion[rows[counts], columns[counts]]
    lib.setRNGSeed(0)  # the same answer for the same frames
    found, agree = lib.findHomography(start, goal, lib.RANSAC, max(1.0, width / 400))
    if found is None or int(agree.sum()) < max(12, len(start) // 5):
        return np.eye(3)
    return np.asarray(found, np.float64)


def through(
    plane: Plane, way: NDArray[np.float64], shape: tuple[int, ...], *, outside: float | None = None
) -> Plane:
    """What `plane` shows where the homography `way` leads each pixel of a picture of this shape."""
    lib = cv2()
    border = lib.BORDER_REPLICATE if outside is None else lib.BORDER_CONSTANT
    flags = lib.INTER_LINEAR | lib.WARP_INVERSE_MAP
    fill = (outside or 0.0,) * 4
    return lib.warpPerspective(
        plane, way, (shape[1], shape[0]), flags=flags, borderMode=border, borderValue=fill
    )
