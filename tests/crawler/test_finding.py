"""Pages that are reached by other ways than an anchor, found by a whole crawl."""

from evidence.verdict import VerdictKind
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import answer, html, page, serving

XML = "text/xml; charset=utf-8"


async def test_every_way_to_a_page_is_taken() -> None:
    proxy = "<datastore><record><![CDATA[<a href='/art/2.html'>乙</a>]]></record></datastore>"
    feed = (
        "<script type='text/xml'><datastore><nextgroup><![CDATA[<a href='/dataproxy.jsp?page=2'></a>]]></nextgroup>"
        "<recordset><record><![CDATA[<li><a href='/art/1.html'>甲</a></li>]]></record></recordset></datastore></script>"
    )
    routes = {
        "/": page("/liste/", "/frames.html", "/spring.html", "/kopf.html", "/feed.html", "/auswahl.html"),
        "/liste/": answer(html(text="列表") + "<script>createPageHTML(3, 0, 'index', 'html');</script>"),
        "/liste/index_1.html": page(text="第二页"),
        "/liste/index_2.html": page(text="第三页"),
        "/frames.html": answer("<html><frameset><FRAME SRC=/links.html></frameset></html>"),
        "/links.html": page(text="框架"),
        "/spring.html": answer("<html><script>window.location.href='/ziel1.html'</script></html>"),
        "/ziel1.html": page(text="目标一"),
        "/kopf.html": answer(html(text="刷新"), headers={"Refresh": "0; url=/ziel2.html"}),
        "/ziel2.html": page(text="目标二"),
        "/feed.html": answer(html(text="栏目") + feed),
        "/dataproxy.jsp?page=2": answer(proxy, type_=XML),
        "/art/1.html": page(text="文章一"),
        "/art/2.html": page(text="文章二"),
        "/auswahl.html": answer(html(text="导航") + "<select><option value='/ziel3.html'>区县</select>"),
        "/ziel3.html": page(text="目标三"),
    }
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        assert set(server.paths) == set(routes)
        assert seen.pages == {server.url(path) for path in routes} - {server.url("/dataproxy.jsp?page=2")}
        assert seen.kind(server.url("/dataproxy.jsp?page=2")) is VerdictKind.OK
        assert seen.broken == set()


async def test_a_page_reached_by_two_addresses_is_read_once() -> None:
    from tests.crawler.faulty import redirect

    routes = {"/": page("/alt", "/neu", "/alt2"), "/alt": redirect("/neu"), "/alt2": redirect("/neu")}
    async with serving(routes | {"/neu": page("/x", text="新页面"), "/x": page(text="末页")}) as server:
        seen = await crawl(plan(server.url("/"), pace={"per_host": 1}))
        bodies = [visit.fetch.final_url for visit in seen.visits if visit.body is not None]
    assert sorted(bodies) == sorted(set(bodies))
    assert seen.pages == {server.url(path) for path in ("/", "/neu", "/x")}


async def test_what_other_sites_own_is_looked_at_and_not_entered() -> None:
    async with serving({"/a": page("/b")}, host="127.0.0.2") as other, serving() as server:
        server.routes["/"] = page(other.url("/a"))
        seen = await crawl(plan(server.url("/")))
        assert other.paths == ["/a"]
        assert seen.pages == {server.url("/")}


async def test_without_link_checking_only_pages_of_the_site_are_asked_for() -> None:
    async with serving({"/a": page()}, host="127.0.0.2") as other, serving({"/b": page(text="乙")}) as server:
        server.routes["/"] = answer(html(other.url("/a"), "/b", "/c.pdf") + "<img src=/d.png>")
        await crawl(plan(server.url("/"), check_links=False))
        assert set(server.paths) == {"/", "/b"}
        assert other.hits == []


async def test_a_site_in_a_folder_ends_at_its_folder() -> None:
    async with serving({"/czj/": page("/czj/a.html", "/mzj/"), "/czj/a.html": page(text="甲")}) as server:
        server.routes["/mzj/"] = page("/mzj/b.html", text="民政")
        seen = await crawl(plan(server.url("/czj/")))
        assert seen.pages == {server.url("/czj/"), server.url("/czj/a.html")}
        assert server.count("/mzj/") == 1
        assert server.count("/mzj/b.html") == 0
