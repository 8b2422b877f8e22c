import numpy as np
import pytest

from plugins.highlight import HighlightParams, highlight
from tests.plugins.pictures import disc, flat


def test_the_object_is_washed_and_its_edge_is_full_colour() -> None:
    image = flat(0.0, 0.0, 0.0, 1.0)
    row = highlight(image, disc(), HighlightParams((1.0, 0.5, 0.0), fill=0.4, outline=2))[45]  # 1.8 px
    np.testing.assert_allclose(row[60], [0.4, 0.2, 0, 1], atol=1e-6)
    edge = 60 + 25 - 1
    np.testing.assert_allclose(row[edge], [1, 0.5, 0, 1], atol=0.02)
    assert row[edge - 4, 0] == pytest.approx(0.4)


def test_without_an_outline_it_is_a_wash_alone() -> None:
    row = highlight(flat(0, 0, 0, 1), disc(), HighlightParams((1.0, 1.0, 1.0), fill=0.5, outline=0))[45]
    np.testing.assert_allclose(row[:, 0], disc()[45] * 0.5, atol=1e-6)


def test_no_line_is_drawn_along_the_frame_where_it_cuts_the_object() -> None:
    matte = np.zeros((90, 120), np.float32)
    matte[:, 60:] = 1
    result = highlight(flat(0, 0, 0, 1), matte, HighlightParams((1.0, 1.0, 1.0), fill=0.25, outline=2))
    np.testing.assert_allclose(result[:, 119, 0], 0.25, atol=1e-6)
    assert result[45, 60, 0] == 1
