"""Accessibility: each fault of the entry beside what only looks like it, and axe folded to its causes."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.accessibility import AccessibilityOptions, accessibility
from checks.accessibility_rules import axe_rules
from checks.accessibility_static import static_entry
from checks.model import Outcome, Result
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Need, Probe
from tests.checks.accessibility_probes import HOME, arrived, entry, page, trial, violation

CASES = Path(__file__).parent / "cases" / "accessibility"
PLAIN = "<html lang=zh-CN><title>示例区人民政府</title><body><h1>示例区人民政府</h1></body></html>"
WORKS = trial(effects=["larger"], attempts=1)


def check(*probes: Probe, home: str | bytes = PLAIN, options: AccessibilityOptions | None = None) -> Result:
    return run_check(accessibility, FakeSite.of({HOME: home}, probes=probes), options)


def said(result: Result) -> list[tuple[str, str, bool]]:
    return [(finding.code, finding.subject, finding.doubtful) for finding in result.findings]


def measured(result: Result) -> dict[str, Any]:
    return {measure.name: measure.value for measure in result.measures}


def test_a_compliant_portal_passes() -> None:
    result = check(entry(WORKS), page(), page(HOME + "a/"))
    assert (result.outcome, said(result), result.unknowns) == (Outcome.PASSED, [], ())
    assert measured(result) == {
        "entry-present": True,
        "entry-works": True,
        "pages-sampled": 2,
        "axe-violations": 0,
        "axe-rules-failed": 0,
        "axe-unsure": 0,
        "best-practice-rules-failed": 0,
    }


@pytest.mark.parametrize(
    "tried",
    [
        trial(effects=["colours"]),
        trial(effects=["spacing"]),
        trial(effects=["toolbar"], step=None),
        trial(effects=["toolbar"], step={"pressed": "放大", "effects": ["larger"], "height": 30}),
        trial(effects=["address", "larger"], arrived=arrived()),
        trial(effects=["address"], arrived=arrived(marked=True)),
        trial(effects=["address"], arrived=arrived(), look={"title": "长者专版-示例区人民政府"}),
        trial(effects=["address"], arrived=arrived(), look={"tools": ["放大", "配色"]}),
        trial(effects=["address"], arrived=arrived(address="http://wza.example.com/"), look={"frames": 1}),
    ],
)
def test_an_entry_with_an_effect_works(tried: dict[str, Any]) -> None:
    result = check(entry(tried), page())
    assert (said(result), measured(result)["entry-works"]) == ([], True)


def test_missing() -> None:
    result = check(entry(), page())
    assert said(result) == [("missing-entry", "无障碍入口", False)]
    assert (measured(result)["entry-present"], measured(result)["entry-works"]) == (False, False)


@pytest.mark.parametrize(
    "home",
    [
        '<a href="/a.html">我区扎实推进无障碍环境建设</a>',
        '<a href="/b/">适老化改造</a><a href="/c/">老年人</a><a>关怀</a><span>残疾人无障碍设施建设情况</span>',
        '<!-- <a id="cniil_wza">无障碍</a> -->',
        '<p>为方便老年人、残疾人使用，本站将建设无障碍版</p><a class="zwza" href="/zwzaa/">政务</a>',
    ],
)
def test_what_only_speaks_of_accessibility_is_no_entry(home: str) -> None:
    assert said(check(entry(), page(), home=PLAIN + home)) == [("missing-entry", "无障碍入口", False)]


@pytest.mark.parametrize(
    ("tried", "code"),
    [
        (trial(), "no-effect"),
        (trial(dialogs=["功能建设中"]), "no-effect"),
        (trial(errors=["openWza is not defined"]), "script-error"),
        (trial(effects=["address"], arrived=arrived(status=404)), "dead-entry"),
        (trial(effects=["address"], arrived=arrived(status=500)), "dead-entry"),
        (trial(effects=["address"], arrived=arrived(status=None, failure="dns")), "dead-entry"),
        (
            trial(effects=["address", "colours"], arrived=arrived(), look={"text_length": 0, "pictures": 0}),
            "dead-entry",
        ),
    ],
)
def test_an_entry_that_does_not_work(tried: dict[str, Any], code: str) -> None:
    result = check(entry(tried), page())
    assert said(result) == [(code, "无障碍浏览", False)]
    assert (measured(result)["entry-present"], measured(result)["entry-works"]) == (True, False)
    assert result.findings[0].message.startswith("首页的“无障碍浏览”入口")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"effects": ["address"]}, [("dead-entry", "无障碍浏览", False)]),
        ({"effects": ["address", "colours", "spacing"]}, [("dead-entry", "无障碍浏览", False)]),
        ({"effects": ["address"], "arrived": arrived(marked=True)}, [("dead-entry", "无障碍浏览", False)]),
        ({"effects": ["address", "larger"]}, [("dead-entry", "无障碍浏览", True)]),
        (
            {"effects": ["address", "colours"], "attempts": 1},
            [("dead-entry", "无障碍浏览", False)],
        ),  # crawl and browser
        ({"effects": ["address"], "look": {"tools": ["放大"]}}, []),  # a shell that scripts have filled
        ({"effects": ["address"], "look": {"title": "长者专版"}}, []),
    ],
)
def test_an_entry_that_leads_to_the_sites_own_page_for_what_does_not_exist(
    changed: dict[str, Any], found: list[object]
) -> None:
    site = FakeSite.of(
        {HOME: PLAIN, HOME + "wap/": "<p>页面不存在"}, probes=[entry(trial(**{"arrived": arrived()} | changed)), page()]
    )
    gone = site.page(HOME + "wap/")
    assert gone is not None
    gone.fetch = replace(gone.fetch, marks=("soft-404",))
    assert said(run_check(accessibility, site)) == found
    gone.fetch = replace(gone.fetch, marks=())
    assert ("dead-entry", "无障碍浏览", False) not in said(run_check(accessibility, site))


def test_an_entry_whose_page_said_in_the_browser_that_it_does_not_exist() -> None:
    gone = {"effects": ["address", "colours"], "arrived": arrived() | {"missing": True}}
    assert said(check(entry(trial(**gone)), page())) == [("dead-entry", "无障碍浏览", False)]
    assert said(check(entry(trial(**gone, attempts=1)), page())) == []


def test_a_dead_script_of_the_toolbar() -> None:
    result = check(entry(trial(), lost_scripts=[["http://wza.example.com/aria.js", "404", "entry"]]), page())
    assert said(result) == [("script-error", "无障碍浏览", False)]
    assert "http://wza.example.com/aria.js" in result.findings[0].message


def test_a_lost_script_that_has_nothing_to_do_with_it() -> None:
    lost = [["http://tj.example.com/t.js", "404", ""]]
    assert said(check(entry(trial(), lost_scripts=lost), page())) == [("no-effect", "无障碍浏览", False)]
    assert said(check(entry(WORKS, lost_scripts=lost), page())) == []


@pytest.mark.parametrize(
    "tried",
    [
        trial(attempts=1),
        trial(candidate={"submits": True}),
        trial(held=["method"]),
        trial(held=["robots"]),
        trial(effects=["menu"]),
        trial(effects=["address"], arrived=arrived(status=403)),
        trial(effects=["address"], arrived=arrived(status=412)),
        trial(effects=["address"], arrived=arrived(status=404), attempts=1),
        trial(effects=["address"], arrived=arrived(status=None, failure="forbidden-address")),
        trial(effects=["address"], arrived=arrived(status=None, failure="resolver")),
        trial(effects=["address"], arrived=arrived(address="about:blank", status=None)),
    ],
)
def test_what_cannot_be_told_of_an_entry(tried: dict[str, Any]) -> None:
    result = check(entry(tried), page())
    assert said(result) == []
    assert measured(result)["entry-present"] is True and "entry-works" not in measured(result)
    assert [unknown.subject for unknown in result.unknowns] == ["无障碍入口"]


@pytest.mark.parametrize("why", ["resolver", "unreachable", "forbidden-address"])
@pytest.mark.parametrize("trials", [[], [trial()], [trial(errors=["wza is not defined"])]])
def test_scripts_that_our_network_did_not_bring_blame_nobody(why: str, trials: list[dict[str, Any]]) -> None:
    result = check(entry(*trials, lost_scripts=[["http://wza.example.com/aria.js", why, "entry"]]), page())
    assert said(result) == [] and "entry-works" not in measured(result)
    assert [unknown.subject for unknown in result.unknowns] == ["无障碍入口"]


@pytest.mark.parametrize(
    "tried",
    [
        trial(effects=["address"], arrived=arrived()),
        trial(effects=["toolbar"], step={"pressed": "放大", "effects": [], "height": 20}),
        trial(candidate={"how": "mark", "words": ""}),
        trial(candidate={"visible": False}),
    ],
)
def test_what_a_person_must_look_at(tried: dict[str, Any]) -> None:
    result = check(entry(tried), page())
    assert [finding[::2] for finding in said(result)] == [("no-effect", True)]
    assert "entry-works" not in measured(result)


def test_one_good_entry_is_enough_and_the_dead_one_is_still_named() -> None:
    dead = trial(effects=["address"], arrived=arrived(status=404), candidate={"words": "长者版"})
    result = check(entry(dead, WORKS), page())
    assert said(result) == [("dead-entry", "长者版", False)]
    assert measured(result)["entry-works"] is True
    held = check(entry(trial(held=["method"]), WORKS), page())
    assert (said(held), held.unknowns) == ([], ())


@pytest.mark.parametrize("changed", [{"failure": "crashed"}, {"status": 412}, {"status": 521}, {"failure": "timeout"}])
def test_a_home_page_that_the_browser_did_not_see(changed: dict[str, Any]) -> None:
    result = check(entry(**changed), page())
    assert said(result) == [] and "entry-present" not in measured(result)
    shown = check(entry(**changed), page(), home=PLAIN + "<a href='#'>无障碍</a>")
    assert measured(shown)["entry-present"] is True and "entry-works" not in measured(shown)


def test_an_entry_that_only_the_source_has() -> None:
    result = check(entry(), page(), home=PLAIN + "<a href='#'>无障碍</a>")
    assert (said(result), measured(result)["entry-present"]) == ([], True)
    assert [unknown.subject for unknown in result.unknowns] == ["无障碍入口"]


def test_without_a_browser_the_check_is_untested() -> None:
    coverage = Coverage(missing={Need.BROWSER.value: "本机没有可用的浏览器"})
    result = run_check(accessibility, FakeSite.of({HOME: PLAIN}, coverage=coverage))
    assert (result.outcome, result.reason) == (Outcome.UNTESTED, "本机没有可用的浏览器")


@pytest.mark.parametrize("name", ["entry-text.html", "entry-picture.gb18030.html", "entry-mark.html"])
def test_an_entry_in_the_source(name: str) -> None:
    site = FakeSite.of({HOME: (CASES / name).read_bytes()})
    home = site.page(HOME)
    assert home is not None and static_entry(home)


@pytest.mark.parametrize("name", ["no-entry.html", "no-entry.gb18030.html"])
def test_no_entry_in_the_source(name: str) -> None:
    home = FakeSite.of({HOME: (CASES / name).read_bytes()}).page(HOME)
    assert home is not None and static_entry(home) == ""


def test_entries_of_real_pages(corpus: Path) -> None:
    folder = corpus / "gov-pages"
    agreed, told = 0, []
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if not row["a11y_entry"]:
                continue
            page_ = FakeSite.of({HOME: (folder / row["file"]).read_bytes()}).page(HOME)
            same = page_ is not None and bool(static_entry(page_)) == (row["a11y_entry"] != "0")
            agreed += same
            told += [] if same else [row["file"]]
    print(f"\na11y_entry: {agreed} of {agreed + len(told)} agree", *told)
    assert agreed >= 38


def test_the_same_element_on_many_pages_is_one_fault() -> None:
    header, own = "<img src='/logo.png'>", "<img src='p123.jpg'>"
    pages = [page(HOME + path, violation("image-alt", header)) for path in ("a/", "b/", "c/")]
    alone = page(HOME + "d/1.html", violation("image-alt", own))
    result = check(entry(WORKS), page(HOME, violation("image-alt", header, own.replace("123", "9"))), *pages)
    assert said(result) == [("axe-violation", "image-alt", False)]
    assert [place.page_url for place in result.findings[0].places] == [HOME, HOME + "a/", HOME + "b/", HOME + "c/"]
    assert "等 4 个抽查页面有 5 处图片没有替代文字（GB/T 37668-2019 可感知性·替代文本" in result.findings[0].message
    apart = check(entry(WORKS), *pages, alone)
    assert [finding.page_url for finding in apart.findings] == [HOME + "a/", HOME + "d/1.html"]
    assert measured(apart)["axe-violations"] == 4 and measured(apart)["axe-rules-failed"] == 1


def test_the_filters_of_a_list_are_one_fault_whatever_their_addresses_hold() -> None:
    filters = [f"<a href='/list?id=30&amp;year=2026{kind}'>2026</a>" for kind in ("", "&amp;kind=b")]
    pages = [page(f"{HOME}list?id=30&n={n}", violation("target-size", shown)) for n, shown in enumerate(filters)]
    assert len(check(entry(WORKS), *pages).findings) == 1
    other = page(HOME + "map", violation("target-size", "<a href='/map?id=30'>地图</a>"))
    assert len(check(entry(WORKS), *pages, other).findings) == 2


@pytest.mark.parametrize(
    "found",
    [
        violation("region", impact="moderate", tags=["best-practice"]),
        violation("image-redundant-alt", impact="serious", tags=["best-practice"]),
        violation("aria-allowed-role", impact="minor", tags=["wcag2a"]),
        violation("identical-links-same-purpose", impact="serious", tags=["wcag2aaa"]),
        violation("duplicate-id", impact="serious", tags=["wcag2a-obsolete"]),
    ],
)
def test_good_manners_and_small_things_are_no_findings(found: dict[str, Any]) -> None:
    result = check(entry(WORKS), page(HOME, found))
    assert (said(result), measured(result)["axe-violations"]) == ([], 0)


MISMATCH = {"rule": "label-content-name-mismatch", "impact": "serious", "tags": ["wcag21a"]}


@pytest.mark.parametrize(
    ("html", "stands"),
    [
        ('<a aria-label="首页" href="/">首页 &gt;</a>', False),
        ('<a title="通知公告" href="/tz/">【通知公告】</a>', False),
        ('<a aria-label="关于开展检查的通知，2026年1月5日" href="/1">关于开展检查的通知</a>', False),
        ('<a aria-label="联系我们" href="/lx/">通知公告</a>', True),
        ('<a aria-label="办事（需登录）" href="/bs/">办事指南</a>', True),
        ('<button aria-label="按日期查询">按日期查询（年-月-日）</button>', False),
        ('<button aria-label="search by date">Search by date (YYYY-MM-DD)</button>', False),
        ('<a href="#" aria-label="non-standard">nonstandard</a>', False),
        ('<button aria-label="关闭">×</button>', False),
        ('<a href="#" aria-label="Discover Italy">Discover It</a>', True),
        ('<button aria-label="search">go</button>', True),
    ],
)
def test_chinese_punctuation_is_no_mismatch(html: str, stands: bool) -> None:
    found = violation(html=html) | MISMATCH
    found["nodes"][0]["html"] = html
    result = check(entry(WORKS), page(HOME, found))
    assert said(result) == ([("axe-violation", "label-content-name-mismatch", False)] if stands else [])


def test_colours_are_not_judged_without_style_sheets() -> None:
    contrast = violation("color-contrast", tags=["wcag2aa"], impact="serious")
    lost = page(HOME, contrast, violation("image-alt"), lost_styles=["http://cdn.example.com/a.css"])
    result = check(entry(WORKS), lost)
    assert said(result) == [("axe-violation", "image-alt", False)]
    assert ["样式文件" in unknown.reason for unknown in result.unknowns] == [True]
    whole = check(entry(WORKS), page(HOME, contrast))
    assert said(whole) == [("axe-violation", "color-contrast", False)]


def test_what_axe_could_not_tell() -> None:
    unsure = [violation("video-caption"), violation("color-contrast")]
    result = check(entry(WORKS), page(HOME, incomplete=unsure), page(HOME + "a/", incomplete=unsure))
    assert said(result) == [("axe-violation", "video-caption", True)]
    assert measured(result)["axe-unsure"] == 4


def test_pages_that_did_not_come_are_named_and_not_counted() -> None:
    bad = [page(HOME + "a/", status=412), page(HOME + "b/", status=None, failure="stuck"), page(HOME + "c/", axe=None)]
    result = check(entry(WORKS), page(), *bad)
    assert measured(result)["pages-sampled"] == 1 and said(result) == []
    assert {unknown.url.removeprefix(HOME) for unknown in result.unknowns} == {"a/", "b/", "c/"}
    none = check(entry(WORKS), *bad)
    assert none.outcome is Outcome.CANNOT_TELL and measured(none)["pages-sampled"] == 0


def test_an_office_may_leave_a_rule_out() -> None:
    options = AccessibilityOptions(ignored=frozenset({"image-alt"}))
    assert said(check(entry(WORKS), page(HOME, violation()), options=options)) == []


def test_every_rule_says_its_principle_in_the_words_of_the_standard() -> None:
    rules = axe_rules()
    assert len(rules) > 60
    assert {rule.principle for rule in rules.values()} == {"可感知性", "可操作性", "可理解性", "兼容性"}
    assert all(rule.title and rule.topic for rule in rules.values())


@given(st.text(max_size=300))
def test_never_raises_on_odd_pages(html: str) -> None:
    home = FakeSite.of({HOME: "无障碍" + html}).page(HOME)
    assert home is not None
    static_entry(home)
    assert check(entry(WORKS), page(HOME, violation("label-content-name-mismatch", html)), home=html).outcome
