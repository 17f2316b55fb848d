"""Sitemaps: what they name is crawled too, after what is linked, and never without bound."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sitemap import FILES_AT_MOST, addresses_in, is_index, unpack
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, answer, page, serving

XML = "application/xml"


def sitemap(*urls: str) -> str:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def index(*urls: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls) + "</sitemapindex>"


async def test_pages_that_only_a_sitemap_names_are_found() -> None:
    async with serving(
        {"/": page("/a"), "/a": page(text="甲"), "/b": page(text="乙"), "/c": page(text="丙")}
    ) as server:
        server.routes["/robots.txt"] = answer("Sitemap: /maps/index.xml\n", type_="text/plain")
        server.routes["/maps/index.xml"] = answer(index("one.xml.gz", "two.txt"), type_=XML)
        packed = gzip.compress(sitemap("/b", "/a", "http://127.0.0.2:1/x").encode())
        server.routes["/maps/one.xml.gz"] = answer(packed, type_="application/x-gzip")
        server.routes["/maps/two.txt"] = answer(f"{server.url('/c')}\n", type_="text/plain")
        server.routes["/sitemap.xml"] = answer(sitemap("/b", "/weg"), type_=XML)
        seen = await crawl(plan(server.url("/")))
        assert seen.pages == {server.url(path) for path in ("/", "/a", "/b", "/c")}
        assert server.paths.index("/a") < server.paths.index("/b")
        assert not any("127.0.0.2" in visit.fetch.url for visit in seen.visits)
        assert all(server.count(path) == 1 for path in ("/a", "/b", "/c"))


@pytest.mark.parametrize(
    "behaviour",
    [
        answer("", 404),
        answer(b"\x1f\x8bnonsense"),
        answer("<html><loc>/weg</loc>"),
        answer("<urlset><loc>/weg", type_=XML),
    ],
)
async def test_what_is_no_sitemap_names_nothing(behaviour: Behaviour) -> None:
    async with serving({"/": page(), "/sitemap.xml": behaviour}) as server:
        await crawl(plan(server.url("/")))
        assert server.paths == ["/"]


async def test_robots_rules_hold_for_sitemaps_and_what_they_name() -> None:
    rules = "User-agent: *\nDisallow: /geheim\nSitemap: /geheim.xml\n"
    async with serving({"/": page(), "/robots.txt": answer(rules, type_="text/plain")}) as server:
        server.routes["/sitemap.xml"] = answer(sitemap("/geheim/a"), type_=XML)
        await crawl(plan(server.url("/")))
        assert server.paths == ["/"]


async def test_indexes_of_indexes_end() -> None:
    async with serving({"/": page()}) as server:
        server.routes["/sitemap.xml"] = answer(index("/m/0.xml", "/sitemap.xml"), type_=XML)
        for number in range(FILES_AT_MOST * 2):
            server.routes[f"/m/{number}.xml"] = answer(index(f"/m/{number + 1}.xml"), type_=XML)
        await crawl(plan(server.url("/")))
        assert len([path for path in server.paths if path.startswith("/m/")]) == FILES_AT_MOST - 1


async def test_a_bomb_and_a_million_addresses_are_bounded() -> None:
    many = sitemap(*(f"/seite/{number}" for number in range(30_000)))
    async with serving({"/": page(), "/sitemap.xml": answer(many, type_=XML)}) as server:
        server.default = page()
        await crawl(plan(server.url("/"), limits={"sitemap_addresses": 25}))
        assert len(set(server.paths)) == 26
        server.hits.clear()
        await crawl(plan(server.url("/"), limits={"sitemap_addresses": 0}))
        assert server.count("/sitemap.xml") == 0
    assert len(unpack(gzip.compress(b"a" * 50_000_000), 1_000_000)) == 1_000_000


def test_addresses() -> None:
    assert list(addresses_in("<urlset><url><loc> http://h/a?b=1&amp;c=2 </loc></url></urlset>")) == [
        "http://h/a?b=1&c=2"
    ]
    assert list(addresses_in("<urlset><loc><![CDATA[http://h/a]]></loc></urlset>")) == ["http://h/a"]
    assert list(addresses_in("<urlset><loc>\n <![CDATA[\nhttp://h/a ]]>\n</loc></urlset>")) == ["http://h/a"]
    assert list(addresses_in("<urlset><url><loc> </loc></url><url><loc><![CDATA[]]></loc></url></urlset>")) == []
    assert list(addresses_in("<urlset><image:loc>http://h/a.jpg</image:loc></urlset>")) == []
    assert list(addresses_in("<rss><channel><link>http://h/</link></channel></rss>")) == ["http://h/"]
    assert list(addresses_in('<feed><link rel="alternate" href="http://h/a"/></feed>')) == ["http://h/a"]
    assert list(addresses_in("http://h/a\nkein\n http://h/b \n")) == ["http://h/a", "http://h/b"]
    assert is_index(index("a"))
    assert not is_index(sitemap("a"))


@pytest.mark.parametrize("start", ["", "<![CDATA[", "http://h/a"])
def test_a_long_run_of_blanks_is_read_in_no_time(start: str) -> None:
    text = f"<loc>{start}{' ' * 4_000}<link>{start}{' ' * 4_000}" * 20  # took longer than anybody would wait
    assert list(addresses_in(f"<urlset>{text}")) == list(addresses_in(f"<rss>{text}")) == []


@given(st.binary(max_size=300))
def test_reading_never_raises(body: bytes) -> None:
    for start in (b"", b"\x1f\x8b\x08\x00", b"<urlset><loc>", b"<rss><link "):
        assert all(isinstance(address, str) for address in addresses_in(unpack(start + body, 1000)))


def test_corpus(corpus: Path) -> None:
    files = [file for file in sorted((corpus / "sitemaps").rglob("*")) if file.is_file() and file.name != "README.md"]
    empty = [file.name for file in files if not list(addresses_in(unpack(file.read_bytes(), 10_000_000)))]
    print(f"\nsitemaps: {len(files) - len(empty)}/{len(files)} give addresses", *empty, sep="\n")
    assert files
    assert empty == []
