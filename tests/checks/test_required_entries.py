"""required-columns: entries of a menu without an address, beside what a script may listen to."""

import pytest

from checks.column_profile import EVERY_UNIT, RequiredColumn
from evidence.records import Unit
from tests.checks.required_columns_portal import ITEMS, check, manner, said

INTERPRETATION = RequiredColumn(idea="政策解读")
PLAIN = "".join(f"<a href='/czj/o{n}/'>业务工作第{n}类</a>" for n in range(12))
OTHERS = ("机构职能", "规范性文件", "财政预决算", "通知公告")


def menu(entry: str, kind: str = "menu") -> str:
    beside = "".join(f"<li><a href='/{number}/'>{name}</a></li>" for number, name in enumerate(OTHERS))
    return f"<ul class={kind}>{beside}<li>{entry}</li></ul>"


@pytest.mark.parametrize(
    "entry",
    [
        "<a href='javascript:;'>政策解读</a>",
        "<a href='#'>政策解读</a>",
        "<a href=''><span>政策解读</span></a>",
        "<a>政策解读</a>",
    ],
)
def test_an_entry_without_an_address_is_a_doubt(entry: str) -> None:
    assert said(check(menu(entry), INTERPRETATION)) == [("dead", "政策解读", True)]


def test_an_entry_in_the_fold_of_an_accordion_and_the_head_of_a_fold() -> None:
    fold = menu("<a href='javascript:;'>政策解读</a>", kind="fold")
    head = "<dt><a href='javascript:;'>政府信息公开</a></dt>"
    home = f"<div class=accordion><dl>{head}<dd>{fold}</dd></dl></div>"
    assert said(check(home, INTERPRETATION)) == [("dead", "政策解读", True)]
    assert said(check(home, RequiredColumn(idea="政府信息公开"))) == []


def test_an_entry_of_a_table_without_an_address() -> None:
    rows = "".join(f"<tr><td><a href='/{number}/'>{name}</a></td></tr>" for number, name in enumerate(OTHERS))
    home = f"<table>{rows}<tr><td><a href=''>政策解读</a></td></tr></table>"
    assert said(check(home, INTERPRETATION)) == [("dead", "政策解读", True)]


@pytest.mark.parametrize(
    "home",
    [
        menu("<a href='/zcjd/'>政策解读</a>"),
        menu("<a href='javascript:;' onclick='show(3)'>政策解读</a>"),
        menu("<a href='javascript:;' data-id='3'>政策解读</a>"),
        menu(
            "<a href='javascript:;'>政策解读</a><ul><li><a href='/a/'>文字</a></li><li><a href='/b/'>图解</a></li></ul>"
        ),
        menu("<a href='#'>政策解读</a>", kind="tab-hd") + f"<ul>{ITEMS}</ul>",
        menu("<a href='#'>政策解读</a>") + "<p><a href='/zcjd/'>政策解读</a></p>",
    ],
)
def test_an_entry_that_a_script_or_another_link_serves_is_none(home: str) -> None:
    assert said(check(home, INTERPRETATION, pages={"zcjd/": manner(ITEMS)})) == []


@pytest.mark.parametrize(
    "entry",
    [
        "<a href='javascript:void(0)' onclick=\"alert('该栏目正在建设中！')\">政策解读</a>",
        "<a href=\"javascript:alert('栏目尚未开通')\">政策解读</a>",
    ],
)
def test_an_entry_that_only_says_that_the_column_is_being_built(entry: str) -> None:
    assert said(check(f"<p>{entry}</p>", INTERPRETATION)) == [("blank", "政策解读", False)]
    assert said(check(menu(entry), INTERPRETATION)) == [("blank", "政策解读", False)]


def test_an_entry_that_warns_before_it_leads_on_is_none() -> None:
    entry = "<a href='/zcjd/' onclick=\"alert('您即将离开本页')\">政策解读</a>"
    assert said(check(menu(entry), INTERPRETATION, pages={"zcjd/": manner(ITEMS)})) == []


HEADLINES = "".join(f"<li><a href='/n{n}.html'>示例区召开第{n}次重点工作调度会议</a></li>" for n in range(12))


def test_a_front_of_headlines_whose_menu_a_script_file_writes_shows_no_missing_column() -> None:
    home = f"<ul>{HEADLINES}</ul><div id=menu></div>"
    drawn = check(home + "<script src='/js/caidan.js'></script>", INTERPRETATION, plain=True)
    assert said(drawn) == [] and [one.subject for one in drawn.unknowns] == ["政策解读"]
    assert said(check(home, INTERPRETATION, plain=True)) == [("missing", "政策解读", False)]
    entries = "".join(f"<a href='/{n}/'>{name}</a>" for n, name in enumerate(OTHERS))
    written = check(f"{entries}{home}<script src='/js/caidan.js'></script>", INTERPRETATION, plain=True)
    assert said(written) == [("missing", "政策解读", False)]


@pytest.mark.parametrize("sign", ["｜", " - ", "_", "—", "－"])
def test_a_picture_named_by_the_title_of_its_page_is_a_fault_whatever_parts_the_title(sign: str) -> None:
    pages = {"ysq/": manner(ITEMS, title=f"依申请公开{sign}示例区人民政府")}
    entry = '<a href="/ysq/"><img src="/upload/2025/03/f3a9.jpg"></a>'
    told = said(check(entry, RequiredColumn(idea="依申请公开"), pages=pages))
    assert told == [("image-only", "依申请公开", False)]


def test_an_entry_of_the_portals_menu_is_nothing_that_a_unit_lists() -> None:
    """What a page of the unit links outside its part, as every page does, is the portal's."""
    menu = "<a href='/jgzn/'>区政府机构职能介绍</a>"
    pages = {
        "czj/": manner(f"{menu}<a href='/czj/gk/'>法定主动公开内容</a>" + PLAIN),
        "czj/gk/": manner(f"{menu}<p>本单位依法主动公开的内容，请查阅各栏目，如有疑问请与办公室联系。</p>"),
    }
    required = RequiredColumn(idea="机构职能", unit=EVERY_UNIT)
    units = (Unit(name="区财政局", scope=("/czj/",)),)
    told = said(check(f"{menu}<a href='/czj/'>区财政局</a>", required, pages=pages, units=units))
    assert told == [("missing", "机构职能", False)]


BOX = "<div id=head><script src='{}'></script></div>"


@pytest.mark.parametrize(
    "box", [BOX.format("/js/nav.js"), "<table><tr><td><script src=top.js></script></td></tr></table>"]
)
def test_a_menu_that_a_file_of_scripts_may_write_is_not_called_missing(box: str) -> None:
    result = check(box, INTERPRETATION)
    assert said(result) == [] and [unknown.subject for unknown in result.unknowns] == ["政策解读"]


@pytest.mark.parametrize(
    "box",
    [
        BOX.format("/js/jquery.min.js"),
        BOX.format("http://pucha.kaipuyun.cn/exposure/jiucuo.js"),
        BOX.format("http://other.example.cn/nav.js"),
        BOX.format("/js/foot.js"),
        "<div><p>关注我们</p><script src='/js/nav.js'></script></div>",
    ],
)
def test_a_file_of_scripts_that_writes_no_menu_hides_no_missing_column(box: str) -> None:
    assert said(check(box, INTERPRETATION)) == [("missing", "政策解读", False)]


@pytest.mark.parametrize(
    "entry",
    [
        "<li data-url='/zcjd/'>政策解读</li>",
        "<div class=item data-url='/zcjd/'><span>政策</span><span>解读</span></div>",
        "<input type=button value='政策解读' onclick=\"location.href='/zcjd/'\">",
    ],
)
def test_entries_that_a_script_opens_by_an_attribute(entry: str) -> None:
    assert said(check(entry, INTERPRETATION, pages={"zcjd/": manner(ITEMS)})) == []


@pytest.mark.parametrize(
    "entry",
    ["<ul data-url='/api/zcjd'><li>加载中</li></ul>", "<div data-url='/zcjd/'>区政府召开政策解读工作推进会议</div>"],
)
def test_what_is_kept_for_data_is_no_entry(entry: str) -> None:
    assert said(check(entry, INTERPRETATION, pages={"zcjd/": manner(ITEMS)})) == [("missing", "政策解读", False)]
