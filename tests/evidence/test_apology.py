"""The sentence by which a page says that what was asked for is gone, beside those that only sound like it."""

import pytest

from evidence.notice import notice
from tests.evidence.test_notice import FOOT, LONG, MENU, answer


@pytest.mark.parametrize("menu", [MENU, ""])
@pytest.mark.parametrize(
    ("content", "marks"),
    [
        ("<td>对不起，该信息不存在或已被删除！<a href='/'>返回</a></td>", ("soft-404",)),
        ("<p>很抱歉，您访问的页面不存在。</p>", ("soft-404",)),
        ("<p>您查看的文章不存在或已删除</p>", ("soft-404",)),
        ("<p>您要查看的信息不存在！</p>", ("soft-404",)),
        ("<h3>您好，您要看的文章已经搬走了</h3>", ("soft-404",)),
        ("<p>抱歉，您访问的内容已下线</p>", ("soft-404",)),
        ("<p>该文章已被撤回，无法查看</p><a href='/'>返回首页</a>", ("soft-404",)),
        ("<p>页面走丢了，3秒后返回首页</p>", ("soft-404",)),
        ("<div>稿件不存在或未发布</div>", ("soft-404",)),
        ("<p>Page Not Found! 您访问的页面找不到了</p><a href='/'>返回首页</a>", ("soft-404",)),
        ("<p>对不起，没有找到您要的文章！</p>", ("soft-404",)),
        ("<p>Sorry, the page you requested was not found.</p>", ("soft-404",)),
        ("<p>抱歉，该内容已被发布者删除</p>", ("soft-404",)),
        ("<p>此文档未发布或已撤销发布，暂不能浏览。</p>", ("soft-404",)),
        ("<h3>栏目不存在或已停用！</h3>", ("soft-404",)),
        ("<p>网传招聘的信息不存在，该内容已被发布者删除。</p>" + FOOT * 5, ()),
        ("<h2>很抱歉！您访问的页面已失踪……</h2>", ("soft-404",)),
        ("<p>页面没有找到 o(╥﹏╥)o</p><p>5秒后自动跳转到首页</p>", ("soft-404",)),
        ("<td>没有该信息或该信息未通过审核</td>", ("soft-404",)),
        ("<p>抱歉，您查看的内容可能已经被删除、更名或暂时不可用</p>", ("soft-404",)),
        ("<p>文章ID错误或文章不存在！</p>", ("soft-404",)),
        ("<p>很抱歉，没有找到相应的文章。</p>", ("soft-404",)),
        ("<p>亲，您要找的内容不见了~~</p>", ("soft-404",)),
        ("<p>您访问的页面暂时无法打开，请稍后再试</p>", ("soft-404",)),
        ("<p>你所访问的文章已经被作者删除啦。</p>", ("soft-404",)),
        ("<p>对不起，系统找不到您要访问的页面。</p>", ("soft-404",)),
        ("<p>此文章未通过审核，暂时不能查看</p>", ("soft-404",)),
        ("<p>抱歉，您的访问出错了，页面不存在！</p>", ("soft-404",)),
        ("<p>您访问的地址有误，请重新输入</p>", ("soft-404",)),
        ("<p>错误！该页面已经不存在了</p>", ("soft-404",)),
        ("<p>您反映的地址有误，请重新提交。</p>" + FOOT * 5, ()),
        ("<p>您访问的页面将跳转到外部网站</p><a href='/'>返回首页</a>" + FOOT * 5, ()),
        ("<p>您访问的内容正在审核中，暂时无法查看</p>", ("soft-404",)),
        ("<p>此信息已被原单位撤稿</p><p>点击<a href='/'>返回首页</a></p>", ("soft-404",)),
        ("<p>抱歉，此页暂时无法显示</p>", ("soft-404",)),
        ("<p>咦？页面不见了！</p>", ("soft-404",)),
        ("<p>办件正在审核中，暂时无法查看进度。</p>" + FOOT * 5, ()),
        ("<p>对不起，您要下载的附件已被删除</p>", ("soft-404",)),
        ("<p>栏目或文章不存在！</p><a href='/'>返回首页</a>", ("soft-404",)),
        ("<p>抱歉，您所浏览的信息已于近日下线。</p>", ("soft-404",)),
        ("<p>您查看的事项不存在或者已经取消</p>", ("soft-404",)),
        ("<p>对不起，此信息尚未公开</p>", ("soft-404",)),
        ("<p>此信息尚未公开，拟于6月公开。</p>" + FOOT * 5, ()),
        ("<p>您好，您访问的页面已被移除，请访问其他页面</p>", ("soft-404",)),
        ("<p>无法找到您请求的页面</p>", ("soft-404",)),
        ("<p>抱歉，本页面已停止服务</p>", ("soft-404",)),
        ("<p>您所点击的链接已失效。</p>", ("soft-404",)),
        ("<p>对不起，您没有输入正确的参数或该文章不存在。</p>", ("soft-404",)),
        ("<p>您要查看的公告已过期下架！</p>", ("soft-404",)),
        ("<p>来源：县政府办</p><p>您要查看的公告已过期下架！</p>" + FOOT * 5, ()),
        ("<table><tr><td>要闻</td><td>该页面无法打开</td></tr></table>" + FOOT * 5, ()),
        ("<p>您下载的文件如无法打开，请安装阅读器。</p>" + FOOT * 5, ()),
        ("<p>您的访问地址不存在，即将返回首页</p>", ("soft-404",)),
        ("<p>网页无法访问，请检查网址是否正确</p><a href='/'>返回首页</a>", ("soft-404",)),
        ("<table>" + "<tr><td>12<td>抱歉打扰，贵单位网上申报页面出错" * 9 + "</table>", ()),
        ("<table><tr><td>对不起，您没有输入正确的参数或该文章不存在。</table>", ("soft-404",)),
        ("<h3>常见错误</h3><p>404：您请求的页面不存在。</p><p>500：服务器出错。</p>" + FOOT * 5, ()),
        ("<p>404，您访问的页面不存在</p>", ("soft-404",)),
        ("<p>您输入的信息不存在，请重新输入</p>" + FOOT * 5, ()),
        ("<p>您要找的页面去哪儿了？</p>" + FOOT * 5, ()),
        ("<p>您查询的信息不存在，请核对编号。</p>" + FOOT * 5, ()),
        ("<p>本页面内容请勿转载</p><a href='/'>返回首页</a>" + FOOT * 5, ()),
        ("<p>没有找到相应的办件，请核对受理编号。</p>" + FOOT * 5, ()),
        ("<h3>寻人启事</h3><p>老人于3日走失，身穿蓝色上衣。</p>" + FOOT * 5, ()),
        ("<p>您查看的事项由县民政局办理</p><a href='/'>返回首页</a>" + FOOT * 5, ()),
        ("<p>抱歉，没有找到相关信息</p>" + FOOT * 5, ()),  # a search, or a column with nothing in it
        ("<p>该文件已失效</p><a href='/'>返回首页</a>" + FOOT * 5, ()),  # no longer in force
        ("<table><tr><td>该链接已失效</td><td>已整改</td></tr></table>" + FOOT * 5, ()),
        ("<p style='display:none'>抱歉，您访问的内容已下线</p>" + FOOT * 5, ()),
        ("<li><a href='/n1'>对不起，您访问的页面不存在</a></li>" + FOOT * 5, ()),
        ("<h3>答复内容</h3><p>对不起，该信息不存在。</p>" + FOOT, ()),
        (f"<p>对不起，您访问的页面不存在！</p><p>{LONG}</p>", ()),
        ("<p>遇到“对不起，您访问的页面不存在”的提示时，请检查网址。</p>" + FOOT * 5, ()),
        ("<ul><li><a href='/a'>该信息已删除</a></li></ul>" + FOOT * 5, ()),
    ],
)
def test_an_apology_in_the_whole_template_is_a_missing_page(content: str, marks: tuple[str, ...], menu: str) -> None:
    html = f"<title>信息浏览-示例区</title><body>{menu}<div>{FOOT * 3}</div>{content}{FOOT}"
    assert notice(answer(html)) == marks


SENTENCE = "<p>您访问的页面不存在</p>"


@pytest.mark.parametrize(
    ("kept", "marks"),
    [
        ("<div style='display:none' id='err'><div>{}</div></div>", ()),
        ("<div hidden><h3>提示</h3>{}</div>", ()),
        ("<div class='tips hide'>{}</div>", ()),
        ("<style>.no{display:none}</style><div class='no'>{}</div>", ()),
        ("<template>{}</template>", ()),
        ("<textarea>{}</textarea>", ()),
        ("<div style='display:none'><b hidden>甲</b>{}</div>", ()),
        ("<div style='display:none'>正在加载</div><div style='display:block'>{}</div>", ("soft-404",)),
        ("<div class='hide-border'>{}</div>", ("soft-404",)),
    ],
)
def test_a_sentence_kept_for_another_day_says_nothing(kept: str, marks: tuple[str, ...]) -> None:
    html = f"<title>停水通知-示例区</title><body>{kept.replace('{}', SENTENCE)}<p>今日停水。</p>{FOOT}"
    assert notice(answer(html)) == marks


def test_a_short_notice_with_a_date_is_no_missing_page() -> None:
    withdrawn = "<title>撤销公告</title><h3>撤销公告</h3><p>该信息已撤销发布。</p>"
    assert notice(answer(f"{withdrawn}<p>电话：0791-8360001</p>")) == ("soft-404",)
    assert notice(answer(f"{withdrawn}<p>发布日期：2026-10-01</p>")) == ()
    assert notice(answer("<p>该信息不存在或已删除</p><p>2026-10-01</p>")) == ("soft-404",)


def test_what_a_code_means_is_told_to_nobody() -> None:
    rows = "<h1>返回码</h1><table><tr><td>404<td>资源不存在<tr><td>500<td>数据丢失<tr><td>E12<td>该文件已删除</table>"
    assert notice(answer(f"<title>返回码</title>{rows}")) == ()
    assert notice(answer(f"<title>x</title>{rows.replace('table', 'dl').replace('<td>该', '<dd>该')}")) == ()
    lines = "<ul><li>0 成功<li>404 资源不存在<li>500 系统异常</ul>"
    assert notice(answer(f"<title>状态码</title>{lines}{FOOT * 3}")) == ()
    assert notice(answer(f"<title>404 页面不存在</title><h1>404 页面不存在</h1>{FOOT * 3}")) == ("soft-404",)
    alone = "<table><tr><td>404</td><td>该资源不存在</td></tr></table>"
    assert notice(answer(f"<title>x</title>{alone}")) == ("soft-404",)
