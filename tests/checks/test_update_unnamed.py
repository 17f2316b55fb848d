"""update-frequency: blank columns under names that the vocabulary does not know."""

import pytest

from checks.testing import FakeSite
from tests.checks.test_update_frequency import FOOT, MENU, check, measured, row, rows, told

UNNAMED_MENU = {**MENU, "/bszx/": "百事咨询角"}
EMPTY = "<div class=main></div>"


def named(name: str, content: str, crumb: bool = False, tag: bool = False) -> str:
    """A page of a column that the vocabulary does not know, in a menu without class or id."""
    links = "".join(f"<td><a href={path}>{text}</a></td>" for path, text in UNNAMED_MENU.items())
    meta = f'<meta name="ColumnName" content="{name}">' if tag else ""
    trail = f"<div>您当前的位置：<a href=/>首页</a> &gt; <span>{name}</span></div>" if crumb else ""
    return f"<head>{meta}<title>{name}-某区人民政府</title></head><table><tr>{links}</tr></table>{trail}{content}{FOOT}"


def plain_portal(entry: str) -> FakeSite:
    contents = {
        "/": rows(1, 3, 9),
        "/xwdt/": rows(1, 3, 9, 30),
        "/tzgg/": rows(40, 90),
        "/zcwj/": rows(100, 300),
        "/czyjs/": rows(200, 560),
        "/jgzn/": "<p>负责全区有关工作的组织、协调和监督检查,承办区政府交办的其他事项。</p>",
    }
    names = {"/": "某区人民政府", **MENU}
    pages = {path: named(names[path], text, crumb=path != "/") for path, text in contents.items()}
    return FakeSite.of({**pages, "/bszx/": entry})


@pytest.mark.parametrize("content", [EMPTY, "<p>暂无内容</p>", "<p>栏目建设中</p>"])
@pytest.mark.parametrize(("how", "doubtful"), [({"crumb": True}, False), ({"tag": True}, False), ({}, True)])
def test_a_blank_column_of_an_unknown_name(how: dict[str, bool], doubtful: bool, content: str) -> None:
    """The page itself says which column it is: in its trail or tag for certain, in its title perhaps."""
    result = check(plain_portal(named("百事咨询角", content, **how)))
    assert told(result) == [("blank", "百事咨询角", doubtful)]
    assert measured(result, "blank-columns").value == (0 if doubtful else 1)


@pytest.mark.parametrize(
    "entry",
    [
        named("便民", EMPTY, crumb=True),  # the page bears another name than the link
        named("百事咨询角", "<p>本栏目受理群众关于各类事项的咨询，请拨打电话。</p>", crumb=True),
        named("百事咨询角", "<iframe src=/list.jsp></iframe>", crumb=True),
        named("百事咨询角", "<div id=app></div><script>new Vue({el:'#app'})</script>", tag=True),
        named("百事咨询角", f"<ul>{row(400, '公示')}</ul>", crumb=True),  # one short row, but not blank
        named("百事咨询角", EMPTY, crumb=True).replace("<head>", "<head><meta name=ArticleTitle content=百事咨询角>"),
    ],
)
def test_what_only_looks_like_a_blank_column_of_an_unknown_name(entry: str) -> None:
    assert told(check(plain_portal(entry))) == []


def test_a_blank_page_under_the_name_of_a_person_is_a_doubt() -> None:
    entry = named("张三", EMPTY, crumb=True)
    pages = {page.url: page.html.replace("百事咨询角", "张三") for page in plain_portal(entry).pages()}
    assert told(check(FakeSite.of(pages))) == [("blank", "张三", True)]


@pytest.mark.parametrize("tool", ["用户登录", "考试结果查询", "全文检索中心"])
def test_an_empty_tool_is_no_blank_column(tool: str) -> None:
    entry = named(tool, "<p>没有找到相关信息</p>", crumb=True, tag=True)
    pages = {page.url: page.html.replace("百事咨询角", tool) for page in plain_portal(entry).pages()}
    assert told(check(FakeSite.of(pages))) == []
