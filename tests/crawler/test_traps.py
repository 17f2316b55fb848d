"""Ways without an end are left soon; what only looks like one is followed to its end."""

import random
import re
from collections.abc import Callable
from itertools import product
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.crawl import Crawl
from crawler.traps import ENDLESS, GRACE, Traps, shape_of
from evidence.records import Record, Visit
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, Hit, answer, page, serving

Site = Callable[[str, int], str | None]
"""The source of the page at a path, by the number of requests so far; None where there is none."""

MENU = '<a href="/">首页</a><a href="/tzgg/">通知公告</a><p>示例区人民政府主办</p>'
COLOURS, SIZES, YEARS = ("red", "blue", "green"), ("s", "m", "l", "xl"), ("a", "b", "c", "d")


def shown(*parts: str, title: str = "示例区人民政府") -> str:
    return f"<html><head><title>{title}</title></head><body>{MENU}{''.join(parts)}</body></html>"


def links(*pairs: tuple[str, str]) -> str:
    return "".join(f'<a href="{href}">{words}</a>' for href, words in pairs)


def calendar(path: str, _: int) -> str | None:
    """Months that lead to months and days for ever, each without an entry."""
    match = re.fullmatch(r"/rl/(\d+)/(\d+)/(?:(\d+)/)?", path)
    if match is None:
        return shown(links(("/rl/2031/5/", "日历")))
    year, month = int(match[1]), int(match[2])
    before, after = divmod(year * 12 + month - 2, 12), divmod(year * 12 + month, 12)
    days = links(*((f"/rl/{year}/{month}/{day}/", str(day)) for day in range(1, 31)))
    turns = links((f"/rl/{before[0]}/{before[1] + 1}/", "上月"), (f"/rl/{after[0]}/{after[1] + 1}/", "下月"))
    return shown(f"<h1>{year}年{month}月</h1>", turns, days, "<p>暂无活动安排</p>")


def dated_events(path: str, _: int) -> str | None:
    """A calendar by query whose days lead to pages of their own, all of them empty."""
    if path.startswith("/event?"):
        return shown(f"<p>{path[-10:]} 当天没有活动安排</p>")
    month = int(path.partition("m=")[2] or 0)
    days = links(*((f"/event?date=20{month // 12:02}-{month % 12 + 1:02}-{day:02}", f"{day}") for day in range(1, 29)))
    return shown(links((f"/kal?m={month + 1}", "下月"), ("/kal?m=0", "本月")), f"<h1>第{month}月</h1>", days)


def sessions(path: str, count: int) -> str | None:
    """Every link carries a key that was never given before."""
    key = random.Random(count).randbytes(12).hex()
    return shown(
        f"<h2>栏目{path.rpartition('/')[2]}</h2>", links(*((f"/s/{key}/{name}.html", name) for name in "abcd"))
    )


def visitors(path: str, count: int) -> str | None:
    """Every link carries the number of the visitor under a name that other things bear too."""
    key = random.Random(count).randbytes(12).hex()
    name = path.partition("?")[0]
    return shown(f"<h2>栏目{name}</h2>", links(*((f"/{one}.jsp?sid={key}", "关于公示的通知很长") for one in "abcd")))


def facets(path: str, _: int) -> str | None:
    """Every page of a search offers all of its filters again."""
    chosen = dict(parse_qsl(path.partition("?")[2]))
    offers = [*product(["farbe"], COLOURS), *product(["groesse"], SIZES), *product(["jahr"], YEARS)]
    offers += [*product(["sort"], ("auf", "ab")), *product(["n"], ("10", "20"))]
    made = [{**chosen, name: value} for name, value in offers]
    return shown(
        links(*(("/suche?" + "&".join(f"{k}={v}" for k, v in sorted(one.items())), "选择") for one in made)),
        "<ul><li>关于甲的通知<li>关于乙的通知</ul>",
    )


def turning(path: str, _: int) -> str | None:
    """A list that always has a next page."""
    number = int(path.partition("page=")[2] or 1)
    return shown(f"<p>第{number}页</p><p>暂无数据</p>", links((f"/liste?page={number + 1}", "下一页")))


def stamps(path: str, count: int) -> str | None:
    """Two pages whose addresses carry a new stamp in every link."""
    return shown("<p>正文</p>", links((f"/a.html?_={count}1", "甲页面的标题很长很长"), (f"/b.html?_={count}2", "乙")))


@pytest.mark.parametrize(
    ("site", "most"),
    [(calendar, 60), (dated_events, 480), (sessions, 90), (facets, 260), (turning, 30), (stamps, 130)],
)
async def test_a_way_without_an_end_is_left(site: Site, most: int) -> None:
    async with serving() as server:
        server.default = behaving(site)
        seen = await crawl(plan(server.url("/"), limits={"max_pages": 3000}))
        assert len(server.paths) < most
    assert set(seen.skips.values()) == {"same-content"}


@pytest.mark.slow
async def test_what_is_dropped_of_a_way_that_was_left_makes_room_for_other_pages() -> None:
    def site(path: str, count: int) -> str | None:
        if path.startswith("/rl/"):
            return calendar(path, count)
        number = int(re.sub(r"\D", "", path) or 0)
        ways = links(("/rl/2031/5/", "日历"), (f"/a/{number + 1}.html", "下一篇"))
        return shown(f"<h1>公告{number}</h1><p>{'某路段' * number}停水</p>", ways)

    async with serving() as server:
        server.default = behaving(site)
        seen = await crawl(plan(server.url("/"), limits={"max_pages": 120, "max_depth": 40}, pace={"per_host": 1}))
    assert len([url for url in seen.pages if "/a/" in url]) == 40


@pytest.mark.parametrize(("site", "most"), [(calendar, 60), (dated_events, 480), (facets, 260), (turning, 30)])
async def test_a_way_is_left_however_often_the_crawl_is_interrupted(site: Site, most: int) -> None:
    async with serving() as server:
        server.default = behaving(site)
        made = plan(server.url("/"), limits={"max_pages": 3000}, pace={"per_host": 1})
        past: list[Visit] = []
        for part in range(7, 27):  # pages, after which the crawl is stopped
            seen = await crawl(made, past=past, seen=_stopping(part))
            past += seen.visits
        rest = await crawl(made, past=past)
        assert len(set(server.paths)) < most
    assert set(rest.skips.values()) == {"same-content"}


def _stopping(after: int) -> Callable[[Crawl, Record], None]:
    """Stops a crawl after so many records."""
    count = 0

    def stop(crawling: Crawl, record: Record) -> None:
        nonlocal count
        count += 1
        if count == after:
            crawling.stop()

    return stop


def articles(path: str, _: int) -> str | None:
    """Articles that only the one before leads to."""
    number = int(re.sub(r"\D", "", path) or 0)
    body = f"<h1>关于第{number}次会议的通知</h1><p>{WORDS[number % 50]}{WORDS[number // 50]}</p>"
    return shown(body, links((f"/news_{number + 1}.html", "下一篇"))) if number < COUNT else shown(body)


def numbered(path: str, _: int) -> str | None:
    """Pages that differ by a figure in a sentence alone."""
    number = int(re.sub(r"\D", "", path) or 0)
    return shown(f"<p>这是第{number}篇的正文</p>", links((f"/{min(number + 1, COUNT)}.html", "链接")))


def prices(path: str, _: int) -> str | None:
    """Daily prices, all the same but for figures and dates, listed and linked to one another."""
    number = int(path.partition("id=")[2] or 0)
    if not number:
        days = ((f"/show?id={n}", f"蔬菜批发价格日报（{n % 12 + 1}月{n % 28 + 1}日）") for n in range(1, COUNT + 1))
        return shown(links(*days))
    return shown(
        f"<p>{number % 28 + 1}日</p><td>{number}.50</td>", links((f"/show?id={min(number + 1, COUNT)}", "下篇"))
    )


def lists(path: str, _: int) -> str | None:
    """A list whose pages differ in what they lead to alone."""
    number = int(path.partition("page=")[2] or 1)
    if path.startswith("/art/"):
        return shown("<p>正文</p>")
    return shown(links(*((f"/art/{number * 2 + n}.html", "详情") for n in (0, 1)), turn("/liste?page=", number)))


def drawn(path: str, _: int) -> str | None:
    """A list whose pages differ in what their scripts draw alone."""
    number = int(path.partition("page=")[2] or 1)
    rows = f'[{{"title":"{WORDS[number % 50]}的通知{number}","url":"/"}},{{"title":"公告","url":"/"}}]'
    return shown(f"<script>var rows={rows}</script>", links(turn("/liste?page=", number)))


def pictures(path: str, _: int) -> str | None:
    """An album of pictures without words."""
    number = int(re.sub(r"\D", "", path) or 0)
    return shown(f"<img src='/pic/{number}.jpg'>", links((f"/album/{min(number + 1, COUNT)}.html", "下一张")))


def turn(where: str, number: int) -> tuple[str, str]:
    return f"{where}{min(number + 1, COUNT)}", "下一页"


COUNT = 48
WORDS = [chr(0x4E00 + 37 * n) * 5 for n in range(50)]


@pytest.mark.parametrize("site", [articles, numbered, prices, lists, drawn, pictures])
async def test_what_only_looks_endless_is_followed_to_its_end(site: Site) -> None:
    async with serving() as server:
        server.default = behaving(site)
        seen = await crawl(plan(server.url("/"), limits={"max_depth": 200}))
        assert seen.skips == {}
        assert len(set(server.paths)) >= COUNT


async def test_a_session_in_the_query_is_no_other_page() -> None:
    async with serving() as server:
        server.default = behaving(visitors)
        seen = await crawl(plan(server.url("/")))
        assert set(server.paths) == {"/", "/tzgg/", *(f"/{one}.jsp" for one in "abcd")}
        assert seen.skips == {}


async def test_a_list_beside_its_filters_is_read() -> None:
    async with serving() as server:

        def filtered(path: str, count: int) -> str | None:
            number = int(path.partition("page=")[2] or 0)
            if not number and path.startswith("/suche"):
                return (facets(path, count) or "") + links(("/suche?page=1", "下一页"))
            return lists(f"/liste?page={number}", count) if number else shown(links(("/suche", "查询")))

        server.default = behaving(filtered)
        seen = await crawl(plan(server.url("/")))
        assert "same-content" in seen.skips.values()
        assert {server.url(f"/art/{n}.html") for n in range(2, COUNT)} <= {visit.fetch.url for visit in seen.visits}


def behaving(site: Site) -> Behaviour:
    count = iter(range(1_000_000))

    async def behave(hit: Hit, writer: object) -> bool | None:
        source = site(hit.path, next(count))
        made = answer(source) if source is not None else answer("没有这个页面", 404)
        if hit.path.startswith(("/robots.txt", "/hecha-", "/sitemap")) or hit.path.endswith(".jpg"):
            made = (
                answer("没有这个页面", 404)
                if not hit.path.endswith(".jpg")
                else answer(b"\xff\xd8\xff", type_="image/jpeg")
            )
        return await made(hit, writer)  # type: ignore[arg-type]

    return behave


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://h.cn/rl/2031/05/", "http://h.cn/rl/2032/11/17/"),
        ("http://h.cn/s/9f8e7d6c5b4a/a.html", "http://h.cn/s/0a1b2c3d4e5f6071/b/c.html"),
        ("http://h.cn/a/t20240517_99.html", "http://h.cn/a/t20250101_100.html"),
        ("http://h.cn/l?b=1&a=2", "http://h.cn/l?a=3&b=4"),
        ("http://h.cn/%E9%80%9A/1.html", "http://h.cn/%E9%80%9A/22.html"),
    ],
)
def test_addresses_of_one_shape(one: str, other: str) -> None:
    assert shape_of(one) == shape_of(other)
    assert shape_of(one).changes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://h.cn/a/1.html", "http://h.cn/b/1.html"),
        ("http://h.cn/%E9%80%9A/1.html", "http://h.cn/%E9%80%9B/1.html"),
        ("http://h.cn/a/index_2.html", "http://h.cn/a/t2.html"),
        ("http://h.cn/l?a=1", "http://h.cn/l?a=1&b=2"),
        ("http://h1.cn/1.html", "http://h2.cn/1.html"),
    ],
)
def test_addresses_of_another_shape(one: str, other: str) -> None:
    assert shape_of(one) != shape_of(other)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), max_size=80))
def test_a_way_is_closed_only_after_so_many_pages_in_a_row(news: list[bool]) -> None:
    """However pages with and without something new are mixed, the way is closed exactly by an unbroken run."""
    traps, shape, run, closed = Traps(), shape_of("http://h.cn/1.html"), 0, False
    for number in range(GRACE + 1):
        if traps.wants(shape, inward=True):
            traps.read(shape, "<p>正文</p>", (), inward=True, brought=False)
        assert not traps.refuses(shape, inward=True), number
    for number, new in enumerate(news):
        assert traps.wants(shape, inward=True)
        text = f"<p>{chr(0x4E00 + number) * 3}</p>" if new else f"<p>正文</p><p>2031年{number}月</p>"
        traps.read(shape, text, (), inward=True, brought=False)
        run = 0 if new else run + 1
        closed = closed or run >= ENDLESS
        assert traps.refuses(shape, inward=True) is closed
        assert not traps.refuses(shape, inward=False)


async def test_the_watch_keeps_little() -> None:
    traps = Traps()
    for number in range(30_000):
        shape = shape_of(f"http://h.cn/{'x' * (number % 700)}/{chr(97 + number % 26)}?k{number}=1")
        if traps.wants(shape, inward=True):
            traps.read(shape, f"<p>{number}号文件</p>", (), inward=True, brought=False)
    assert len(traps._ways) <= 20_001
    assert len(traps._grounds) <= 200


async def test_a_headline_is_followed_from_its_like() -> None:
    routes = {"/": page("/1.html")}
    for number in range(1, 60):
        words = f"蔬菜批发市场价格监测日报（{number}日）"
        following = f'<a href="/{number + 1}.html">{words}</a>' if number < 59 else ""
        routes[f"/{number}.html"] = answer(f"<html><body><p>{number}</p>{following}</body></html>")
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/"), limits={"max_depth": 100}))
        assert len(seen.pages) == 60
        assert seen.skips == {}
