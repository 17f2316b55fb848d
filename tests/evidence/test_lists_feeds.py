"""Lists that scripts draw from data standing in the page."""

from datetime import date

from selectolax.lexbor import LexborHTMLParser

from evidence.date_text import DateSource
from evidence.lists import ListItem, list_items

TODAY = date(2026, 11, 21)
URL = "http://www.a.gov.cn/tzgg/index.html"


def read(body: str) -> tuple[ListItem, ...]:
    return list_items(LexborHTMLParser(f"<html><body>{body}</body></html>"), URL, today=TODAY)


def days(items: tuple[ListItem, ...]) -> list[str | None]:
    return [item.published.value.isoformat() if item.published else None for item in items]


def store(row: str) -> str:
    records = "".join(f"<record><![CDATA[{row.format(n)}]]></record>" for n in ("03", "04"))
    return f"<div id=1><script type='text/xml'><datastore><recordset>{records}</recordset></datastore></script></div>"


def test_data_stores() -> None:
    row = "<li><a href='/art/2026/11/{0}/art_1_{0}.html'>关于召开会议的通知{0}</a><span>2026-11-{0}</span></li>"
    items = read(store(row))
    assert days(items) == ["2026-11-03", "2026-11-04"]
    assert items[0].url == "http://www.a.gov.cn/art/2026/11/03/art_1_03.html"


def test_data_stores_of_table_rows() -> None:
    items = read(store("<tr><td><a href='{0}.html'>关于召开会议的通知{0}</a></td><td>2026-11-{0}</td></tr>"))
    assert days(items) == ["2026-11-03", "2026-11-04"]


def test_lists_as_data() -> None:
    items = read(
        """<script>var list = [
        {"title": "关于<b>召开</b>会议的通知", "url": "/1.html", "publishTime": "2026-11-03 10:00"},
        {"title": "关于公示的通知", "url": "/2.html", "pubDate": 1793894400000}];
        var more = {title: '关于检查的通知', link: '3.html', date: '2026-10-20'};</script>"""
    )
    assert [item.title for item in items] == ["关于召开会议的通知", "关于公示的通知", "关于检查的通知"]
    assert days(items) == ["2026-11-03", "2026-11-06", "2026-10-20"]
    assert items[0].published is not None and items[0].published.source is DateSource.FEED


def test_dates_as_programs_write_them() -> None:
    items = read(
        """<script>var list = [
        {"Title": "关于召开会议的通知", "Url": "/1.html", "PublishDate": "/Date(1793894400000+0800)/"},
        {"title": "关于公示的通知", "url": "/2.html", "date": "20261103"},
        {"bt": "关于招标的通知", "lj": "/3.html", "fbrq": "20261102083000"},
        {"title": "关于检查的通知", "url": "/4.html", "date": "20269903"}];</script>"""
    )
    assert days(items) == ["2026-11-06", "2026-11-03", "2026-11-02", None]


def test_data_that_is_no_list() -> None:
    assert read("""<script>var share = {title: document.title, url: location.href};</script>""") == ()
    assert read("""<script>layer.open({title: '提示信息', content: '操作成功'});</script>""") == ()
    assert read("<script><record><![CDATA[</script>") == ()
    assert read("<script type='text/xml'><record><![CDATA[没有链接的内容]]></record></script>") == ()


def test_hostile_data_cost_little() -> None:
    for body in ("<record><![CDATA[" * 20_000, "title:" + "{a" * 50_000 + "}", 'title:{"title":"' + "\\\\" * 3_000):
        assert read(f"<script>{body}</script>") == ()


def test_rows_written_by_document_write() -> None:
    call = "document.write('<li><a href=\"/a{0}.html\">关于召开会议的通知{0}</a><span>2026-11-{0}</span></li>');"
    items = read(f"<ul><script>{call.format('03')}{call.format('04')}</script></ul>")
    assert days(items) == ["2026-11-03", "2026-11-04"]
    assert items[0].url == "http://www.a.gov.cn/a03.html"


def test_a_menu_or_a_row_of_values_written_by_document_write_is_none() -> None:
    menu = "document.write('<a href=\"/a.html\">政府信息公开工作年度报告</a>');"
    values = "document.write('<li><a href=\"'+url+'\">'+title+'</a><span>'+day+'</span></li>');"
    assert read(f"<script>{menu}{values}</script>") == ()
