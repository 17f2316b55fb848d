"""Required columns: each fault beside what only looks like it, and what cannot be told."""

from urllib.parse import urljoin

import pytest

from checks.column_profile import ColumnOptions, RequiredColumn, general_columns, with_required
from checks.model import Outcome
from checks.required_columns import required_columns
from checks.testing import FakeSite, run_check
from evidence.columns_vocabulary import vocabulary
from evidence.records import Coverage, Failure, FailureKind, Fetch, Unit
from tests.checks.required_columns_portal import AT, BASE, HOME, ITEMS, check, failed, manner, measured, said

INTERPRETATION = RequiredColumn(idea="政策解读")
GUIDE = RequiredColumn(idea="政府信息公开指南")
GOOD = {"zcjd/": manner(ITEMS)}


@pytest.mark.parametrize(
    "entry",
    [
        '<a href="/zcjd/">政策解读</a>',
        '<a href="/zcjd/">文件解读</a>',
        '<a href="/zcjd/"><img src="a.png" alt="政策解读"></a>',
        '<map><area href="/zcjd/" alt="政策解读"></map>',
        "<li onclick=\"location.href='/zcjd/'\">政策解读</li>",
        '<select><option value="/zcjd/">政策解读</option></select>',
        '<div><h3>政策解读</h3><a href="/zcjd/">更多&gt;&gt;</a></div>',
        """<script>sub[1]='<p><a href="/zcjd/">政策解读</a></p>';</script><b onmouseover="show(1)">解读回应</b>""",
    ],
)
def test_a_column_there_by_any_means_passes(entry: str) -> None:
    result = check(entry, INTERPRETATION, pages=GOOD)
    assert (said(result), result.outcome, result.unknowns) == ([], Outcome.PASSED, ())
    assert measured(result, "present", "政策解读") is True
    assert measured(result, "on-home", "政策解读") is True


@pytest.mark.parametrize(
    "entry",
    [
        "",
        '<a href="/a.html">区财政局召开政策解读会</a>',
        '<a href="/a.html">《政策解读：关于促进就业的若干措施》</a>',
        '<!-- <a href="/zcjd/">政策解读</a> -->',
        '<p>请到政策解读栏目查看。</p><a href="/zcjd/">办理须知与说明</a>',
    ],
)
def test_missing(entry: str) -> None:
    result = check(entry, INTERPRETATION)
    assert said(result) == [("missing", "政策解读", False)]
    assert result.findings[0].page_url == HOME
    assert measured(result, "present", "政策解读") is False


def test_an_articles_own_interpretation_does_not_make_the_column() -> None:
    article = manner('<a href="/zc/202601/t20260105_9.html">政策解读</a>')
    pages = {"zc/": manner('<a href="/zc/1.html">关于促进就业若干措施的通知</a>'), "zc/1.html": article}
    assert said(check('<a href="/zc/">政策文件</a>', INTERPRETATION, pages=pages)) == [("missing", "政策解读", False)]


@pytest.mark.parametrize("idea", ["政策解读", "机构职能"])
def test_instead(idea: str) -> None:
    required = RequiredColumn(idea="机构职能", instead=("机构概况", "政策解读"))
    assert said(check(f'<a href="/x/">{idea}</a>', required, pages={"x/": manner(ITEMS)})) == []


def test_dead_needs_two_looks_that_agree() -> None:
    entry, url = '<a href="/zcjd/">政策解读</a>', HOME + "zcjd/"
    result = check(entry, INTERPRETATION, looks=failed(url))
    assert said(result) == [("dead", "政策解读", False)]
    assert (result.findings[0].page_url, result.findings[0].target_url) == (HOME, url)
    assert measured(result, "present", "政策解读") is False
    once = check(entry, INTERPRETATION, looks=failed(url, looks=1))
    assert said(once) == [] and [unknown.subject for unknown in once.unknowns] == ["政策解读"]


@pytest.mark.parametrize(
    "look",
    [
        {"status": 403},
        {"status": 521, "marks": ("challenge:jsl",)},
        {"failure": Failure(kind=FailureKind.ROBOTS)},
        {"failure": Failure(kind=FailureKind.RESOLVER)},
    ],
)
def test_blocked_is_not_dead_and_the_link_counts(look: dict[str, object]) -> None:
    url = HOME + "zcjd/"
    looks = tuple(Fetch(url=url, at=AT, look=n, final_url=url, **look) for n in (1, 2))  # type: ignore[arg-type]
    result = check('<a href="/zcjd/">政策解读</a>', INTERPRETATION, looks=looks)
    assert said(result) == []
    assert measured(result, "present", "政策解读") is True
    assert [unknown.url for unknown in result.unknowns] == [url]


def test_a_platform_on_another_host_counts_without_a_look() -> None:
    result = check(
        '<a href="http://xxgk.city.gov.cn/sl/">政府信息公开</a>', RequiredColumn(idea="政府信息公开", home=True)
    )
    assert said(result) == []
    assert measured(result, "on-home", "政府信息公开") is True
    assert "其他网站" in result.unknowns[0].reason


@pytest.mark.parametrize("content", ["<ul></ul>", "<p>暂无数据</p>", "<p>栏目正在建设中，敬请期待！</p>"])
def test_blank(content: str) -> None:
    result = check('<a href="/zcjd/">政策解读</a>', INTERPRETATION, pages={"zcjd/": manner(content)})
    assert said(result) == [("blank", "政策解读", False)]
    assert measured(result, "present", "政策解读") is False


@pytest.mark.parametrize(
    ("content", "unknown"),
    [
        ("<ul id='l'></ul><script>$.ajax({url: '/api/list'})</script>", True),
        ("<ul><li><a href='t1.html'>关于国庆节放假的通知</a></li></ul>", False),
        ("<p>本机关负责全区政府信息公开的组织推进和监督检查工作。</p>", False),
    ],
)
def test_filled_by_script_or_short_is_not_blank(content: str, unknown: bool) -> None:
    result = check('<a href="/zcjd/">政策解读</a>', INTERPRETATION, pages={"zcjd/": manner(content)})
    assert said(result) == []
    assert bool(result.unknowns) is unknown


def test_image_only_entry() -> None:
    entry = '<a href="/c/7/"><img src="/img/b7.png"></a>'
    pages = {"c/7/": manner(ITEMS, title="政策解读-示例区人民政府")}
    result = check(entry, INTERPRETATION, pages=pages)
    assert said(result) == [("image-only", "政策解读", False)]
    assert measured(result, "present", "政策解读") is True
    assert said(check(entry + '<a href="/c/7/">政策解读</a>', INTERPRETATION, pages=pages)) == []


def test_a_picture_known_only_by_its_file_name_is_a_doubt() -> None:
    entry = '<a href="/c/7/"><img src="/img/zcjd.png"></a>'
    assert said(check(entry, INTERPRETATION, pages={"c/7/": manner(ITEMS)})) == [("image-only", "政策解读", True)]


def test_image_only_content() -> None:
    entry = '<a href="/zn/">政府信息公开指南</a>'
    picture = {"zn/": manner('<img src="/img/zn.png">', title="政府信息公开指南")}
    assert said(check(entry, GUIDE, pages=picture)) == [("image-only", "政府信息公开指南", False)]
    front = "<img src='/img/zn.png'><button onclick=\"location.href='/jd/'\">政策解读</button>"
    assert said(check(entry, GUIDE, pages={"zn/": manner(front, title="政府信息公开指南")})) == []
    described = {"zn/": manner('<img src="/img/zn.png" alt="政府信息公开指南全文流程图">', title="政府信息公开指南")}
    assert said(check(entry, GUIDE, pages=described)) == []


def test_wrong_place_only_where_the_home_page_is_asked() -> None:
    pages = {"zwgk/": manner('<a href="/zwgk/zcjd/">政策解读</a>' + ITEMS), "zwgk/zcjd/": manner(ITEMS)}
    entry = '<a href="/zwgk/">政务公开</a>'
    result = check(entry, RequiredColumn(idea="政策解读", home=True), pages=pages)
    assert said(result) == [("wrong-place", "政策解读", False)]
    assert result.findings[0].target_url == HOME + "zwgk/zcjd/"
    assert HOME + "zwgk/" in result.findings[0].message
    assert measured(result, "on-home", "政策解读") is False
    assert measured(result, "present", "政策解读") is True
    assert said(check(entry, INTERPRETATION, pages=pages)) == []


def test_a_disclosure_column_beside_the_platform_is_a_doubt() -> None:
    required = RequiredColumn(idea="政府信息公开年报", platform=True)
    pages = {"p/": manner('<a href="/p/zn/">信息公开指南</a>' + ITEMS), "nb/": manner(ITEMS), "p/nb/": manner(ITEMS)}
    front = '<a href="/p/">政府信息公开</a>'
    beside = check(front + '<a href="/nb/">信息公开年报</a>', required, pages=pages)
    assert said(beside) == [("wrong-place", "政府信息公开年报", True)]
    assert said(check(front + '<a href="/p/nb/">信息公开年报</a>', required, pages=pages)) == []


def test_menus_written_by_script_leave_it_open() -> None:
    home = "<script src='/js/menu.js'></script><div id='menu'></div><a href='/x/'>联系我们</a>"
    result = check(home, INTERPRETATION, plain=True)
    assert said(result) == []
    assert (result.outcome, measured(result, "present", "政策解读")) == (Outcome.PASSED, None)
    assert "脚本" in result.unknowns[0].reason
    marks = "<script id='_jiucuo_' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>"
    for scripts in ("", "<script src='/js/jquery.min.js'></script>", marks):
        bare = check(scripts + "<a href='/x/'>联系我们</a>", INTERPRETATION, plain=True)
        assert said(bare) == [("missing", "政策解读", False)]


def test_a_run_cut_before_the_second_level_leaves_it_open() -> None:
    cut = Coverage(complete=False)
    entry = '<a href="/zw/">服务事项一览</a>'
    assert check(entry, INTERPRETATION, coverage=cut).unknowns
    at_home = check(entry, RequiredColumn(idea="政策解读", home=True), coverage=cut)
    assert said(at_home) == [("wrong-place", "政策解读", False)]


@pytest.mark.parametrize(
    "front", ['<a href="http://xxgk.city.gov.cn/sl/">政府信息公开</a>', '<a href="/zwgk/">政务公开</a>']
)
def test_below_a_platform_that_was_not_read_nothing_is_missing(front: str) -> None:
    result = check(front, GUIDE, looks=failed(HOME + "zwgk/", status=403))
    assert said(result) == []
    assert [unknown.subject for unknown in result.unknowns] == ["政府信息公开指南"]


def test_a_platform_of_another_host_that_answers_but_was_not_read_may_have_it() -> None:
    front = '<a href="http://xxgk.city.gov.cn/sl/">政府信息公开</a>'
    answers = Fetch(url="http://xxgk.city.gov.cn/sl/", at=AT, status=200, content_type="text/html")
    result = check(front, GUIDE, looks=(answers,))
    assert (said(result), [unknown.subject for unknown in result.unknowns]) == ([], ["政府信息公开指南"])
    at_home = check(front, RequiredColumn(idea="政策解读", home=True), looks=(answers,))
    assert said(at_home) == [("wrong-place", "政策解读", False)]
    assert measured(at_home, "present", "政策解读") is None
    assert measured(at_home, "on-home", "政策解读") is False
    assert said(check("<p>公开</p>", GUIDE, looks=(answers,))) == [("missing", "政府信息公开指南", False)]


def test_without_the_home_page_nothing_can_be_told() -> None:
    site = FakeSite.of({}, looks=failed(HOME, status=403))
    result = run_check(required_columns, site)
    assert (result.outcome, result.findings, result.measures) == (Outcome.CANNOT_TELL, (), ())


UNIT = Unit(name="区财政局", scope=("/czj/",))
UNIT_HOME = '<a href="/czj/">区财政局</a><a href="/zcjd/">政策解读</a>'


def test_a_unit_needs_its_own_column() -> None:
    asked = RequiredColumn(idea="政策解读", unit="区财政局")
    pages = {
        **GOOD,
        "czj/": manner('<a href="/zcjd/">政策解读</a>' + ITEMS),
        "x/": manner('<a href="/zcjd/">政策解读</a>'),
    }
    home = UNIT_HOME + '<a href="/x/">其他</a>'
    result = check(home, asked, pages=pages, units=(UNIT,))
    assert said(result) == [("missing", "政策解读", False)]
    assert (result.findings[0].page_url, result.findings[0].unit) == (HOME + "czj/", "区财政局")
    assert measured(result, "present", "政策解读", "区财政局") is False
    own = {**pages, "czj/": manner('<a href="/czj/jd/">政策解读</a>' + ITEMS), "czj/jd/": manner(ITEMS)}
    assert said(check(home, asked, pages=own, units=(UNIT,))) == []
    group = {**pages, "czj/": manner('<a href="http://jt.city.gov.cn/czj/jd/">政策解读</a>' + ITEMS)}
    assert said(check(home, asked, pages=group, units=(UNIT,))) == []


@pytest.mark.parametrize(
    ("own", "elsewhere", "doubtful"),
    [
        ("区财政局2026年部门预算公开", "", True),
        ("区财政局权责清单（2026年版）", "", False),
        ("区财政局权责清单（2026年版）", "区财政局2026年部门预算公开", False),
    ],
)
def test_what_a_unit_lists_without_a_column_is_a_doubt(own: str, elsewhere: str, doubtful: bool) -> None:
    """A headline among its news is none of what it discloses."""
    pages = {
        "czj/": manner('<a href="/czj/fd/">法定主动公开内容</a><a href="/czj/dt/">工作动态</a>'),
        "czj/fd/": manner(f'<ul><li><a href="/czj/fd/1.html">{own}</a> 2026-02-12</li></ul>' + ITEMS),
        "czj/dt/": manner(f'<ul><li><a href="/czj/dt/1.html">{elsewhere}</a> 2026-02-12</li></ul>' + ITEMS),
    }
    asked = RequiredColumn(idea="财政预决算", unit="区财政局")
    result = check('<a href="/czj/">区财政局</a>', asked, pages=pages, units=(UNIT,))
    assert said(result) == [("missing", "财政预决算", doubtful)]
    assert (own in result.findings[0].message) is doubtful


def test_each_unit_is_asked_by_a_star() -> None:
    units = (UNIT, Unit(name="区民政局", scope=("/mzj/",)))
    pages = {"czj/": manner('<a href="/czj/jd/">政策解读</a>'), "czj/jd/": manner(ITEMS), "mzj/": manner(ITEMS)}
    home = '<a href="/czj/">区财政局</a><a href="/mzj/">区民政局</a>'
    result = check(home, RequiredColumn(idea="政策解读", unit="*"), pages=pages, units=units)
    assert [(f.code, f.unit) for f in result.findings] == [("missing", "区民政局")]


@pytest.mark.parametrize("written", ["bm/{}/{}.asp", "col/col{}{}/"])
@pytest.mark.parametrize(
    ("text", "expected"), [("", [("blank", "政府信息公开指南", False)]), ("<p>" + "公开" * 20, [])]
)
def test_the_menu_of_a_unit_is_no_content_of_its_columns(text: str, expected: list[object], written: str) -> None:
    names = {"jgzn": "机构职能", "zcjd": "政策解读", "gkzn": "政府信息公开指南", "lxwm": "联系方式"}
    bodies = {
        "jgzn": "<p>负责全区财政收支的预算管理和监督工作。</p>",
        "zcjd": ITEMS,
        "gkzn": text,
        "lxwm": "<p>电话</p>",
    }
    pages: dict[str, str] = {}
    for body in ("aaj", "czj"):  # another unit's pages lie as near as they can and have another menu
        menu = "".join(f'<a href="/{written.format(body, file)}">{name}</a>' for file, name in names.items())
        pages[f"bm/{body}/"] = manner(menu + ITEMS)
        pages |= {
            written.format(body, file): manner(menu + (bodies[file] if body == "czj" else ITEMS)) for file in names
        }
    asked = RequiredColumn(idea="政府信息公开指南", unit="区财政局")
    home = '<a href="/bm/aaj/">区档案局</a><a href="/bm/czj/">区财政局</a>'
    unit = Unit(name="区财政局", scope=("/bm/czj/", *(f"/{written.format('czj', file)}" for file in names)))
    assert said(check(home, asked, pages=pages, units=(unit,))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", [("blank", "建议提案办理", False)]), ('<li><a href="t1.html">关于第12号建议办理情况的答复</a></li>', [])],
)
def test_the_menu_of_a_branch_is_no_content_of_its_columns(text: str, expected: list[object]) -> None:
    branches = {
        "a": {"rsxx": "人事信息", "ghjh": "规划计划", "tjxx": "统计信息", "czys": "财政预决算"},
        "b": {"jyta": "建议提案", "zfcg": "政府采购", "zdxm": "重大项目", "yjgl": "应急管理", "ssjg": "双随机监管"},
    }
    pages: dict[str, str] = {}
    whole = "".join(f'<a href="/{file}/">{name}</a>' for names in branches.values() for file, name in names.items())
    for branch, names in branches.items():
        menu = "".join(f'<dd><a href="/{file}/?x={branch}">{name}动态</a></dd>' for file, name in names.items())
        menu += f'<a href="/fk/{branch}/">办理时限和监督方式说明</a>'
        pages |= {f"{file}/": manner(menu + ITEMS) for file in names}
        if branch == "b":
            pages["jyta/"] = manner(menu + text)
    assert said(check(whole, RequiredColumn(idea="建议提案办理"), pages=pages)) == expected


@pytest.mark.parametrize(
    ("scope", "entered"),
    [
        (("/czj/xxgk/", "/czj/"), "czj/"),  # the folder of one of its columns comes first in the inventory
        (("/xxgk/zn.html", "/czj/"), "czj/"),  # a page of its own on a shared platform
        (("/czj/xxgk/", "http://czj.example.gov.cn/"), "http://czj.example.gov.cn/"),
        (("/czj/xxgk/", "/czj/unread/"), "czj/xxgk/"),
        (("/czj/", "/czk/"), "czj/"),  # side by side: in the order of the inventory
        (("/xxgk/zn.html", "/xxgk/unread.html"), "xxgk/zn.html"),  # nothing else
    ],
)
def test_a_unit_is_entered_at_the_topmost_of_its_folders(scope: tuple[str, ...], entered: str) -> None:
    front = manner(ITEMS, "区财政局")
    urls = [urljoin(HOME, path) for path in ("czj/", "czj/xxgk/", "czk/", "xxgk/zn.html")]
    pages = dict.fromkeys((*urls, "http://czj.example.gov.cn/"), front)
    site = FakeSite.of({HOME: manner(""), **BASE, **pages}, units=(Unit(name="区财政局", scope=scope),))
    asked = ColumnOptions(required=(RequiredColumn(idea="政策解读", unit="*"),))
    assert [f.page_url for f in run_check(required_columns, site, asked).findings] == [urljoin(HOME, entered)]


def test_a_unit_whose_front_was_not_read_is_left_open() -> None:
    asked = RequiredColumn(idea="政策解读", unit="区财政局")
    result = check("", asked, units=(UNIT,))
    assert (said(result), [unknown.subject for unknown in result.unknowns]) == ([], ["区财政局"])


def test_a_units_column_does_not_serve_the_portal() -> None:
    pages = {"czj/": manner('<a href="/czj/jd/">政策解读</a>'), "czj/jd/": manner(ITEMS)}
    result = check('<a href="/czj/">区财政局</a>', INTERPRETATION, pages=pages, units=(UNIT,))
    assert said(result) == [("missing", "政策解读", True)]


def test_the_general_profile_is_sourced_and_named_in_the_vocabulary() -> None:
    ideas = vocabulary().ideas
    for column in general_columns():
        assert column.source, column
        assert {column.idea, *column.instead} <= set(ideas)
    assert {"政策解读", "依申请公开", "政府信息公开年报"} <= {c.idea for c in general_columns() if not c.unit}


def test_a_rubric_adds_and_sharpens() -> None:
    options = with_required([RequiredColumn(idea="政策解读", home=True), RequiredColumn(idea="财政预决算")])
    asked = {column.idea: column for column in options.required if not column.unit}
    assert asked["政策解读"].home and asked["财政预决算"].idea
    named = with_required([RequiredColumn(idea="机构职能", unit="*")])
    duties = next(column for column in named.required if column.idea == "机构职能" and column.unit == "*")
    assert "机构概况" in duties.instead  # what holds the duties holds them whoever asks
    assert len(options.required) == len(general_columns()) + 1


def test_the_fingerprint_does_not_move_with_the_wording_of_the_link() -> None:
    looks = failed(HOME + "zcjd/")
    one = check('<a href="/zcjd/">政策解读</a>', INTERPRETATION, looks=looks)
    other = check('<a href="/zcjd/">文件解读</a>', INTERPRETATION, looks=looks)
    assert one.findings[0].fingerprint == other.findings[0].fingerprint
    assert one.findings[0].message != other.findings[0].message


def test_the_explanation_has_the_five_headings() -> None:
    for heading in ("看什么", "为什么", "什么算问题", "什么算疑似", "看不出什么"):
        assert f"{heading}：" in required_columns.explanation


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<ul><li><a href='/zcjd/1.html'>关于《示例区信用管理办法》的解读</a></li></ul>", []),
        ("<p>本栏目集中发布示例区人民政府出台的政策文件的解读材料。</p>", []),
        ("<ul></ul>", [("blank", "政策解读", False)]),
        ("<ul></ul><script>fetch('/api?id='+id).then(show)</script>", []),
        (None, []),  # not read: cannot be told
    ],
)
def test_a_column_that_shows_another_document_has_what_that_has(inner: str | None, told: list[object]) -> None:
    pages = {"zcjd/": manner("<iframe src='/zcjd/list.html'></iframe>")}
    pages |= {"zcjd/list.html": f"<body>{inner}</body>"} if inner else {}
    assert said(check('<a href="/zcjd/">政策解读</a>', INTERPRETATION, pages=pages)) == told


def test_a_column_that_sends_on_has_what_the_other_page_has() -> None:
    sends = "<html><head><meta http-equiv='refresh' content='0;url=/jd/'></head><body></body></html>"
    entry = '<a href="/zcjd/">政策解读</a>'
    assert said(check(entry, INTERPRETATION, pages={"zcjd/": sends, "jd/": manner(ITEMS)})) == []
    empty = check(entry, INTERPRETATION, pages={"zcjd/": sends, "jd/": manner("<ul></ul>")})
    assert said(empty) == [("blank", "政策解读", False)]
    assert said(check(entry, INTERPRETATION, pages={"zcjd/": sends})) == []
