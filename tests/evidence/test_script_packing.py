"""script_packing: packed scripts read from the source, and what only looks packed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.script_packing import unpacked

HEAD = (
    "eval(function(p,a,c,k,e,d){e=function(c){return c.toString(36)};while(c--){if(k[c]){p=p.replace(new RegExp("
    "'\\\\b'+e(c)+'\\\\b','g'),k[c])}}return p}("
)


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        ("'0.1(\\'<2>3</2>\\')',4,4,'document|write|b|中'.split('|'),0,{}))", "document.write('<b>中</b>')"),
        ("'a.b(1)',62,12,'||||||||||top|go'.split('|'),0,{}))", "top.go(1)"),
        ("'10(0)',2,3,'x||alert'.split('|')))", "alert(x)"),
    ],
)
def test_every_number_is_the_word_it_stands_for(packed: str, code: str) -> None:
    assert list(unpacked(f"<script>{HEAD}{packed}</script>")) == [code]


@pytest.mark.parametrize("html", ["", "<script>f(p,a,c,k,e)</script>", HEAD, f"{HEAD}'0',62,1,'a'.split(',')))"])
def test_what_is_not_packed_is_left_out(html: str) -> None:
    assert list(unpacked(html)) == []


@given(st.lists(st.sampled_from([HEAD, "'", "\\", "0", ",", "62", "|", ".split('|')", ")", "}("])).map("".join))
def test_never_raises(html: str) -> None:
    list(unpacked(html))
