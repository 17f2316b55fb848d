"""Links that must be there by where they lead: each fault beside what only looks like it."""

import pytest

from checks.column_profile import RequiredTarget, known_targets
from tests.checks.required_columns_portal import check, manner, measured, said


@pytest.mark.parametrize(
    ("name", "link", "expected"),
    [
        ("行政法规库", '<a href="https://xzfg.moj.gov.cn/">国家行政法规库</a>', []),
        ("行政法规库", '<a href="https://www.gov.cn/zhengce/xzfgk/index.htm"><img src="a.png"></a>', []),
        (
            "行政法规库",
            '<a href="https://flk.npc.gov.cn/">国家法律法规数据库</a>',
            [("missing-target", "行政法规库", True)],
        ),
        ("行政法规库", '<a href="/jump?url=http://xzfg.moj.gov.cn/">行政法规库</a>', []),
        ("行政法规库", '<a href="/link.jsp?u=http%3A%2F%2Fxzfg.moj.gov.cn%2F&amp;t=1">国家行政法规库</a>', []),
        ("行政法规库", "<a href=\"javascript:leave('http://xzfg.moj.gov.cn/')\">行政法规库</a>", []),
        (
            "行政法规库",
            "<a onclick=\"share('http://xzfg.moj.gov.cn/')\">分享</a>",
            [("missing-target", "行政法规库", False)],
        ),
        (
            "行政法规库",
            '<a href="/jump?url=http://www.example.com/">法规</a>',
            [("missing-target", "行政法规库", False)],
        ),
        ("行政法规库", '<a href="/flfg/">行政法规库</a>', [("missing-target", "行政法规库", True)]),
        ("行政法规库", '<a href="/a.html">司法局推广行政法规库使用</a>', [("missing-target", "行政法规库", False)]),
        ("行政法规库", '<a href="https://www.baidu.com/">行政法规库</a>', [("missing-target", "行政法规库", False)]),
        ("行政法规库", '<a href="/">行政法规库</a>', [("missing-target", "行政法规库", False)]),
        ("规章库", '<a href="https://www.gov.cn/">国家规章库</a>', [("missing-target", "规章库", False)]),
        ("政务服务网", '<a href="https://www.gov.cn/">青海政务服务网</a>', [("missing-target", "政务服务网", False)]),
        ("政务服务网", '<a href="https://gjzwfw.www.gov.cn/">国家政务服务平台</a>', []),
        ("规章库", '<a href="http://www.xining.gov.cn/zwgk/gzk/">西宁市人民政府规章库</a>', []),
        ("规章库", '<a href="/gzk/">规章库</a>', [("missing-target", "规章库", True)]),
        ("政务服务网", '<a href="https://www.qhzwfw.gov.cn/">青海政务服务网</a>', []),
        ("政务服务网", '<a href="http://zwfw.xining.gov.cn/">在线办事</a>', []),
        ("政务服务网", '<a href="http://www.ykb.cn/">山东政务服务网</a>', [("missing-target", "政务服务网", True)]),
        ("政务服务网", '<a href="/1.html">我区推广政务服务网</a>', [("missing-target", "政务服务网", False)]),
        ("政务服务网", "", [("missing-target", "政务服务网", False)]),
        ("12345热线", '<a href="http://12345.xining.gov.cn/">市长热线</a>', []),
        ("12345热线", "<p>热线电话：12345</p>", [("missing-target", "12345热线", False)]),
    ],
)
def test_links_asked_for_by_target(name: str, link: str, expected: list[tuple[str, str, bool]]) -> None:
    result = check(link, targets=(known_targets()[name],))
    assert said(result) == expected
    value = measured(result, "target-linked", name)
    assert value is (None if expected and expected[0][2] else not expected)


def test_a_target_link_may_stand_below_the_home_page_unless_it_is_asked_there() -> None:
    pages = {"zwgk/": manner('<a href="https://xzfg.moj.gov.cn/">国家行政法规库</a>')}
    entry, target = '<a href="/zwgk/">政务公开</a>', known_targets()["行政法规库"]
    assert said(check(entry, targets=(target,), pages=pages)) == []
    at_home = RequiredTarget(name=target.name, texts=target.texts, hosts=target.hosts, home=True)
    assert said(check(entry, targets=(at_home,), pages=pages)) == [("missing-target", "行政法规库", False)]
