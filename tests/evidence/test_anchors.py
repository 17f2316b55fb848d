"""Anchors that are not there, and what only looks like a missing one."""

import pytest

from checks.testing import FakeSite
from evidence.anchors import missing_anchors

BODY = "<p>正文</p><h2 id=fujian1>附件1</h2><a name='第二章'></a>"


def missing(link: str, body: str = BODY, other: str = "<h1 id=da>题</h1>") -> list[str]:
    return [a.fragment for a in missing_anchors(FakeSite.of({"/": f"{link}{body}", "/b.html": other}))]


@pytest.mark.parametrize(
    "href", ["#fujian2", "/#fujian2", "/b.html#weg", "/b.html#fujian1", "#FUJIAN1", "#%E7%AC%AC%E4%B8%89%E7%AB%A0"]
)
def test_missing(href: str) -> None:
    assert missing(f"<a href='{href}'>x</a>") == [href.partition("#")[2]]


HERE = ["#fujian1", "#第二章", "#%E7%AC%AC%E4%BA%8C%E7%AB%A0", "#", "#top", "#TOP"]
ELSEWHERE = ["/b.html#da", "/weg.html#a", "http://other.gov.cn/#x"]
STATES = ["#/route", "#!/route", "#:~:text=x", "#page=2"]


@pytest.mark.parametrize("href", [*HERE, *ELSEWHERE, *STATES])
def test_present_or_not_judged(href: str) -> None:
    assert missing(f"<a href='{href}'>x</a>") == []


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#tab2' onclick='show(2)'>x</a>",
        "<a href='#tab2' data-toggle=tab>x</a>",
        "<a href='#tab2' role=tab>x</a>",
        "<a href='#tab2'></a>",
        "<a href='#tab2'>x</a><script>$('#tab2').show()</script>",
        "<a href='#sec-2'>x</a><script>for(i=0;i<3;i++){heads[i].id='sec-'+i}</script>",
    ],
)
def test_buttons_in_disguise(link: str) -> None:
    assert missing(link) == []


@pytest.mark.parametrize(
    ("body", "excused"),
    [
        ("<div id=app> </div><script src=/js/app.js></script>", True),
        ("<div class='article-content'></div><script src=/js/app.js></script>", True),
        ("<div id=app></div>", False),  # nothing draws
        ("<div id=content><p>正文</p></div><script src=/js/a.js></script>", False),
        ("<div class=clear></div><div id=qrcode></div><script src=/js/qrcode.js></script>", False),
    ],
)
def test_a_text_that_a_script_file_draws_may_have_any_anchor(body: str, excused: bool) -> None:
    assert missing("<a href='#sec3'>x</a>", body) == ([] if excused else ["sec3"])


def test_each_is_said_once_with_its_first_place() -> None:
    pages = {"/": "<a href=/b.html#x>甲</a><a href=/b.html#x>乙</a>", "/b.html": "<a href=#x>丙</a>"}
    found = list(missing_anchors(FakeSite.of(pages)))
    assert [(a.fragment, a.place.text) for a in found] == [("x", "甲")]


def test_a_script_that_numbers_other_things_excuses_nothing() -> None:
    assert missing("<a href='#sec-2'>x</a><script>var a='section-'+i</script>") == ["sec-2"]
