"""interpretation-links: links missing, wrong and dead, lateness, and what is left to a person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Outcome
from checks.interpretation_labels import Wants, labelled_links, wants_of
from checks.interpretation_links import interpretation_links
from checks.interpretation_owing import Owing, is_superior, owed_by
from checks.interpretation_says import InterpretationOptions
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Failure, FailureKind, Fetch, Unit
from tests.checks.interpretation_portal import (
    CASES,
    GOOD,
    NOW,
    PARKING,
    PARKING_READ,
    RELIEF,
    RELIEF_READ,
    Portal,
    article,
    check,
    link,
    listed,
    measure,
    only,
    told,
    without_links,
)


def test_a_policy_that_does_not_link() -> None:
    finding = only(check(replace(GOOD, normative=(without_links(PARKING),))))
    assert (finding.code, finding.doubtful) == ("no-link-to-interpretation", False)
    assert finding.page_url.endswith(PARKING.path)
    assert finding.target_url and finding.target_url.endswith(PARKING_READ.path)


def test_a_policy_whose_label_opens_the_policy_again() -> None:
    again = replace(PARKING, body=f"<p>正文</p>{link(PARKING.path, '政策解读')}")
    finding = only(check(replace(GOOD, normative=(again,))))
    assert (finding.code, finding.doubtful) == ("no-link-to-interpretation", False)


@pytest.mark.parametrize(
    ("head", "target", "wanted"),
    [
        ("<h4>政策解读</h4><ul><li>{}</li></ul>", "/zcjd/", "wrong-target"),
        ("<table><tr><td>解读：</td><td>{}</td></tr></table>", "/", "wrong-target"),
        ("<p><b>相关文件：</b>{}</p>", "/zcjd/gone.html", "dead-link"),
        ("<p>解读请见{}。</p>", "/zcjd/gone.html", "dead-link"),
        ("<h4>政策解读</h4><ul><li>{}</li></ul>", PARKING_READ.path, ""),
    ],
)
def test_the_title_of_the_interpretation_under_a_label_that_promises_nothing(
    head: str, target: str, wanted: str
) -> None:
    box = head.format(link(target, PARKING_READ.title))
    policy = replace(PARKING, body=f"<p>各镇人民政府：现印发给你们。</p>{box}")
    gone = f"http://www.example.gov.cn{target}"
    missing = tuple(Fetch(url=gone, at=NOW, look=n, status=404, final_url=gone) for n in (1, 2))
    looks = missing if wanted == "dead-link" else ()
    found = told(check(replace(GOOD, normative=(policy,), looks=looks)))
    assert found == ([(wanted, False)] if wanted else [])
    other = head.format(link(target, RELIEF_READ.title))
    beside = replace(PARKING, body=f"{PARKING.body}{other}")
    assert told(check(replace(GOOD, normative=(beside,), looks=looks))) == []


def test_words_added_to_an_address_lead_to_the_same_page() -> None:
    reading = replace(PARKING_READ, body=f"<p>正文</p>{link(PARKING.path + '?from=jd', '政策原文')}")
    assert told(check(replace(GOOD, readings=(reading, RELIEF_READ)))) == []


def test_an_interpretation_that_does_not_link() -> None:
    result = check(replace(GOOD, readings=(without_links(PARKING_READ), RELIEF_READ)))
    finding = only(result)
    assert (finding.code, finding.doubtful) == ("no-link-to-policy", False)
    assert measure(result, "two-way-rate") == Decimal("0.5")


@pytest.mark.parametrize(
    "block",
    [
        '<script>var rel=[{{"url":"{0}","title":"解读"}}];box.innerHTML=rel.map(link).join(\'\')</script>',
        "<SCRIPT>show('{1}')</SCRIPT>",
        "<script>var rel={{'url':'{2}'}}</script>",
        "<select onchange='location.href=this.value'><option>请选择</option><option value='{0}'>解读</option></select>",
    ],
)
def test_an_address_that_a_script_of_the_article_holds_is_a_link(block: str) -> None:
    path = PARKING_READ.path
    told_by = block.format(path, "../.." + path, path.replace("/", "\\/"))
    policy = replace(without_links(PARKING), body=f"{without_links(PARKING).body}<h3>相关解读</h3>{told_by}")
    assert told(check(replace(GOOD, normative=(policy,)))) == []


def test_a_box_of_the_newest_that_a_script_writes_into_each_article_is_no_link_of_its_own() -> None:
    box = f"<script>var newest=['{PARKING_READ.path}']</script>"
    others = tuple(
        replace(
            without_links(PARKING),
            path=f"/gfxwj/202609/t2026090{n}_9.html",
            title=f"关于印发《云汐区第{n}号管理办法》的通知",
        )
        for n in range(5)
    )
    articles = (without_links(PARKING), *others)
    result = check(replace(GOOD, normative=tuple(replace(one, body=one.body + box) for one in articles)))
    assert ("no-link-to-interpretation", False) in told(result)


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


PROSE = "<p>　　为规范停车秩序，区政府组织起草了本办法，公开征求了社会各界的意见，现将有关内容说明如下。</p>" * 3


@pytest.mark.parametrize("heading", ["政策解读", "《云汐区停车管理办法》解读"])
def test_an_interpretation_below_the_text_of_the_policy(heading: str) -> None:
    within = replace(without_links(PARKING), body=f"{PROSE}<hr><p align=center><b>{heading}</b></p>{PROSE}")
    assert told(check(replace(GOOD, normative=(within,), readings=(RELIEF_READ,)))) == []


def test_a_heading_that_names_the_policy_needs_but_one_sentence() -> None:
    told_why = "二、解读机关：区应急管理局，咨询电话见区政府网站，欢迎来电咨询了解。"
    short = f"<p>一、起草背景。为减少环境污染，保障公共安全。</p><p>{told_why}</p>"
    within = replace(without_links(PARKING), body=f"{PROSE}<h3>《云汐区停车管理办法》政策解读</h3>{short}")
    assert told(check(replace(GOOD, normative=(within,), readings=(RELIEF_READ,)))) == []
    boxed = replace(within, body=f"{PROSE}<h3>政策解读</h3><p>{told_why}</p>")
    assert told(check(replace(GOOD, normative=(boxed,), readings=(RELIEF_READ,)))) != []


def test_an_interpretation_of_one_paragraph_below_the_text() -> None:
    told_at_once = "<p>一、制定背景：为规范停车秩序，结合我区实际制定本办法。二、主要内容：明确职责分工和收费标准。</p>"
    within = replace(without_links(PARKING), body=f"{PROSE}<hr><h3>政策解读</h3>{told_at_once}")
    assert told(check(replace(GOOD, normative=(within,), readings=(RELIEF_READ,)))) == []


@pytest.mark.parametrize("inside", [PROSE, f"<h2>政策解读</h2>{PROSE}"])
def test_an_interpretation_behind_a_tab_of_the_policy(inside: str) -> None:
    tabs = "<ul><li class=on>文件正文</li><li>政策解读</li></ul>"
    body = f"{tabs}<div class=con>{PROSE}</div><div class=con style='display:none'>{inside}</div>"
    within = replace(without_links(PARKING), body=body)
    assert told(check(replace(GOOD, normative=(within,), readings=(RELIEF_READ,)))) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<ul><li>文件正文</li><li>政策解读</li></ul>{PROSE}",  # tabs above the text
        f"<ul><li>文件正文</li><li>政策解读</li></ul>{PROSE}<div style='display:none'><p>暂无内容。</p></div>",
        f"{PROSE}<div style='display:none'>{PROSE}</div>",
        f"{PROSE}<h3>政策解读</h3><ul><li><a href={RELIEF_READ.path}>{RELIEF_READ.title}</a></li></ul>",
        f"{PROSE}<p>《云汐区养犬管理办法》解读</p>{PROSE}",
        f"{PROSE}<p>政策解读</p><p>版权所有：云汐区人民政府办公室　地址：云汐大道1号　电话：0736-5221234</p>",
    ],
)
def test_a_heading_alone_explains_nothing(body: str) -> None:
    policy = replace(without_links(PARKING), body=body)
    finding = only(check(replace(GOOD, normative=(policy,), readings=(RELIEF_READ,))))
    assert (finding.code, finding.doubtful) == ("missing", False)


@pytest.mark.parametrize(
    ("href", "text", "code"),
    [
        ("/", "相关文件：原文", "wrong-target"),
        ("/", "《云汐区停车管理办法》原文", "wrong-target"),
        ("/gfxwj/gone.html", "《云汐区停车管理办法》原文", "dead-link"),
        ("/gfxwj/gone.html", "《云汐区养犬管理办法》原文", "no-link-to-policy"),  # it speaks of another
    ],
)
def test_a_label_may_give_the_name(href: str, text: str, code: str) -> None:
    gone = "http://www.example.gov.cn/gfxwj/gone.html"
    looks = tuple(Fetch(url=gone, at=NOW, look=n, status=404, final_url=gone) for n in (1, 2))
    box = f"<div><h3>相关文件</h3><ul><li><a href={href}>{text}</a></li></ul></div>"
    read = replace(without_links(PARKING_READ), body=box)
    finding = only(check(replace(GOOD, readings=(read, RELIEF_READ), looks=looks)))
    assert (finding.code, finding.doubtful) == (code, False)


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
    assert owed_by("云汐区人民政府关于印发〈云汐区供水管理办法〉的通知", "云汐区人民政府").owing is Owing.YES
    assert owed_by("云汐区人民政府关于表彰先进的决定", "云汐区人民政府").owing is Owing.NO
    staff = "关于印发云汐区教育局职能配置内设机构和人员编制规定的通知"
    assert owed_by(staff, "云汐区人民政府").owing is Owing.NO
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


@pytest.mark.parametrize(
    ("title", "owing"),
    [
        ("关于公布实施云汐区征地区片综合地价的通知", Owing.YES),
        ("关于公布云汐区城区基准地价的通知", Owing.YES),
        ("关于深化“放管服”改革的若干举措", Owing.YES),
        ("关于下达《云汐区专项资金管理办法》的通知", Owing.YES),
        ("关于下达2026年农业生产发展资金的通知", Owing.NO),
        ("关于某某国道改建工程临时断交的通告", Owing.NO),
        ("关于高考期间实施交通管制的通告", Owing.NO),
        ("关于印发云汐区交通管制管理办法的通知", Owing.YES),
        ("关于印发区长在全区经济工作会议上讲话的通知", Owing.NO),
    ],
)
def test_what_touches_the_public_and_what_is_of_one_place_or_day(title: str, owing: Owing) -> None:
    assert owed_by(title, "云汐区人民政府").owing is owing


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
