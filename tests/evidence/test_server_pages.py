"""Pages of a server or a framework, each kind beside words that only sound like one."""

import pytest

from evidence.notice import notice
from tests.evidence.test_notice import LONG, answer, page

SERVER_PAGES: dict[str, str] = {
    "nginx": page("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed."),
    "iis": page("IIS Windows Server", ""),
    "panel": page("没有找到站点", "您的请求在Web服务器中没有找到对应的站点！"),
    "panel 2": page("恭喜，站点创建成功！", "这是默认index.html，本页面由系统自动生成"),
    "tomcat": page(
        "Apache Tomcat/7.0.70 - Error report", "HTTP Status 404 - /cx.do The requested resource is not available."
    ),
    "spring": page("", "Whitelabel Error Page This application has no explicit mapping for /error"),
    "asp.net": page("未将对象引用设置到对象的实例。", "“/”应用程序中的服务器错误。 未将对象引用设置到对象的实例。"),
    "thinkphp": page("系统发生错误", ":( 页面错误！请稍后再试～ ThinkPHP V5.0.24"),
    "no licence": page("网站暂时无法访问", "该网站未备案或备案信息不符，暂时无法访问"),
    "stopped": page("站点已停止", "抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！"),
    "java": "<pre>java.lang.NullPointerException\n\tat com.x.web.Detail.doGet(Detail.java:88)\n</pre>",
    "tomcat in Chinese": page("HTTP状态 404 - 未找到", "类型 状态报告"),
    "weblogic": page("Error 500--Internal Server Error", "From RFC 2068 Hypertext Transfer Protocol -- HTTP/1.1"),
    "struts": page("Struts Problem Report", "There is no Action mapped for namespace [/]"),
    "php": page("", "<b>Fatal error</b>: Uncaught Error: Call to undefined function in a.php on line <b>21</b>"),
    "php alone": page("", "No input file specified."),
    "express": page("Error", "Cannot GET /xx/1.html"),
    "wordpress": page("", "Error establishing a database connection"),
    "a database": page("", "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'cms.news' doesn't exist"),
    "a database in Chinese": page("提示", "连接数据库失败，请检查数据库配置"),
    "a controller": page("", "控制器不存在:app.index.controller.Info"),
    "a java error without a place": page(
        "", "org.springframework.dao.EmptyResultDataAccessException: Incorrect result size"
    ),
    "iis in Chinese": page("", "HTTP 错误 500.19 - Internal Server Error 无法访问请求的页面。"),
    "unlicensed": page("TestPage", "该网站未根据工信部相关法规完成备案，暂时无法访问。"),
    "let": page("站点已停用", "您访问的站点已被管理员停止，请联系管理员。"),
    "asp": page("", "Microsoft VBScript 运行时错误 '800a000d' 类型不匹配 /show.asp，行 12"),
    "nothing": page("", "null"),
    "apache's own": "<html><body><h1>It works!</h1></body></html>",
    "nginx's excuse": page("Error", "Sorry, the page you are looking for is currently unavailable."),
    "asp.net's excuse": page("", "未将对象引用设置到对象的实例。"),
    "a parameter": page("提示", "无效的参数"),
    "php's notices": page(
        "", "<b>Notice</b>: Undefined variable: row in <b>/data/show.php</b> on line <b>20</b><br>" * 2
    ),
    "overload": page("503", "Service Temporarily Unavailable"),
    "suspended": page("网站暂停访问", "对不起，该网站已暂停访问！原因：空间到期未续费，请联系网站管理员。"),
    "suspended in English": page("Account Suspended", "This Account has been suspended."),
    "without a number": "ID不能为空",
    "in arrears": page("网站暂停访问", "该网站因欠费已被停机，请联系空间商续费"),
    "a panel's first page": page("站点创建成功-phpstudy for windows", "Hello World"),
}
NOT_SERVER_PAGES: dict[str, str] = {
    "a short notice about a fault": page("通知", "因服务器错误，昨日部分业务未能办理，请重新提交。"),
    "a notice about hosts": page("通知", "各单位虚拟主机即将到期，请于月底前续费。"),
    "a notice about another site": page("网站关停公告", "县粮食局网站已关闭，内容并入县政府网站。"),
    "a notice about a fault": page("关于办理系统错误的通报", "因服务器错误，昨日部分业务未能办理。" * 3),
    "a notice that a site pauses": page("网站暂停服务", "因系统升级，本网站将于今晚零时至六时暂停访问，敬请谅解。"),
    "an excuse of a paper": page("致歉", "非常抱歉，该栏目已停止更新。"),
    "a column with a notice on top": page("公告", "Notice: Undefined index in a.php on line 2 关于开展检查的公告"),
    "advice on parameters": page("常见问题", "提示参数错误时，请重新登录。"),
    "a tender for one": page("政务云平台Apache Tomcat升级项目询价公告", LONG),
    "an article that shows an error": page("常见问题", "提示“Whitelabel Error Page”时，请重新登录。" + LONG * 4),
}


@pytest.mark.parametrize("name", SERVER_PAGES)
def test_pages_of_the_server_and_not_of_the_site(name: str) -> None:
    assert notice(answer(SERVER_PAGES[name])) == ("soft-404:server-page",)


@pytest.mark.parametrize("name", NOT_SERVER_PAGES)
def test_not_pages_of_the_server(name: str) -> None:
    assert notice(answer(NOT_SERVER_PAGES[name])) == ()
