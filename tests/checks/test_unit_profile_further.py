"""unit-profile: pages on which a unit presents itself under a name that tells nothing of it."""

import pytest

from checks.model import Result
from evidence.records import Unit
from tests.checks.unit_profile_portal import DUTIES, ROWS, TABLE, check, page, said

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


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("办公时间", "开放时间：每个工作日 早九点至晚五点"),
        ("办公时间", "示例区示例路1号，0000-6600118，工作日上午八点到十二点，下午两点半到六点"),
        ("机构设置", "工作机构：区政府办、区教育局、区农业农村局等23个部门"),
        ("机构设置", "镇设党政综合办、经济发展办、社会事务办。"),
    ],
)
def test_further_ways_of_writing_a_fact(fact: str, words: str) -> None:
    assert said(check(page(TABLE.replace(ROWS[fact], "") + f"<p>{words}</p>"))) == []


@pytest.mark.parametrize(
    "words", ["新增设便民服务站、社区服务中心、文化站", "建设党群服务中心、文化站、卫生所", "时间：五点要求"]
)
def test_what_only_reads_like_a_fact(words: str) -> None:
    text = TABLE.replace(ROWS["机构设置"], "").replace(ROWS["办公时间"], "")
    assert said(check(page(text + f"<p>{words}</p>"))) == ["missing 办公时间", "missing 机构设置"]


def test_a_label_without_a_value_above_another_field_is_empty() -> None:
    text = TABLE.replace(ROWS["办公时间"], "")
    assert said(check(page(text + "<p>工作时间：</p><p>QQ：123456</p>"))) == ["empty 办公时间"]
    assert said(check(page(text + "<p>工作时间：</p><p>夏季：9:00-17:00</p>"))) == []


def test_telephones_of_villages_are_none_of_the_township() -> None:
    text = TABLE.replace(ROWS["联系方式"], "")
    villages = (
        "<table><tr><td>白石村</td><td>0000-7651101</td></tr><tr><td>上坪村</td><td>0000-7651102</td></tr></table>"
    )
    pages = {"jgzn/": page(text, "<li><a href='/txl/'>村（社区）通讯录</a></li>"), "txl/": page(villages)}
    assert said(check(pages["jgzn/"], pages=pages)) == ["missing 联系方式"]


@pytest.mark.parametrize(
    "entry",
    [
        "<a href='javascript:void(0)' onclick=\"location.href='/czj/dw/1.html'\">内设情况</a>",
        "<map><area href='/czj/dw/1.html' alt='内设情况'></map>",
    ],
)
def test_entries_of_a_menu_that_a_script_or_a_picture_opens_are_followed(entry: str) -> None:
    pages = {
        "": page("<a href='/czj/'>区财政局</a>"),
        "czj/": page(entry + TABLE.replace(ROWS["机构设置"], "")),
        "czj/dw/1.html": page("<p>办公室、法规科、耕地保护监督科、测绘管理科。</p>"),
    }
    assert said(check(page(TABLE), pages=pages, units=(Unit(name="区财政局", scope=("/czj/",)),))) == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("办公地址", "<p>位于示例区市民中心三楼</p>"),
        ("办公地址", "<p>机关办公地址为：示例县城关镇文化西路</p>"),
        ("办公时间", "<p>上午：8:30-12:00</p><p>下午：14:30-17:30</p>"),
        (
            "办公时间",
            "<table><tr><td>上午</td><td>8:30-12:00</td></tr><tr><td>下午</td><td>14:30-18:00</td></tr></table>",
        ),
        ("办公时间", "<p>上班：8:30 下班：17:30</p>"),
        ("办公时间", "<p>受理申请时间：工作日9:00-17:00</p>"),
    ],
)
def test_still_further_ways_of_writing_a_fact(fact: str, words: str) -> None:
    assert said(check(page(TABLE.replace(ROWS[fact], "") + words))) == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("办公地址", "<p>微信公众号地址：见二维码</p>"),
        ("办公地址", "<p>电子邮箱地址：x@example.com 官网地址：www.example.com</p>"),
        ("办公地址", "<p>下属单位：会计中心，地址：示例区西街1号</p>"),
        ("办公时间", "<p>停水时间：周一至周五 8:00-12:00</p>"),
        ("办公时间", "<p>应在5个工作日10点前报送</p>"),
    ],
)
def test_what_is_of_something_else(fact: str, words: str) -> None:
    assert said(check(page(TABLE.replace(ROWS[fact], "") + words))) == [f"missing {fact}"]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        *(
            ("办公地址", words)
            for words in ("请填写", "N/A", "测试", "某某路某某号", "内容更新中", "尚未公布", "敬请期待")
        ),
        ("办公时间", "00:00-00:00"),
        ("办公时间", "暂未公布"),
    ],
)
def test_further_placeholders(fact: str, words: str) -> None:
    assert said(check(page(TABLE.replace(ROWS[fact], "") + f"<p>{fact}：{words}</p>"))) == [f"empty {fact}"]


def of_column(pages: dict[str, str]) -> list[str]:
    """What is said of a unit whose front leads to its column 机构概况 alone."""
    entry = "<a href='/czj/jg/'>机构概况</a>"
    bodies = {"czj/": entry} | {f"czj/jg/{path}": entry + body for path, body in pages.items()}
    sources = {"": page("<a href='/czj/'>区财政局</a>")} | {path: page(body) for path, body in bodies.items()}
    return said(check(page(TABLE), pages=sources, units=(Unit(name="区财政局", scope=("/czj/",)),)))


def item(number: int, title: str) -> str:
    return f"<li><a href='/czj/jg/t20240101_{number}.html'>{title}</a><span>2024-01-01</span></li>"


def test_a_column_of_one_article_is_followed_whatever_the_article_is_called() -> None:
    assert of_column({"": item(1, "示例区财政局"), "t20240101_1.html": SECTIONS}) == []


def test_articles_of_a_column_are_read_for_what_their_titles_promise() -> None:
    pages = {
        "": item(1, "区财政局主要职责") + item(2, "区财政局内设机构") + item(3, "区财政局联系方式"),
        "t20240101_1.html": f"<p>{DUTIES}</p>",
        "t20240101_2.html": "<p>办公室、预算科、国库科</p>",
        "t20240101_3.html": "<p>局长：罗建华</p><p>示例区示例路18号 0000-6600118 工作日9:00-17:00</p>",
    }
    assert of_column(pages) == []


def test_a_list_of_news_under_a_column_presents_nobody() -> None:
    news = "".join(item(n, f"区财政局召开第{n}次会议") for n in range(4))
    assert "missing 办公地址" in of_column({"": news, "t20240101_1.html": SECTIONS})


def test_headings_that_say_it_in_english_again_are_headings() -> None:
    body = SECTIONS.replace("内设机构</h4>", "内设机构 Departments</h4>").replace(
        "职能配置</h4>", "职能配置 Duties</h4>"
    )
    assert of_column({"": body}) == []


def test_a_heading_called_like_an_entry_of_the_menu_heads_what_stands_below_it() -> None:
    """The menu of the portal has 机构职能 too."""
    body = SECTIONS.replace("职能配置", "机构职能").replace("内设机构", "机构设置")
    menu = "<li><a href='/jgsz/'>机构设置</a></li>"
    entry = "<a href='/czj/dw/1.html'>局机关</a>"
    pages = {
        "": page("<a href='/czj/'>区财政局</a>", menu),
        "czj/": page(entry, menu),
        "czj/dw/1.html": page(entry + body, menu),
        "jgsz/": page(TABLE, menu),
    }
    assert said(check(page(TABLE, menu), pages=pages, units=(Unit(name="区财政局", scope=("/czj/",)),))) == []


def test_an_entry_of_the_menu_above_something_else_is_no_heading() -> None:
    entry = "<a href='/czj/dw/1.html'>局机关</a>"
    body = SECTIONS.replace("<h4>职能配置</h4>", "").replace(f"<p>{DUTIES}</p>", "<p>办公室：负责文电、会务工作。</p>")
    pages = {
        "": page("<a href='/czj/'>区财政局</a>"),
        "czj/": page(entry),
        "czj/dw/1.html": page(entry + body),
    }
    told = said(check(page(TABLE), pages=pages, units=(Unit(name="区财政局", scope=("/czj/",)),)))
    assert told == ["missing 机构职能"]
