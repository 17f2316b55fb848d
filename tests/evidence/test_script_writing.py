"""script_writing: what document.write is given, read from the source of a script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.script_writing import writings


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("document.write('<b>x</b>')", "<b>x</b>"),
        ('document.writeln( "a" + \'b\' , "c" );', "abc"),
        ("document['write']('\\x3cb\\u003e\\/')", "<b>/"),
        ("document.write(unescape('%3Cb%u4e2d%3E')+'!')", "<b中>!"),
        ("document.write(decodeURIComponent('%E4%B8%AD'))", "中"),
        ("document.write(String.fromCharCode(60, 98,62))", "<b>"),
        ("document.write('<a href=' + host + '>')", "<a href=>"),
        ("document.write('one\\\ntwo')", "onetwo"),
        (r"document['\x77\x72\x69\x74\x65']('\x3cb\x3e')", "<b>"),
        (r"window['\x64\x6f\x63\x75\x6d\x65\x6e\x74']['\x77\x72\x69\x74\x65\x6c\x6e']('a')", "a"),
        ("document.write(atob('PGI+eA=='))", "<b>x"),
        ("document.write(decodeURIComponent(escape(window.atob('PGI+5Lit'))))", "<b>中"),
        ("document.write(atob('?'))", ""),
    ],
)
def test_what_is_written(code: str, text: str) -> None:
    assert [one.text for one in writings(f"<script>{code}</script>")] == [text]


@pytest.mark.parametrize("code", ["document.write(a ? 'x' : 'y')", "document.write('x", "document.write(f('x'))"])
def test_what_is_worked_out_otherwise_is_left_out(code: str) -> None:
    assert list(writings(code)) == []


def test_plain_calls_beside_one_spelt_in_codes() -> None:
    code = r"document.write('a');document['\x77\x72\x69\x74\x65']('b')"
    assert [one.text for one in writings(f"<script>{code}</script>")] == ["a", "b"]


def test_where_a_call_stands() -> None:
    html = "ab document.write('x') cd"
    assert [(html[: one.start], html[one.end :]) for one in writings(html)] == [("ab ", " cd")]


PIECES = ["document.write(", "'", '"', "unescape(", ")", "+", "\\", "\n", "String.fromCharCode(1", "x"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_never_raises(pieces: list[str]) -> None:
    list(writings("".join(pieces)))
