"""A small site with a search on loopback, the probe that asks it, and what the check says of the answers."""

import asyncio
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

from checks.model import Outcome, Result
from checks.site_search import SearchOptions, site_search
from checks.testing import FakeSite, run_check
from crawler.connect import open_session
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.probes.request import ProbeRequest, SeenPage
from crawler.probes.search import probe_search
from crawler.robots import Robots
from evidence.records import Probe, Unit
from tests.crawler.crawling import plan
from tests.crawler.faulty import Behaviour, FaultServer, Hit, answer, serving

TITLES = (
    "关于进一步加强校园周边食品安全工作的通知",
    "示例区2025年春季绿化工作实施方案",
    "示例区开展老旧小区改造征集",
)
ARTICLES = {f"/zwgk/t2025010{n}_{n}.html": title for n, title in enumerate(TITLES, 1)}
WORDS = "精准扶贫"
FORM = "<form action='/s'><input type='hidden' name='site' value='7'><input name='q'><button>搜索</button></form>"
MENU = (
    "".join(f"<li><a href='/c{n}/'>便民服务栏目{n}</a></li>" for n in range(9)) + "<p>示例区人民政府网站欢迎您</p>" * 9
)


def home(search: str) -> Behaviour:
    """A home page with its menu, this search and the newest article."""
    path, title = next(iter(ARTICLES.items()))
    return answer(f"<title>示例区人民政府</title>{MENU}{search}<a href='{path}'>{title}</a>")


def article(title: str) -> Behaviour:
    """A published article."""
    return answer(f"<title>{title}_示例区人民政府</title>{MENU}<h1>{title}</h1><p>发布日期：2025-01-02</p><p>正文</p>")


def listed(*rows: tuple[str, str]) -> str:
    """A results page."""
    items = "".join(f"<li><a href='{url}'>{text}</a><p>摘要</p></li>" for url, text in rows)
    found = f"<p>共找到 {len(rows)} 条结果</p>" if rows else "<p>没有找到相关结果</p>"
    return f"<title>检索结果</title>{MENU}<input name=q>{found}<ul>{items}</ul>"


def heeding(word: str) -> str:
    """What a good search shows: everything that holds the word."""
    rows = [(path, title) for path, title in ARTICLES.items() if word in title]
    if word == WORDS:
        rows = [*ARTICLES.items(), *((f"/n/{n}.html", f"{WORDS}工作动态第{n}期") for n in range(5))]
    return listed(*rows)


def answering(server: FaultServer, reply: Callable[[str], Behaviour], path: str, field: str) -> None:
    """Let a server answer every address that begins so; other paths go their usual way."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        if not hit.path.startswith(path):
            return await answer("没有这个页面", 404)(hit, writer)
        word = parse_qs(urlsplit(hit.path).query, encoding="utf-8").get(field, [""])[0]
        return await reply(word)(hit, writer)

    server.default = behave


async def judge(
    search: str = FORM,
    reply: Callable[[str], Behaviour] = lambda word: answer(heeding(word)),
    *,
    routes: Mapping[str, Behaviour] | None = None,
    keywords: tuple[str, ...] = (),
    articles: int = 3,
    path: str = "/s?",
    field: str = "q",
    parts: tuple[str, ...] = (),
    front: str = "",
) -> tuple[Result, list[Probe], FaultServer]:
    """What the check says after the probe asked a site with this search."""
    pages = {url: article(title) for url, title in list(ARTICLES.items())[:articles]}
    async with serving({"/": home(search), **pages, **(routes or {})}) as server:
        answering(server, reply, path, field)
        entered = tuple(map(server.url, parts))
        made = plan(server.url(), prefixes=entered, fronts=entered)
        async with open_session(made) as session:
            pacer = Pacer(made.pace)
            fetcher = Fetcher(made, session, pacer)
            seen = tuple(SeenPage(server.url(url), 2) for url in (*pages, *(routes or {})))
            request = ProbeRequest(
                plan=made,
                fetcher=fetcher,
                robots=Robots(fetcher, pacer),
                pacer=pacer,
                guard=Guard(made.network.allow_private),
                home=server.url(front) if front else server.url(),
                pages=seen,
                addresses=seen,
                keywords=keywords,
            )
            probes = [probe async for probe in probe_search(request)]
    result = run_check(
        site_search,
        FakeSite.of(
            {},
            home=server.url(),
            probes=probes,
            units=[Unit(name=f"示例区单位{part}", scope=(server.url(part),)) for part in parts],
        ),
        SearchOptions(keywords=keywords),
    )
    assert result.outcome is not Outcome.ERROR, result.reason
    return result, probes, server


def said(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def works(result: Result) -> object:
    return next((measure.value for measure in result.measures if measure.name == "works"), None)
