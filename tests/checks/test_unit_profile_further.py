"""unit-profile: pages on which a unit presents itself under a name that tells nothing of it."""

import pytest

from checks.model import Result
from evidence.records import Unit
from tests.checks.unit_profile_portal import DUTIES, TABLE, check, page, said

SECTIONS = (
    f"<h4>职能配置</h4><p>{DUTIES}</p><h4>内设机构</h4><p>办公室、预算科、国库科</p><h4>办公信息</h4>"
    "<p>地址：示例区示例大道18号</p><p>时间：工作日9:00-17:00</p><p>电话：0000-6600118</p><p>局长：罗建华</p>"
)
SERVICE = "<p>办理地点：示例大道18号</p><p>办公时间：工作日9:00-17:00</p><p>咨询电话：0000-6600118</p>"


def unit(name: str, body: str, *, path: str = "dw/1.html") -> Result:
    entry = f"<a href='/czj/{path}'>{name}</a>"
    pages = {
        "": page("<a href='/czj/'>区财政局</a>"),
        "czj/": page(entry + "<a href='/czj/dt/'>工作动态</a>"),
        f"czj/{path}": page(entry + body),
        "czj/dt/": page(entry + "<p>区财政局召开会议。</p>"),
    }
    return check(page(TABLE), pages=pages, units=(Unit(name="区财政局", scope=("/czj/",)),))


@pytest.mark.parametrize("name", ["局机关", "政府信息", "政务信息", "认识我们", "区局名片"])
def test_a_page_that_presents_the_unit_counts_whatever_it_is_called(name: str) -> None:
    assert said(unit(name, SECTIONS)) == []


@pytest.mark.parametrize(
    ("name", "body", "path"),
    [
        ("办理须知", SERVICE, "dw/1.html"),  # a service gives places, hours and telephones too
        ("工作简报", SECTIONS, "dw/t20261103_12.html"),  # an article
        ("区财政局关于印发内设机构职能的通知", SECTIONS, "dw/1.html"),  # a headline
        ("政策解读", SECTIONS, "dw/1.html"),  # another column
    ],
)
def test_what_only_names_some_of_it_is_no_presentation(name: str, body: str, path: str) -> None:
    assert "missing 办公地址" in said(unit(name, body, path=path))


def test_a_page_of_another_name_says_nothing_of_what_it_lacks() -> None:
    told = said(unit("局机关", SECTIONS.replace("工作日9:00-17:00", "待补充")))
    assert told == ["missing 办公时间"]
