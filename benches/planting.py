"""The faults of the generated portal, and the things in it that only look like faults."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from benches.plan import Addresses, Planted, Rule

STYLES = ("root", "relative", "absolute")
WEIGHTS = (45, 40, 15)
MAGIC = {
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "docx": b"PK\x03\x04\x14\x00\x06\x00",
    "xlsx": b"PK\x03\x04\x14\x00\x06\x00",
    "zip": b"PK\x03\x04\x14\x00\x00\x00",
}
PACKED = b"PK\x05\x06" + bytes(18)
END = {"pdf": b"\n%%EOF\n", "docx": PACKED, "xlsx": PACKED, "zip": PACKED}
LOOK_ALIKE_TITLE = "网页打不开、提示“404 页面不存在”怎么办"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much of each is planted; the same for every size of portal, so that larger ones stay comparable."""

    dead_pages: int = 60
    dead_attachments: int = 10
    dead_images: int = 20
    server_errors: int = 5
    redirects: int = 40
    two_hops: int = 10
    redirects_dead: int = 5
    outside: int = 400
    outside_dead: int = 40
    outside_refused: int = 10
    attachments: int = 150
    queries: int = 24
    head_refused: int = 5
    look_alikes: int = 5


class Target(NamedTuple):
    """A page of the portal that links may lead to and planted links may stand in."""

    path: str
    title: str
    utf8: bool = True


class Planter:
    """Puts links into pages and remembers what it put where."""

    def __init__(self, rng: random.Random, addresses: Addresses, articles: Sequence[Target]) -> None:
        self.planted: list[Planted] = []
        self.rules: list[Rule] = []
        self.links: defaultdict[str, list[str]] = defaultdict(list)
        self.files: dict[str, bytes] = {}
        self.outside: dict[str, bytes] = {}
        self._rng = rng
        self._addresses = addresses
        self._articles = articles
        self._utf8 = [article for article in articles if article.utf8]

    def article(self) -> Target:
        """Any article."""
        return self._rng.choice(self._articles)

    def put(
        self,
        kind: str,
        path: str,
        markup: str,
        *,
        fault: bool = False,
        ends: str = "",
        utf8: bool = False,
        recorded: bool = True,
    ) -> None:
        """Use a path of the portal in one to three pages; `{}` in the markup is where the address goes."""
        pages = self._rng.sample(self._utf8 if utf8 else self._articles, self._rng.randint(1, 3))
        for page in pages:
            style = self._rng.choices(STYLES, WEIGHTS)[0]
            self.links[page.path].append(markup.format(prefix(style, page.path, self._addresses) + path))
        if recorded:
            places = tuple(f"{self._addresses.home}/{page.path}" for page in pages)
            self.planted.append(Planted(f"{self._addresses.home}/{path}", kind, fault, places, ends))

    def put_outside(self, kind: str, url: str, *, fault: bool = False) -> None:
        """Use an address of another site in one to three pages."""
        pages = self._rng.sample(self._articles, self._rng.randint(1, 3))
        for page in pages:
            self.links[page.path].append(_item(f"相关网站：{kind} {url[-12:]}").format(url))
        places = tuple(f"{self._addresses.home}/{page.path}" for page in pages)
        self.planted.append(Planted(url, kind, fault, places))


def prefix(style: str, page: str, addresses: Addresses) -> str:
    """What stands before a path of the portal in a link on a page."""
    if style == "root":
        return "/"
    if style == "absolute":
        return f"{addresses.home}/"
    return "../" * page.count("/") or "./"


def plant_all(planter: Planter, addresses: Addresses, counts: Counts) -> None:
    """Everything there is to plant."""
    steps: tuple[Callable[[Planter, Addresses, Counts], None], ...] = (
        _dead,
        _redirects,
        _loop,
        _attachments,
        _outside,
        _look_alikes,
    )
    for step in steps:
        step(planter, addresses, counts)


def _item(text: str) -> str:
    return f'<li><a href="{{}}" target="_blank">{text}</a></li>\n'


def _dead(planter: Planter, _: Addresses, counts: Counts) -> None:
    for n in range(counts.dead_pages):
        path = f"xwzx/tzgg/202309/t20230918_9{n:05d}.html"
        planter.put("dead-page", path, _item(f"关于已撤栏目第{n}号文件的通知"), fault=True)
    for n in range(counts.dead_attachments):
        suffix = ("pdf", "doc", "xlsx")[n % 3]
        path = f"attach/lost/P02023091{n:03d}.{suffix}"
        planter.put("dead-attachment", path, _item(f"附件{n}：申请表.{suffix}"), fault=True)
    for n in range(counts.dead_images):
        path = f"images/lost/W02023{n:04d}.jpg"
        planter.put("dead-image", path, '<p><img src="{}" alt="现场照片" width="600"></p>\n', fault=True)
    for n in range(counts.server_errors):
        path = f"bsfw/query{n}.do"
        planter.rules.append(Rule(f"/{path}", 500))
        planter.put("server-error", path, _item(f"办事进度查询{n}"), fault=True)


def _redirects(planter: Planter, addresses: Addresses, counts: Counts) -> None:
    for n in range(counts.redirects):
        path = f"old/{n}.html"
        planter.rules.append(Rule(f"/{path}", (301, 302)[n % 2], f"/{planter.article().path}"))
        planter.put("redirect", path, _item(f"旧版文件{n}"))
    for n in range(counts.two_hops):
        path, middle = f"older/{n}.html", f"older/{n}-2.html"
        planter.rules.append(Rule(f"/{path}", 302, f"/{middle}"))
        planter.rules.append(Rule(f"/{middle}", 301, f"/{planter.article().path}"))
        planter.put("two-hop-redirect", path, _item(f"更早的文件{n}"))
    for n in range(counts.redirects_dead):
        path, end = f"moved/{n}.html", f"archive/none{n}.html"
        planter.rules.append(Rule(f"/{path}", 302, f"/{end}"))
        planter.put("redirect-to-dead", path, _item(f"已迁移的文件{n}"), fault=True, ends=f"{addresses.home}/{end}")


def _loop(planter: Planter, _: Addresses, __: Counts) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        planter.rules.append(Rule(f"/loop/{here}.html", 302, f"/loop/{there}.html"))
        planter.put("redirect-loop", f"loop/{here}.html", _item(f"领导信箱{here}"), fault=True)


def _attachments(planter: Planter, _: Addresses, counts: Counts) -> None:
    """Every fifth has a Chinese name that stands unescaped in the page."""
    suffixes = tuple(MAGIC)
    for n in range(counts.attachments):
        suffix = suffixes[n % len(suffixes)]
        chinese = n % 5 == n // 5 % 5  # not in step with the suffixes
        name = f"{n}号文件申报表（第{n}批）.{suffix}" if chinese else f"P0202405{n:05d}.{suffix}"
        planter.files[f"attach/{name}"] = MAGIC[suffix] + bytes([n]) * (8_000 + 200 * n) + END.get(suffix, b"")
        kind = "attachment-chinese-name" if chinese else "attachment"
        planter.put(kind, f"attach/{name}", _item(f"附件：{name}"))


def _outside(planter: Planter, addresses: Addresses, counts: Counts) -> None:
    dead, refused = counts.outside_dead, counts.outside_refused
    for n in range(counts.outside):
        path = f"site/{n}.html"
        if n < dead:
            planter.put_outside("outside-dead", f"{addresses.outside}/{path}", fault=True)
        elif n < dead + refused:
            planter.put_outside("outside-refused", f"{addresses.closed}/{path}", fault=True)
        else:
            planter.outside[path] = f"<!DOCTYPE html><title>友情网站{n}</title><p>欢迎访问。</p>".encode()
            planter.put_outside("outside", f"{addresses.outside}/{path}")


def _look_alikes(planter: Planter, _: Addresses, counts: Counts) -> None:
    for n in range(counts.queries):
        planter.put("query-chinese", f"search?q=政策{n}&amp;page=1", _item(f"搜索：政策{n}"), utf8=True, recorded=False)
    for n in range(counts.head_refused):
        path = f"fw/guide{n}.html"
        planter.rules.append(Rule(f"/{path}", 405, head_only=True))
        planter.files[path] = _small_page(f"办事指南{n}", "本事项可以在网上办理，也可以到窗口办理。")
        planter.put("head-refused", path, _item(f"办事指南{n}"))
    # where `#top` leads to on a page with a base element
    planter.files["fw/"] = _small_page("便民服务", "办事指南与常见问题。")
    for n in range(counts.look_alikes):
        article = f"fw/faq404-{n}.html"
        planter.files[article] = _small_page(LOOK_ALIKE_TITLE, "出现“404”“页面不存在”提示时，请先核对网址。" * 20)
        planter.put("about-404", article, _item(LOOK_ALIKE_TITLE))
        planter.files[f"manage/login{n}.html"] = _small_page("管理登录", "仅限内部使用。")
        planter.put("robots-forbids", f"manage/login{n}.html", _item("管理入口"))
        planter.put("commented-out", f"gone/{n}.html", '<!-- <a href="{}">已下线的专题</a> -->\n')
        planter.put("in-script-text", f"gone/js{n}.html", "<script>var old = '<a href=\"{}\">旧专题</a>';</script>\n")
    for markup in ('<a href=" {} \n">空白</a>\n', "<A HREF={}>不加引号</A>\n", '<a href="{}#content">正文</a>\n'):
        planter.put("spelling", planter.article().path, markup, recorded=False)
    planter.put("no-address", "", '<a href="javascript:void(0)" data-to="{}">展开</a>\n', recorded=False)
    planter.put("no-address", "", '<a href="mailto:office@example.com" data-to="{}">信箱</a>\n', recorded=False)


def _small_page(title: str, text: str) -> bytes:
    body = f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    return f'{body}<div id="content"><h1>{title}</h1><p>{text}</p></div></body></html>'.encode()


def query_urls(addresses: Addresses, counts: Counts) -> list[str]:
    """The search addresses as a browser asks for them."""
    return [f"{addresses.home}/search?q={quote(f'政策{n}')}&page=1" for n in range(counts.queries)]
