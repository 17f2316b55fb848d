"""Ways of hiding, each beside a style that only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evidence.hiding import Way, hiding_of, rules_of, way_of_style


@pytest.mark.parametrize(
    ("style", "way"),
    [
        ("display:none", Way.NOT_SHOWN),
        ("DISPLAY : None !important", Way.NOT_SHOWN),
        ("visibility:hidden", Way.NOT_SHOWN),
        ("font-size:0", Way.TINY),
        ("font-size: 1px;color:#fff", Way.TINY),
        ("width:1px;height:1px;overflow:hidden", Way.TINY),
        ("height:0;overflow:hidden", Way.FOLDED),
        ("position:absolute;left:-9999px", Way.OFF_SCREEN),
        ("position:fixed;top:-1000px", Way.OFF_SCREEN),
        ("text-indent:-999em", Way.OFF_SCREEN),
        ("margin-left:-9999px", Way.OFF_SCREEN),
        ("opacity:0", Way.CLEAR),
        ("color:#FFF;background-color:#ffffff", Way.SAME_COLOUR),
        ("color:white;background:#fff url(a.png)", Way.SAME_COLOUR),
        ("position:absolute;clip:rect(0 0 0 0)", Way.OFF_SCREEN),
        ("position:absolute;clip:rect(1px, 1px, 1px, 1px)", Way.OFF_SCREEN),
        ("clip-path:inset(50%)", Way.NOT_SHOWN),
        ("color:#fefefe;background-color:#fff", Way.SAME_COLOUR),
        ("color:rgb(255, 255, 255);background:#ffffff", Way.SAME_COLOUR),
        ("transform:translateX(-9000px)", Way.OFF_SCREEN),
        ("transform: translate3d(0, -600em, 0)", Way.OFF_SCREEN),
        ("position:absolute;left:9999px", Way.OFF_SCREEN),
        ("transform:scale(.001)", Way.NOT_SHOWN),
        ("clip-path:polygon(0 0, 0 0, 0 0, 0 0)", Way.NOT_SHOWN),
        ("visibility:collapse", Way.NOT_SHOWN),
        ("content-visibility:hidden", Way.NOT_SHOWN),
        ("transform:translate(-50%,-50%)", None),
        ("transform:translate3d(-1170px,0,0)", None),  # a slide of a banner
        ("transform:translateX(-100%)", None),  # a drawer
        ("transform:scale(0.9)", None),
        ("clip-path:polygon(0 0, 100% 0, 100% 90%, 0 100%)", None),
        ("position:absolute;left:1200px", None),
        ("position:absolute;clip:rect(0,200px,100px,0)", None),
        ("clip-path:inset(5%)", None),
        ("color:#eee;background:#fff", None),
        ("display:block", None),
        ("font-size:0.9em", None),
        ("font-size:12px", None),
        ("left:-9999px", None),  # not placed
        ("position:absolute;left:-20px", None),
        ("text-indent:-2em", None),
        ("height:0", None),  # flows over
        ("opacity:0.5", None),
        ("color:#fff;background:#c00", None),
        ("border:0;margin:0 auto", None),
        ("", None),
    ],
)
def test_styles(style: str, way: Way | None) -> None:
    assert way_of_style(style) is way


def found(html: str) -> Way | None:
    tree = LexborHTMLParser(html)
    node = tree.css_first("a")
    hiding = hiding_of(node, rules_of(tree, html)) if node else None
    return hiding.way if hiding else None


@pytest.mark.parametrize(
    ("html", "way"),
    [
        ("<div style='display:none'><p><a href=x>a</a></p></div>", Way.NOT_SHOWN),
        ("<div hidden><a href=x>a</a></div>", Way.NOT_SHOWN),
        ("<style>/* x */.off{position:absolute;left:-5000px}</style><div class='b off'><a>a</a></div>", Way.OFF_SCREEN),
        ("<marquee height=1 width=4><a>a</a></marquee>", Way.MARQUEE),
        ("<marquee height=100% width=500><a>a</a></marquee>", None),
        ("<div id=k><a>a</a></div><script>document.getElementById('k').style.display='none'</script>", Way.SCRIPT),
        (
            "<div id=k><a>a</a></div><script>function f(){document.getElementById('k').style.display='none'}"
            "function g(){document.getElementById('k').style.display='block'}</script>",
            Way.NOT_SHOWN,
        ),
        ("<div><a>a</a></div><div style='display:none'>b</div>", None),
    ],
)
def test_what_hides_a_node(html: str, way: Way | None) -> None:
    assert found(html) is way


def test_a_picture_in_a_style_sheet_costs_nothing() -> None:
    assert way_of_style("background:url(data:image/png;base64," + "A" * 200_000 + ");display:none") is Way.NOT_SHOWN


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_never_raises(text: str) -> None:
    way_of_style(text)
    found(f"<style>.a{{{text}}}</style><div style='{text}'><a class=a>x</a></div>")
