"""What a program answers for a number it cannot have tells which of its pages are missing."""

import asyncio

from crawler.absent import SIBLINGS
from evidence.verdict import VerdictKind
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, Hit, answer, serving

FRAME = "<title>示例区</title><ul><li>首页</li><li>政务公开</li><li>政务服务</li></ul>{}<p>主办单位：示例区政府</p>"
MISSING = FRAME.format("<p>这里空空如也</p>")
ARTICLE = FRAME.format("<h1>区政府召开常务会议</h1><p>会议研究了近期的工作。</p>")
PICTURE = FRAME.format("<img src='/logo.png'>")


def _linked(*ids: str) -> Behaviour:
    words = ("关于公布年度决算的通知", "区政府召开常务会议", "示意图：城区道路规划")
    return answer("".join(f"<a href='/view.jsp?id={id_}'>{text}</a>" for id_, text in zip(ids, words, strict=False)))


def _program(missing: str, where: str = "/view.jsp") -> Behaviour:
    """Says 200 to whatever is asked of it; elsewhere the host is honest."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        return await (answer(missing) if hit.path.startswith(where) else answer("", 404))(hit, writer)

    return behave


async def test_a_number_that_a_program_has_not() -> None:
    routes = {
        "/": _linked("3", "4", "5"),
        "/view.jsp?id=4": answer(ARTICLE),
        "/view.jsp?id=5": answer(PICTURE),
        "/logo.png": answer(b"\x89PNG\r\n\x1a\n", type_="image/png"),
    }
    async with serving(routes) as server:
        server.default = _program(MISSING)
        seen = await crawl(plan(server.url("/")))
        kinds = [seen.kind(server.url(f"/view.jsp?id={number}")) for number in (3, 4, 5)]
        invented = {path for path in server.paths if path.startswith("/view.jsp?id=97")}
    assert kinds == [VerdictKind.SOFT_404, VerdictKind.OK, VerdictKind.OK]
    assert len(invented) == 1


async def test_a_page_with_scripts_waits_for_a_browser_and_stays_a_page() -> None:
    async with serving({"/": _linked("3"), "/fill.js": answer("1", type_="text/javascript")}) as server:
        server.default = _program(MISSING + "<script src=/fill.js></script>")
        seen = await crawl(plan(server.url("/")))
        url = server.url("/view.jsp?id=3")
        assert seen.kind(url) is VerdictKind.UNKNOWN and url in seen.pages


async def test_only_so_many_programs_are_asked() -> None:
    links = "".join(
        f"<a href='/p{n:c}{n:c}/a.html'>第{n}项工作情况说明</a>" for n in range(0x4E00, 0x4E00 + SIBLINGS + 9)
    )
    async with serving({"/": answer(links)}) as server:
        server.default = _program(PICTURE, "/p")
        await crawl(plan(server.url("/")))
        assert SIBLINGS <= sum("/hecha-" in path for path in server.paths) <= SIBLINGS + 1
