"""required-columns: what is published under another name than the one asked for, facts of a body above all."""

import pytest

from checks.column_profile import EVERY_UNIT, RequiredColumn, with_required
from checks.model import Result
from evidence.records import Unit
from tests.checks.required_columns_portal import ITEMS, check, manner, measured, said

UNIT = Unit(name="区财政局", scope=("/czj/",))
REACHED = "<p>地址：示例区示例大道18号</p><p>联系电话：0000-6600118</p>"
ABOUT = (
    "<p>一、主要职责：负责编制年度预算草案并组织执行，承担国库管理工作。</p>"
    "<p>二、内设机构</p><p>办公室、预算科、国库科、政府采购科</p><p>三、局长：范志刚</p>"
)


def of_unit(pages: dict[str, tuple[str, str]], *ideas: str) -> Result:
    """What is said of a unit whose front links these pages: folder, name in the menu, body."""
    menu = "".join(f"<a href='/czj/{folder}/'>{name}</a>" for folder, (name, _) in pages.items())
    front = menu + "".join(f"<a href='/czj/o{n}/'>业务工作第{n}类</a>" for n in range(12))
    bodies = {f"czj/{folder}/": manner(menu + body) for folder, (_, body) in pages.items()}
    required = [RequiredColumn(idea=idea, unit=EVERY_UNIT) for idea in ideas]
    home = "<a href='/czj/'>区财政局</a>"
    return check(home, *required, pages={"czj/": manner(front)} | bodies, units=(UNIT,))


@pytest.mark.parametrize(
    ("idea", "name", "body"),
    [
        ("办公地址", "联系我们", REACHED),
        ("联系方式", "单位地址", REACHED),
        ("机构设置", "机构概况", ABOUT),
        ("领导信息", "机构概况", ABOUT),
    ],
)
def test_a_fact_on_a_page_of_another_name_is_no_missing_column(idea: str, name: str, body: str) -> None:
    result = of_unit({"a": (name, body)}, idea)
    assert said(result) == [] and measured(result, "present", idea, UNIT.name) is True


@pytest.mark.parametrize(
    ("idea", "name", "body"),
    [
        ("办公地址", "联系我们", "<p>联系电话：0000-6600118</p>"),
        ("办公地址", "上班时间", "<p>周一至周五：上午8:30-12:00，下午14:30-18:00</p>"),
        ("联系方式", "单位地址", "<p>单位地址：示例区示例大道18号，欢迎来访，乘车路线见下。</p>"),
        ("机构设置", "机构概况", "<p>主要职责：负责编制年度预算草案并组织执行。</p>"),
        ("领导信息", "机构概况", "<p>主要职责：负责编制年度预算草案并组织执行，由市领导联系。</p>"),
    ],
)
def test_a_fact_that_no_page_publishes_is_a_missing_column(idea: str, name: str, body: str) -> None:
    result = of_unit({"a": (name, body)}, idea)
    assert said(result) == [("missing", idea, False)] and measured(result, "present", idea, UNIT.name) is False


def test_a_fact_in_an_attachment_is_left_open() -> None:
    body = "<p>机构设置情况详见附件。</p><a href='/czj/a/jgsz.pdf'>附件：内设机构及职责</a>"
    result = of_unit({"a": ("工作职责", body)}, "机构设置")
    assert said(result) == [] and [one.subject for one in result.unknowns] == ["机构设置"]


def test_a_column_that_is_no_fact_of_a_body_is_not_served_by_its_pages() -> None:
    assert said(of_unit({"a": ("机构概况", ABOUT)}, "财政预决算")) == [("missing", "财政预决算", False)]


@pytest.mark.parametrize(
    ("idea", "name", "missing"),
    [
        ("行政执法", "行政处罚和行政强制", False),
        ("行政执法", "双随机、一公开", False),
        ("行政执法", "政务督查", True),
        ("政府采购", "采购公告", False),
        ("政府采购", "产权交易", True),
        ("征地拆迁", "征地公告", False),
        ("征地拆迁", "土地出让", True),
    ],
)
def test_what_serves_for_a_column_of_a_rubric(idea: str, name: str, missing: bool) -> None:
    asked = next(one for one in with_required([RequiredColumn(idea=idea)]).required if one.idea == idea)
    result = check(f"<a href='/lm/'>{name}</a>", asked, pages={"lm/": manner(ITEMS)})
    assert said(result) == ([("missing", idea, False)] if missing else [])


@pytest.mark.parametrize(
    ("entry", "doubtful"),
    [
        ("<a href='/gfxwj/'>规范性文件数据中心</a>", True),
        ("<a href='/gfxwj/t20260101_1.html'>规范性文件审查会召开</a>", False),
        ("<a href='/news/'>关于做好规范性文件报备工作的通知</a>", False),
        ("<a href='/zcwj/'>文件汇编目录</a>", False),
        ("<a href='/ql/'>规范性文件清理</a>", False),
    ],
)
def test_an_entry_that_names_the_column_among_other_words_needs_a_look(entry: str, doubtful: bool) -> None:
    assert said(check(entry, RequiredColumn(idea="规范性文件"))) == [("missing", "规范性文件", doubtful)]


def test_a_blank_column_that_serves_for_another_is_told_once() -> None:
    exchange, letters = RequiredColumn(idea="互动交流", instead=("领导信箱",)), RequiredColumn(idea="领导信箱")
    home, pages = "<a href='/xx/'>区长信箱</a>", {"xx/": manner("<p>栏目建设中</p>")}
    assert said(check(home, exchange, letters, pages=pages)) == [("blank", "领导信箱", False)]
    assert said(check(home, exchange, pages=pages)) == [("blank", "互动交流", False)]


@pytest.mark.parametrize("unlisted", [True, False])
def test_a_general_column_that_the_rubric_asks_of_no_unit_is_a_doubt(unlisted: bool) -> None:
    asked = RequiredColumn(idea="政府信息公开制度", unit=EVERY_UNIT, unlisted=unlisted)
    menu = "".join(f"<a href='/czj/o{n}/'>业务工作第{n}类</a>" for n in range(12)) + "<a href='/czj/a/'>联系我们</a>"
    pages = {"czj/": manner(menu), "czj/a/": manner(REACHED)}
    assert said(check("<a href='/czj/'>区财政局</a>", asked, pages=pages, units=(UNIT,))) == [
        ("missing", "政府信息公开制度", unlisted)
    ]


@pytest.mark.parametrize(
    ("heading", "page", "expected"),
    [
        # A heading over 机构职能 and 联系我们 publishes no head by itself.
        ("<dt>机构概况</dt>", "<p>主要职责：负责编制年度预算草案并组织执行。</p>", [("missing", "领导信息", False)]),
        ("<dt>机构概况</dt>", ABOUT, []),
        ("<dt>机构概况</dt>", "<img src='/upload/1.jpg'>", []),
        ("<dt><a href='/gk/'>机构概况</a></dt>", ABOUT, []),
    ],
)
def test_a_heading_of_a_menu_serves_only_by_what_stands_below_it(
    heading: str, page: str, expected: list[tuple[str, str, bool]]
) -> None:
    asked = RequiredColumn(idea="领导信息", instead=("机构概况",))
    home = f"<dl>{heading}<dd><a href='/zn/'>机构职能</a></dd><dd><a href='/lx/'>联系我们</a></dd></dl>"
    pages = {"zn/": manner(page), "lx/": manner(REACHED), "gk/": manner(page)}
    assert said(check(home, asked, pages=pages)) == expected


def test_a_zone_that_serves_enterprises_alone_has_services() -> None:
    asked = next(one for one in with_required([]).required if one.idea == "政务服务" and not one.unit)
    assert said(check("<a href='/qy/'>企业服务</a>", asked, pages={"qy/": manner(ITEMS)})) == []
    assert said(check("<a href='/qy/'>企业风采</a>", asked)) == [("missing", "政务服务", False)]


@pytest.mark.parametrize(
    ("body", "missing"),
    [("<p>示例镇位于县境东部，距县城15公里，辖11个行政村，盛产柑橘。</p>" * 2, True), (ABOUT, False)],
)
def test_what_serves_instead_must_tell_the_fact(body: str, missing: bool) -> None:
    """单位简介 that praises the landscape is no 机构职能."""
    required = RequiredColumn(idea="机构职能", instead=("机构概况",))
    told = said(check('<a href="/x/">机构概况</a>', required, pages={"x/": manner(body)}))
    assert told == ([("missing", "机构职能", False)] if missing else [])


def test_a_blank_page_that_serves_instead_is_told_as_blank() -> None:
    required = RequiredColumn(idea="机构职能", instead=("机构概况",))
    told = said(check('<a href="/x/">机构概况</a>', required, pages={"x/": manner("<p>暂无内容</p>")}))
    assert told == [("blank", "机构职能", False)]


@pytest.mark.parametrize(
    ("title", "missing"), [("示例市水利局", False), ("示例区人民政府", True), ("示例区政府网", True)]
)
def test_the_profile_of_a_bureau_serves_for_that_of_a_place_on_its_own_website(title: str, missing: bool) -> None:
    pages = {"gk/": manner("<p>本局成立于1958年，现有干部职工86人，是主管水行政工作的政府工作部门。</p>")}
    home = manner('<a href="/gk/">本局概况</a>', title=title)
    told = said(check(home, RequiredColumn(idea="走进本地"), pages=pages, plain=True))
    assert told == ([("missing", "走进本地", False)] if missing else [])
