"""page-tags: which pages are articles and which only list them, where the address does not tell."""

import pytest

from checks.page_tags_kinds import Kind, Kinds
from checks.testing import FakeSite

HOME = "http://www.example.gov.cn/"
ROWS = [f"示例县财政局{year}年部门预算公开" for year in range(2020, 2027)]
LIST = "<title>财政预决算</title><h2>财政预决算</h2><ul>" + "".join(
    f"<li><a href='/c/{number}.html'>{title}</a> <span>[{title[6:10]}-02-1{number}]</span></li>"
    for number, title in enumerate(ROWS)
)
DATED = "<p>发布时间：2026-11-02 09:10　来源：办公室</p>"
BODY = "<p>现将有关事项通知如下，请认真组织实施，并及时报送情况。</p>"
ARTICLE = f"<title>关于举办培训班的通知</title><h1>关于举办培训班的通知</h1>{DATED}{BODY}"
# What articles show beside them.
RELATED = LIST.replace("财政预决算", "相关阅读")


@pytest.mark.parametrize(
    ("address", "page", "kind"),
    [
        ("channels/1040.html", LIST, None),
        ("class.asp?id=34", LIST, None),
        ("channels/1040.html", "<li>".join(LIST.split("<li>")[:2]), None),
        ("contents/1040.html", ARTICLE, Kind.ARTICLE),
        ("show.asp?id=34", ARTICLE + RELATED, Kind.ARTICLE),
        ("Item/348.aspx", ARTICLE, Kind.ARTICLE),
        ("Category/348.aspx", LIST, Kind.COLUMN),
        ("348.html", "<title>机构职能</title><h2>机构职能</h2>" + BODY, Kind.COLUMN),
    ],
)
def test_a_page_without_tags_is_an_article_if_it_says_when_it_was_published(
    address: str, page: str, kind: Kind | None
) -> None:
    site = FakeSite.of({HOME: "<a href='/tzgg/'>通知公告</a>", HOME + address: page})
    home, shown = site.page(HOME), site.page(HOME + address)
    assert home is not None and shown is not None
    assert Kinds(site, home).of(shown, {}) is kind
