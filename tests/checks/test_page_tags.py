"""page-tags: each fault of a tag beside what only looks like one, folding, and real pages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import Outcome, Result
from checks.page_tags import page_tags
from checks.page_tags_kinds import Kind, Kinds
from checks.page_tags_values import is_placeholder, read_domain, read_pub_date
from checks.testing import FakeSite, run_check
from evidence.meta import read_tags
from evidence.records import Unit

CASES = Path(__file__).parent / "cases" / "page-tags"
HOME = "http://www.example.gov.cn/"
ARTICLE = (CASES / "article-gb18030.html").read_bytes().decode("gb18030")
COLUMN = (CASES / "column.html").read_text(encoding="utf-8")
FRONT = (
    "<title>示例区人民政府</title><meta name='SiteName' content='示例区人民政府'>"
    "<meta name='SiteDomain' content='www.example.gov.cn'><meta name='SiteIDCode' content='3100990001'>"
    "<a href='/tzgg/'>通知公告</a><p>主办单位：示例区人民政府办公室 网站标识码：3100990001</p>"
)


def check(article: str | bytes = ARTICLE, *, column: str = COLUMN, front: str = FRONT, home: str = HOME) -> Result:
    pages: dict[str, str | bytes] = {home: front, home + "tzgg/": column, home + "tzgg/t20261101_1.html": article}
    return run_check(page_tags, FakeSite.of(pages, home=home))


def said(result: Result) -> list[str]:
    return [f"{'?' if one.doubtful else ''}{one.code} {one.subject}" for one in result.findings]


def tagged(name: str, value: str, page: str = ARTICLE) -> str:
    """The page with another value of one tag."""
    start = page.index(f'<meta name="{name}" content="')
    end = page.index(">", start) + 1
    return f'{page[:start]}<meta name="{name}" content="{value}">{page[end:]}'


def untagged(name: str, page: str = ARTICLE) -> str:
    start = page.index(f'<meta name="{name}"')
    return page[:start] + page[page.index(">", start) + 1 :]


def test_complete_pages_have_no_finding_whatever_their_markup_and_encoding() -> None:
    result = check((CASES / "article-gb18030.html").read_bytes())
    assert result.outcome is Outcome.PASSED and not result.findings
    shares = {measure.subject: measure.denominator for measure in result.measures if measure.name == "complete-share"}
    assert shares == {"首页": 1, "栏目页": 1, "文章页": 1}


@pytest.mark.parametrize(("refresh", "kind"), [("0; url=/xwzx/", None), ("", Kind.COLUMN), ("600", Kind.COLUMN)])
def test_a_page_whose_header_sends_its_visitor_on_is_nobodys_to_tag(refresh: str, kind: Kind | None) -> None:
    site = FakeSite.of({HOME: FRONT, HOME + "tzgg/": "<title>旧址</title><p>本栏目已经移走。</p>"})
    home, page = site.page(HOME), site.page(HOME + "tzgg/")
    assert home is not None and page is not None
    page.fetch = replace(page.fetch, headers={"refresh": refresh})
    assert Kinds(site, home).of(page, {}) is kind


def test_the_home_page_under_its_file_name_is_the_home_page_and_the_index_of_a_folder_is_not() -> None:
    pages: dict[str, str | bytes] = {HOME: FRONT, HOME + "index.html": FRONT, HOME + "tzgg/index.html": FRONT}
    pages[HOME + "tzgg/t20261101_1.html"] = ARTICLE
    result = run_check(page_tags, FakeSite.of(pages, home=HOME))
    assert {finding.page_url for finding in result.findings} == {HOME + "tzgg/index.html"}


def test_a_units_front_page_under_its_file_name_owes_the_tags_of_a_front_page() -> None:
    unit = FRONT.replace("/tzgg/", "/czj/tzgg/")
    pages = {
        HOME: FRONT + "<a href='/czj/index.htm'>区财政局</a>",
        HOME + "tzgg/": COLUMN,
        HOME + "czj/index.htm": unit,
    }
    site = FakeSite.of(pages, home=HOME, units=(Unit(name="区财政局", scope=("/czj/",)),))
    assert said(run_check(page_tags, site)) == []
    other = FakeSite.of(pages, home=HOME, units=(Unit(name="区财政局", scope=("/czj/kg/",)),))
    assert [one.code for one in run_check(page_tags, other).findings] == ["missing-tag"] * 4


def test_a_single_page_of_a_units_scope_is_no_front_page_of_it() -> None:
    """On a shared platform a unit's pages are named one by one; each is held to its own kind, and a form to none."""
    pages: dict[str, str | bytes] = {
        HOME: FRONT + "<a href='/czj/'>区财政局</a><a href='/zfxxgk/apply.html?unit=czj'>填写</a>",
        HOME + "tzgg/": COLUMN,
        HOME + "czj/": FRONT.replace("/tzgg/", "/czj/tzgg/"),
        HOME + "zfxxgk/apply.html?unit=czj": "<title>在线申请</title><form action=/sq><input name=xm></form>",
    }
    alone = ("/zfxxgk/apply.html?unit=czj",)
    for scope, owed in ((("/czj/", *alone), 0), (alone, 3)):
        unit = Unit(name="区财政局", scope=scope)
        result = run_check(page_tags, FakeSite.of(pages, home=HOME, units=(unit,)))
        assert len([one for one in result.findings if "apply" in one.page_url]) == owed


@pytest.mark.parametrize("own", ["http://czj.example.gov.cn/", "http://www.example.gov.cn:8081/"])
def test_a_units_own_website_is_held_to_its_own_domain_and_code(own: str) -> None:
    domain = own.partition("//")[2].partition(":")[0].rstrip("/")

    def theirs(page: str) -> str:
        return page.replace("3100990001", "3100990022").replace("www.example.gov.cn", domain)

    front, column = theirs(FRONT), theirs(COLUMN)
    pages = {HOME: FRONT + f"<a href='{own}'>区财政局</a>", HOME + "tzgg/": COLUMN, own: front, own + "tzgg/": column}
    unit = Unit(name="区财政局", scope=(own,))

    def tagged_as(changed: dict[str, str], scope: tuple[Unit, ...] = (unit,)) -> list[tuple[str, str]]:
        result = run_check(page_tags, FakeSite.of(pages | changed, home=HOME, units=scope))
        assert result.outcome is not Outcome.ERROR
        return [(f"{one.code} {one.subject}", one.unit) for one in result.findings]

    assert tagged_as({}) == []
    gone = {own + "tzgg/": untagged("ColumnType", column)}
    assert tagged_as(gone) == [("missing-tag 栏目页：ColumnType", "区财政局")]
    assert tagged_as({own: front.replace("SiteName", "Name")}) == [("missing-tag SiteName", "区财政局")]
    other_code = {own + "tzgg/": column.replace("3100990022", "3100990001")}
    assert tagged_as(other_code) == [("code-mismatch SiteIDCode", "区财政局")]
    # A host of nobody, and a folder on a platform of many: not this unit's to tag.
    assert tagged_as(gone, ()) == tagged_as(gone, (Unit(name="区财政局", scope=(own + "tzgg/",)),)) == []


def test_a_units_own_website_that_was_not_read_is_left_open() -> None:
    units = (Unit(name="区财政局", scope=("http://czj.example.gov.cn/",)),)
    result = run_check(page_tags, FakeSite.of({HOME: FRONT, HOME + "tzgg/": COLUMN}, home=HOME, units=units))
    assert (said(result), [unknown.subject for unknown in result.unknowns]) == ([], ["区财政局"])


def test_a_page_that_the_home_page_frames_is_a_part_of_it() -> None:
    frames = FRONT + "<iframe src='/top.html'></iframe><iframe src='/main.html'></iframe>"
    inner = "<a href='/tzgg/'>通知公告</a>"
    pages = {HOME: frames, HOME + "main.html": inner, HOME + "top.html": inner, HOME + "tzgg/": COLUMN}
    assert said(run_check(page_tags, FakeSite.of(pages, home=HOME))) == []
    linked = {HOME: FRONT + "<a href='/main.html'>首页</a>", HOME + "main.html": inner, HOME + "tzgg/": COLUMN}
    assert len(run_check(page_tags, FakeSite.of(linked, home=HOME)).findings) == 3


@pytest.mark.parametrize(
    ("name", "address", "owes"),
    [
        ("通知公告", "/dept.aspx?did=31&part=2", True),  # what a unit's front page names as a column
        ("规划与计划安排", "/ClassList.aspx?cid=14", True),
        ("规划与计划安排", "/mzj/wzlist.asp?c=1", True),
        ("办件进度查询", "/dept.aspx?did=31&part=2", False),
        ("用户登录", "/login.aspx?cid=14", False),
        ("办件进度", "/bj.aspx?itemcid=3", False),
    ],
)
def test_a_column_that_a_query_tells(name: str, address: str, owes: bool) -> None:
    link = f"<a href='{address.replace('&', '&amp;')}'>{name}</a>"
    front = HOME + "dept.aspx?did=31"
    column = COLUMN.replace('name="ColumnType"', 'name="Type"')
    pages = {HOME: FRONT, HOME + "tzgg/": COLUMN, front: FRONT + link, HOME.rstrip("/") + address: column}
    site = FakeSite.of(pages, home=HOME, units=(Unit(name="区交通局", scope=("/dept.aspx?did=31",)),))
    assert said(run_check(page_tags, site)) == (["missing-tag 栏目页：ColumnType"] if owes else [])


LETTER = (
    "<title>小区路灯不亮</title><dl><dt>留言时间</dt><dd>2026-11-02 10:12</dd><dt>留言内容</dt><dd>请问何时修好？</dd>"
    "<dt>答复时间</dt><dd>2026-11-05</dd><dt>答复内容</dt><dd>您好，路灯已经修好，感谢您的关注。</dd></dl>"
)
NOTICE = "<title>关于集中答复群众留言的通告</title><p>发布时间：2026-11-02</p><p>群众留言集中答复时间另行通知。</p>"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (LETTER, None),
        (LETTER.replace("<dt>答复时间</dt><dd>2026-11-05</dd><dt>答复内容</dt>", "<dt>办理状态</dt>"), None),
        (NOTICE, Kind.ARTICLE),
    ],
)
def test_a_letter_of_the_public_owes_no_tags_of_an_article(page: str, kind: Kind | None) -> None:
    address = HOME + "hdjl/2026/11/msg_301.html"
    site = FakeSite.of({HOME: FRONT, address: page})
    home, shown = site.page(HOME), site.page(address)
    assert home is not None and shown is not None
    assert Kinds(site, home).of(shown, {}) is kind
    assert Kinds(site, home).of(shown, {"ArticleTitle": "小区路灯不亮"}) is Kind.ARTICLE


@pytest.mark.parametrize(
    ("name", "folder", "kind"),
    [
        ("长者版", "elder/", None),
        ("适老化改造", "slhgz/", Kind.COLUMN),
        ("无障碍浏览", "", Kind.COLUMN),
        ("无障碍", "tzgg/", Kind.COLUMN),
    ],
)
def test_the_version_for_the_elderly_shows_pages_a_second_time(name: str, folder: str, kind: Kind | None) -> None:
    """An entry that lies in the top folder, or among columns, sets nothing apart."""
    column = f"{HOME}{folder or 'gzdt/'}list.html"
    front = f"{FRONT}<a href='/{folder}index.html'>{name}</a>"
    site = FakeSite.of({HOME: front, column: "<ul><li><a href='/a.html'>区政府召开常务会议</a></li></ul>"})
    home, shown = site.page(HOME), site.page(column)
    assert home is not None and shown is not None
    assert Kinds(site, home).of(shown, {}) is kind


def test_an_article_is_known_by_its_title_tag_whatever_its_address() -> None:
    link = "<a href='/show.asp?n=7'>一则</a>"
    pages = {HOME: FRONT + link, HOME + "tzgg/": COLUMN, HOME + "show.asp?n=7": untagged("PubDate")}
    assert said(run_check(page_tags, FakeSite.of(pages, home=HOME))) == ["missing-tag 文章页：PubDate"]
    column = tagged("ArticleTitle", "通知公告", untagged("PubDate"))
    assert said(run_check(page_tags, FakeSite.of(pages | {HOME + "show.asp?n=7": column}, home=HOME))) == []


def test_the_name_of_the_site_or_the_column_is_no_title_of_an_article() -> None:
    names = ("示例区人民政府", "通知公告")
    assert [said(check(tagged("ArticleTitle", name))) for name in names] == [["title-mismatch ArticleTitle"]] * 2
    own = re.sub(r"<title>.*?</title>", "<title>通知公告-示例区人民政府</title>", ARTICLE)
    assert said(check(tagged("ArticleTitle", "通知公告", own))) == []


@pytest.mark.parametrize("tag", ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription"])
@pytest.mark.parametrize("way", ["gone", "comment", "script", "empty"])
def test_a_tag_of_an_article_missing_or_empty(tag: str, way: str) -> None:
    meta = f'<meta name="{tag}" content="示例">'
    added = {"gone": "", "comment": f"<!--{meta}-->", "script": f"<script>var a='{meta}'</script>", "empty": ""}[way]
    page = tagged(tag, "") if way == "empty" else untagged(tag).replace("<head>", f"<head>{added}")
    assert said(check(page)) == [f"{'empty-tag' if way == 'empty' else 'missing-tag'} 文章页：{tag}"]


@pytest.mark.parametrize("tag", ["ArticleTitle", "PubDate", "ContentSource"])
def test_article_tags_missing(tag: str) -> None:
    assert said(check(untagged(tag))) == [f"missing-tag 文章页：{tag}"]


def test_column_and_home_tags_missing() -> None:
    assert said(check(column=COLUMN.replace('name="ColumnType"', 'name="Type"'))) == ["missing-tag 栏目页：ColumnType"]
    assert said(check(front=FRONT.replace("SiteName", "Name"))) == ["missing-tag SiteName"]


def test_a_site_without_tags_has_one_finding_a_tag() -> None:
    bare = {
        f"{HOME}tzgg/t202611{n:02}_{n}.html": f"<h1>关于第{n}项工作的通知</h1>发布日期：2026-11-{n:02}"
        for n in range(1, 29)
    }
    result = run_check(page_tags, FakeSite.of({HOME: "<a href=/tzgg/>通知公告</a>", HOME + "tzgg/": "<p>x", **bare}))
    assert len(result.findings) == 10
    assert {one.subject for one in result.findings if not one.subject.startswith("文章页")} >= {
        "SiteName",
        "ColumnName",
    }
    assert max(len(one.places) for one in result.findings) == 30


@pytest.mark.parametrize(
    ("tag", "value", "fault"),
    [
        ("ColumnName", "null", "placeholder ColumnName"),
        ("ArticleTitle", "{title}", "placeholder ArticleTitle"),
        ("ArticleTitle", "${article.title}", "placeholder ArticleTitle"),
        ("ContentSource", "undefined", "placeholder ContentSource"),
        ("ColumnDescription", "栏目描述", "placeholder ColumnDescription"),
        ("ColumnKeywords", "测试", "placeholder ColumnKeywords"),
        ("ColumnKeywords", "测试中心,软件测试", ""),
        ("ContentSource", "本网站", ""),
        ("SiteDomain", "www.other.gov.cn", "wrong-domain SiteDomain"),
        ("SiteDomain", "示例区人民政府", "wrong-domain SiteDomain"),
        ("SiteDomain", "http://www.example.gov.cn/", "?wrong-domain SiteDomain"),
        ("SiteDomain", "example.gov.cn", ""),
        ("SiteDomain", "WWW.Example.gov.cn", ""),
        ("SiteDomain", "old.example.cn,www.example.gov.cn", ""),
        ("SiteIDCode", "3100990002", "code-mismatch SiteIDCode"),
        ("SiteIDCode", "310099", "malformed-code SiteIDCode"),
        ("ArticleTitle", "关于报送第三季度工作情况的通知", "title-mismatch ArticleTitle"),
        ("ArticleTitle", "关于做好防汛工作的紧急通知", "title-mismatch ArticleTitle"),
        ("ArticleTitle", " 关于开展年度 核对工作的通知 ", ""),
        ("ArticleTitle", "关于开展年度&lt;br/&gt;核对工作的通知", ""),
        ("ArticleTitle", "关于开展年度核对工作的…", ""),
        ("ArticleTitle", "关于&amp;ldquo;开展&amp;rdquo;年度&amp;mdash;核对工作的通知", ""),
        ("PubDate", "2026-10-08 15:30", "date-mismatch PubDate"),
        ("PubDate", "2026-11-01 03:30", "date-mismatch PubDate"),
        ("PubDate", "2026-11-01 15:30:27", ""),
        ("PubDate", "2026-11-01 08:00", ""),
        ("PubDate", "2026-11-01", "?malformed-date PubDate"),
        ("PubDate", "2026年11月01日", "malformed-date PubDate"),
        ("PubDate", "2026-13-41 15:30", "malformed-date PubDate"),
        ("PubDate", "2026-11-01 25:30", "malformed-date PubDate"),
    ],
)
def test_values(tag: str, value: str, fault: str) -> None:
    assert said(check(tagged(tag, value))) == ([fault] if fault else [])


def test_a_title_without_a_heading_element_and_a_date_without_a_label() -> None:
    page = ARTICLE.replace("<h1>", '<p class="x">').replace("</h1>", "</p>").replace("发布日期：", "")
    assert said(check(page)) == []
    assert said(check(tagged("PubDate", "2026-10-20 15:30", page))) == ["date-mismatch PubDate"]


def test_a_banner_is_no_title_of_the_article() -> None:
    page = (
        ARTICLE.replace("<body>", "<body><h1>示例区财政局</h1>")
        .replace("<h1>关于", "<h2>关于")
        .replace("通知</h1>", "通知</h2>")
    )
    assert said(check(page)) == []


def test_wrong_values_of_one_kind_are_one_finding() -> None:
    pages: dict[str, str | bytes] = {HOME: FRONT, HOME + "tzgg/": COLUMN}
    for n in range(1, 21):
        pages[f"{HOME}tzgg/t202611{n:02}_{n}.html"] = tagged("PubDate", "2026-10-02 09:00")
    result = run_check(page_tags, FakeSite.of(pages))
    assert said(result) == ["date-mismatch 文章页：PubDate"] and len(result.findings[0].places) == 20
    domain = check(tagged("SiteDomain", "a.gov.cn"), column=COLUMN.replace('"www.example.gov.cn"', '"a.gov.cn"'))
    assert said(domain) == ["wrong-domain SiteDomain"] and len(domain.findings[0].places) == 2


def test_a_portal_looked_at_by_number_is_only_compared_with_itself() -> None:
    assert said(check(home="http://127.0.0.1:8080/")) == []
    other = check(tagged("SiteDomain", "www.other.gov.cn"), home="http://127.0.0.1:8080/")
    assert said(other) == ["wrong-domain SiteDomain"]


def test_tags_after_long_scripts_and_with_markup_in_their_values() -> None:
    html = (
        f"<title>a</title><script>{'x;' * 20000}</script><META content='关于<br/>\"核对\"的通知' NAME='articletitle'>"
    )
    assert read_tags(html).values == {"ArticleTitle": '关于<br/>"核对"的通知'}
    assert read_tags("<meta name=PubDate content=2026-11-01><!-- <meta name=SiteName content=a> -->").values == {
        "PubDate": "2026-11-01"
    }


def test_readers_of_values() -> None:
    assert read_domain("https://www.example.gov.cn:8080/a").hosts == ("www.example.gov.cn",)
    assert not read_domain("示例区").hosts
    assert read_pub_date("2026-11-01 09:30").form == "good" and read_pub_date("2026/11/1").form == "loose"
    assert is_placeholder("SiteIDCode", "1234567890") and not is_placeholder("SiteIDCode", "3100990001")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120), st.text(alphabet="<>meta namecontent='\"/!-", max_size=80))
def test_never_raises(value: str, junk: str) -> None:
    safe = value.replace('"', "").replace(">", "")
    assert check(tagged("ArticleTitle", safe)).outcome is not Outcome.ERROR
    assert check(tagged("PubDate", safe), column=junk, front=FRONT + junk).outcome is not Outcome.ERROR


def test_real_pages(corpus: Path) -> None:
    folder = corpus / "gov-pages"
    pages: dict[str, str | bytes] = {
        "http://www.wanzai.gov.cn/": FRONT.replace("3100990001", "3609220011").replace("example", "wanzai"),
        "http://www.wanzai.gov.cn/c/t20170515_1.html": (
            folder / "wanzai-county/article-bulletin-2015.html"
        ).read_bytes(),
        "http://www.wanzai.gov.cn/c/t20230511_2.html": (
            folder / "wanzai-county/article-bulletin-2022.html"
        ).read_bytes(),
    }
    result = run_check(page_tags, FakeSite.of(pages, home="http://www.wanzai.gov.cn/"))
    assert said(result) == ["date-mismatch PubDate", "date-mismatch PubDate", "empty-tag 文章页：ContentSource"]
    pages = {"http://www.hd.gov.cn/": (folder / "handan-city/home-openinfo.html").read_bytes()}
    pages["http://www.hd.gov.cn/c/list_1.html"] = (folder / "handan-city/list-recent.html").read_bytes()
    pages["http://www.hd.gov.cn/c/t20200802_1.html"] = (folder / "handan-city/article-school-safety.html").read_bytes()
    result = run_check(page_tags, FakeSite.of(pages, home="http://www.hd.gov.cn/"))
    assert said(result) == ["malformed-date PubDate"]


def test_a_tag_that_only_a_script_writes_is_none() -> None:
    article = HOME + "tzgg/t20261101_1.html"
    pages = {HOME: FRONT, HOME + "tzgg/": COLUMN, article: untagged("PubDate")}
    assert said(run_check(page_tags, FakeSite.of(pages, rendered={article: ARTICLE}))) == said(
        check(untagged("PubDate"))
    )
    assert not said(run_check(page_tags, FakeSite.of({**pages, article: ARTICLE}, rendered={article: pages[article]})))
