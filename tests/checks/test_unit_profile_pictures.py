"""unit-profile: which facts a picture may hold, and a home page that heads its menu with the name of a column."""

import pytest

from checks.testing import FakeSite, run_check
from checks.unit_profile import unit_profile
from tests.checks.unit_profile_portal import FOOT, HOME, said

MENU = "".join(
    f"<li><a href='/{path}/'>{name}</a></li>"
    for path, name in (("jgzn", "机构职能"), ("nsjg", "内设机构"), ("ldxx", "领导信息"), ("lxwm", "联系我们"))
)
PICTURE = "<img src='/upload/W0202003.jpg'>"
FULL = {
    "": "<p>欢迎访问</p>",
    "jgzn/": "<p>贯彻执行财政法律法规，拟订全区财政发展规划，负责编制年度预决算草案并组织执行。</p>",
    "nsjg/": "<p>办公室　预算科　国库科　政府采购监督管理科</p>",
    "ldxx/": "<p>陈国平　党组书记、局长</p>",
    "lxwm/": "<p>办公地址：示例区示例大道18号</p><p>办公时间：工作日9:00-17:00</p><p>电话：0000-6600118</p>",
}
NO_ADDRESS = "<table><tr><td>办公地址：</td><td></td></tr><tr><td>电话：</td><td>0000-6600118</td></tr></table>"


def told(changed: dict[str, str], *, menu: str = MENU, frame: str = "") -> list[str]:
    pages = {**FULL, **changed}
    site = {HOME + path: f"<ul>{menu}</ul>{frame if path else ''}{text}{FOOT}" for path, text in pages.items()}
    return said(run_check(unit_profile, FakeSite.of(site)))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"nsjg/": PICTURE}, ["?image-only 机构设置"]),
        # A chart of sections holds no address and no hours.
        ({"nsjg/": PICTURE, "lxwm/": NO_ADDRESS}, ["?image-only 机构设置", "empty 办公地址", "missing 办公时间"]),
        ({"lxwm/": NO_ADDRESS + PICTURE}, ["?image-only 办公地址", "?image-only 办公时间"]),
        ({"lxwm/": PICTURE}, ["?image-only 办公地址", "?image-only 办公时间", "?image-only 联系方式"]),
    ],
)
def test_a_picture_may_hold_what_its_column_is_for(changed: dict[str, str], expected: list[str]) -> None:
    assert sorted(told(changed)) == sorted(expected)


def test_where_no_column_is_for_a_fact_any_picture_may_hold_it() -> None:
    menu = MENU.partition("<li><a href='/lxwm/'>")[0].replace("机构职能", "机关职责")
    lacking = ["办公地址", "办公时间", "联系方式"]
    assert told({"nsjg/": FULL["nsjg/"] + PICTURE}, menu=menu) == [f"?image-only {fact}" for fact in lacking]
    assert told({"ldxx/": FULL["ldxx/"] + PICTURE}, menu=menu) == [f"missing {fact}" for fact in lacking]


def test_a_picture_of_the_template_holds_nothing() -> None:
    strip = "<img src='/img/bt2.gif'>"
    assert told({"lxwm/": NO_ADDRESS}, frame=strip) == ["empty 办公地址", "missing 办公时间"]


def test_a_heading_of_the_menu_makes_no_fact_of_the_menu_and_the_footer() -> None:
    """机构概况 with an address of "#" is a block of the home page, whose own lines are those of all its pages."""
    menu = f"<li><a href='#'>机构概况</a><ul>{MENU}</ul></li><li><a href='/xwdt/'>新闻中心</a></li>"
    foot = "<div><p>示例区财政局</p><p>联系电话：0000-6600000</p></div>"
    assert told({}, menu=menu, frame=foot) == []
    for fact in ("办公地址", "联系方式"):
        kept = "</p>".join(part for part in FULL["lxwm/"].split("</p>") if fact[2:] not in part and "电话" not in part)
        text = {"lxwm/": kept if fact == "联系方式" else FULL["lxwm/"].replace("办公地址：示例区示例大道18号", "")}
        home = {"": FULL[""] + foot}
        assert told({**text, **home}, menu=menu, frame=foot) == [f"missing {fact}"]
