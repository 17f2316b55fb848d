"""Accessibility: entries in frames of the home page, and entries that lead to a page not built yet."""

from typing import Any

import pytest

from checks.accessibility import accessibility
from checks.model import Result
from checks.testing import FakeSite, run_check
from evidence.records import Probe
from tests.checks.accessibility_probes import HOME, arrived, entry, page, trial

TOP = "<html lang=zh-CN><title>示例区人民政府</title><body><h1>示例区人民政府</h1>"
FRAMED = TOP + '<iframe src="/common/head.html" title="页头"></iframe><iframe src="http://www.weather.com.cn/w.html">'
SLIGHT = {"text_length": 16, "pictures": 1, "title": "适老版"}


def check(pages: dict[str, str], probe: Probe | None = None) -> Result:
    return run_check(accessibility, FakeSite.of(pages, probes=(probe or entry(), page())))


def told(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def test_an_entry_in_a_frame_is_not_missing() -> None:
    result = check({HOME: FRAMED, "/common/head.html": TOP + '<a href="/elder/">长者版</a>'})
    assert told(result) == []
    assert [unknown.reason for unknown in result.unknowns] == ["入口“长者版”在首页的框架内，未能试用"]


def test_a_frame_without_an_entry_does_not_hide_that_it_is_missing() -> None:
    assert told(check({HOME: FRAMED, "/common/head.html": TOP + '<a href="/news/">新闻</a>'})) == [
        ("missing-entry", False)
    ]


def test_a_frame_that_was_not_read_may_hold_the_entry() -> None:
    result = check({HOME: FRAMED})
    assert told(result) == []
    assert "未读取" in result.unknowns[0].reason


@pytest.mark.parametrize(
    ("words", "look", "found"),
    [
        ("<p>页面建设中，敬请期待……</p>", SLIGHT, [("dead-entry", False)]),
        ("<p>欢迎使用适老版</p>", SLIGHT, []),
        ("<div id='app'></div>", SLIGHT, []),
        ("<p>页面建设中</p>", SLIGHT | {"tools": ["放大", "朗读"]}, []),
        ("<p>页面建设中</p>", SLIGHT | {"text_length": 800}, []),
    ],
)
def test_an_entry_to_a_page_that_is_being_built(words: str, look: dict[str, object], found: list[object]) -> None:
    led = trial(effects=["address"], arrived=arrived(address=HOME + "slb/"), look=look, attempts=1)
    assert (
        told(check({HOME: TOP, "/slb/": f"<html><title>适老版</title><body>{words}</body></html>"}, entry(led)))
        == found
    )


FULL = (
    "<ul>"
    + "".join(f"<li><a href='/c{n}/'>第{n}个栏目名称</a>" for n in range(40))
    + "</ul><p>主办单位：示例区人民政府办公室"
)


@pytest.mark.parametrize(
    ("words", "look", "found"),
    [
        ("<p>栏目建设中，敬请期待……</p>", {}, [("dead-entry", False)]),
        ("<p>栏目建设中，敬请期待……</p>", {"text_length": 2000}, []),
        ("<p>字体大小已调整。关于加快推进数据中心建设中的若干问题的通知已经印发，请各单位遵照执行。</p>", {}, []),
    ],
)
def test_the_template_of_the_site_builds_nothing(words: str, look: dict[str, object], found: list[object]) -> None:
    pages = {HOME: TOP + FULL} | {f"/c{n}/": f"<title>栏目{n}</title><body>{FULL}<p>正文{n}" for n in range(3)}
    pages["/slb/"] = f"<title>适老版</title><body>{FULL}{words}"
    led = trial(effects=["address"], arrived=arrived(address=HOME + "slb/"), look={"text_length": 420} | look)
    assert [one for one in told(check(pages, entry(led))) if not one[1]] == found


LABEL = {"words": "无障碍工具：", "clickable": False}
TOOLS = {"text_length": 900, "tools": ["放大", "缩小"]}


@pytest.mark.parametrize(
    ("tried", "found"),
    [
        ((trial(candidate=LABEL),), [("no-effect", False)]),
        ((trial(candidate=LABEL, before=TOOLS),), []),
        ((trial(before=TOOLS),), [("no-effect", False)]),
        ((trial(candidate=LABEL), trial(effects=["larger"])), []),
        ((trial(candidate={"words": "长者版"}), trial(effects=["larger"])), [("no-effect", False)]),
        ((trial(effects=["larger"]), trial(effects=["address"], arrived=arrived(), attempts=1)), []),
        ((trial(effects=["address"], arrived=arrived(), attempts=1),), [("no-effect", True)]),
    ],
)
def test_a_label_beside_what_works_is_no_entry_of_its_own(tried: tuple[dict[str, Any], ...], found: list[Any]) -> None:
    assert told(check({HOME: TOP}, entry(*tried))) == found


def test_a_page_that_only_says_that_it_is_loading_is_doubted() -> None:
    waits = trial(effects=["address"], arrived=arrived(), look={"title": "老年版", "text_length": 6, "pictures": 0})
    assert told(check({HOME: TOP}, entry(waits))) == [("no-effect", True)]


def test_a_home_page_that_only_leads_on_or_was_not_read_says_nothing_of_the_entry() -> None:
    splash = (
        "<html lang=zh-CN><title>欢迎</title><body><a href='/web/'><img src='/enter.jpg' alt='进入网站'></a></body>"
    )
    menu = "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in range(6))
    assert told(check({HOME: splash})) == []
    assert told(check({HOME: TOP + menu})) == [("missing-entry", False)]
    assert told(check({HOME + "a/": TOP})) == []


@pytest.mark.parametrize(
    ("address", "attempts", "found"),
    [
        ("about:blank", 2, [("dead-entry", False)]),
        ("about:blank", 1, []),
        (HOME + "#", 2, []),  # a window that a script opened and may write into
    ],
)
def test_an_entry_that_leads_nowhere_at_all(address: str, attempts: int, found: list[tuple[str, bool]]) -> None:
    nowhere = arrived(address="about:blank", status=None, popup=True)
    tried = trial(candidate={"address": address}, effects=["address"], arrived=nowhere, attempts=attempts)
    assert told(check({HOME: TOP}, entry(tried))) == found


def test_what_is_spoken_is_not_heard() -> None:
    assert told(check({HOME: TOP}, entry(trial(candidate={"words": "语音无障碍"})))) == [("no-effect", True)]
    assert told(check({HOME: TOP}, entry(trial()))) == [("no-effect", False)]


def test_a_page_that_offers_further_entries_was_not_tried() -> None:
    offers = trial(effects=["address", "menu"], arrived=arrived())
    assert told(check({HOME: TOP}, entry(offers))) == []
    assert told(check({HOME: TOP}, entry(trial(effects=["address"], arrived=arrived())))) == [("no-effect", True)]
