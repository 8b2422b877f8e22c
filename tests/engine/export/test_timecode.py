from fractions import Fraction

import pytest

from app.engine.export.timecode import timecode_at

NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("first", "frame", "fps", "expected"),
    [
        ("01:00:00:00", 0, Fraction(24), "01:00:00:00"),
        ("01:00:00:20", 10, Fraction(24), "01:00:01:06"),
        ("10:59:59:24", 1, Fraction(25), "11:00:00:00"),
        ("00:00:00:00", 48, Fraction(24000, 1001), "00:00:02:00"),
        ("23:59:59:29", 1, Fraction(30), "00:00:00:00"),
        ("00:00:59;29", 1, NTSC, "00:01:00;02"),  # 0 and 1 are dropped
        ("00:09:59;29", 1, NTSC, "00:10:00;00"),  # but not in the tenth minute
        ("01:00:00;00", 107892, NTSC, "02:00:00;00"),  # an hour of drop-frame is an hour
        ("00:00:59;59", 1, Fraction(60000, 1001), "00:01:00;04"),
        ("00:00:59:29", 1, NTSC, "00:01:00:00"),  # a colon counts every frame
        ("garbage", 3, NTSC, ""),
        ("", 3, NTSC, ""),
    ],
)
def test_timecode_of_a_later_frame(first: str, frame: int, fps: Fraction, expected: str) -> None:
    assert timecode_at(first, frame, fps) == expected
