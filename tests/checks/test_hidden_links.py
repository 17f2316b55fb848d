"""hidden-links: planted links beside menus, windows and headlines that only look like them."""

import html as entities
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Outcome, Result
from checks.hidden_links import HiddenLinkOptions, hidden_links
from checks.hidden_links_words import registered
from checks.testing import FakeSite, run_check

CASES = Path(__file__).parent / "cases" / "hidden-links"
HOME = "http://www.example.gov.cn/"
TITLE = "<title>某区人民政府</title>"
BET = "<a href='http://www.a-vip-888.com/'>澳门新葡京娱乐城</a>"
NAME = BET.replace("娱乐城", "")
PLAIN = "<a href='http://www.some-shop.com/'>不锈钢水箱</a>"
SHOPS = ["男科医院", "代写论文", "二手家具", "小说网", "人才网", "土工布", "虚拟主机", "开锁公司", "英语培训"]
FORUM = "".join(f"<a href='http://www.shop{n}.com/'>{word}</a>" for n, word in enumerate(SHOPS))
DATE_SCRIPT = (
    "<script>document.write(unescape('%3Cspan id=x %3E%3C/span%3E'));document.write('<span>今天</span>');</script>"
)
WEIXIN = (
    "<div class=weixin-pop style='display:none'><img src=qr.png><a href=https://mp.weixin.qq.com/s/x>公众号</a></div>"
)
SENT_AWAY = (
    "<script>var r=document.referrer;if(r.indexOf('baidu')>0||r.indexOf('sogou')>0)"
    "{location.href='http://bad-site.cc/'}</script>"
)


def said(body: str | bytes, head: str = TITLE, options: HiddenLinkOptions | None = None) -> Result:
    page = body if isinstance(body, bytes) else f"{head}<body><a href=/zwgk/>政务公开</a>{body}</body>"
    return run_check(hidden_links, FakeSite.of({"/": page}), options)


def codes(result: Result) -> list[str]:
    return [one.code for one in result.findings if not one.doubtful]


def doubts(result: Result) -> list[str]:
    return [one.code for one in result.findings if one.doubtful]


HIDERS = (
    "<div style='display:none'>{}</div>",
    "<div style='position:absolute;top:-9999px'>{}</div>",
    "<div style='text-indent:-9999px'>{}</div>",
    "<span style='font-size:0px'>{}</span>",
    "<marquee height=1 width=5 scrollamount=3000>{}</marquee>",
    "<div style='height:1px;width:1px;overflow:hidden'>{}</div>",
    "<div style='visibility:hidden'>{}</div>",
    "<div style='color:#fff;background:#fff'>{}</div>",
    "<div hidden>{}</div>",
    "<div style='opacity:0'>{}</div>",
    "<div id=zz>{}</div><script>document.getElementById('zz').style.display='none';</script>",
    '<script>document.write("<div style=\'display:none\'>");</script>{}<script>document.write("</div>");</script>',
    '<script>document.writeln("<div style=\'position:absolute;left:-2000px\'>");document.writeln("{}");'
    'document.writeln("</div>");</script>',
    "<style>.t{{position:absolute;left:-3000px}}</style><ul class=t><li>{}</li></ul>",
    "<div style='transform:scale(0)'>{}</div>",
    "<div style='clip-path: inset(100%)'>{}</div>",
    "<marquee style='width:2px;height:3px' scrollamount=3000>{}</marquee>",
    '<script>document.write("<div style=\'posi"+"tion:abso"+"lute;left:-3000px\'>{}</div>")</script>',
    "<script>document.writeln('<div style=\\'display:none\\'>')</script>{}<script>document['write']('</div>')</script>",
)


@pytest.mark.parametrize("hider", HIDERS)
def test_a_hidden_bad_link_is_a_problem(hider: str) -> None:
    result = said(hider.format(BET))
    assert codes(result) == ["gambling-link"] and doubts(result) == []
    assert result.findings[0].target_url == "http://www.a-vip-888.com/"


@pytest.mark.parametrize(
    "code",
    [
        "$('#zz').hide();",
        "$('#zz').css('display','none')",
        "$( \"#zz\" ).css({display:'none'})",
        "document.getElementById('zz').style.cssText='color:red;display:none'",
        "document.getElementById('zz').style['display']='none'",
        "document.getElementById('zz').setAttribute('style','display:none')",
        "var box=document.getElementById('zz');box.style.display='none'",
    ],
)
def test_what_a_script_hides_by_its_id(code: str) -> None:
    assert codes(said(f"<div id=zz>{BET}</div><script>{code}</script>")) == ["gambling-link"]
    assert said(f"<div id=zz>{PLAIN}</div><script>{code}</script>").findings == ()  # as menus are


@pytest.mark.parametrize("colour", ["transparent", "rgba(255, 255, 255, 0)", "rgba(0,0,0,0.0)"])
def test_words_without_colour(colour: str) -> None:
    assert codes(said(f"<p style='color:{colour}'>{BET}</p>")) == ["gambling-link"]


def test_what_a_page_brings_by_itself_or_leads_to_by_a_click() -> None:
    bad = "http://www.bet365-vip.com/"
    assert codes(said("", f"<meta http-equiv=refresh content='0;url={bad}'>{TITLE}")) == ["gambling-link"]
    assert doubts(said(f"<li onclick=\"window.open('{bad}')\">体育新闻</li>")) == ["gambling-link"]
    assert doubts(said("<map><area href='http://www.x-y.com/' alt='六合彩'></map>")) == ["gambling-link"]
    assert said("<select><option value='http://www.x-y.com/'>某企业</option></select>").findings == ()


@pytest.mark.parametrize("decoder", ["unescape", "decodeURIComponent"])
def test_a_hidden_bad_link_that_a_script_writes_encoded(decoder: str) -> None:
    written = quote(f"<div style='display:none'>{BET}</div>", safe="")
    if decoder == "unescape":
        written = "".join(f"%u{ord(one):04x}" if ord(one) > 127 else quote(one, safe="") for one in unquote(written))
    assert codes(said(f"<script>document.write({decoder}('{written}'))</script>")) == ["gambling-link"]


def test_a_hidden_bad_link_that_a_script_spells_in_codes() -> None:
    written = ",".join(str(ord(one)) for one in f"<div style='display:none'>{BET}</div>")
    assert codes(said(f"<script>document.write(String.fromCharCode({written}))</script>")) == ["gambling-link"]


@pytest.mark.parametrize(
    "link",
    [
        NAME.replace("<a ", "<a style='color:#fff' "),
        f"<font color=#ffffff>{NAME}</font>",
        f"<p style='color:red'>{NAME}</p>",
    ],
)
def test_a_bad_link_in_the_colour_of_the_paper(link: str) -> None:
    found = said(f"<div class=w>{link}</div>")
    assert (codes(found) or doubts(found)) == ["gambling-link"] and bool(codes(found)) is ("fff" in link)


@pytest.mark.parametrize("hider", HIDERS)
def test_a_hidden_link_out_is_a_doubt(hider: str) -> None:
    result = said(hider.format(PLAIN))
    assert codes(result) == [] and doubts(result) == ["hidden-link"]


@pytest.mark.parametrize("hider", HIDERS)
def test_a_hidden_link_to_an_office_or_within_the_site_is_none(hider: str) -> None:
    links = "<a href=/xwdt/>新闻</a><a href=http://czj.example.gov.cn/>财政局</a><a href=https://www.gov.cn/>政府网</a>"
    assert said(hider.format(links)).findings == ()


@pytest.mark.parametrize(
    "body",
    [
        "<ul id=menu class=sub style='display:none'><li><a href=http://www.some-association.org.cn/>某协会</a></li></ul>",
        WEIXIN,
        "<style>@media print{.noprint{display:none}}</style><div class=noprint>" + PLAIN + "</div>",
        f"<div class=links><h3>友情链接</h3>{PLAIN}</div>",
        f"<dl><dt>友情链接</dt><dd style='display:none'>{PLAIN}</dd></dl>",
        f"<ul><li><a href=/link/>企业网站</a><div style='display:none'>{PLAIN}</div></li></ul>",
        f"<div><span>企事业单位</span><div style='display:none'>{PLAIN}</div></div>",
        f"<span onclick='show(this)'>本地企业</span><div style='height:0;overflow:hidden'>{PLAIN}</div>",
        "<iframe width=0 height=0 src=http://login.some-platform.com/sso></iframe>",
        "<div style='display:none'><a href=http://121.1.1.1/count><img src=c.gif></a></div>",
        "<a href=https://www.news-of-city.com/1.html>公安机关依法打击网络赌博，查处“百家乐”赌场一案</a>",
        "<p>我区开展打击赌博、色情专项行动，六合彩、老虎机均在整治之列。</p>",
        "<a href=https://www.alphabet.com/>字母公司</a><a href=https://www.essex.ac.uk/>大学</a>",
        DATE_SCRIPT + PLAIN,
        f"<ul style='font-size:0'><li style='font-size:14px;display:inline-block'>{PLAIN}</li></ul>",
        f"<style>.row{{font-size:0}} .row li{{font-size:16px}}</style><ul class=row><li>{PLAIN}</li></ul>",
        f"<h1 style='text-indent:-9999px;background:url(logo.png)'>{PLAIN}</h1>",
        f"<p style='opacity:0' onmouseover='this.style.opacity=1'>{PLAIN}</p>",
        f"<div style='background:#c00'>{PLAIN.replace('<a ', '<a style=color:#fff ')}</div>",
        "<a href=http://www.jinsha-expo.com/>金沙江白酒博览会</a><a href=http://www.kindergarten.cn/>百家乐园幼儿园</a>",
        "<a href=http://www.a.com/>争做爱国守法好公民</a><a href=http://www.b.com/>支援交通建设</a><a href=http://www.c.com/>特色情景教学</a>",
        "<a href=http://www.f.com/>Cybermobbing</a><a href=http://www.d.com/>福利彩票网点</a><a href=http://www.e.com/>多彩金秋</a>",
        f"<script>document.write('{PLAIN}')</script>".replace("'http", "http").replace("/'>", "/>"),
        "<script>if(document.referrer){count('https://hm.baidu.com/x?r='+document.referrer)}</script>",
        "",
    ],
)
def test_look_alikes(body: str) -> None:
    result = said(body)
    assert result.findings == () and result.outcome is Outcome.PASSED


def test_a_bad_link_that_is_shown_is_a_doubt_unless_its_words_are_no_name() -> None:
    assert doubts(said(NAME)) == ["gambling-link"]
    assert codes(said(BET)) == ["gambling-link"]


def test_a_shown_link_that_is_bad_by_its_words_and_by_its_host_is_a_problem() -> None:
    assert codes(said("<a href=http://www.bet365-vip.com/>澳门合法赌场</a>")) == ["gambling-link"]


def test_a_host_that_towns_bear_too_is_a_doubt_where_a_menu_may_be_hidden() -> None:
    menu = "<div id=m style='display:none'><a href=http://www.jinsha-{}.com/>白酒博览会</a></div>"
    assert doubts(said(menu.format("expo"))) == ["gambling-link"]
    assert codes(said(menu.format("expo").replace("id=m", ""))) == ["gambling-link"]
    assert codes(said(menu.format("expo").replace("-", "88"))) == ["gambling-link"]


def test_words_that_offices_use_are_bad_in_what_is_hidden_only() -> None:
    link = "<a href=http://www.x-y.com/>网上赌博</a>"
    assert codes(said(f"<div style='display:none'>{link}</div>")) == ["gambling-link"]
    assert said(link).findings == ()


@pytest.mark.parametrize(
    "body",
    [
        f"<div><p>{'区政府召开会议，研究部署下一步工作。' * 3}</p><div style='display:none'>{PLAIN}</div></div>",
        f"<a href=/zwgk/>政务公开</a><div style='display:none'>{PLAIN}</div>",  # nothing that opens it
    ],
)
def test_nothing_that_would_show_it(body: str) -> None:
    assert doubts(said(body)) == ["hidden-link"]


def test_what_opens_on_a_click_may_still_be_bad() -> None:
    assert codes(said(f"<dl><dt>友情链接</dt><dd style='display:none'>{BET}</dd></dl>")) == ["gambling-link"]


def test_a_frame_of_a_bad_host() -> None:
    frame = "<iframe src=http://www.caipiao-588.com/ {}></iframe>"
    assert codes(said(frame.format("width=0 height=0"))) == ["gambling-link"]
    assert codes(said(frame.format("style='display:none'"))) == ["gambling-link"]
    assert doubts(said(frame.format("width=900 height=600"))) == ["gambling-link"]


def test_a_host_made_of_bad_words() -> None:
    hidden = "<div style='display:none'><a href=http://www.bet365-vip.com/>体育新闻</a></div>"
    assert codes(said(hidden)) == ["gambling-link"]


class TestTitles:
    def test_several_bad_words(self) -> None:
        head = "<title>澳门新葡京_老虎机平台</title><meta name=keywords content='百家乐,时时彩'>"
        assert codes(said("", head)) == ["hijacked-title"]

    def test_written_as_entities(self) -> None:
        words = "".join(f"&#{ord(letter)};" for letter in "北京赛车,六合彩")
        assert entities.unescape(words) == "北京赛车,六合彩"
        assert codes(said("", f"{TITLE}<META NAME=description CONTENT='{words}'>")) == ["hijacked-title"]

    def test_one_word_is_a_doubt(self) -> None:
        assert doubts(said("", "<title>娱乐城</title>")) == ["hijacked-title"]

    @pytest.mark.parametrize(
        "title", ["争做爱国爱岗好青年", "特色情怀教育基地", "支援交通建设", "税务机关代开发票指南"]
    )
    def test_words_that_meet_by_chance(self, title: str) -> None:
        assert said("", f"<title>{title}</title>").findings == ()

    def test_a_headline_against_such_things(self) -> None:
        assert said("", "<title>我市整治老虎机、百家乐等赌博活动</title>").findings == ()


def test_visitors_of_search_engines_sent_away() -> None:
    result = said(SENT_AWAY)
    assert codes(result) == ["search-hijack"] and doubts(result) == []
    counted = SENT_AWAY.replace("{location", f"{{count(r)}}{' show(next);' * 40}if(small){{location")
    assert doubts(said(counted)) == ["search-hijack"] and codes(said(counted)) == []
    spider = "<script>if(/Baiduspider|Sogou web spider/i.test(navigator.userAgent)){location.href='http://bad-site.cc/'}</script>"
    assert doubts(said(spider)) == ["search-hijack"]


def test_visitors_on_a_telephone_are_not_sent_away() -> None:
    phone = (
        "<script>if(/iPhone|Android/i.test(navigator.userAgent)){location.href='http://m.some-portal.com/'}</script>"
    )
    assert said(phone).findings == ()


def test_a_script_of_a_bad_host() -> None:
    assert codes(said("<script src=https://tj.bet365-vip.com/j.js></script>")) == ["gambling-link"]
    assert said("<script src=https://cdn.jinsha-expo.com/j.js></script>").findings == ()


class TestSpam:
    def test_a_run_of_shops_at_the_end_of_the_home_page(self) -> None:
        assert doubts(said(FORUM)) == ["spam-links"]

    def test_friends_of_an_office_are_none(self) -> None:
        bodies = ("图书馆", "博物馆", "红十字会", "慈善总会", "科协", "文联", "商会", "足协", "水务集团")
        names = [f"某市{body}" for body in bodies]
        links = "".join(f"<a href='http://www.body{n}.org.cn/'>{name}</a>" for n, name in enumerate(names))
        assert said(links).findings == ()

    def test_many_hidden_together_are_one_doubt(self) -> None:
        more = "<a href=http://x.yy-yy.com/>模具厂</a><a href=http://x.zz-zz.com/>减速机</a>"
        result = said(f"<div style='display:none'>{FORUM}{more}</div><a href=/>首页</a>")
        assert doubts(result) == ["hidden-link"]


def test_an_office_adds_words_and_hosts() -> None:
    options = HiddenLinkOptions(words=("水箱",), trusted=("yy-yy.com",))
    hidden = f"<div style='display:none'>{PLAIN}<a href=http://x.yy-yy.com/>模具厂</a></div>"
    result = said(hidden, options=options)
    assert codes(result) == ["gambling-link"] and doubts(result) == []


def test_one_finding_a_target_over_all_pages() -> None:
    hidden = f"<a href=/b.html>下一页</a><div style='display:none'>{BET}</div>"
    site = FakeSite.of({"/": hidden, "/b.html": hidden})
    found = run_check(hidden_links, site).findings
    assert len(found) == 1
    assert [place.page_url for place in found[0].places] == [HOME, f"{HOME}b.html"]


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("www.a.com.cn", "a.com.cn"),
        ("a.b.example.gov.cn", "example.gov.cn"),
        ("x.y.com", "y.com"),
        ("10.1.2.3:80", "10.1.2.3"),
    ],
)
def test_registered_parts(host: str, own: str) -> None:
    assert registered(host) == own


@pytest.mark.parametrize(
    ("name", "wanted", "maybe"),
    [("fail-gb18030.html", ["gambling-link"], ["hidden-link"]), ("pass-gb18030.html", [], [])],
)
def test_pages_on_disk(name: str, wanted: list[str], maybe: list[str]) -> None:
    result = said((CASES / name).read_bytes())
    assert codes(result) == wanted and doubts(result) == maybe


PIECES = [BET, PLAIN, "<div style='display:none'>", "<script>", "document.write('<div style=display:none>')"]
ODD = [*PIECES, "</script>", "<a href='http://[']>", "<style>.x{"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(ODD))))
def test_never_raises_on_odd_pages(pieces: list[str]) -> None:
    assert said("".join(pieces)).outcome is not Outcome.ERROR


def test_real_portals(corpus: Path) -> None:
    """The mirror's injected block of 37 hosts is found, its lottery link as a problem; nothing else on 683 pages."""
    found: dict[str, Result] = {}
    for root in sorted((corpus / "site-mirrors").iterdir()):
        if root.is_dir():
            paths = sorted(root.rglob("*.html"))
            pages = {HOME + path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
            found[root.name] = run_check(hidden_links, FakeSite.of(pages, home=HOME + "index.html"))
    suzhou = found.pop("suzhou-public-resources")
    assert codes(suzhou) == ["gambling-link"] and doubts(suzhou) == ["hidden-link", "spam-links"]
    assert len(next(one for one in suzhou.findings if one.code == "spam-links").evidence["hosts"]) == 37
    assert [(name, result.findings) for name, result in found.items() if result.findings] == []


def test_the_source_counts_and_not_what_scripts_made_of_it() -> None:
    hidden = f"{TITLE}<body><div style='display:none'>{BET}</div></body>"
    clean = f"{TITLE}<body><a href=/zwgk/>政务公开</a></body>"
    assert codes(run_check(hidden_links, FakeSite.of({"/": hidden}, rendered={"/": clean})))
    assert not codes(run_check(hidden_links, FakeSite.of({"/": clean}, rendered={"/": hidden})))
