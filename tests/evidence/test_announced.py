"""Pages that lack what their link announces: missing where they say why in any words, and sound where they do not."""

import pytest

from crawler.absent import absent_sibling
from evidence.announced import announces, lacks
from evidence.notice import Answer, baseline_of, is_answer_to_any, is_unannounced, notice
from tests.evidence.test_notice import FOOT, HOME, LONG, MENU, answer, page

LINK = "关于公布2024年公益性岗位名单的通知"
WHY = ("soft-404:why", f"announced:{LINK}")


def _page(text: str, title: str = "示例区人民政府") -> str:
    return page(title, "").replace("<p></p>", f"<ul>{MENU}</ul><div class=main>{text}</div>{FOOT}")


def _linked(html: str, *, url: str = HOME + "zwgk/12.html", final: str = "", words: str = LINK) -> Answer:
    plain = answer(html, url=url, final=final)
    return Answer(**{name: getattr(plain, name) for name in plain.__slots__ if name != "announced"}, announced=words)


MISSING = {
    "turned inward": "<p>该稿件已转为内部可见</p>",
    "a number": "<p align=center>信息ID无效</p>",
    "not approved": "<table><tr><td>文章编号有误或该文章还没有通过审批</td></tr></table>",
    "moved into the archive": "<div>文档已归档</div><div>该文档已移入历史库，不再对外展示。</div>",
    "not for reading": "<p>抱歉，此条政府信息暂不提供浏览</p>",
    "redesigned": "<b>网站改版公告</b><p>旧版网址全部停用，请收藏新网址。</p><a href='/'>返回首页</a>",
    "a server": "<h3>500</h3><p>服务器开小差了，请稍后再试</p>",
    "a program": "<p>抱歉，系统出现了一点问题，请稍候</p>",
    "a page": "<div>抱歉，页面发生了内部错误，请稍后再试</div>",
    "hidden by somebody": "<p>该新闻已被管理员隐藏</p>",
    "for another's rights": "<p>此内容因版权原因已删除</p>",
    "kept no longer": "<p>您要查看的内容已过保存期限</p>",
    "a survey": "<p>该问卷不存在，请确认链接是否正确</p>",
}
SOUND = {
    "the announced": f"<h1>{LINK}</h1><p>该文件已停止执行。</p>",
    "cut by the list": "<h1>关于公布2024年公益性岗位名单的通知（第二批）</h1><p>名单已取消。</p>",
    "an article under another title": f"<h1>通告</h1><p>{LONG}</p><p>原线路停止运营。</p>",
    "a notice with a date": "<h1>公告</h1><p>发布时间：2026-03-01</p><p>老市场停用。</p>",
    "a picture": "<img src=/a.jpg>",
    "a film": "<p>视频无法显示</p><video src=/a.mp4></video>",
    "a closed poll": "<p>投票已停止，感谢您的参与</p>",
    "works on the system": "<p>系统升级，暂停访问，不能浏览</p>",
    "to who logs in": "<p>您没有权限，不能查看</p>",
    "a question": "<p>页面无法显示怎么办？</p>",
    "the way on": "<p>本栏目已调整</p><p><a href='/xin/'>请点击进入新栏目</a></p>",
    "sent on": "<meta http-equiv=refresh content='1;url=/xin/'><p>栏目已调整，正在跳转</p>",
    "hidden": "<div style='display:none'>内容已停用</div><img src=/a.jpg>",
    "what to do if": "<p>如发现页面不存在、链接失效等问题，请点击纠错</p>",
    "whom to call": "<p>发现错链、失效链接或页面无法打开，请拨打0719-3330000</p>",
    "what codes mean": "<ul><li>0 成功<li>404 资源不存在<li>500 系统异常</ul>",
    "whether": "<p>请核对网址是否有误</p>",
    "being mended": "<p>系统故障，正在抢修，请稍后再试</p>",
    "many at once": "<p>系统繁忙，请稍后再试</p>",
    "a service among others": "<h3>户口迁移</h3><p>材料</p><p>流程</p><p>窗口</p><p>收费</p><p>取消预约</p><p>监督</p>",
    "a special that is no longer filled": "<p>本专题已停止更新</p>",
    "a list of its own": "<p>旧版已停用</p>"
    + "".join(f"<a href=/{n}.html>第{n}批企业名单已经公布</a>" for n in range(4)),
    "a headline": "<ul><li><a href=/1.html>一批企业被列入异常名录</a></li></ul>",
}


@pytest.mark.parametrize("name", MISSING)
def test_a_page_that_says_why_in_other_words(name: str) -> None:
    assert notice(_linked(_page(MISSING[name]))) == WHY
    assert notice(_linked(_page(MISSING[name]), words="更多>>")) in ((), ("soft-404",))


@pytest.mark.parametrize("name", SOUND)
def test_a_page_that_lacks_its_announcement_only(name: str) -> None:
    assert notice(_linked(_page(SOUND[name]))) == ()


def test_lines_of_the_home_page_are_no_reason() -> None:
    html = _page("<p>旧版网站已停用</p><img src=/a.jpg>")
    assert notice(_linked(html)) == WHY
    assert notice(_linked(html), usual=frozenset(["旧版网站已停用"])) == ()


def test_an_article_sent_to_an_empty_search() -> None:
    found = _page("<p>很遗憾，没有为您匹配到结果</p>", "站内搜索")
    assert notice(_linked(found, final=HOME + "search/?q=t1.html")) == WHY
    assert notice(_linked(found, final=HOME + "zwgk/index.html")) == ()
    assert notice(_linked(found, final=HOME + "search/", words="全文检索")) == ()


def test_a_template_under_the_title_of_the_site() -> None:
    empty = "<h1></h1><div>发布日期：　浏览次数：<span id=hits></span></div><div id=zoom></div>"
    assert notice(_linked(_page(empty)))[0] == "soft-404:hollow"
    assert notice(_linked(_page(empty.replace("<h1>", f"<h1>{LINK}")))) == ()
    assert notice(answer(_page(empty))) == ()
    assert notice(_linked(_page("<h1>${info.title}</h1>", "${info.title}")))[0] == "soft-404:hollow"


def test_what_a_link_announces() -> None:
    assert announces("更多") == announces("在线办理") == announces("点击下载附件") == announces("2026-03-01") == []
    assert announces("网格管理") == ["网格管", "格管理"]
    assert not lacks(LINK, _page("关于公布 2024年 公益性岗位名单 的通知"))


SIBLINGS = [
    ("cms/view.jsp?id=12", "cms/view.jsp?id=97"),
    ("content.jsp?type=news&wbnewsid=4213&from=1", "content.jsp?type=news&wbnewsid=97"),
    ("art/2026/3/1/art_12_4.html", "art/2026/3/1/art_12_97"),
    ("m/about/team", "m/about/hecha-"),
]


@pytest.mark.parametrize(("url", "begins"), SIBLINGS)
def test_an_address_of_the_same_kind_that_cannot_exist(url: str, begins: str) -> None:
    sibling = absent_sibling(HOME + url)
    assert sibling.startswith(HOME + begins) and sibling != HOME + url == HOME + url
    assert absent_sibling(HOME + url) == sibling


@pytest.mark.parametrize("url", ["", "index.html?v=3", "list.html?page=2", "zwgk/"])
def test_an_address_without_one(url: str) -> None:
    assert absent_sibling(HOME + url) == ""


def test_what_is_answered_for_any_number() -> None:
    missing = _page("<p>荒地 编号 {}</p><a href=/>回</a>")
    sibling = baseline_of(missing.format(97000001), status=200, final_url=HOME + "a/97000001.html")
    ours = _linked(missing.format(12))
    assert is_unannounced(ours) and is_answer_to_any(ours, sibling)
    for more in ("<img src=/1.jpg>", "<a href=/1.pdf>附件</a>", "<iframe src=/1></iframe>", "<p>气象台电话</p>" * 9):
        assert not is_answer_to_any(_linked(missing.format(12).replace("<a href=/>", more + "<a href=/>")), sibling)
    honest = baseline_of(missing, status=404, final_url=HOME)
    assert not is_answer_to_any(ours, honest)
