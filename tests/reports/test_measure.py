"""Rows are high enough for what stands in them."""

import pytest

from reports.workbook.measure import height


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 11, 1),
        ("abcdefghij", 11, 1),
        ("abcdefghijk", 11, 2),
        ("一二三四五", 11, 1),
        ("一二三四五六", 11, 2),
        ("“一二三四”", 11, 2),
        ("一\n二\n", 11, 3),
        ("\ud83d😀é", 11, 1),
        ("字" * 40_000, 11, 30),
    ],
)
def test_height_in_lines(text: str, width: float, lines: int) -> None:
    assert height(text, width) == pytest.approx(min(409.0, lines * 14.0 + 2))
