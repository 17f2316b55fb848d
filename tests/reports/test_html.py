"""The page stands alone, runs nothing, and links only to what may be linked to."""

import io

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.html import write_html
from reports.model import Dossier
from reports.text import clean, one_line
from tests.reports.hostile import ADDRESSES, SAFE_ADDRESSES, TEXTS
from tests.reports.samples import by_units, dossier, empty, finding, place, usual


def opened(whole: Dossier) -> LexborHTMLParser:
    stream = io.BytesIO()
    write_html(whole, stream)
    return LexborHTMLParser(stream.getvalue().decode())


def shown(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def elements(page: LexborHTMLParser) -> dict[str, int]:
    names = [node.tag or "" for node in page.css("*")]
    return {name: names.count(name) for name in set(names)}


def test_the_sections() -> None:
    assert shown(opened(usual()), "h2") == [
        "各检查项结果", "考核得分", "问题：3 个", "疑似问题（请核实）：1 个", "已整改或不作要求：1 个",
        "评分：2022年松江区政务公开考核评估表", "查看范围的说明", "阅读说明",
    ]  # fmt: skip
    assert shown(opened(empty()), "h2") == ["阅读说明"]
    heads = shown(opened(by_units()), "h2")
    assert [head[-6:] for head in heads if head.startswith("评分")] == ["估表（全站）", "（区教育局）", "（区民政局）"]


def test_findings_keep_the_numbers_of_the_workbook() -> None:
    page = opened(usual())
    assert shown(page, "tr[id] td:first-child") == ["1", "2", "3", "4", "5"]
    assert len(page.css("details li")) == 12
    assert "链接“部门动态”打不开，服务器返回 404（页面不存在）。" in shown(page, "#f1 td")


def test_nothing_is_fetched_or_run() -> None:
    page = opened(usual())
    assert not page.css("script, link, img, iframe, form, object, [src]")
    policy = page.css_first("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert (policy.attributes["content"] or "").startswith("default-src 'none'")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_adds_no_element(text: str) -> None:
    words = "文字" if one_line(text) else ""  # what is nothing but unfit characters is not shown at all
    usual_page = opened(dossier(finding(places=(place(text=words), place(text=words)))))
    page = opened(
        dossier(
            finding(
                message=text, unit=text, code_title=text, check_title=text, places=(place(text=text), place(text=text))
            ),
            name=text,
        )
    )
    assert elements(page) == elements(usual_page)
    [message] = page.css("#f1 td:nth-child(5)")
    assert message.text() == clean(text)
    assert one_line(text) in " ".join(shown(page, "details li"))


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_unsafe_address_is_text(url: str) -> None:
    page = opened(dossier(finding(page_url=url, target_url=url, places=(place(url), place(url)))))
    assert [node.attributes["href"] for node in page.css("a")] == ["http://www.linhai.gov.cn/"]
    assert one_line(url) in " ".join(shown(page, "#f1 td:nth-child(6)"))


@pytest.mark.parametrize("url", SAFE_ADDRESSES)
def test_a_safe_address_is_a_link(url: str) -> None:
    [link] = opened(dossier(finding(page_url=url, target_url=None))).css("#f1 a")
    assert link.attributes["href"] == url
    assert "noopener" in (link.attributes["rel"] or "")


def test_five_thousand_places() -> None:
    row = finding(places=tuple(place(f"http://a.gov.cn/{n}") for n in range(5_000)))
    assert len(opened(dossier(row)).css("details li")) == 5_000


def test_personal_numbers_do_not_leave() -> None:
    page = opened(dossier(finding(message="手机13800138000")))
    assert "手机138****8000" in shown(page, "#f1 td")
