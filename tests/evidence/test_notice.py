"""What an answer really is, each fault beside a page that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.notice import Answer, Baseline, is_html, notice, visible_text

HTML = "text/html; charset=utf-8"
HOME = "http://www.example.gov.cn/"
LONG = "根据上级部署,各单位认真排查,现将有关情况通报如下。" * 20
MENU = "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(60))
FOOT = "<p>主办单位：示例区人民政府办公室</p><p>联系电话：010-12345678</p>"


def page(title: str, text: str, extra: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{extra}</head><body><p>{text}</p></body></html>"


def answer(
    head: str = "",
    *,
    url: str = HOME + "a/b.html",
    final: str = "",
    status: int = 200,
    type_: str = HTML,
    headers: dict[str, str] | None = None,
    raw: bytes | None = None,
) -> Answer:
    body = head.encode() if raw is None else raw
    return Answer(
        url=url,
        final_url=final or url,
        status=status,
        headers=headers or {},
        content_type=type_,
        size=len(body),
        head=head,
        raw=body[:4096],
        redirected=bool(final) and final != url,
    )


SOFT: dict[str, str] = {
    "title": page("404 Not Found", "抱歉"),
    "chinese title": page("页面不存在", "返回首页"),
    "title with the site": page("404错误 - 示例市人民政府", "您访问的页面不存在"),
    "words": page("示例市人民政府", "对不起,您访问的页面不存在或已被删除!"),
    "deleted": page("", "该信息已被删除"),
    "not found": page("Error", "The requested page could not be found."),
    "alert": "<html><script>alert('该文章不存在');history.back();</script></html>",
    "title joined by an underline": page("404_示例区人民政府", "返回首页 " + "政务公开 政务服务 互动交流 " * 15),
    "a prompt": page("信息提示_示例区", "您要查看的文件已被删除，请与管理员联系。" + "政务公开 政务服务 " * 15),
    "alert of a search that found none": "<script>alert('没有找到相关信息');window.close();</script>",
    "no such information": "无此信息",
    "withdrawn": page("提示", "该稿件已撤销"),
    "withdrawn by somebody": page("提示", "您访问的内容已经被管理员撤稿"),
    "still being checked": page("公示公告", "此信息不存在或者正在审核中"),
    "the site first": page("示例区 - 页面未找到", "返回首页"),
    "a box of a library": '<title>x</title><script>layer.msg("该文章已删除");</script>',
    "an alert of the database": "<script>alert('对不起，数据库连接出错');</script>",
    "an alert of a parameter": "<script>alert('参数传递错误！');history.back(-1)</script>",
    "two reasons": page("提示信息", "内容未审核或已删除"),
    "a number of the system's own": page("提示信息 - Powered by DedeCMS", "文档ID不存在或已删除！"),
    "a wrong address and what follows": page("提示", "您输入的网址有误，页面不存在"),
    "hindered and sorry": page("北岭", "抱歉！页面无法访问......"),
    "lost its way": page("北岭", "咦？您访问的页面迷路了"),
    "not found by the system": page("信息提示", "没有找到您要查看的文章，可能已被管理员删除"),
    "the server in English": page("Error", "The requested URL was not found on this server."),
    "a playful title": page("页面走丢了", "请稍后再试"),
    "a polite title": page("抱歉，您访问的页面不存在_示例区", "请稍后再试"),
    "another order": page("未找到页面 – 示例区", "请稍后再试"),
    "an escaped alert": "<title>提示</title><script>alert('\\u8be5\\u9875\\u9762\\u4e0d\\u5b58\\u5728')</script>",
    "an alert of a withdrawn article": "<script>alert('该文章已被撤稿');history.go(-1)</script>",
    "template around it": page("页面不存在", "网站地图 联系我们 " + "政务公开 政务服务 互动交流 " * 15),
}
NOT_SOFT: dict[str, str] = {
    "an article about 404": page("关于404页面不存在问题整改情况的通报", LONG),
    "the same, short": page(
        "关于404页面不存在问题整改情况的通报", "现将404页面不存在问题整改情况予以通报,请各单位继续做好有关工作。" * 3
    ),
    "an article about a deleted file": page("通知", "原文件已被删除的,请各单位重新报送。" + LONG),
    "a prompt that asks to log in": page("信息提示", "请先登录，登录后可以查看本人办件进度。"),
    "a short hint of an office": page("温馨提示", "本周六服务大厅正常办公，请群众携带身份证原件前来办理。"),
    "short notice": page("停水通知", "明日停水。"),
    "short table": page("公示", "张某某 补贴 100 元"),
    "shell of an app": page("示例市政务服务", "", "<script src=/app.js></script>") + "<div id=app></div>",
    "frameset": "<html><head><title>财政局</title></head><frameset><frame src=a.html></frameset></html>",
    "script with the words": page("办事", LONG, "<script>var m='页面不存在';alert(m)</script>"),
    "a headline that asks": page("页面不存在？我县整改政府网站错链断链_示例区人民政府", LONG),
    "a reply that there is none": page(
        "依申请公开答复书", "经检索，您申请获取的信息不存在，根据《条例》第三十六条告知。"
    ),
    "a finding that there is none": page("公告", "经查，所举报内容不存在，不予立案。"),
    "a heading after the site": page("示例区 - 链接失效整改通报", LONG),
    "a document out of force": page("失效文件目录", "该文件已失效"),
    "a count of dead links": page("链接失效整改通报", "共发现失效链接12条。"),
    "a link that was mended": page("回复", "您好，您反映的链接已失效问题已整改。"),
    "an old address and the new one": page("通知", "原链接已失效，请使用新地址。"),
    "a question": page("常见问题", "提示“页面不存在”怎么办？请清理缓存后重试。"),
    "a prompt before leaving": page("系统提示", "即将离开本网站，是否继续？"),
    "an alert for who fills nothing in": page(
        "网上信访", "请填写诉求，五个工作日内答复。", "<script>function ok(){if(!v){alert('信息不存在')}}</script>"
    ),
    "an app with a message ready": page("查询", "请输入姓名查询" * 8, "<script>alert('该文章不存在')</script>"),
}


def _article(title: str, date: str, text: str) -> str:
    label = f"<h1>{title}</h1><span>发布时间：{date}</span><span>来源：</span><div>{text}</div>"
    return page(f"{title}_示例区人民政府", "", "") + MENU + label


@pytest.mark.parametrize(
    ("title", "date", "text", "marks"),
    [
        ("", "", "", ("soft-404:hollow",)),
        ("null", "null", "", ("soft-404:hollow",)),
        ("", "2026-11-03", "", ()),  # a picture may be all there is
        ("停水通知", "", "<img src=a.jpg>", ()),
        ("", "", LONG, ()),
    ],
)
def test_the_template_of_an_article_without_an_article(
    title: str, date: str, text: str, marks: tuple[str, ...]
) -> None:
    assert notice(answer(_article(title, date, text))) == marks


@pytest.mark.parametrize(
    "label",
    [
        "<form>发布时间：<input name=from>至<input name=to></form>",
        "发布时间：<script>document.write(d)</script>",
        "发布时间：<span id=pubdate></span>",
        "发布时间：{{ date }}",
        "发布时间：<b v-text='date'></b>",
    ],
)
def test_a_date_that_is_still_to_come_is_not_missing(label: str) -> None:
    assert notice(answer(page("_示例区人民政府", "") + MENU + label)) == ()


@pytest.mark.parametrize("name", SOFT)
def test_soft_404(name: str) -> None:
    assert notice(answer(SOFT[name])) == ("soft-404",)


@pytest.mark.parametrize("name", NOT_SOFT)
def test_not_soft_404(name: str) -> None:
    assert notice(answer(NOT_SOFT[name])) == ()


def test_the_hosts_own_missing_page() -> None:
    words = "您要找的内容去旅行了 热门栏目 通知公告 政务公开 办事服务 " + "站内导航 " * 80
    text = visible_text(page("示例市", words))
    baseline = Baseline(status=200, final_url=HOME + "x.html", title="示例市", text=text)
    assert notice(answer(page("示例市", words)), baseline=baseline) == ("soft-404",)
    assert notice(answer(page("示例市", words + LONG)), baseline=baseline) == ()
    assert notice(answer(page("通知", words)), baseline=baseline) == ()
    honest = Baseline(status=404, final_url=HOME, title="示例市", text=text)
    assert notice(answer(page("示例市", words)), baseline=honest) == ()


@pytest.mark.parametrize(
    ("body", "mark"), [("", "soft-404:shell"), ("加载中…", "soft-404:shell"), ("说" * 40, "soft-404")]
)
def test_the_shell_of_an_app_is_the_same_for_what_exists_and_what_does_not(body: str, mark: str) -> None:
    shell = f"<title>政务服务</title><div id=app>{body}</div><script src=/app.js></script>"
    baseline = Baseline(status=200, final_url=HOME + "x", title="政务服务", text=visible_text(shell))
    assert notice(answer(shell), baseline=baseline) == (mark,)
    assert notice(answer(shell.replace("<script src=/app.js></script>", "")), baseline=baseline) == ("soft-404",)


@pytest.mark.parametrize("body", ["", "&nbsp;<br>\r\n", "<div><p></p></div><!-- 空 -->"])
def test_a_page_on_which_there_is_nothing(body: str) -> None:
    assert notice(answer(page("", body))) == notice(answer(page("通知", body))) == ("empty:blank",)
    assert notice(answer("\r\n  \r\n")) == ("empty:blank",)


@pytest.mark.parametrize(
    "body",
    [
        "<img src=a.jpg>",
        "<iframe src=/a>",
        "<script src=/a.js></script>",
        "<x-app></x-app>",
        "<div style='background:url(a)'>",
    ],
)
def test_a_page_without_words_may_show_something(body: str) -> None:
    assert notice(answer(page("海报", body))) == ()


@pytest.mark.parametrize("path", ["", "index.htm", "default.aspx?x=1"])
def test_a_front_page_is_never_the_hosts_own_missing_page(path: str) -> None:
    front = page("档案史志", "", "") + "<frameset><frame src=main.htm></frameset>"
    baseline = Baseline(status=200, final_url=HOME, title="档案史志", text=visible_text(front))
    assert notice(answer(front, url=HOME + path), home=HOME, baseline=baseline) == ()
    assert notice(answer(front, url=HOME + "sz/2.htm"), baseline=baseline) == ("soft-404",)


CHALLENGES: dict[str, tuple[Answer, str]] = {
    "jsl 521": (answer("<script>x</script>", status=521, headers={"x-via-jsl": "1"}), "jsl"),
    "jsl cookie": (answer("<script>document.cookie='__jsl_clearance_s=1'</script>", status=521), "jsl"),
    "ruishu 412": (answer("<meta id=x><script>$_ts={}</script>", status=412), "ruishu"),
    "ruishu 202 cookie": (answer("<script>", status=202, headers={"set-cookie": "FSSBBIl1UgzbN7NO=1"}), "ruishu"),
    "script 202": (answer("<html><script>1</script></html>", status=202), "script-challenge"),
    "cloudflare": (answer("x", status=403, headers={"server": "cloudflare"}), "cloudflare"),
    "cloudflare mitigated": (answer("x", status=503, headers={"cf-mitigated": "challenge"}), "cloudflare"),
    "yundun script": (answer("<html><script>var arg1='';acw_sc__v2</script></html>"), "yundun"),
    "yundun 405": (answer("拦截", status=405, headers={"server": "YUNDUN"}), "yundun"),
    "chuangyudun": (answer(page("创宇盾", "您的请求已被拦截"), status=403), "chuangyudun"),
    "chuangyudun 200": (answer(page("", "创宇盾 正在验证")), "chuangyudun"),
    "cloudflare by its script": (answer("<script>window._cf_chl_opt={}</script>", status=503), "cloudflare"),
    "a slider": (answer(page("访问验证", "请拖动下方滑块完成验证"), status=503), "verification"),
    "a slider in place of a file": (answer(page("", "请完成滑块验证"), url=HOME + "a.pdf"), "verification"),
    "to be slid with status 200": (answer(page("安全验证", "为了您的访问安全，请完成验证后继续访问")), "verification"),
    "a title alone": (answer(page("访问验证", "<script src=/captcha.js></script>")), "verification"),
    "safedog": (answer(page("网站防火墙", "安全狗 拦截"), status=404), "safedog"),
    "safeline": (answer(page("", "请求被雷池拦截"), status=468), "safeline"),
}


@pytest.mark.parametrize("name", CHALLENGES)
def test_challenges(name: str) -> None:
    found, family = CHALLENGES[name]
    assert notice(found) == (f"challenge:{family}",)


NOT_CHALLENGES: dict[str, Answer] = {
    "a badge in the footer": answer(page("首页", LONG + "本站由知道创宇云安全 创宇盾 提供防护")),
    "a cookie on an ordinary page": answer(page("首页", LONG), headers={"set-cookie": "safedog-flow-item=1"}),
    "a server name": answer(page("首页", LONG), headers={"server": "yundun"}),
    "a missing page behind a cdn": answer(page("没有", "x"), status=404, headers={"server": "yundun"}),
    "an article about 安全狗": answer(page("网络安全通知", "关于安全狗误报的说明" + LONG)),
    "cloudflare lets through": answer(page("首页", LONG), headers={"server": "cloudflare"}),
    "accepted without a script": answer("<p>已受理,请等待办理结果通知。", status=202),
    "a log-in that asks for a code": answer(page("用户登录", "请输入验证码并完成验证码校验")),
    "an article about 安全验证": answer(page("关于开展安全验证的通知", "请完成验证工作。" + LONG)),
    "a plain 521": answer("x", status=521),
}


@pytest.mark.parametrize("name", NOT_CHALLENGES)
def test_not_challenges(name: str) -> None:
    assert not any(mark.startswith("challenge") for mark in notice(NOT_CHALLENGES[name]))


@pytest.mark.parametrize(
    ("url", "final", "mark"),
    [
        ("/bs/1.html", "/sso/login?from=1", "login-wall"),
        ("/bs/1.html", "/cas/login", "login-wall"),
        ("/sso/login", "/sso/login?x=1", ""),
        ("/bs/1.html", "/bs/loginfo.html", ""),
        ("/a/1.html", "/", "redirect-home"),
        ("/a/1.html", "/index.html", "redirect-home"),
        ("/list.asp?cid=23", "/default.asp", "redirect-home"),
        ("/list.asp?cid=23", "/default.asp.html", ""),
        ("/a/", "/", "redirect-home"),
        ("/index.html", "/", ""),
        ("/", "/index.html", ""),
        ("/a", "/a/", ""),
        ("/a/1.html", "/a/2.html", ""),
        ("/a/1.html", "http://other.gov.cn/", ""),
    ],
)
def test_where_a_redirect_ends(url: str, final: str, mark: str) -> None:
    whole = final if final.startswith("http") else HOME[:-1] + final
    found = notice(answer(page("页面", LONG), url=HOME[:-1] + url, final=whole), home=HOME)
    assert found == ((mark,) if mark else ())


@pytest.mark.parametrize(
    ("url", "final", "marks"),
    [
        ("/a/1.html", "/error.html", ("soft-404",)),
        ("/a/1.html", "/404/", ("soft-404",)),
        ("/a/1.html", "/Error.aspx?aspxerrorpath=/a/1.html", ("soft-404",)),
        ("/a/1.html", "/b/not-found.html", ("soft-404",)),
        ("/a/1.html", "/zwgk/404zxxd/", ()),
        ("/error.html", "/new/error.html", ()),
    ],
)
def test_a_redirect_to_what_is_named_an_error(url: str, final: str, marks: tuple[str, ...]) -> None:
    assert notice(answer(page("示例", LONG), url=HOME[:-1] + url, final=HOME[:-1] + final)) == marks


@pytest.mark.parametrize(
    ("html", "mark"),
    [
        ('<html><head><meta http-equiv="refresh" content="0;url=/"></head><body></body></html>', "redirect-home"),
        ("<meta http-equiv=refresh content='3; url=/index.html'><p>正在跳转……</p>", "redirect-home"),
        ("<script>window.location.href='/';</script>", "redirect-home"),
        ('<meta http-equiv="refresh" content="0;url=/a/2.html">', ""),
        ('<meta http-equiv="refresh" content="300;url=/">', ""),
        ('<meta http-equiv="refresh" content="0;url=http://other.gov.cn/">', ""),
        ("<script>if(!window.name){location.href='/'}</script>", ""),
        (f'<meta http-equiv="refresh" content="0;url=/"><p>{LONG}</p>', ""),
    ],
)
def test_a_page_that_only_sends_its_reader_home(html: str, mark: str) -> None:
    found = notice(answer(html, url=HOME + "a/1.html", final=HOME + "a/1.html"), home=HOME)
    assert found == ((mark,) if mark else ())
    assert notice(answer(html, url=HOME + "index.html", final=HOME + "index.html"), home=HOME) == ()


def test_the_home_page_may_lie_in_a_folder() -> None:
    home = HOME + "portal/start.html"
    assert notice(answer(page("页", LONG), final=home), home=home) == ("redirect-home",)
    assert notice(answer(page("页", LONG), final=home), home=HOME) == ()


OFFICE_PAGE = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>1</body></html>'


@pytest.mark.parametrize(
    ("url", "type_", "raw", "marks"),
    [
        ("a.pdf", "application/pdf", b"", ("empty",)),
        ("a.html", HTML, b"", ("empty",)),
        ("a.jpg", "image/jpeg", b"", ("empty",)),
        ("a.css", "text/css", b"", ()),
        ("a.js", "application/javascript", b"", ()),
        ("api", "application/json", b"", ()),
        ("a.pdf", "application/pdf", b"%PDF-1.4", ()),
        ("a.pdf", "text/html", b"%PDF-1.4", ()),
        ("a.pdf", "application/octet-stream", b"%PDF", ()),
        ("a.pdf", HTML, page("附件预览", LONG).encode(), ("wrong-type:html",)),
        ("a.docx", "application/msword", page("附件预览", LONG).encode(), ("wrong-type:html",)),
        ("a.jpg", HTML, page("图片", LONG).encode(), ("wrong-type:html",)),
        ("a.xls", "application/vnd.ms-excel", b"<table><tr><td>1</table>", ()),  # what many portals export
        ("a.doc", "application/msword", OFFICE_PAGE, ()),  # what Word saves as a web page
        ("a.xls", HTML, OFFICE_PAGE, ()),
        ("a.xls", "application/vnd.ms-excel", b"<html><body><table><tr><td>1</table>", ()),
        ("a.xls", HTML, page("附件", LONG).encode(), ("wrong-type:html",)),
        ("a.docx", "application/msword", "<script>alert('文件找不到')</script>".encode(), ("wrong-type:html",)),
        ("a.pdf", HTML, b"<html><form><input type=password></form>", ("login-wall",)),
        ("a.pdf", "application/pdf", b"\xff\xd8\xff\xe0JFIF", ("wrong-type:jpeg",)),
        ("a.pdf", "application/pdf", b"PK\x03\x04word/", ("wrong-type:zip",)),
        ("a.doc", "application/msword", b"PK\x03\x04word/", ()),  # Word opens it
        ("a.xlsx", "application/json", '{"code":500,"msg":"文件不存在"}'.encode(), ("wrong-type:text",)),
        ("a.rar", "text/plain", "文件不存在".encode("gbk"), ("wrong-type:text",)),
        ("a.doc", "application/msword", "{\\rtf1 证明}".encode(), ()),
        ("a.docx", HTML, "您下载的资料已整理".encode(), ("wrong-type:text",)),
        ("a.doc", HTML, "{\\rtf1 证明}".encode(), ()),
        ("a.jpg", "image/jpeg", b"\x89PNG\r\n", ()),
        ("a.pdf", "application/pdf", b"\xef\xbb\xbf\r\n%PDF-1.4", ()),
        ("a.pdf", "application/pdf", b"\x14sealed by some program", ()),
        ("a.txt", "text/plain", b"<html>", ()),
        ("a/1.html", HTML, '{"code":500,"msg":"操作失败"}'.encode(), ("soft-404",)),
        ("a/1.html", "application/json", '{"code":404,"msg":"文章不存在","data":null}'.encode(), ("soft-404",)),
        ("a/1", "text/plain", b'{"status": 404, "error": "Not Found"}', ("soft-404",)),
        ("a/1", "application/json", '{"code":401,"msg":"请求访问：/a/1，认证失败，无法访问系统资源"}'.encode(), ()),
        ("a/1", "application/json", b'{"code":0,"msg":"ok","data":[404]}', ()),
        ("a.pdf", HTML, page("404", "页面不存在").encode(), ("soft-404",)),
    ],
)
def test_empty_and_wrong_types(url: str, type_: str, raw: bytes, marks: tuple[str, ...]) -> None:
    head = raw.decode() if is_html(type_, raw) else ""
    assert notice(answer(head, url=HOME + url, type_=type_, raw=raw)) == marks


@pytest.mark.parametrize(
    ("title", "text", "marks"),
    [
        ("皇冠体育投注_现金网", "百家乐、老虎机、体育投注，首存送彩金。", ("parked:taken-over",)),
        ("成人视频在线", "色情、裸聊、约炮，尽在本站。", ("parked:taken-over",)),
        ("警方打击网络赌博案件", "主犯开设百家乐、老虎机、六合彩赌局。", ()),
        ("我市公布防范网络博彩诈骗案例", "百家乐、时时彩、注册送等都是骗局。", ()),
        ("市体育局赛事公告", "体育彩票销售网点公告。", ()),
        ("老虎机维修资格考试", "本次考试分两天进行。", ()),
    ],
)
def test_a_page_elsewhere_that_was_taken_over(title: str, text: str, marks: tuple[str, ...]) -> None:
    gone = "http://www.qu-union.com/"
    assert notice(answer(page(title, text + LONG), url=gone), home=HOME) == marks
    assert notice(answer(page(title, text + LONG)), home=HOME) == ()  # on the site itself it is hidden-links' to tell


@given(st.text(max_size=300), st.integers(100, 999), st.sampled_from([HTML, "", "image/png", "application/pdf"]))
def test_noticing_never_raises(head: str, status: int, type_: str) -> None:
    assert len(notice(answer(head, status=status, type_=type_), home=HOME)) <= 1


def test_a_message_that_a_script_writes() -> None:
    """As DedeCMS says everything; and a counter, and what only some visitors are told."""
    said = """<title>提示信息</title><script>var pgo=0;document.write("<br /><div style='width:450px'>");"""
    said += """document.write("该文档不存在或已被删除！");document.write("</div>");</script>"""
    assert notice(answer(said)) == ("soft-404",)
    assert notice(answer(said.replace('document.write("该', 'if (pgo) document.write("该'))) == ()
    assert notice(answer(said.replace("该文档不存在或已被删除！", "操作成功"))) == ()


def test_a_bare_text_where_a_page_should_be() -> None:
    for words in ("404", "文章不存在", "404 page not found"):
        assert notice(answer(words, type_="text/plain")) == ("soft-404",)
    assert notice(answer("404", type_="text/plain", url=HOME + "count.txt")) == ()
    assert notice(answer("1024", type_="text/plain")) == ()
