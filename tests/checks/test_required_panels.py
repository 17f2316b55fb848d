"""required-columns: several columns on one page, to whose parts the menu leads by fragments."""

import pytest

from checks.column_profile import ColumnOptions, RequiredColumn
from checks.required_columns import required_columns
from checks.testing import FakeSite, run_check
from tests.checks.required_columns_portal import HOME, check, manner, said

LEADERS = RequiredColumn(idea="领导信息")
NAMES = {"jgzn": "机构职能", "ldxx": "领导信息", "lxfs": "联系方式"}
MENU = "".join(f'<li><a href="/gk/#{part}">{name}</a></li>' for part, name in NAMES.items())
DUTIES = '<div id="jgzn"><p>负责全区财政收支管理工作，承担财政监督职责。</p></div>'
REACHED = '<div id="lxfs"><p>电话：0000-6600118</p></div>'


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ('<div id="ldxx"></div>', [("blank", "领导信息", False)]),
        ('<div id="ldxx"><div class="list"> </div></div>', [("blank", "领导信息", False)]),
        ('<div id="ldxx">局长：某某</div>', []),
        ('<div id="ldxx"><img src="/ld.jpg" alt="局长"></div>', []),
        ('<div id="ldxx"></div><script>fetch(url).then(show)</script>', []),
        ('<a id="ldxx"></a><p>局长：某某</p>', []),  # a place to jump to
    ],
)
def test_an_empty_part_of_a_page_is_a_blank_column(part: str, told: list[object]) -> None:
    assert said(check(MENU, LEADERS, pages={"gk/": manner(MENU + DUTIES + part + REACHED)})) == told


def test_places_to_jump_to_are_no_parts() -> None:
    jumps = "".join(
        f'<div id="{part}"></div><h3>{name}</h3><p>有关情况如下，请予以知悉。</p>' for part, name in NAMES.items()
    )
    assert said(check(MENU, LEADERS, pages={"gk/": manner(MENU + jumps)})) == []


@pytest.mark.parametrize(("body", "told"), [("{}", []), ("<ul></ul>", [("blank", "互动交流", False)])])
def test_a_map_of_the_site_beside_a_section_is_not_what_it_is_compared_with(body: str, told: list[object]) -> None:
    """A map links every column twice; a section that repeats its two entries is a directory all the same."""
    entries = '<a href="/hd/xx/">区长信箱</a><a href="/hd/zj/">意见征集</a>'
    menu = f'<a href="/hd/">互动交流</a>{entries}<a href="/dt.html">网站地图</a><a href="/index.html">网站首页</a>'
    home = manner(menu)
    pages = {"dt.html": manner(menu + entries), "hd/": manner(menu + body.format(entries)), "index.html": home}
    text = "<p>第{}项工作由区政府办公室负责组织推进，期限三十日。</p>"
    others = ("hd/xx/", "hd/zj/", "ghjh/", "tjxx/", "rsxx/")
    pages |= {path: manner(menu + text.format(n)) for n, path in enumerate(others)}
    assert said(check(menu, RequiredColumn(idea="互动交流"), pages=pages)) == told


def test_what_a_browser_showed_of_siblings_is_not_held_against_a_page_it_did_not_show() -> None:
    """The menu of columns is drawn by a script; a directory that holds it in its own source is none the less one."""
    entries = '<a href="/ghjh/">规划计划</a><a href="/tjxx/">统计信息</a><a href="/gb/">政府公报</a>'
    script = "<script>document.getElementById('m').innerHTML=menu()</script>"
    drawn, empty = f"<ul id='m'>{entries}</ul>{script}", f"<ul id='m'></ul>{script}"
    text = "<p>第{}项工作由区政府办公室负责组织推进，期限三十日。</p>"
    sources = {HOME: '<a href="/fd/">法定主动公开内容</a>' + entries, HOME + "fd/": empty + entries}
    others = [HOME + path for path in ("ghjh/", "tjxx/", "gb/")]
    sources |= {url: empty + text.format(n) for n, url in enumerate(others)}
    site = FakeSite.of(sources, rendered={url: drawn + text.format(n) for n, url in enumerate(others)})
    asked = ColumnOptions(required=(RequiredColumn(idea="法定主动公开内容"),))
    assert said(run_check(required_columns, site, asked)) == []
