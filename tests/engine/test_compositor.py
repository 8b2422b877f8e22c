from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from app.document import edits, effect_edits
from app.document.effects import AMOUNT, BlendMode
from app.document.keyframes import Keyframe
from app.document.project import Project
from app.document.timing import FrameRange
from app.effect_api import Context, Effect, Matte, Rgba, middle_of, mix, within
from app.engine import compositor, pixels
from app.engine.footage import Footage
from app.engine.plugin_host import PluginHost
from app.engine.samples import encode_sample
from app.errors import UserFacingError

SIZE = 16


@dataclass(frozen=True)
class NoParams:
    """Nothing to set."""


def host(**effects: Callable[..., Any]) -> PluginHost:
    """Effects by id; the ids of cut-outs begin with `cut`."""
    made = {
        name: Effect(name, name.title(), NoParams, coverage=call)
        if name.startswith("cut")
        else Effect(name, name.title(), NoParams, render=call)
        for name, call in effects.items()
    }
    return PluginHost(made)


def whiten(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
    return mix(image, np.ones_like(image), matte)


def halve(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
    return mix(image, image * np.array([0.5, 0.5, 0.5, 1.0], np.float32), matte)


def keep(matte: Matte, _: NoParams) -> Matte:
    return matte


def project(*objects: tuple[slice, tuple[str, ...]]) -> Project:
    """One masklet for each (columns, effects), tracked on frame 0, with ids 1, 2, ... in this order."""
    made = Project()
    numbers = []
    for columns, _ in objects:
        logits = np.full((SIZE, SIZE), -16.0)
        logits[:, columns] = 15.0
        sample = encode_sample(
            logits, presence=5, iou=1, pointer=np.zeros(2, np.float32), model="test", prompted=True
        )
        numbers.append(made.next_id)
        made = edits.add_samples(edits.add_masklet(made), numbers[-1], {0: sample})
    for number, (_, effects) in zip(numbers, objects, strict=True):
        for effect in effects:
            made = edits.add_effect(made, number, effect)
    return made


LEFT, RIGHT = slice(0, 8), slice(8, 16)
GREY = np.full((SIZE, SIZE, 3), 128, np.uint8)
EVERYTHING = host(whiten=whiten, halve=halve, cut=keep)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_integers_come_back_bit_for_bit_where_no_effect_is(dtype: type, channels: int) -> None:
    full = np.iinfo(dtype).max
    source = np.random.default_rng(0).integers(0, full, (64, 128, channels), endpoint=True).astype(dtype)
    if channels == 4:
        source[..., 3] = np.maximum(source[..., 3], 1)
    image = compositor.render(Project(), 0, source, EVERYTHING)
    back = {np.uint8: pixels.as_uint8, np.uint16: pixels.as_uint16}[dtype](pixels.straight(image))
    np.testing.assert_array_equal(back[..., :channels], source)
    if channels == 3:
        assert (image[..., 3] == 1).all()


def test_floats_are_not_clamped_and_the_source_is_not_written_to() -> None:
    source = np.linspace(-1, 40, SIZE * SIZE * 3, dtype=np.float32).reshape(SIZE, SIZE, 3)
    before = source.copy()
    image = compositor.render(project((LEFT, ("halve",))), 0, source, EVERYTHING)
    np.testing.assert_array_equal(image[:, 8:, :3], source[:, 8:])
    np.testing.assert_allclose(image[:, :8, :3], source[:, :8] / 2, rtol=1e-6)
    np.testing.assert_array_equal(source, before)


def test_a_source_with_alpha_is_premultiplied() -> None:
    source = np.zeros((SIZE, SIZE, 4), np.uint8)
    source[...] = (255, 0, 51, 102)
    image = compositor.render(Project(), 0, source, EVERYTHING)
    np.testing.assert_allclose(image[0, 0], [0.4, 0, 0.08, 0.4], atol=1e-6)


def test_effects_are_applied_in_the_order_of_the_stack() -> None:
    first = compositor.render(project((LEFT, ("whiten", "halve"))), 0, GREY, EVERYTHING)
    second = compositor.render(project((LEFT, ("halve", "whiten"))), 0, GREY, EVERYTHING)
    assert first[0, 0, 0] == pytest.approx(0.5)
    assert second[0, 0, 0] == pytest.approx(1.0)


def test_effects_off_masklets_hidden_and_frames_not_tracked_change_nothing() -> None:
    plain = compositor.render(Project(), 0, GREY, EVERYTHING)
    shown = project((LEFT, ("whiten",)))
    entry = shown.masklets[0].effects[0]
    off = edits.enable_effect(shown, 1, entry.id, enabled=False)
    hidden = edits.show_masklet(shown, 1, visible=False)
    for changed, frame in ((off, 0), (hidden, 0), (shown, 7)):
        np.testing.assert_array_equal(compositor.render(changed, frame, GREY, EVERYTHING), plain)


def test_masklets_that_are_named_are_used_even_if_hidden_and_others_are_not() -> None:
    both = project((LEFT, ("whiten",)), (RIGHT, ("whiten",)))
    both = edits.show_masklet(both, 2, visible=False)
    image = compositor.render(both, 0, GREY, EVERYTHING, masklets=[2])
    assert image[0, 0, 0] == pytest.approx(128 / 255)
    assert image[0, 15, 0] == pytest.approx(1.0)


def test_cut_outs_are_united_and_keep_the_picture_premultiplied() -> None:
    image = compositor.render(
        project((slice(0, 4), ("cut",)), (slice(12, 16), ("cut", "whiten"))), 0, GREY, EVERYTHING
    )
    np.testing.assert_allclose(image[0, 0], [128 / 255] * 3 + [1], atol=1e-6)
    np.testing.assert_allclose(image[0, 15], [1, 1, 1, 1], atol=1e-6)
    assert not image[:, 6:10].any()


def test_alpha_formats_cut_out_by_the_mattes_only_where_no_cut_out_effect_is_on() -> None:
    plain = project((LEFT, ()), (slice(12, 16), ()))
    image = compositor.render(plain, 0, GREY, EVERYTHING, cut_out=True)
    np.testing.assert_array_equal(image[..., 3] > 0.5, np.tile(np.arange(SIZE) // 4 != 2, (SIZE, 1)))
    with_effect = edits.add_effect(plain, 1, "cut")
    image = compositor.render(with_effect, 0, GREY, EVERYTHING, cut_out=True)
    np.testing.assert_array_equal(image[..., 3] > 0.5, np.tile(np.arange(SIZE) < 8, (SIZE, 1)))


def ring(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
    """Orange paint, half of it opaque, in the two columns beside the object."""
    beside = np.clip(np.roll(matte, 2, axis=1) - matte, 0, 1) * np.float32(0.5)
    orange = np.ones_like(image) * np.array([1, 0.5, 0, 1], np.float32)
    return mix(image, orange, np.asarray(beside, np.float32))


def test_what_is_painted_beyond_a_cut_out_leaves_with_it_and_looks_the_same_over_anything() -> None:
    pixels_ = np.full((SIZE, SIZE, 3), 0.25, np.float32)
    lines = Effect("ring", "Ring", NoParams, render=ring, spills=True)
    whole = PluginHost({"ring": lines, "halve": Effect("halve", "Halve", NoParams, render=halve)})
    plain = project((slice(4, 9), ("halve",)))
    painted = edits.add_effect(plain, 1, "ring")
    cut = compositor.render(plain, 0, pixels_, whole, cut_out=True)
    made = compositor.render(painted, 0, pixels_, whole, cut_out=True)
    assert made[5, 10, 3] == pytest.approx(0.5, abs=0.02)
    assert np.all(made[..., :3] <= made[..., 3:])
    assert np.array_equal(made[:, :4], cut[:, :4])
    matte = compositor.union_matte(plain, 0, SIZE, SIZE)
    for value in (0.0, 0.3, 1.0):
        below = np.full((SIZE, SIZE, 4), value, np.float32)
        below[..., 3] = 1
        over = np.asarray(cut + below * (1 - cut[..., 3:]), np.float32)
        assert made + below * (1 - made[..., 3:]) == pytest.approx(ring(over, matte, NoParams()), abs=1e-5)


def test_mattes_that_overlap_unite_without_a_seam() -> None:
    matte = compositor.union_matte(project((LEFT, ()), (RIGHT, ())), 0, 64, 64)
    assert matte[:, :31].min() == 1
    assert matte[:, 31:33].min() > 0.7  # two soft edges that meet: 1 - (1 - a)(1 - b)
    assert matte.max() <= 1


def test_the_union_of_no_masklets_is_empty() -> None:
    assert not compositor.union_matte(Project(), 0, 8, 8).any()


def raises(*_: object) -> Rgba:
    raise ZeroDivisionError("no such luck")


def writes(image: Rgba, *_: object) -> Rgba:
    image[...] = 0
    return image


@pytest.mark.parametrize("bad", [raises, writes, lambda *_: None, lambda image, *_: image[:4]])
def test_an_effect_that_misbehaves_is_named(bad: Callable[..., Any]) -> None:
    with pytest.raises(UserFacingError, match="“Bad”") as caught:
        compositor.render(project((LEFT, ("bad",))), 0, GREY, host(bad=bad))
    assert caught.value.hint


def test_an_effect_that_is_not_installed_is_named() -> None:
    with pytest.raises(UserFacingError, match="“sparkle”"):
        compositor.render(project((LEFT, ("sparkle",))), 0, GREY, EVERYTHING)


def test_the_picture_belongs_to_the_caller() -> None:
    same = host(same=lambda image, *_: image)
    image = compositor.render(project((LEFT, ("same",))), 0, GREY, same)
    image *= 0.5


def darker(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
    return within(image, matte, lambda part: part * np.float32(0.5))


def test_painting_on_the_picture_itself_is_seen_nowhere_else() -> None:
    """Effects may take the frame over from each other, but not from whoever still holds it."""
    kept: list[Rgba] = []

    def keeps(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
        kept.append(np.add(image, matte[..., None] / 8, dtype=np.float32))
        return kept[-1]

    value = project((slice(0, 6), ("darker", "keeps", "darker")), (slice(4, 8), ("darker", "darker")))
    value = edits.add_effect(value, 1, "darker")
    value = effect_edits.set_mode(value, 1, value.masklets[0].effects[-1].id, "screen")
    plain = host(darker=darker, keeps=keeps)
    over = PluginHost({**plain.effects, "darker": replace(plain.effects["darker"], paints_over=True)})
    source = np.full((8, 8, 3), 200, np.uint8)
    expected = compositor.render(value, 0, source, plain)
    np.testing.assert_array_equal(compositor.render(value, 0, source, over), expected)
    np.testing.assert_array_equal(kept[0], kept[1])
    assert (source == 200).all()


def test_masklets_do_not_depend_on_each_other() -> None:
    """Adding an effect to one masklet leaves the other's pixels as they were, bit for bit."""
    one = project((LEFT, ("halve",)), (RIGHT, ()))
    two = edits.add_effect(one, 2, "whiten")
    before = compositor.render(one, 0, GREY, EVERYTHING)
    after = compositor.render(two, 0, GREY, EVERYTHING)
    np.testing.assert_array_equal(before[:, :6], after[:, :6])
    assert replace(two.masklets[1], effects=()) == one.masklets[1]


def test_an_effect_may_be_on_what_is_around_the_object() -> None:
    shown = effect_edits.set_outside(project((LEFT, ("whiten",))), 1, 2, outside=True)
    image = compositor.render(shown, 0, GREY, EVERYTHING)
    assert image[0, 0, 0] == pytest.approx(128 / 255)
    assert image[0, 15, 0] == pytest.approx(1.0)
    cut = effect_edits.set_outside(project((LEFT, ("cut",))), 1, 2, outside=True)
    alpha = compositor.render(cut, 0, GREY, EVERYTHING)[..., 3]
    assert (alpha[0, 0], alpha[0, 15]) == (0, 1)


def test_the_amount_is_mixed_in_and_changes_over_time() -> None:
    shown = project((LEFT, ("whiten",)))
    for frame, amount in ((0, 0.5), (10, 1.0)):
        shown = effect_edits.key_value(shown, 1, 2, AMOUNT, Keyframe(frame, amount))
    image = compositor.render(shown, 0, GREY, EVERYTHING)
    assert image[0, 0, 0] == pytest.approx((1 + 128 / 255) / 2, abs=1e-5)
    assert image[0, 15, 0] == np.float32(128 / 255)


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        ("multiply", 0.125),
        ("screen", 0.625),
        ("add", 0.75),
        ("darken", 0.25),
        ("lighten", 0.5),
        ("difference", 0.25),
    ],
)
def test_blend_modes_are_those_of_every_compositor(mode: BlendMode, value: float) -> None:
    """0.25 painted on 0.5; nothing changes where the object is not, and no rim is where its edge is soft."""
    darken = host(halve=halve)
    shown = effect_edits.set_mode(project((LEFT, ("halve",))), 1, 2, mode)
    half = np.full((64, 64, 3), 0.5, np.float32)
    image = compositor.render(shown, 0, half, darken)[..., 0]
    assert image[0, 0] == pytest.approx(value, abs=1e-3)
    np.testing.assert_array_equal(image[:, 40:], np.float32(0.5))
    assert image.min() >= min(value, 0.5) - 1e-3
    assert image.max() <= max(value, 0.5) + 1e-3


def test_an_effect_that_looks_at_the_clip_gets_its_frames_and_mattes() -> None:
    def first_frame(image: Rgba, matte: Matte, _: NoParams, context: Context) -> Rgba:
        assert (context.frame, context.first, context.last) == (0, 0, 2)
        assert context.matte(0)[0, 0] == 1
        assert not context.matte(2).any()
        assert context.middle(2) is None
        middle = context.middle(0)
        assert middle is not None
        assert middle[:2] == pytest.approx(middle_of(matte)[:2], abs=0.3)
        return mix(image, context.source(2), matte)

    footage = Footage(lambda frame: np.full_like(GREY, frame * 100), FrameRange(0, 2))
    looking = PluginHost({"look": Effect("look", "Look", NoParams, render_in_time=first_frame)})
    image = compositor.render(project((LEFT, ("look",))), 0, GREY, looking, footage=footage)
    assert image[0, 0, 0] == pytest.approx(200 / 255)
    assert image[0, 15, 0] == pytest.approx(128 / 255)
