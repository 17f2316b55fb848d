"""The portal's own search finds what it has published and nothing else."""

from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from demo.columns import columns
from demo.portal import Portal
from demo.server import Served
from tests.demo.conftest import TODAY
from tests.demo.web import ask


def _found(portal: Portal, words: str) -> list[str]:
    body = portal.answer("/search?q=" + quote(words)).body
    return [node.text() for node in LexborHTMLParser(body).css("main .list a")]


def test_every_title_is_found_on_the_first_page_of_its_own_search(portal: Portal) -> None:
    titles = {article.title for column in columns(TODAY).values() for article in column.articles}
    assert len(titles) > 100
    assert [title for title in titles if title not in _found(portal, title)] == []


def test_a_word_nobody_wrote_and_no_word_at_all_find_nothing(portal: Portal) -> None:
    assert _found(portal, "珠穆朗玛") == [] == _found(portal, " ")
    assert "没有找到与“珠穆朗玛”有关的信息" in portal.answer("/search?q=" + quote("珠穆朗玛")).body.decode()
    assert portal.answer("/search").status == 200


def test_a_query_is_written_back_harmlessly(portal: Portal) -> None:
    body = portal.answer("/search?q=" + quote("<script>alert(1)</script>")).body.decode()
    assert "<script>alert" not in body and "&lt;script&gt;" in body


def test_forms_of_both_manners_lead_to_the_search(portal: Portal, served: Served) -> None:
    for path, charset in (("/", "utf-8"), ("/czj/", "gb18030")):
        form = LexborHTMLParser(portal.answers[path].body.decode(charset)).css_first("form[action='/search']")
        assert form is not None and (form.attributes["method"] or "").lower() == "get"
        assert form.css_first("input[name=q]") is not None
    assert "年度报告".encode() in ask(served.url, "/search?q=" + quote("年度报告")).body
