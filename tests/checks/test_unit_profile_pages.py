"""unit-profile over several pages and units: facts in columns, in linked pages, and those that were not seen."""

import pytest

from checks.testing import NOON, FakeSite, run_check
from checks.unit_profile import ProfileOptions, unit_profile
from evidence.records import Fetch, Unit
from tests.checks.unit_profile_portal import HOME, LIST, ROWS, TABLE, check, page, present, said


def test_on_pages_of_their_own_duties_and_sections_need_no_label() -> None:
    front = page("", '<li><a href="/nsjg/">内设机构</a></li>')
    text = TABLE.replace(ROWS["机构设置"], "").replace(ROWS["机构职能"], "")
    own = page(f"{text}<p>区政府办公室：协助区政府领导处理日常工作。</p>")
    sections = page("<p>办公室　法规科　建设管理科　安全监督科</p>")
    assert said(check(own, pages={"": front, "nsjg/": sections})) == []
    duties = page("<p>综合科（人事科）：负责文电、会务。</p><p>储备科：负责储备粮管理。</p>")
    assert said(check(own, pages={"": front, "nsjg/": duties})) == []
    statute = page("<p>（一）办公室。负责机关日常运转。</p><p>（二）政策法规科。承担合法性审查工作。</p>")
    assert said(check(own, pages={"": front, "nsjg/": statute})) == []
    news = page("<p>办公室召开会议，科室参加</p><p>办公室　首页　更多</p>")
    assert said(check(own, pages={"": front, "nsjg/": news})) == ["missing 机构设置"]


def test_a_blank_column_of_duties_is_not_filled_by_the_columns_its_menu_names() -> None:
    names = (("jgzn", "机构职能"), ("jgsz", "机构设置"), ("ldxx", "领导信息"))
    menu = "".join(f"<a href='/mzj/{path}/'>{name}</a>" for path, name in names)
    rest = "<p>局长：某某某</p><p>办公地址：示例路1号</p><p>办公时间：工作日9:00-17:00</p><p>联系电话：0000-6600118</p>"
    pages = {
        "": page("<a href='/mzj/'>区民政局</a>"),
        "mzj/": page(menu),
        "mzj/jgzn/": page(menu + "<p>发布日期：2022-05-10</p>"),
        "mzj/jgsz/": page(
            menu + "<p>党政办公室。平安法治办公室。社会管理办公室。城市建设和管理办公室。综合执法办公室。</p>"
        ),
        "mzj/ldxx/": page(menu + rest),
    }
    result = check(page(TABLE), pages=pages, units=(Unit(name="区民政局", scope=("/mzj/",)),))
    assert "missing 机构职能" in said(result)


def test_a_list_of_names_is_followed_to_the_page_of_the_head() -> None:
    pages = {
        "": page("<a href='/ldxx/'>领导信息</a>"),
        "ldxx/": page("<a href='/ldxx/1.html'>罗建华</a><a href='/ldxx/2.html'>魏丽</a>"),
        "ldxx/1.html": page("<p>罗建华，男，汉族，1975年5月出生，现任区财政局党组书记、局长。</p>"),
        "ldxx/2.html": page("<p>魏丽同志简历正在更新。</p>"),
    }
    assert said(check(page(TABLE.replace(ROWS["负责人"], "")), pages=pages)) == []


def test_duties_of_a_leader_are_none_of_the_body() -> None:
    duties = TABLE.replace(ROWS["机构职能"], "")
    pages = {"": page("<a href='/ldxx/'>领导信息</a>"), "ldxx/": page("<p>某某某　局长</p><p>职责：主持全面工作</p>")}
    assert said(check(page(duties), pages=pages)) == ["missing 机构职能"]


@pytest.mark.parametrize("name", ["机构领导", "现任领导班子"])
def test_cards_of_leaders_under_any_name_and_the_seat_of_a_township(name: str) -> None:
    card = "<div><div>范志刚</div><div>党组书记、乡长</div><div>主持全面工作</div></div>"
    own = TABLE.replace(ROWS["负责人"], "").replace(ROWS["办公地址"], "<th>乡政府驻地</th><td>示例乡示例村1号</td>")
    pages = {
        "": page("<a href='/slx/'>示例乡</a>"),
        "slx/": page(f"<a href='/slx/jgzn/'>机构职能</a><a href='/slx/ld/'>{name}</a>"),
        "slx/jgzn/": page(own),
        "slx/ld/": page(card),
    }
    assert said(check(page(TABLE), pages=pages, units=(Unit(name="示例乡", scope=("/slx/",)),))) == []


def test_what_sections_do_is_not_what_the_body_does() -> None:
    menu = "<a href='/czj/jgzn/'>机构职能</a><a href='/czj/nsjg/'>内设机构</a><a href='/czj/lx/'>联系方式</a>"
    sections = (
        "<p>（一）办公室。负责机关日常运转，承担文电、会务、机要、档案等工作。</p><p>（二）预算科。承担预算工作。</p>"
    )
    text = TABLE.replace(ROWS["机构设置"], "").replace(ROWS["机构职能"], "")
    pages = {
        "": page("<a href='/czj/'>区财政局</a>"),
        "czj/": page(menu),
        "czj/jgzn/": page(menu + "<p>&nbsp;</p>"),
        "czj/nsjg/": page(menu + sections),
        "czj/lx/": page(menu + text),
    }
    result = check(page(TABLE), pages=pages, units=(Unit(name="区财政局", scope=("/czj/",)),))
    assert [one for one in said(result) if "机构" in one] == ["missing 机构职能"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<p><b>程万里</b> 党组书记、局长　主持全面工作</p>", []),
        ("<p>王小明，区财政局局长</p>", []),
        ("<p>陶然　主任</p>", []),
        ("<p>本局设办公室等7个科室，局长荆文军。</p>", []),
        ("<p>局长会议，局长安排，局长高度重视，副主任任职。</p>", ["missing 负责人"]),
        ("<p>工作动态 局长调研基层财政所</p>", ["missing 负责人"]),
        ("<p>领导信息　局长</p>", ["missing 负责人"]),
        (
            "<table><tr><td>姓名</td><td>职务</td><td>分工</td></tr>"
            "<tr><td></td><td>党组书记、局长</td><td>主持全面工作</td></tr></table>",
            ["?unclear 负责人"],
        ),
    ],
)
def test_a_name_before_the_office_is_the_head(line: str, told: list[str]) -> None:
    front = page("", '<li><a href="/ldzc/">领导之窗</a></li>')
    pages = {"": front, "ldzc/": page(line)}
    assert said(check(page(TABLE.replace(ROWS["负责人"], "")), pages=pages)) == told


def test_facts_of_a_column_that_does_not_open_are_left_open() -> None:
    front = page("", '<li><a href="/ldzc/">领导之窗</a></li>')
    looks = [Fetch(url=HOME + "ldzc/", at=NOON, status=404, final_url=HOME + "ldzc/", look=number) for number in (1, 2)]
    without = TABLE.replace(ROWS["负责人"], "").replace(ROWS["办公时间"], "")
    site = FakeSite.of({HOME: front, HOME + "jgzn/": page(without)}, looks=looks)
    result = run_check(unit_profile, site)
    assert said(result) == ["missing 办公时间"] and [one.subject for one in result.unknowns] == ["负责人"]


def test_a_dead_link_of_the_footer_to_the_portals_column_excuses_no_unit() -> None:
    foot = "<a href='/gywm/'>关于我们</a>"
    pages = {
        "": page("<a href='/mzj/'>区民政局</a>"),
        "mzj/": page("<a href='/mzj/jgzn/'>机构职能</a>" + foot),
        "mzj/jgzn/": page(TABLE.replace(ROWS["联系方式"], "") + foot),
    }
    dead = [Fetch(url=HOME + "gywm/", at=NOON, status=404, final_url=HOME + "gywm/", look=number) for number in (1, 2)]
    sources = {HOME + path: text for path, text in pages.items()}
    site = FakeSite.of(sources, looks=dead, units=(Unit(name="区民政局", scope=("/mzj/",)),))
    assert said(run_check(unit_profile, site, ProfileOptions(site_itself=False))) == ["missing 联系方式"]


def test_what_only_the_guide_says_is_a_doubt() -> None:
    front = page("", '<li><a href="/gkzn/">政府信息公开指南</a></li>')
    guide = page("<p>受理机构：区财政局办公室。办公时间：工作日9:00至17:00。</p>" + "<p>编制说明</p>" * 9)
    without = page(TABLE.replace(ROWS["办公时间"], "").replace(ROWS["负责人"], ""))
    result = check(without, pages={"": front, "gkzn/": guide})
    assert said(result) == ["missing 负责人", "?missing 办公时间"]


def test_below_a_platform_that_was_not_read_no_fact_is_missing() -> None:
    front = page("<a href='http://xxgk.city.gov.cn/sl/'>政府信息公开</a>")
    result = check(page(TABLE.replace(ROWS["办公时间"], "")), pages={"": front})
    assert said(result) == [] and [one.subject for one in result.unknowns] == ["办公时间"]


def test_pictures_of_the_units_template_are_no_facts() -> None:
    foot = "<img src='http://xxgk.example.gov.cn/img/ghs.gif' alt=''>"
    pages = {
        "": page("<a href='/mzj/'>区民政局</a>"),
        "mzj/": page("<a href='/mzj/jgzn/'>机构职能</a>" + foot),
        "mzj/jgzn/": page(TABLE.replace(ROWS["联系方式"], "") + foot),
    }
    units = (Unit(name="区民政局", scope=("/mzj/",)),)
    assert said(check(page(TABLE), pages=pages, units=units)) == ["missing 联系方式"]
    pages["mzj/jgzn/"] = page(TABLE.replace(ROWS["联系方式"], "") + foot + "<img src='/upload/20261101.jpg'>")
    assert said(check(page(TABLE), pages=pages, units=units)) == ["?image-only 联系方式"]


def test_facts_spread_over_columns_and_linked_pages() -> None:
    front = page("", '<li><a href="/ldzc/">领导之窗</a></li><li><a href="/lxwm/">联系我们</a></li>')
    pages = {
        "": front,
        "ldzc/": page("<ul><li>局长</li><li><a href='/ldzc/1.html'>某某某</a></li></ul>"),
        "lxwm/": page("<p>示例区民安路5号</p><p>0000-6600220</p>"),
        "jgzn/nsjg.html": page("<p>办公室</p><p>社会救助科</p><p>养老服务科</p><p>负责文电、会务等工作。</p>"),
        "jgzn/sj.html": page("<p>工作日9:00—17:00</p>"),
    }
    text = page(
        "<p>负责全区民政事业发展规划的组织实施，承担社会救助、养老服务等工作。</p>"
        "<a href='nsjg.html'>内设机构</a><a href='sj.html'>办公时间</a>"
    )
    without_sections = dict(pages) | {
        "jgzn/nsjg.html": page("<p>负责文电、会务、机要、档案等机关日常运转工作，承担信息和宣传工作。</p>")
    }
    assert said(check(text, pages=pages)) == []
    assert said(check(text, pages=without_sections)) == ["missing 机构设置"]


SET_UP_AS_DECREED = (
    "<p>第五条　区民政局设下列内设机构：</p><p>（一）办公室。负责机关日常运转。</p><p>（二）救助股。承担救助工作。</p>"
)
ITEMS = SET_UP_AS_DECREED.partition("</p>")[2]


@pytest.mark.parametrize(("path", "body"), [("jgzn/", SET_UP_AS_DECREED), ("jgsz/", ITEMS)])
def test_sections_in_the_words_of_the_decree_that_sets_them_up(path: str, body: str) -> None:
    without = TABLE.replace(ROWS["机构设置"], "")
    entry = "<a href='/jgsz/'>机构设置</a>"
    pages = {"": page(entry), "jgzn/": page(without), "jgsz/": page("")}
    pages[path] = page((without if path == "jgzn/" else "") + body)
    assert said(check(pages["jgzn/"], pages=pages)) == []


@pytest.mark.parametrize("name", ["办公信息", "本局基本信息"])
def test_entries_of_a_units_front_that_promise_facts_are_read_whatever_they_are_called(name: str) -> None:
    news = "<a href='/mzj/1.html'>区民政局领导到社区调研养老服务工作</a>"
    pages = {
        "": page("<a href='/mzj/'>区民政局</a>"),
        "mzj/": page(f"<a href='/mzj/jgzn/'>机构职能</a><a href='/mzj/xx/'>{name}</a>{news}"),
        "mzj/jgzn/": page(TABLE.replace(ROWS["办公地址"], "").replace(ROWS["负责人"], "")),
        "mzj/xx/": page("<p>办公地址：示例区民安路5号</p>"),
        "mzj/1.html": page("<p>局长：某某某</p>"),
    }
    result = check(page(TABLE), pages=pages, units=(Unit(name="区民政局", scope=("/mzj/",)),))
    assert said(result) == ["missing 负责人"]


def test_menus_and_headlines_are_no_facts() -> None:
    menu = (
        "<ul class='side'><li><a href='/jgzn/'>机构职能</a></li>"
        "<li><a href='/a/'>办公时间</a></li><li><a href='/b/'>负责人</a></li></ul>"
    )
    text = TABLE.replace(ROWS["办公时间"], "").replace(ROWS["负责人"], "")
    news = "<p><a href='/n1.html'>关于调整办公时间的通知：自12月1日起上午9:00上班</a></p>"
    pages = {"a/": page("<p>暂无</p>"), "b/": page("<p>暂无</p>"), "n1.html": page("x")}
    assert said(check(page(menu + text + news), pages=pages)) == ["missing 办公时间", "missing 负责人"]


def test_a_short_page_that_no_script_fills_hides_nothing() -> None:
    marks = """<script>document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E"));</script>"""
    entries = {"gywm/": "联系我们", "rsxx/": "人事信息", "tjxx/": "统计信息"}
    front = page("", "".join(f'<li><a href="/{path}">{name}</a></li>' for path, name in entries.items()))
    others = {
        path: page("<p>经研究决定，有关事项公布如下，自发布之日起执行。</p>") + marks for path in ("rsxx/", "tjxx/")
    }
    text = page(TABLE.replace(ROWS["办公时间"], "")) + marks
    short = page("<p>邮箱：wz@example.cn</p>") + marks
    result = check(text, pages={"": front, "gywm/": short, **others})
    assert said(result) == ["missing 办公时间"] and result.findings[0].page_url == HOME + "jgzn/"
    filled = check(text, pages={"": front, "gywm/": short + "<script src='/js/lxwm.js'></script>", **others})
    assert said(filled) == [] and [one.subject for one in filled.unknowns] == ["办公时间"]


def test_what_was_not_seen_is_not_absent() -> None:
    text = TABLE.replace(ROWS["办公时间"], "")
    unread = check(page(text + "<a href='lx.html'>联系方式</a>"))
    assert said(unread) == [] and [one.subject for one in unread.unknowns] == ["办公时间"]
    attached = check(page(text + "<a href='/files/sanding.pdf'>机构职能“三定”规定</a>"))
    assert said(attached) == [] and len(attached.unknowns) == 1
    embedded = check(page(text + "<object><embed src='/files/sanding.pdf'></object>"))
    assert said(embedded) == [] and [one.subject for one in embedded.unknowns] == ["办公时间"]
    phones = text.replace(ROWS["负责人"], "") + "<a href='/files/dh.docx'>办公电话及地址一览表.docx</a>"
    listed = check(page(phones))
    assert said(listed) == ["missing 负责人"] and [one.subject for one in listed.unknowns] == ["办公时间"]
    blocked = Fetch(url=HOME + "jgzn/", at=NOON, status=403, final_url=HOME + "jgzn/")
    result = run_check(unit_profile, FakeSite.of({HOME: page("<p>欢迎访问</p>")}, looks=[blocked]))
    assert said(result) == [] and len(result.unknowns) == 6


def test_units_are_told_apart_and_their_own_footers_do_not_count() -> None:
    foot = "<p>主办：示例区民政局 电话：0000-6600999 地址：示例区民安路5号</p>"
    menu = "<a href='/mzj/jgzn/'>机构职能</a><a href='/mzj/1.html'>动态一则</a>"
    pages = {
        "": page("<a href='/czj/'>区财政局</a><a href='/mzj/'>区民政局</a>"),
        "czj/": page("<a href='/czj/jgzn/'>机构职能</a>"),
        "czj/jgzn/": page(TABLE),
        "mzj/": page(menu + "<p>欢迎访问民政局专栏</p>" + foot),
        "mzj/jgzn/": page(menu + TABLE.replace(ROWS["联系方式"], "") + foot),
    }
    units = (
        Unit(name="区财政局", scope=("/czj/",)),
        Unit(name="区民政局", scope=("/mzj/",)),
        Unit(name="区档案馆", scope=("/daj/",)),
    )
    result = check(page(TABLE), pages=pages, units=units)
    assert [(one.code, one.subject, one.unit) for one in result.findings] == [("missing", "联系方式", "区民政局")]
    assert present(result, "区财政局") == 6 and present(result, "区民政局") == 5
    assert [one.subject for one in result.unknowns] == ["区档案馆"]


@pytest.mark.parametrize(("head", "told"), [("局长：某某某", []), ("本局欢迎社会各界监督。", ["missing 负责人"])])
def test_a_unit_on_a_host_of_its_own_may_spread_its_facts(head: str, told: list[str]) -> None:
    own = "http://czj.other.cn:8080/"
    sources = {
        HOME: page(f"<a href='{own}'>区财政局</a>"),
        own: page("欢迎访问"),
        own + "jgzn/": page(TABLE.replace(ROWS["负责人"], "") + "<a href='ld.html'>局领导</a>"),
        own + "jgzn/ld.html": page(f"<p>{head}</p>"),
    }
    site = FakeSite.of(sources, units=(Unit(name="区财政局", scope=(own,)),))
    assert said(run_check(unit_profile, site, ProfileOptions(site_itself=False))) == told


def test_a_unit_of_one_page() -> None:
    units = (Unit(name="区民政局", scope=("/mzj.html",)),)
    body = LIST.replace("<dt>局长：</dt><dd>某某</dd>", "")
    pages = {"": page("<a href='/mzj.html'>区民政局</a>"), "mzj.html": page(body)}
    result = run_check(
        unit_profile,
        FakeSite.of({HOME + path: text for path, text in pages.items()}, units=units),
        ProfileOptions(site_itself=False),
    )
    assert [(one.code, one.subject, one.unit) for one in result.findings] == [("missing", "负责人", "区民政局")]
