"""A column without content is told from one that a script fills, a short one, and one that only mentions 暂无."""

from dataclasses import replace

import pytest

from checks.testing import FakeSite
from evidence.blank import Blank, Frame, frame_of, is_blank, shows_only_pictures

HOME = "http://www.example.gov.cn/"
HEAD = """<title>通知公告-示例区人民政府</title>
<script src="/js/jquery.min.js"></script><script src="/js/common.js"></script>"""
MENU = (
    '<ul><li><a href="/">首页</a></li><li><a href="/zcjd/">政策解读</a></li><li><a href="/qy/">清源行动</a></li></ul>'
)
WHERE = "<div>当前位置：首页 &gt; 通知公告</div>"
FOOT = '<div>主办单位：示例区人民政府办公室　地址：示例区中心路1号</div><img src="/images/logo.png">'
ITEMS = "".join(
    f'<li><a href="t{n}.html">关于开展第{n}次专项检查的通知</a><span>2024-01-0{n}</span></li>' for n in range(1, 4)
)


def manner(content: str, head: str = HEAD) -> str:
    return f"<html><head>{head}</head><body>{MENU}{WHERE}{content}{FOOT}</body></html>"


def judge(
    content: str,
    *,
    siblings: tuple[str, ...] = (f"<ul>{ITEMS}</ul>", "<p>本机关承担全区政务公开的组织推进工作职责。</p>"),
) -> Blank:
    pages = {HOME + f"s{n}/": manner(text) for n, text in enumerate(siblings)}
    site = FakeSite.of({**pages, HOME + "tzgg/": manner(content)})
    page = site.page(HOME + "tzgg/")
    assert page is not None
    frame = frame_of([p for p in site.pages() if p.url != page.url]) if siblings else Frame()
    return is_blank(page, frame)


@pytest.mark.parametrize(
    "content",
    [
        "<ul></ul>",
        *(
            f"<div class=main><p>{words}</p></div>"
            for words in (
                "没有您要查找的内容",
                "暂时没有发布信息",
                "本栏目暂未发布信息",
                "列表为空",
                "查询结果为空",
                "0条记录",
                "共有0条信息",
            )
        ),
        *(f"<p>{words}</p>" for words in ("No data", "没有更多了", "该页面正在施工", "更新中", "即将上线", "暂无公告")),
        "<h2>通知公告</h2><div class='list'></div>",
        "<p>暂无数据</p>",
        "<p>未查询到相关数据</p>",
        "<div class='empty'><img src='/images/empty.png' alt='暂无数据'></div>",
        "<p>此栏目正在建设，敬请谅解。</p>",
        "<p>信息正在整理，稍后发布</p>",
        "<p>信箱系统升级维护中，暂停使用。</p>",
        "<p>该栏目尚未开通</p>",
        "<p>机构设置情况正在调整，调整后及时公布。</p>",
        "<marquee>栏目调整中</marquee>",
        "<ul><li>待公布</li></ul>",
        "<p>（内容待补充）</p>",
        "<ul></ul><div>共 0 页</div>",
        "<div class='tips'>抱歉，暂未检索到您要的内容</div>",
        "<p>该栏目正在规划建设当中，给您带来不便敬请谅解！</p>",
        "<p>信息更新中...</p>",
        "<p>无</p>",
        "<p>测试</p>",
        "<p>待补充</p>",
        "<p>（内容待更新）</p>",
        "<ul></ul><div>共 0 条记录 第 1/1 页 <a href='#'>首页</a> <a href='#'>尾页</a> 转到<input size=2>页</div>",
        "<p>暂无相关信息！</p><div>共0条 第1页 上一页 下一页</div>",
        "<p>栏目正在建设中，敬请期待……</p>",
        "<!-- <li>关于开展专项检查的通知</li> --><ul></ul>",
        "<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr></table>",
        "<table><thead><tr><th>序号</th><th>文件名称</th><th>发文字号</th><th>成文日期</th><th>有效性</th></tr></thead></table>",
        "<p><img src='/images/building.gif'><br>栏目正在建设中，敬请期待……</p>",
        "<img src='/images/none.png'><p>暂无数据</p>",
        # The way back to the unit or the site that the title names is no item of a list.
        "<div>当前位置：<a href='/bm/'>示例区人民政府</a> &gt; 通知公告</div>",
        "<form action='/s'><input name='q'><input type='submit' value='搜索'></form>",
        # Plain words of the way back differ from page to page, and are long where the unit's name is.
        "<div>您现在的位置：首页 &gt; 示例区住房和城乡建设管理局 &gt; 机构职能与领导分工</div><ul></ul>",
        "<div><a href='/'>首页</a> &gt; 示例区住房和城乡建设管理局 &gt; 机构职能与领导分工</div>",
    ],
)
def test_blank(content: str) -> None:
    assert judge(content) is Blank.YES


@pytest.mark.parametrize(
    "content",
    [
        f"<ul>{ITEMS}</ul>",
        "<ul><li><a href='t9.html'>关于国庆节放假的通知</a></li></ul>",
        "<p>区城管执法局负责全区市容环境卫生、户外广告设置等方面的监督管理工作。</p>",
        "<img src='/upload/jgt.png'>",
        "<p>区水务局正在建设的农村供水工程共有三处，预计明年全部完工投用。</p>",
        "<ul><li><a href='t8.html'>2026年招聘面试成绩待公布</a></li></ul>",
        "<p>无障碍设施建设情况检查测试结果公告全文见后。</p>",
        "<form><input name='xm'><input name='tel'><textarea name='nr'></textarea><button>提交</button></form>",
        "<a href='/files/2023.pdf'>2023年度报告.pdf</a>",
        "<p>各科室职责待编制部门批复后补充，现行职责以原方案为准，请知悉。</p>",
        "<p>本单位2023年度无三公经费支出，暂无行政事业性收费项目，特此说明，联系电话见网站首页。</p>",
        f"<ul>{ITEMS}</ul><div class='comments'>暂无评论，暂无数据</div>",
        "<script type='text/xml'><recordset><record><![CDATA[<li>通知</li>]]></record></recordset></script>",
    ],
)
def test_not_blank(content: str) -> None:
    assert judge(content) is Blank.NO


@pytest.mark.parametrize(
    "content",
    [
        "<ul id='list'></ul><script>$.ajax({url: '/api/list', success: show})</script>",
        "<ul id='l'></ul><script>var rows=[1];l.innerHTML+='<li>'+rows[0]</script>",
        "<div v-for='item in items'>{{ item.title }}</div>",
        "<p>暂无数据</p><script>fetch('/api').then(draw)</script>",
        "<iframe src='/inner/list.html'></iframe>",
        "<div>正在加载中</div>",
        "<script src='/js/list-of-notices.js'></script>",
    ],
)
def test_what_a_script_fills_cannot_be_told(content: str) -> None:
    assert judge(content) is Blank.CANNOT_TELL


def test_where_every_page_is_filled_by_one_script_none_is_called_blank() -> None:
    script = "<ul id='list'></ul><script>$.getJSON('/api/list', draw)</script>"
    assert judge(script, siblings=(script, script)) is Blank.CANNOT_TELL


def test_a_script_that_filled_siblings_do_not_need_does_not_hide_a_blank_column() -> None:
    search = "<script>$.ajax({url: '/api/hot-words'})</script>"
    assert (
        judge(search, siblings=(f"<ul>{ITEMS}</ul>{search}", f"<p>本机关承担全区政务公开的组织推进工作。</p>{search}"))
        is Blank.YES
    )


def test_without_siblings_only_what_is_bare_or_says_so_is_blank() -> None:
    assert judge("<ul></ul>", siblings=()) is Blank.CANNOT_TELL
    assert judge("<p>栏目建设中</p>", siblings=()) is Blank.YES
    assert judge(f"<p>{'本机关承担全区政务公开的组织推进工作职责。' * 20}</p>", siblings=()) is Blank.NO


COLUMNS = '<li><a href="/qzxx/">区长信箱</a></li><li><a href="/yjzj/">意见征集</a></li>'


def test_a_section_that_only_names_its_columns_is_not_blank() -> None:
    assert judge(f"<ul>{COLUMNS}</ul>") is Blank.NO


def test_one_column_more_than_the_siblings_link_needs_a_look() -> None:
    assert judge('<a href="/qzxx/">区长信箱</a>') is Blank.CANNOT_TELL


def test_a_directory_that_repeats_the_menu_is_not_blank_and_the_menu_alone_is() -> None:
    menu = COLUMNS + '<li><a href="/ldzc/">领导信息</a></li>'
    siblings = (f"{menu}<ul>{ITEMS}</ul>", f"{menu}<p>本机关承担全区政务公开的组织推进工作职责。</p>")
    assert judge(menu + menu, siblings=siblings) is Blank.NO
    assert judge(menu, siblings=siblings) is Blank.YES


def test_a_form_beside_another_form_is_not_blank() -> None:
    form = "<form><input name='xm'><textarea name='nr'></textarea><button>提交</button></form>"
    text = "<p>本机关承担全区政务公开的组织推进工作职责。</p>"
    assert judge(form, siblings=(form + text, f"<ul>{ITEMS}</ul>", text)) is Blank.NO
    assert judge("<input name=q>", siblings=(form + text, f"<ul>{ITEMS}</ul>", text)) is Blank.YES


def test_an_ornament_named_relatively_is_no_picture_of_the_page() -> None:
    bar = "<table><tr><td background='images/bar.gif'>{}</td></tr></table>"
    parts = {f"s{n}/": bar.format(f"<p>本机关承担第{n}项组织推进工作职责，任务如下。</p>") for n in range(2)}
    parts |= {"l/": bar.format("<p>县长　周启明</p><p>副县长　柳青</p>"), "k/": bar.format("")}
    parts["p/"] = bar.format("<img src='upload/1.jpg'>")
    site = FakeSite.of({HOME + path: manner(text) for path, text in parts.items()})
    frame = frame_of([page for n in range(2) if (page := site.page(f"{HOME}s{n}/"))])
    leaders, empty, picture = site.page(HOME + "l/"), site.page(HOME + "k/"), site.page(HOME + "p/")
    assert leaders and not shows_only_pictures(leaders, frame)
    assert empty and is_blank(empty, frame) is Blank.YES
    assert picture and shows_only_pictures(picture, frame)


def test_two_entries_of_the_menu_again_are_a_directory_and_the_way_back_is_not() -> None:
    siblings = (f"{COLUMNS}<ul>{ITEMS}</ul>", f"{COLUMNS}<p>本机关承担全区政务公开的组织推进工作职责。</p>")
    assert judge(f"{COLUMNS}<ul>{COLUMNS}</ul>", siblings=siblings) is Blank.NO
    way = "<div>当前位置：<a href='/qzxx/'>区长信箱</a> &gt; <a href='/yjzj/'>意见征集</a></div>"
    assert judge(f"{COLUMNS}{way}<ul></ul>", siblings=siblings) is Blank.YES


def test_a_directory_beside_pages_that_share_nothing_is_not_blank() -> None:
    """The pages of a frameset: the menu stands in another frame."""
    parts = {"a": "<p>2025年全区国民经济和社会发展统计公报。</p>", "b": "<ul><li>关于做好防汛工作的通知</li></ul>"}
    names = "".join(
        f"<p><a href='/{n}.htm'>{name}</a></p>" for n, name in enumerate(("机构职能", "政策解读", "公开年报"))
    )
    site = FakeSite.of(
        {HOME + "a": parts["a"], HOME + "b": parts["b"], HOME + "fd": names, HOME + "kb": "<h3>法定主动公开内容</h3>"}
    )
    frame = frame_of([page for url in ("a", "b") if (page := site.page(HOME + url))])
    directory, bare = site.page(HOME + "fd"), site.page(HOME + "kb")
    assert directory and is_blank(directory, frame) is Blank.NO
    assert bare and is_blank(bare, frame) is Blank.YES


def test_words_beside_a_picture_are_text_and_a_caption_is_not() -> None:
    pages = {HOME + f"s{n}/": manner(f"<p>本机关承担第{n}项组织推进工作职责，任务如下。</p>") for n in range(2)}
    table = "<img src='/u/1.jpg'><p>姓名</p><p>冯志刚</p><p>职务</p><p>党委书记、局长</p>"
    pages |= {HOME + "l/": manner(table), HOME + "p/": manner("<img src='/u/1.jpg'><p>领导合影</p>")}
    pages[HOME + "c/"] = manner("<img src='/u/2.jpg'><p>杨海</p><p>区水务局局长</p>")
    site = FakeSite.of(pages)
    frame = frame_of([page for n in range(2) if (page := site.page(f"{HOME}s{n}/"))])
    leaders, picture, card = site.page(HOME + "l/"), site.page(HOME + "p/"), site.page(HOME + "c/")
    assert card and not shows_only_pictures(card, frame)
    assert leaders and not shows_only_pictures(leaders, frame)
    assert picture and shows_only_pictures(picture, frame)


def test_a_directory_of_new_columns_and_columns_of_the_menu_is_not_blank() -> None:
    menu = '<a href="/qzxx/">区长信箱</a><a href="/yjzj/">意见征集</a>'
    siblings = (f"{menu}<ul>{ITEMS}</ul>", f"{menu}<p>本机关承担全区政务公开的组织推进工作职责。</p>")
    directory = menu + '<a href="http://other.example.gov.cn/ldzc/">领导信息</a>'
    assert judge(menu + directory, siblings=siblings) is Blank.NO
    assert judge(menu + '<a href="/yjzj/">意见征集</a>', siblings=siblings) is Blank.YES


def test_a_map_of_the_site_among_the_siblings_hides_no_section() -> None:
    siblings = (f"<ul>{ITEMS}</ul>", "<p>本机关承担全区政务公开的组织推进工作职责。</p>", f"<ul>{COLUMNS}</ul>")
    assert judge(f"<ul>{COLUMNS}</ul>", siblings=siblings) is Blank.NO


def test_a_section_that_repeats_entries_of_no_known_name_is_not_blank() -> None:
    menu = '<a href="/a1/">山水风光</a><a href="/a2/">非遗寻踪</a><a href="/a3/">民俗节庆</a>'
    siblings = (f"{menu}<ul>{ITEMS}</ul>", f"{menu}<p>本机关承担全区政务公开的组织推进工作职责。</p>")
    assert judge(menu + menu, siblings=siblings) is Blank.NO
    assert judge(menu, siblings=siblings) is Blank.YES


def test_a_directory_of_what_a_menu_of_scripts_holds_is_not_blank() -> None:
    menu = '<script>m=\'<a href="/a1/">规划计划</a><a href="/a2/">统计信息</a><a href="/a3/">人事信息</a>\'</script>'
    siblings = (f"{menu}<ul>{ITEMS}</ul>", f"{menu}<p>本机关承担全区政务公开的组织推进工作职责。</p>")
    shown = '<a href="/a1/">规划计划</a><a href="/a2/">统计信息</a><a href="/a3/">人事信息</a>'
    assert judge(menu + shown, siblings=siblings) is Blank.NO
    assert judge(menu, siblings=siblings) is Blank.YES


def test_a_directory_of_what_siblings_open_by_script_is_not_blank() -> None:
    entries = {"a1": "规划计划", "a2": "统计信息", "a3": "人事信息"}
    menu = "".join(f"<li onclick=\"location.href='/{path}/'\">{name}</li>" for path, name in entries.items())
    siblings = (f"{menu}<ul>{ITEMS}</ul>", f"{menu}<p>本机关承担全区政务公开的组织推进工作职责。</p>")
    shown = "".join(f'<a href="/{path}/">{name}</a>' for path, name in entries.items())
    assert judge(shown, siblings=siblings) is Blank.NO
    assert judge(menu, siblings=siblings) is Blank.YES


MARKS = """<script>document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E"));</script>"""


def test_the_scripts_that_draw_the_official_marks_fill_nothing() -> None:
    assert judge(f"<ul></ul>{MARKS}") is Blank.YES
    assert judge(f"<ul id='list'></ul>{MARKS}<script>document.write(rows)</script>") is Blank.CANNOT_TELL


@pytest.mark.parametrize("button", ["<input type='submit' value='查询'>", "<button>查 询</button>"])
def test_a_page_that_answers_queries_cannot_be_told(button: str) -> None:
    assert judge(f"<form>办件编号：<input name='code'>{button}</form>") is Blank.CANNOT_TELL


def test_a_button_to_query_with_and_nothing_to_fill_in_is_blank() -> None:
    assert judge("<input type='submit' value='查询'>") is Blank.YES


def test_the_way_back_is_not_content() -> None:
    assert judge('<a href="/">首页</a> &gt; <a href="/zcjd/">政策解读</a>') is Blank.YES


@pytest.mark.parametrize(
    "way",
    [
        "当前位置：首页 &gt; 政府信息公开 &gt; 政府信息公开制度 &gt; 清源行动工作动态",
        "您现在的位置： 示例区人民政府 » 政务公开 » 建议提案办理结果 »",
        "您现在的位置：<b>示例区人民政府</b> → <b>政务公开工作</b> → <b>清源行动工作动态</b>",
        "首页 / 政务公开 / 重点领域信息公开 / 清源行动工作动态",
        "当前位置：首页 &gt; 政务公开 &gt; 清源行动工作动态<h2>清源行动工作动态</h2>",
    ],
)
def test_the_way_need_not_be_links(way: str) -> None:
    assert judge(f"<div>{way}</div><ul></ul>") is Blank.YES


@pytest.mark.parametrize(
    "content",
    [
        "当前位置：首页 &gt; 通知公告<p>本栏目公开示例区各部门的通知和公告，每周更新一次</p>",
        "首页便民服务 &gt; 请于工作日上午九点至下午五点到区政务服务中心二楼大厅办理",
        "位置：示例区中心路1号三楼302房间（区公安局东侧200米，乘1路公交车可到）",
    ],
)
def test_what_begins_like_the_way_is_content(content: str) -> None:
    assert judge(f"<div>{content}</div>") is Blank.NO


STORE = """<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/dataproxy.jsp?page=1"></a>]]></nextgroup>
<recordset>{records}</recordset></datastore></script>
<script>new Ajax.Page({{perPage:15,totalRecord:{total}}});</script>"""


def test_a_store_without_records_is_blank_unless_the_records_come_later() -> None:
    assert judge(STORE.format(records="", total=0)) is Blank.YES
    assert judge(STORE.format(records="", total=0).replace("\n", "")) is Blank.YES
    assert judge(STORE.format(records="", total=32)) is Blank.CANNOT_TELL
    assert judge(STORE.format(records="<record><![CDATA[<li>通知</li>]]></record>", total=1)) is Blank.NO


ASKS = """<ul><li v-for='x in list'>{{x.title}}<span>{{x.publishTime | day}}</span></li></ul>
<script>fetch('/tzgg/list.json')</script>"""


@pytest.mark.parametrize(
    ("answer", "blank"),
    [
        ('{"data": {"total": 0, "rows": []}}', Blank.YES),
        ('{"data": {"total": 1, "rows": [{"title": "关于放假的通知", "url": "/tzgg/1.html"}]}}', Blank.NO),
        ('{"data": {"rows": []}}', Blank.CANNOT_TELL),  # a list that does not say that this is all
        (None, Blank.CANNOT_TELL),
    ],
)
def test_a_list_that_a_script_asks_for_is_blank_where_the_answer_says_so(answer: str | None, blank: Blank) -> None:
    pages = {HOME + f"s{n}/": manner(text) for n, text in enumerate((f"<ul>{ITEMS}</ul>", "<p>本机关职责。</p>"))}
    data = {"/tzgg/list.json": answer} if answer else {}
    site = FakeSite.of({**pages, HOME + "tzgg/": manner(ASKS)}, data=data)
    page = site.page(HOME + "tzgg/")
    assert page is not None
    assert is_blank(page, frame_of([one for one in site.pages() if one.url != page.url])) is blank


def test_places_for_values_in_the_head_fill_no_page() -> None:
    """A page tag that its template never filled: content="{{siteName}}"."""
    head = "<meta name='SiteName' content='{{siteName}}'><title>{{title}}</title>"
    siblings = [FakeSite.of({HOME: manner(f"<ul>{ITEMS}</ul>")}).page(HOME)] * 2
    for content, blank in (("<ul></ul>", Blank.YES), ("<ul>{{ rows }}</ul>", Blank.CANNOT_TELL)):
        page = FakeSite.of({HOME: manner(content, head)}).page(HOME)
        assert page is not None and is_blank(page, frame_of(filter(None, siblings))) is blank


@pytest.mark.parametrize(("marks", "blank"), [(("text:8",), Blank.YES), (("empty", "text:0"), Blank.CANNOT_TELL)])
def test_a_browser_that_showed_nothing_at_all_tells_of_no_blank_column(marks: tuple[str, ...], blank: Blank) -> None:
    """A portal drawn by scripts has its menu on every page: without it they did not do their work."""
    shell = "<title>通知公告</title><body><div id='app'></div><script src='/js/app.9f.js'></script></body>"
    page = FakeSite.of({HOME: shell}, rendered={HOME: shell}).page(HOME)
    assert page is not None and page.rendered is not None
    page.rendered = replace(page.rendered, marks=marks)
    assert is_blank(page) is blank


def test_a_picture_is_content_where_the_siblings_share_no_links() -> None:
    """Pages without a menu: the mark of the site stands on all of them, the picture on one."""

    def bare(content: str) -> str:
        return f"<title>示例区人民政府</title><body><p>示例区人民政府</p><img src=/logo.png>{content}</body>"

    texts = ("<p>本机关承担全区政务公开的组织推进工作职责。</p>", f"<ul>{ITEMS}</ul>")
    pages = {HOME + f"s{n}/": bare(text) for n, text in enumerate(texts)}
    site = FakeSite.of({**pages, HOME + "a/": bare("<img src=/u/jd.jpg>"), HOME + "b/": bare("<div></div>")})
    frame = frame_of([page for url in pages if (page := site.page(url))])
    picture, empty = site.page(HOME + "a/"), site.page(HOME + "b/")
    assert picture and empty
    assert is_blank(picture, frame) is Blank.NO and shows_only_pictures(picture, frame)
    assert is_blank(empty, frame) is Blank.YES


@pytest.mark.parametrize(
    "words",
    [
        "目前暂无疫情，请广大群众继续做好防护工作，保持良好卫生习惯，出现症状及时就医。",
        "数据更新中心负责全区数据资源的归集、治理和共享工作。",
    ],
)
def test_prose_that_only_mentions_that_there_is_none(words: str) -> None:
    assert judge(f"<p>{words}</p>") is Blank.NO
