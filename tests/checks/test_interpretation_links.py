"""interpretation-links: each fault beside what looks like it, on a small portal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Finding, Outcome, Result
from checks.interpretation_labels import Wants, labelled_links, wants_of
from checks.interpretation_links import interpretation_links
from checks.interpretation_owing import Owing, is_superior, owed_by
from checks.interpretation_says import InterpretationOptions
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Failure, FailureKind, Fetch, Unit

CASES = Path(__file__).parent / "cases" / "interpretation-links"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
MENU = {"/xwdt/": "新闻动态", "/zcwj/": "政策文件", "/gfxwj/": "规范性文件", "/zcjd/": "政策解读", "/tzgg/": "通知公告"}


@dataclass(frozen=True, slots=True)
class Article:
    """One article: address, title, day, what its text holds."""

    path: str
    title: str
    day: str
    body: str = "<p>各镇人民政府，各街道办事处，区政府各部门：现将有关事项通知如下，请结合实际认真贯彻落实。</p>"


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal in order, to which tests put faults."""

    policies: tuple[Article, ...] = ()
    normative: tuple[Article, ...] = ()
    readings: tuple[Article, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[Fetch, ...] = ()
    coverage: Coverage | None = None
    menu: Mapping[str, str] = field(default_factory=lambda: MENU)
    units: tuple[Unit, ...] = ()

    def site(self) -> FakeSite:
        pages = {
            "/": self.page(listed(*news(), *self.policies[:2], *self.readings[:2]), "云汐区人民政府"),
            "/xwdt/": self.page(listed(*news()), "新闻动态"),
            "/zcwj/": self.page(listed(*self.policies), "政策文件"),
            "/gfxwj/": self.page(listed(*self.normative), "规范性文件"),
            "/zcjd/": self.page(listed(*self.readings), "政策解读"),
            "/tzgg/": self.page(
                listed(Article("/tzgg/1.html", "关于冬季供暖时间安排的通知", "2026-10-01")), "通知公告"
            ),
            **{one.path: self.article(one) for one in (*self.policies, *self.normative, *self.readings)},
            **self.others,
        }
        sources = {path: text for path, text in pages.items() if text}
        site = FakeSite.of(sources, observed_at=NOW, looks=self.looks, coverage=self.coverage, units=self.units)
        site.info = replace(site.info, name="云汐区人民政府")
        return site

    def page(self, content: str, title: str) -> str:
        links = "".join(f"<li><a href={path}>{name}</a></li>" for path, name in self.menu.items())
        return (
            f"<title>{title}</title><div class=nav><ul><li><a href=/>首页</a></li>{links}</ul></div>{content}"
            "<div class=foot>主办单位：云汐区人民政府办公室</div>"
        )

    def article(self, one: Article) -> str:
        head = f"<h1>{one.title}</h1><p>发布日期：{one.day}　来源：区政府办</p>"
        return self.page(f"<div class=main>{head}<div class=text>{one.body}</div></div>", f"{one.title}-云汐区人民政府")


def listed(*articles: Article) -> str:
    rows = "".join(f"<li><a href='{one.path}'>{one.title}</a><span>{one.day}</span></li>" for one in articles)
    return f"<div class=main><ul class=list>{rows or '<li>暂无内容</li>'}</ul></div>"


def news() -> tuple[Article, ...]:
    return (
        Article("/xwdt/1.html", "我区政策解读工作在全市评估中获好评", "2026-11-18"),
        Article("/xwdt/2.html", "区政府召开《云汐区停车管理办法》政策解读会", "2026-11-17"),
    )


def link(path: str, text: str) -> str:
    return f"<p><a href='{path}'>{text}</a></p>"


def article(path: str, title: str, day: str, *links: str) -> Article:
    one = Article(path, title, day)
    return replace(one, body=one.body + "".join(links))


PARKING = article(
    "/gfxwj/202610/t20261012_1.html",
    "云汐区人民政府办公室关于印发《云汐区停车管理办法》的通知",
    "2026-10-12",
    link("/zcjd/202610/t20261013_1.html", "《云汐区停车管理办法》政策解读"),
)
PARKING_READ = article(
    "/zcjd/202610/t20261013_1.html",
    "《云汐区停车管理办法》政策解读",
    "2026-10-13",
    link("/gfxwj/202610/t20261012_1.html", "政策原文"),
)
RELIEF = article(
    "/zcwj/202609/t20260914_1.html",
    "云汐区人民政府关于进一步做好困难群众救助工作的意见",
    "2026-09-14",
    link("/zcjd/202609/t20260915_1.html", "相关解读"),
)
RELIEF_READ = article(
    "/zcjd/202609/t20260915_1.html",
    "一图读懂《关于进一步做好困难群众救助工作的意见》",
    "2026-09-15",
    link("/zcwj/202609/t20260914_1.html", "云汐区人民政府关于进一步做好困难群众救助工作的意见"),
)
GOOD = Portal(policies=(RELIEF,), normative=(PARKING,), readings=(PARKING_READ, RELIEF_READ))


def check(portal: Portal, options: InterpretationOptions | None = None) -> Result:
    result = run_check(interpretation_links, portal.site(), options)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def told(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def only(result: Result) -> Finding:
    assert len(result.findings) == 1, [(f.code, f.message) for f in result.findings]
    return result.findings[0]


def measure(result: Result, name: str, subject: str = "", unit: str = "") -> object:
    return next((m.value for m in result.measures if (m.name, m.subject, m.unit) == (name, subject, unit)), None)


def without_links(one: Article) -> Article:
    return replace(one, body=Article("", "", "").body)


def test_a_portal_in_order() -> None:
    result = check(GOOD)
    assert told(result) == []
    assert result.outcome is Outcome.PASSED
    assert measure(result, "policies-checked") == 2
    assert measure(result, "rate") == Decimal(1)
    assert measure(result, "two-way-rate") == Decimal(1)
    assert measure(result, "on-time-rate") == Decimal(1)
    assert measure(result, "forms") == 2
    assert measure(result, "readings-in-form", "图解") == 1


# --- missing


def test_a_normative_document_without_interpretation() -> None:
    new = article(
        "/gfxwj/202608/t20260803_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2026-08-03"
    )
    result = check(replace(GOOD, normative=(PARKING, new)))
    finding = only(result)
    assert (finding.code, finding.doubtful, finding.page_url[-14:]) == ("missing", False, "20260803_2.html"[-14:])
    rate = next(m for m in result.measures if m.name == "rate")
    assert (rate.value, rate.numerator, rate.denominator) == (Decimal("0.5"), 1, 2)


def test_another_policy_without_interpretation_is_a_doubt() -> None:
    new = article("/zcwj/202608/t20260803_2.html", "关于印发《云汐区促进就业若干措施》的通知", "2026-08-03")
    assert told(check(replace(GOOD, policies=(RELIEF, new)))) == [("missing", True)]


@pytest.mark.parametrize(
    "title",
    [
        "云汐区人民政府关于某某同志任职的通知",
        "转发市民政局关于印发《养老服务管理办法》的通知",
        "云汐区人民政府关于同意设立社区服务中心的批复",
        "关于召开全区安全生产工作会议的通知",
        "云汐区人民政府关于表彰先进集体的决定",
        "云汐区人民政府关于废止《云汐区客运管理办法》的决定",
        "云汐区征收土地补偿安置方案的公告",
        "国务院办公厅关于印发《全国一体化政务服务管理办法》的通知",
        "江东省人民政府关于印发《江东省河道管理办法》的通知",
        "云海市人民政府办公室关于印发《云海市物业管理办法》的通知",
        "关于成立停车管理工作领导小组的通知",
        "关于《云汐区房屋租赁管理办法（征求意见稿）》公开征求意见的公告",
    ],
)
def test_documents_that_owe_none(title: str) -> None:
    new = article("/gfxwj/202608/t20260803_2.html", title, "2026-08-03")
    assert told(check(replace(GOOD, normative=(PARKING, new)))) == []


def test_a_policy_before_2018_owes_none_by_default() -> None:
    old = article(
        "/gfxwj/201708/t20170803_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2017-08-03"
    )
    portal = replace(GOOD, normative=(PARKING, old))
    assert told(check(portal)) == []
    assert told(check(portal, InterpretationOptions(since=date(2016, 1, 1)))) == [("missing", False)]


def test_a_policy_of_yesterday_is_not_late_yet() -> None:
    new = article(
        "/gfxwj/202611/t20261119_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2026-11-19"
    )
    result = check(replace(GOOD, normative=(PARKING, new)))
    assert told(result) == []
    assert measure(result, "rate") == Decimal(1)


def test_one_word_makes_another_policy() -> None:
    town = article("/gfxwj/202608/t20260803_2.html", "关于印发《云汐区农村居民最低生活保障办法》的通知", "2026-08-03")
    read = article("/zcjd/202608/t20260804_2.html", "《云汐区城市居民最低生活保障办法》解读", "2026-08-04")
    result = check(replace(GOOD, normative=(PARKING, town), readings=(*GOOD.readings, read)))
    assert told(result) == [("missing", False)]


def test_missing_is_a_doubt_where_the_column_was_not_read_whole() -> None:
    new = article(
        "/gfxwj/202608/t20260803_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2026-08-03"
    )
    portal = replace(GOOD, normative=(PARKING, new))
    more = portal.page(listed(*portal.readings) + "<a href=index_2.html>下一页</a>", "政策解读")
    scripted = portal.page("<div id=list></div><script>$.get('/api/list')</script>", "政策解读")
    for changed in ({"/zcjd/": more}, {"/zcjd/": scripted}, {"/zcjd/": ""}):
        result = check(replace(portal, others=changed))
        assert ("missing", False) not in told(result)
        assert ("missing", True) in told(result)
        assert measure(result, "rate") is None
        assert any(unknown.subject == "解读率" for unknown in result.unknowns)
    cut = check(replace(portal, coverage=Coverage(pages=9, complete=False)))
    assert told(cut) == [("missing", True)]


def test_the_second_page_of_the_list_counts() -> None:
    first = GOOD.page(listed(RELIEF_READ) + "<a href=index_2.html>下一页</a>", "政策解读")
    second = GOOD.page(listed(PARKING_READ) + "<a href=index.html>上一页</a>", "政策解读")
    assert told(check(replace(GOOD, others={"/zcjd/": first, "/zcjd/index_2.html": second}))) == []


# --- pairs


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂《云汐区停车管理办法》",
        "图解：云汐区停车管理办法",
        "云汐区停车管理办法解读（二）",
        "区城管局负责人就《云汐区停车管理办法》答记者问",
        "《关于印发〈云汐区停车管理办法〉的通知》解读",
        "《停车管理办法》政策解读",
        "视频解读 | 云汐区停车管理办法",
    ],
)
def test_pairs_by_name(title: str) -> None:
    read = replace(PARKING_READ, title=title)
    assert told(check(replace(GOOD, readings=(read, RELIEF_READ)))) == []


def test_a_pair_by_link_where_the_title_names_nothing() -> None:
    read = replace(PARKING_READ, title="明年起，停车将有这些新变化")
    policy = replace(PARKING, body=PARKING.body.replace("《云汐区停车管理办法》政策解读", "政策解读"))
    assert told(check(replace(GOOD, normative=(policy,), readings=(read, RELIEF_READ)))) == []


def test_a_pair_by_number() -> None:
    policy = replace(without_links(PARKING), body="<p>发文字号：云政办发〔2026〕18号</p><p>各镇人民政府：</p>")
    read = replace(
        PARKING_READ, title="明年起，停车将有这些新变化", body="<p>近日印发的云政办发〔2026〕18号文件规定如下。</p>"
    )
    result = check(replace(GOOD, normative=(policy,), readings=(read, RELIEF_READ)))
    assert {doubtful for _, doubtful in told(result)} == {True}
    assert {code for code, _ in told(result)} == {"no-link-to-interpretation", "no-link-to-policy"}
    other = replace(read, body=read.body.replace("18号", "81号"))
    assert told(check(replace(GOOD, normative=(policy,), readings=(other, RELIEF_READ)))) == [("missing", False)]


def test_one_interpretation_of_two_policies_and_two_of_one() -> None:
    rules = article(
        "/gfxwj/202610/t20261012_3.html",
        "关于印发《云汐区停车收费细则》的通知",
        "2026-10-12",
        link("/zcjd/202610/t20261013_1.html", "政策解读"),
    )
    both = replace(
        PARKING_READ,
        title="《云汐区停车管理办法》《云汐区停车收费细则》政策解读",
        body=PARKING_READ.body + link(rules.path, "《云汐区停车收费细则》"),
    )
    picture = article(
        "/zcjd/202610/t20261013_4.html",
        "图解：云汐区停车管理办法",
        "2026-10-13",
        "<img src=/a.jpg>",
        link(PARKING.path, "原文链接"),
    )
    portal = replace(GOOD, normative=(PARKING, rules), readings=(both, picture, RELIEF_READ))
    assert told(check(portal)) == []


def test_an_interpretation_of_a_superiors_document_is_no_missing_pair() -> None:
    above = article("/zcjd/202608/t20260804_2.html", "《国务院关于深化改革的意见》解读", "2026-08-04")
    meeting = article("/zcjd/202608/t20260804_3.html", "区政府第十次常务会议解读", "2026-08-04")
    law = article("/zcjd/202608/t20260804_4.html", "《中华人民共和国行政处罚法》解读", "2026-08-04")
    result = check(replace(GOOD, readings=(*GOOD.readings, above, meeting, law)))
    assert told(result) == []


def test_copies_of_a_policy_in_two_columns_are_one() -> None:
    copy = replace(without_links(PARKING), path="/zcwj/202610/t20261012_9.html")
    assert told(check(replace(GOOD, policies=(RELIEF, copy)))) == []


def test_the_same_name_twice_goes_by_date() -> None:
    old = article("/gfxwj/202001/t20200106_1.html", PARKING.title, "2020-01-06", link("/zcjd/old.html", "政策解读"))
    read = article("/zcjd/old.html", PARKING_READ.title, "2020-01-07", link(old.path, "政策原文"))
    assert told(check(replace(GOOD, normative=(PARKING, old), readings=(*GOOD.readings, read)))) == []


# --- links


def test_a_policy_that_does_not_link() -> None:
    finding = only(check(replace(GOOD, normative=(without_links(PARKING),))))
    assert (finding.code, finding.doubtful) == ("no-link-to-interpretation", False)
    assert finding.page_url.endswith(PARKING.path)
    assert finding.target_url and finding.target_url.endswith(PARKING_READ.path)


def test_an_interpretation_that_does_not_link() -> None:
    result = check(replace(GOOD, readings=(without_links(PARKING_READ), RELIEF_READ)))
    finding = only(result)
    assert (finding.code, finding.doubtful) == ("no-link-to-policy", False)
    assert measure(result, "two-way-rate") == Decimal("0.5")


def test_links_a_script_may_bring_are_a_doubt() -> None:
    body = "<p>正文</p><h3>相关解读</h3><ul id=rel></ul><script>$.get('/rel.json', function(d){})</script>"
    portal = replace(GOOD, normative=(replace(PARKING, body=body),))
    assert told(check(portal)) == [("no-link-to-interpretation", True)]


def test_a_box_of_the_newest_is_no_link_of_the_article() -> None:
    row = f"<li><a href={PARKING_READ.path}>{PARKING_READ.title}</a></li>"
    box = f"<div class=right><h3>最新解读</h3><ul>{row}</ul></div>"
    more = [
        article(f"/zcwj/202609/t2026090{n}_5.html", f"关于印发《云汐区第{n}产业发展办法》的通知", f"2026-09-0{n}", box)
        for n in range(1, 6)
    ]
    normative = replace(without_links(PARKING), body=box)
    result = check(replace(GOOD, policies=(RELIEF, *more), normative=(normative,)))
    assert ("no-link-to-interpretation", False) in told(result)


def test_interpretation_elsewhere_or_on_the_page_itself() -> None:
    outside = replace(without_links(PARKING), body="<p>正文</p><a href=http://mp.example.com/s/1>一图读懂</a>")
    here = replace(
        without_links(PARKING), body="<a href='#jd'>政策解读</a><p>正文</p><h2 id=jd>政策解读</h2><p>背景</p>"
    )
    for policy in (outside, here):
        assert told(check(replace(GOOD, normative=(policy,), readings=(RELIEF_READ,)))) == []


@pytest.mark.parametrize(
    ("href", "code"),
    [("/", "wrong-target"), ("/zcjd/", "wrong-target"), ("/zcwj/202609/t20260914_1.html", "wrong-target")],
)
def test_a_label_that_leads_elsewhere(href: str, code: str) -> None:
    policy = replace(without_links(PARKING), body=link(href, "相关解读"))
    finding = only(check(replace(GOOD, normative=(policy,))))
    assert (finding.code, finding.doubtful, finding.evidence["label"]) == (code, False, "相关解读")


def test_a_label_that_leads_to_another_interpretation() -> None:
    policy = replace(without_links(PARKING), body=link(RELIEF_READ.path, "政策解读"))
    finding = only(check(replace(GOOD, normative=(policy,))))
    assert (finding.code, finding.doubtful) == ("wrong-target", False)


@pytest.mark.parametrize("href", ["/", "/gfxwj/", RELIEF.path, RELIEF_READ.path])
def test_an_original_that_is_another_page(href: str) -> None:
    read = replace(without_links(PARKING_READ), body=link(href, "政策原文"))
    finding = only(check(replace(GOOD, readings=(read, RELIEF_READ))))
    assert (finding.code, finding.doubtful, finding.evidence["label"]) == ("wrong-target", False, "政策原文")


def test_the_menu_named_like_a_label_is_no_fault() -> None:
    crumb = "<div class=weizhi><a href=/>首页</a> &gt; <a href=/zcjd/>政策解读</a></div>"
    side = "<div class=right><h3><a href=/zcjd/index.html>政策解读</a></h3></div>"
    policy = replace(PARKING, body=crumb + side + PARKING.body)
    other = replace(RELIEF, body=crumb + side + RELIEF.body)
    portal = replace(GOOD, normative=(policy,), policies=(other,))
    index = portal.page(listed(*portal.readings), "政策解读")
    assert told(check(replace(portal, others={"/zcjd/index.html": index}))) == []


def test_pages_that_share_a_wrong_target_are_told_one_by_one() -> None:
    policies = tuple(replace(without_links(one), body=link("/", "相关解读")) for one in (PARKING, RELIEF))
    assert told(check(replace(GOOD, normative=policies[:1], policies=policies[1:]))) == [("wrong-target", False)] * 2


def test_a_dead_label() -> None:
    gone = "http://www.example.gov.cn/zcjd/gone.html"
    policy = replace(without_links(PARKING), body=link("/zcjd/gone.html", "政策解读"))
    looks = tuple(Fetch(url=gone, at=NOW, look=n, status=404, final_url=gone) for n in (1, 2))
    finding = only(check(replace(GOOD, normative=(policy,), looks=looks)))
    assert (finding.code, finding.doubtful, finding.target_url) == ("dead-link", False, gone)


def test_a_label_that_is_blocked_or_seen_once_is_not_dead() -> None:
    url = "http://www.example.gov.cn/zcjd/x.html"
    policy = replace(PARKING, body=PARKING.body + link("/zcjd/x.html", "政策解读"))
    blocked = Fetch(url=url, at=NOW, status=403, final_url=url)
    once = Fetch(url=url, at=NOW, failure=Failure(kind=FailureKind.TIMEOUT))
    for look in (blocked, once):
        assert told(check(replace(GOOD, normative=(policy,), looks=(look,)))) == []


# --- time


def test_late() -> None:
    read = replace(PARKING_READ, day="2026-10-16")
    finding = only(check(replace(GOOD, readings=(read, RELIEF_READ))))
    assert (finding.code, finding.doubtful) == ("late", False)
    assert "4 个工作日" in finding.message
    assert told(check(replace(GOOD, readings=(read, RELIEF_READ)), InterpretationOptions(working_days=7))) == []


def test_a_holiday_between_is_not_late() -> None:
    policy = replace(PARKING, day="2026-09-30")
    read = replace(PARKING_READ, day="2026-10-10")
    assert told(check(replace(GOOD, normative=(policy,), readings=(read, RELIEF_READ)))) == []
    later = replace(read, day="2026-10-12")
    assert told(check(replace(GOOD, normative=(policy,), readings=(later, RELIEF_READ)))) == [("late", False)]


def test_same_day_and_reversed() -> None:
    assert told(check(replace(GOOD, readings=(replace(PARKING_READ, day="2026-10-12"), RELIEF_READ)))) == []
    early = check(replace(GOOD, readings=(replace(PARKING_READ, day="2026-10-09"), RELIEF_READ)))
    assert told(early) == [("reversed-dates", True)]


def test_a_year_without_a_calendar_is_said_aloud() -> None:
    policy, read = replace(PARKING, day="1998-03-02"), replace(PARKING_READ, day="1998-03-20")
    portal = replace(GOOD, normative=(policy,), readings=(read, RELIEF_READ))
    result = check(portal, InterpretationOptions(since=date(1990, 1, 1)))
    assert told(result) == []
    assert any("1998" in unknown.reason for unknown in result.unknowns)


# --- the whole


def test_no_policy_column() -> None:
    menu = {"/xwdt/": "新闻动态", "/tzgg/": "通知公告"}
    portal = Portal(menu=menu, others={"/zcwj/": "", "/gfxwj/": "", "/zcjd/": ""})
    assert check(portal).outcome is Outcome.INAPPLICABLE
    cut = check(replace(portal, coverage=Coverage(complete=False)))
    assert cut.outcome is Outcome.CANNOT_TELL


def test_measures_of_a_unit() -> None:
    units = (Unit(name="区城管局", scope=("/gfxwj/",)),)
    result = check(replace(GOOD, units=units))
    assert measure(result, "policies-checked", unit="区城管局") == 1
    assert measure(result, "rate", unit="区城管局") == Decimal(1)


def test_labels() -> None:
    for text in ("政策解读", "相关解读", "【图解】", "点击查看解读", "解读链接：", "一图读懂"):
        assert wants_of(text) is Wants.READING
    for text in ("政策原文", "原文链接", "查看原文", "文件原文>>"):
        assert wants_of(text) is Wants.ORIGINAL
    for text in ("《停车办法》政策解读", "首页", "解读一下今天的天气", ""):
        assert wants_of(text) is None


def test_owing_by_title() -> None:
    assert owed_by("关于印发《云汐区表彰奖励办法》的通知", "云汐区人民政府").owing is Owing.YES
    assert owed_by("云汐区人民政府关于表彰先进的决定", "云汐区人民政府").owing is Owing.NO
    assert owed_by("云汐区人民政府关于禁止燃放烟花爆竹的通告", "云汐区人民政府").owing is Owing.UNCLEAR
    assert is_superior("江东省人民政府关于印发规划的通知", "江东省云汐区人民政府")
    assert not is_superior("江东省人民政府关于印发规划的通知", "江东省人民政府")
    assert is_superior("江东省河道管理办法", "云汐区人民政府")
    assert not is_superior("云汐区城市更新办法", "云汐区人民政府")
    assert not is_superior("城市更新办法", "云汐区人民政府")
    assert owed_by("关于清理现行规范性文件的通知", "云汐区人民政府").owing is Owing.NO
    assert owed_by("优化营商环境条例", "云汐区人民政府").owing is Owing.NO
    assert owed_by("云汐区物业管理条例实施细则", "云汐区人民政府").owing is Owing.YES
    assert not is_superior("云汐区市场监督管理局关于印发办法的通知", "云汐区人民政府")


def test_gb18030_pages_on_disk() -> None:
    pages = {f"/{path.stem.replace('__', '/')}.html": path.read_bytes() for path in sorted(CASES.glob("*.html"))}
    pages["/"] = pages.pop("/index.html")
    site = FakeSite.of(pages, observed_at=NOW)
    result = run_check(interpretation_links, site)
    assert told(result) == [("no-link-to-policy", False)]
    assert measure(result, "policies-checked") == 1


@given(st.text(alphabet="<>/=\"' ahrefdivli解读原文政策相关：《》#?0x", max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_page_is_read(html: str) -> None:
    site = FakeSite.of(
        {"/": "<a href=/zcwj/>政策文件</a><a href=/zcjd/>政策解读</a>" + html, "/zcwj/": html, "/zcjd/": html}
    )
    assert run_check(interpretation_links, site).outcome is not Outcome.ERROR
    page = site.page("http://www.example.gov.cn/zcwj/")
    assert page is not None
    labelled_links(page)
