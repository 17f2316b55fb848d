"""Which unit owns an address: the longest prefix, and never the folder beside it."""

import pytest

from evidence.records import SiteInfo, Unit
from evidence.scope import fronts, further, inside, of_site, owner, prefixes

INFO = SiteInfo(
    id="portal",
    name="示例门户",
    url="http://www.example.gov.cn/",
    units=(
        Unit(name="财政局", scope=("/czj/", "http://czj.example.gov.cn/")),
        Unit(name="预算科", scope=("/czj/ysk",)),
        Unit(name="民政局", scope=("政务公开>民政局", " ")),
        Unit(name="教育局", scope=("/dept.aspx?did=3",)),
        Unit(name="教研室", scope=("/dept.aspx?did=3&room=1",)),
        Unit(name="交通局", scope=("/dept.aspx?did=31",)),
    ),
)


@pytest.mark.parametrize(
    ("url", "unit"),
    [
        ("http://www.example.gov.cn/czj/a.html", "财政局"),
        ("http://czj.example.gov.cn/b", "财政局"),
        ("http://www.example.gov.cn/czj/ysk", "预算科"),
        ("http://www.example.gov.cn/czj/ysk?p=1", "预算科"),
        ("http://www.example.gov.cn/czj/ysk/1.html", "预算科"),
        ("http://www.example.gov.cn/czj/yskx/1.html", "财政局"),
        ("http://www.example.gov.cn/czjx/", ""),
        ("http://www.example.gov.cn/", ""),
        ("http://other.gov.cn/czj/", ""),
        ("http://www.example.gov.cn/dept.aspx?did=3", "教育局"),
        ("http://www.example.gov.cn/dept.aspx?did=3&cid=2", "教育局"),
        ("http://www.example.gov.cn/dept.aspx?cid=2&did=3", "教育局"),
        ("http://www.example.gov.cn/dept.aspx?did=3&cid=2&room=1", "教研室"),
        ("http://www.example.gov.cn/dept.aspx?did=31&cid=3", "交通局"),
        ("http://www.example.gov.cn/dept.aspx?did=31#did=3", "交通局"),
        ("http://www.example.gov.cn/dept.aspx?did=32", ""),
        ("http://www.example.gov.cn/dept.aspx?pdid=3", ""),
        ("http://www.example.gov.cn/dept.aspx", ""),
        ("http://www.example.gov.cn/list.aspx?did=3", ""),
    ],
)
def test_owner(url: str, unit: str) -> None:
    assert owner(INFO, url) == unit


def test_column_paths_are_no_prefixes() -> None:
    assert prefixes(INFO.units[2], INFO.url) == ()


@pytest.mark.parametrize(
    ("scope", "entered"),
    [
        (("/czj/", "/zfxxgk/zhinan.html?unit=czj", "/zfxxgk/apply.do"), ["/czj/"]),
        (("/zfxxgk/index.html?unit=czj", "/czj"), ["/czj"]),
        (("/czj/index.html", "/zfxxgk/czj/"), ["/czj/index.html", "/zfxxgk/czj/"]),
        (("/zfxxgk/index.html?unit=czj", "/zfxxgk/zhinan.html?unit=czj"), ["/zfxxgk/index.html?unit=czj"]),
        (("政务公开>财政局",), []),
    ],
)
def test_a_unit_is_entered_at_its_folders_or_else_at_the_first_page(scope: tuple[str, ...], entered: list[str]) -> None:
    unit = Unit(name="财政局", scope=scope)
    assert list(fronts(unit, INFO.url)) == [INFO.url.rstrip("/") + path for path in entered]


def test_inside() -> None:
    assert inside("http://h/a", "http://h/a#x")
    assert not inside("http://h/a", "http://h/ab")


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://www.yx.gov.cn/a.html", True),
        ("http://xxgk.yx.gov.cn/a.html", True),
        ("http://xxgk.yx.gov.cn:9091/a.html", True),
        ("http://www.yx.gov.cn:9091/a.html", False),  # another port of the very host may be anybody's
        ("http://zwgk.city.gov.cn/yx/nb/1.html", True),
        ("http://zwgk.city.gov.cn/other/nb/1.html", False),
        ("http://www.notyx.gov.cn/", False),
    ],
)
def test_a_site_has_its_host_the_sub_domains_and_what_the_inventory_names(url: str, own: bool) -> None:
    info = SiteInfo(id="yx", name="某区", url="http://www.yx.gov.cn/", scope=("http://zwgk.city.gov.cn/yx/", "甲>乙"))
    assert further(info) == ("http://zwgk.city.gov.cn/yx/",)
    assert of_site(info, url, info.url) is own
    assert owner(info, url) == ""
