import numpy as np
import pytest

from plugins.lut import parse_cube, tetrahedral, trilinear


def cube_text(size: int, change=lambda r, g, b: (r, g, b), head: str = "") -> str:
    steps = np.linspace(0, 1, size)
    rows = [change(r, g, b) for b in steps for g in steps for r in steps]
    return f'TITLE "x"\n# comment\nLUT_3D_SIZE {size}\n{head}' + "\n".join(
        " ".join(map(str, row)) for row in rows
    )


COLOURS = np.random.default_rng(1).random((40, 50, 3), np.float32)


@pytest.mark.parametrize("way", [tetrahedral, trilinear])
def test_the_identity_changes_nothing_and_linear_maps_are_exact(way) -> None:
    np.testing.assert_allclose(way(parse_cube(cube_text(5))[0], COLOURS), COLOURS, atol=1e-5)
    swapped = parse_cube(cube_text(4, lambda r, g, b: (b, r * 0.5, g)))[0]
    expected = np.dstack([COLOURS[..., 2], COLOURS[..., 0] * 0.5, COLOURS[..., 1]])
    np.testing.assert_allclose(way(swapped, COLOURS), expected, atol=1e-5)


def test_tetrahedral_keeps_greys_grey() -> None:
    odd = parse_cube(cube_text(3, lambda r, g, b: (r * r, g * g, b * b) if r == g == b else (1, 0, 0.5)))[0]
    grey = np.repeat(np.linspace(0, 1, 33, dtype=np.float32)[:, None], 3, axis=1)
    shown = tetrahedral(odd, grey)
    np.testing.assert_allclose(shown, shown[:, :1].repeat(3, axis=1), atol=1e-6)


def test_the_domain_is_read() -> None:
    _, low, high = parse_cube(cube_text(2, head="DOMAIN_MIN -1 -1 -1\nDOMAIN_MAX 2 2 2\n"))
    assert (low == -1).all()
    assert (high == 2).all()


@pytest.mark.parametrize(
    "text", ["", "LUT_3D_SIZE 2\n0 0 0", "LUT_1D_SIZE 3\n0 0 0", "LUT_3D_SIZE x", "LUT_3D_SIZE 999"]
)
def test_what_is_no_3d_lut_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_cube(text)
