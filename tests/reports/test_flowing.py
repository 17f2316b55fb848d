"""Chinese sentences in narrow cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reports.flowing import lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("发现 1 处问题，如：栏目空白", 12, ["发现 1 处问", "题，如：栏目", "空白"]),
        ("栏目空白，请改正", 8, ["栏目空", "白，请改", "正"]),  # no line begins with a comma
        ("见《办法》", 4, ["见", "《办", "法》"]),  # nor ends with an opening mark
        ("页面 index.html 打不开", 10, ["页面", "index.html", "打不开"]),
        ("http://a.gov.cn/b", 10, ["http://a.g", "ov.cn/b"]),  # what is too long for any line is cut
    ],
)
def test_a_sentence_fills_its_lines(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text(st.sampled_from("发现1 a-，。《》（）“”…/🈶"), max_size=60), st.integers(2, 20))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    found = lines(text, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in found)
