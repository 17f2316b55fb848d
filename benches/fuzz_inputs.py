"""What fuzzing begins with: a few honest inputs of every kind, and the words that make readers look closer."""

from collections.abc import Mapping, Sequence

from demo.files import docx, pdf, xlsx

_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>示例区人民政府</title>
<meta name="SiteName" content="示例区"><meta name="PubDate" content="2026-01-02 10:00"><base href="/zwgk/">
<style>@import "a.css"; .x{display:none;background:url('b.png')}</style></head><body>
<ul class="nav"><li><a href="./zcwj/">政策文件</a></li><li><a href="../zcjd/index.html#x">政策解读</a></li></ul>
<ul><li><a href="t20260102_1.html" title="关于印发《示例区绿化办法》的通知">关于印发《示例区绿化办法》的通知</a>
<span>2026-01-02</span></li>
<li><a href="t20260101_2.html">一图读懂《示例区绿化办法》</a><span>2026年1月1日</span></li></ul>
<script>window.location.href="/new/index.html"; createPageHTML(9, 0, "index", "html");
var d=[{"title":"标题一标题一","url":"/a.html","pubDate":"2026-01-02"},
{title:'乙',url:'/b',time:1767312000000}]</script>
<img srcset="a.png 1x, b.png 2x" data-original="c.png"><noscript><a href=n></a></noscript>
<form action="/search"><input name=q><select onchange="location=this.value"><option value="/x">甲</select></form>
<div class="foot">主办：示例区人民政府办公室 网站标识码：1234567890 京ICP备12345678号-1 京公网安备11010102000001号
电话：010-12345678 <a href="http://bszs.conac.cn/sitename?method=show">党政机关</a></div></body></html>"""
_FEED = """<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2"></a>]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/2026/1/2/art_1_2.html">标题标题标题</a><span>01-02</span></li>]]>
</record></recordset></datastore>"""
_REPORT = """<html><body><p>一、总体情况</p><p>二、主动公开政府信息情况</p>
<table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table><p>三、收到和处理政府信息公开申请情况</p>
<table><tr><td colspan=3 rowspan=2>一、本年新收政府信息公开申请数量</td>
<td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr>
<tr><td>（七）总计</td><td>１</td><td>—</td></tr></table>
<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td>结果维持</td><td>0</td></tr></table>
<p>五、存在的主要问题</p></body></html>"""
_DATES = """发布日期：2026-11-20 10:30 来源：办公室\n[11-20] （2026.1.2）二〇二六年十一月二十日 今天 3天前 26-11-20
成文日期：2026年11月1日\n有效期至2027年1月1日 2026/1/2至2026/2/3 自2025年5月起 政发〔2026〕3号 13812345678"""
_ROBOTS = "User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 2\nRequest-rate: 1/5\nSitemap: /sitemap.xml\n"
_SITEMAP = """<?xml version="1.0"?><urlset><url><loc><![CDATA[ http://www.example.gov.cn/a?b&amp;c ]]></loc></url>
<x:url><x:loc>/b</x:loc></x:url></urlset>"""
_RSS = """<rss><item><link>http://www.example.gov.cn/a</link></item><link rel="x" href="/b"/></rss>"""
_MISSING = (
    "\x01<html><title>404 页面不存在</title><p>对不起，您访问的页面不存在或已被删除！</p>"
    "<script>alert('参数错误')</script>"
)
_PERSONAL = "身份证号：11010519491231002X，手机 138 1234 5678，银行卡号：6222 0000 0000 0000 000，案号（2026）12号"
_TITLES = "关于印发《〈示例区绿化办法〉（试行）》的通知（示政发〔2026〕3号）政策解读"
_ADDRESSES = (
    "../a/./b?c=d#e",
    "//h:80/%2e%2E/政务?查=询",
    "http://1.0x7f.1/;jsessionid=9?PHPSESSID=1&x",
    "HTTP://A%00/",
)

_TEXTS: Mapping[str, Sequence[str]] = {
    "urls": _ADDRESSES,
    "decoding": (f"gb2312\n{_PAGE}", "utf-16le\n\ufeff甲", 'x\n<meta charset="big5">'),
    "links": (_PAGE, _FEED),
    "dates": (_PAGE, _DATES),
    "lists": (_PAGE, _FEED),
    "robots": (_ROBOTS,),
    "sitemap": (_SITEMAP, _RSS, "http://www.example.gov.cn/\n"),
    "reports": (_REPORT,),
    "notices": (_MISSING, f"\x00{_PAGE}"),
    "personal": (_PERSONAL,),
    "titles": (_TITLES,),
    "checks": (f"{_PAGE}\x00{_REPORT}",),
}
BEGINNINGS: Mapping[str, Sequence[bytes]] = {
    "files": (pdf(), docx("三、收到和处理政府信息公开申请情况"), xlsx("身份证号"), b"a,b\n1,2\n", _REPORT.encode()),
    **{target: tuple(text.encode() for text in texts) for target, texts in _TEXTS.items()},
}

WORDS = (
    "<a href=", "<li>", "<table>", "<td rowspan=", "<script>", "</script>", "<!--", "-->", "<meta ", "charset=",
    "<base ", "<record><![CDATA[", "]]>", "<nextgroup>", "<loc>", "</loc>", "<link>", "url(", "@import ", "/*", "*/",
    "location=", "window.open(", "createPageHTML(", "title:", '"url":"', "data:", "javascript:", "年", "月", "日",
    "〔2026〕", "2026-01-02", "发布日期：", "至", "《", "》", "（", "关于印发", "的通知", "²", "٣", "〇", "\u3000",
    "\u200b", "\ufeff", "\ud7ff", "&#x0;", "%00", "%2e", "Disallow: ", "User-agent: ", "Crawl-delay: 1e9",
    "Sitemap: ", "三、收到", "总计", "9999999999", "身份证", "11010519491231002X",
)  # fmt: skip
