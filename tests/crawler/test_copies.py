"""Gardens of made-up words are left soon; pages that only look alike are read."""

import random

from crawler.copies import COPIES, SUSPECT
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, answer, serving
from tests.crawler.test_traps import behaving

WORDS = ("yu", "an", "qing", "he", "lin", "shan", "bei", "dao")
MENU = '<a href="/">首页</a><a href="/tzgg/">通知公告</a>'


def _word(path: str, at: int) -> str:
    rng = random.Random(f"{path}{at}")
    return "".join(rng.choice(WORDS) for _ in range(4))


def _garden(path: str, _: int) -> str:
    ways = f'<a href="/zx/{_word(path, 1)}/">下一处</a><a href="/zx/{_word(path, 2)}.html">又一处</a>'
    return f"<html><head><title>资讯</title></head><body>{MENU}<p>无尽的花园</p>{ways}</body></html>"


async def test_a_garden_of_made_up_words_is_left() -> None:
    async with serving() as server:
        server.default = behaving(_garden)
        seen = await crawl(plan(server.url("/"), limits={"max_pages": 3000}))
        assert len(server.paths) < 4 * (SUSPECT + COPIES)
    assert set(seen.skips.values()) == {"same-content"}


def _albums(differ: str) -> dict[str, Behaviour]:
    """Sixty pages without figures in their names: each leads to the next, and differs from the others in one thing."""
    names = ["/" + "".join("abcdefghij"[int(digit)] for digit in f"{number:02}") + ".html" for number in range(60)]
    routes = {}
    for number, name in enumerate(names):
        following = f'<a href="{names[number + 1]}">下一页</a>' if number < 59 else ""
        shown = {"picture": f"<img src=/p{number}.png>", "words": f"<p>第{'丙' * number}村</p>"}[differ]
        routes[name] = answer(f"<html><head><title>图片</title></head><body>{MENU}{shown}{following}</body></html>")
        routes[f"/p{number}.png"] = answer(b"\x89PNG\r\n\x1a\n" + bytes(60), type_="image/png")
    return {**routes, "/": answer(f'<a href="{names[0]}">图片</a>'), "/tzgg/": answer("<p>通知公告栏目</p>")}


async def test_pages_that_show_other_pictures_or_words_are_read_to_the_end() -> None:
    for differ in ("picture", "words"):
        async with serving(_albums(differ)) as server:
            seen = await crawl(plan(server.url("/"), limits={"max_depth": 100}))
            assert len(seen.pages) == 62
            assert seen.skips == {}
