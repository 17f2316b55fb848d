"""The pages of the generated portal: lists and articles of 30–60 KB with about 200 links each."""

import random
from collections.abc import Sequence
from typing import NamedTuple

from benches import prose
from benches.plan import Addresses
from benches.planting import STYLES, WEIGHTS, Target, prefix

PER_LIST = 30
PICTURES = 40


class Column(NamedTuple):
    """A column of the portal: its folder, its name, and how its pages are written."""

    folder: str
    name: str
    encoding: str = "utf-8"


COLUMNS = (
    Column("xwzx/tzgg/", "通知公告"),
    Column("xwzx/gzdt/", "工作动态"),
    Column("xxgk/zcwj/", "政策文件"),
    Column("xxgk/zcjd/", "政策解读"),
    Column("xxgk/czyjs/", "财政预决算"),
    Column("xxgk/rsxx/", "人事信息", "gb2312"),
    Column("xxgk/zfxxgknb/", "政府信息公开年报"),
    Column("zdly/shjz/", "社会救助"),
    Column("zdly/yljg/", "医疗卫生"),
    Column("zdly/jyly/", "教育领域"),
    Column("hdjl/zxft/", "在线访谈"),
    Column("hdjl/myzj/", "民意征集"),
)


class Article(NamedTuple):
    """An article before it is written: where, what, when."""

    path: str
    title: str
    date: str


class Shelf(NamedTuple):
    """A column with its list pages and its articles, newest first."""

    column: Column
    lists: tuple[str, ...]
    articles: tuple[Article, ...]


def shelves(rng: random.Random, pages: int) -> list[Shelf]:
    """Share out the pages (all but the home page) to the columns."""
    share, rest = divmod(pages - 1, len(COLUMNS))
    return [_shelf(rng, column, at, share + (at < rest)) for at, column in enumerate(COLUMNS)]


def _shelf(rng: random.Random, column: Column, at: int, pages: int) -> Shelf:
    lists = max(1, -(-pages // (PER_LIST + 1)))
    names = ("", *(f"index_{n}.html" for n in range(1, lists)))
    days = [(2025 - n * 6 // pages, 12 - n % 12, 28 - n % 28) for n in range(pages - lists)]
    articles = []
    for n, (year, month, day) in enumerate(days):
        path = f"{column.folder}{year}{month:02d}/t{year}{month:02d}{day:02d}_{at:02d}{n:05d}.html"
        articles.append(Article(path, prose.title(rng, n), f"{year}-{month:02d}-{day:02d}"))
    articles.sort(key=lambda article: article.date, reverse=True)
    return Shelf(column, tuple(column.folder + name for name in names), tuple(articles))


class Writer:
    """Writes pages; everything that is the same on many pages is put together once."""

    def __init__(
        self, *, seed: int, addresses: Addresses, all_shelves: Sequence[Shelf], friends: Sequence[str]
    ) -> None:
        self._seed = seed
        self._addresses = addresses
        self._shelves = all_shelves
        self._tails = [
            tail
            for shelf in all_shelves
            for article in shelf.articles
            for tail in (
                f'{article.path}" title="{article.title}" target="_blank">{article.title}</a>'
                f'<span class="date">{article.date}</span></li>\n',
                f'{article.path}">{article.title[:14]}…</a></li>\n',
            )
        ] or [f'{COLUMNS[0].folder}">栏目</a></li>\n']
        self._paragraphs = prose.paragraphs(random.Random(seed), 400)
        self._friends = [f'<li><a href="{addresses.outside}/{path}">友情链接</a></li>\n' for path in friends]

    def home(self) -> str:
        """The home page: every column with its newest articles."""
        blocks = "".join(self._block(shelf) for shelf in self._shelves)
        return self._page(Target("", "某区人民政府门户网站"), None, blocks, random_links=40)

    def list_page(self, shelf: Shelf, number: int) -> str:
        """One page of a column's list, with the way to all others."""
        path = shelf.lists[number]
        up = prefix("relative", path, self._addresses)
        items = self._items(up, shelf.articles[number * PER_LIST : (number + 1) * PER_LIST])
        near = range(max(0, number - 5), min(len(shelf.lists), number + 6))
        pager = "".join(f'<a href="/{shelf.lists[n]}">{n + 1}</a>\n' for n in near)
        target = Target(path, f"{shelf.column.name} 第{number + 1}页")
        return self._page(target, shelf, f'<ul class="list">\n{items}</ul><div class="pager">{pager}</div>')

    def article(self, shelf: Shelf, article: Article, extras: Sequence[str], *, based: bool = False) -> str:
        """One article with its pictures and what was planted in it; `based` gives it a base element."""
        rng = random.Random(f"{self._seed}/{article.path}/text")
        text = "".join(rng.choices(self._paragraphs, k=rng.randint(8, 32)))
        pictures = "".join(f'<img src="/images/pic{rng.randrange(PICTURES)}.jpg" alt="配图">\n' for _ in range(2))
        meta = f'<div class="info">发布日期：{article.date} 来源：{rng.choice(prose.BODIES)}</div>'
        body = f'<h1>{article.title}</h1>{meta}<div id="content">{text}{pictures}<ul>{"".join(extras)}</ul></div>'
        return self._page(Target(article.path, article.title), shelf, body, date=article.date, based=based)

    def _block(self, shelf: Shelf) -> str:
        items = self._items("./", shelf.articles[:8])
        return f'<h2><a href="./{shelf.lists[0]}">{shelf.column.name}</a></h2><ul>\n{items}</ul>\n'

    def _items(self, up: str, articles: Sequence[Article]) -> str:
        return "".join(f'<li><a href="{up}{a.path}">{a.title}</a><span>{a.date}</span></li>\n' for a in articles)

    def _page(
        self,
        target: Target,
        shelf: Shelf | None,
        body: str,
        *,
        date: str = "",
        based: bool = False,
        random_links: int = 0,
    ) -> str:
        rng = random.Random(f"{self._seed}/{target.path}")
        count = random_links or rng.randint(115, 225)
        up = "./../" if based else prefix("relative", target.path, self._addresses)
        known = {"root": "/", "relative": up, "absolute": f"{self._addresses.home}/"}
        starts = rng.choices([f'<li><a href="{known[style]}' for style in STYLES], WEIGHTS, k=count)
        tails = rng.choices(self._tails, k=count)
        links = "".join([start + tail for start, tail in zip(starts, tails, strict=True)])
        head = self._head(target, shelf, date, based=based)
        return f'{head}{self._navigation(up)}{body}<div class="side"><ul>\n{links}</ul></div>\n{self._footer(rng)}'

    def _head(self, target: Target, shelf: Shelf | None, date: str, *, based: bool) -> str:
        encoding = shelf.column.encoding if shelf else "utf-8"
        column = shelf.column.name if shelf else "首页"
        base = f'<base href="{self._addresses.home}/fw/">\n' if based else ""
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{encoding}">\n{base}'
            f'<title>{target.title}</title>\n<meta name="SiteName" content="某区人民政府门户网站">\n'
            f'<meta name="ColumnName" content="{column}">\n<meta name="PubDate" content="{date}">\n'
            '<link rel="stylesheet" href="/css/site.css"><script src="/js/site.js"></script></head>\n<body id="top">\n'
        )

    def _navigation(self, up: str) -> str:
        columns = "".join(
            f'<li><a href="{"/" if n % 2 else up}{s.lists[0]}">{s.column.name}</a></li>\n'
            for n, s in enumerate(self._shelves)
        )
        return f'<ul class="nav"><li><a href="/">首页</a></li>\n{columns}</ul>\n<a href="/sitemap.html">网站地图</a>\n'

    def _footer(self, rng: random.Random) -> str:
        friends = "".join(rng.choices(self._friends, k=4)) if self._friends else ""
        return (
            f'<div class="footer"><ul>{friends}</ul><a href="#top">返回顶部</a>\n'
            "<p>主办单位：某区人民政府办公室 网站标识码：3100000000</p></div></body></html>\n"
        )
