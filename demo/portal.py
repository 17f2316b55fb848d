"""The demonstration portal as a value: what is answered at each address, and what was planted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from urllib.parse import quote, unquote_to_bytes

from demo import trap
from demo.answer import Answer
from demo.columns import columns, content, sections
from demo.files import png
from demo.planted import Lookalike, Planted
from demo.render import Renderer
from demo.search import SEARCH, Search, search_of
from demo.zoo import zoo
from evidence.records import SiteInfo, Unit

_RUBRICS = ("songjiang-2022", "xining-chengbei-2023")
_STATIC = {
    "/static/a.css": ("a.css", "text/css"),
    "/images/badge.svg": ("badge.svg", "image/svg+xml"),
    "/images/red_error.png": ("badge.svg", "image/svg+xml"),
    "/images/jiucuo.svg": ("jiucuo.svg", "image/svg+xml"),
    "/static/wza.js": ("wza.js", "application/javascript"),
    "/static/tab.js": ("tab.js", "application/javascript"),
    "/czj/css/style.css": ("b.css", "text/css"),
    "/images/logo.svg": ("logo.svg", "image/svg+xml"),
    "/images/banner.svg": ("banner.svg", "image/svg+xml"),
    "/images/photo.svg": ("photo.svg", "image/svg+xml"),
    "/czj/images/top.svg": ("top.svg", "image/svg+xml"),
    "/czj/images/zhinan.svg": ("scan.svg", "image/svg+xml"),
    "/mzj/images/jigou.svg": ("chart.svg", "image/svg+xml"),
}
_PICTURES = {
    "/images/p1.png": (0x9C4A2F, 0xF0D9A8),
    "/images/p2.png": (0x2F6DB5, 0xCFE3F5),
    "/images/p3.png": (0x2E7D4F, 0xDDEFD9),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Answers by path with query (percent-encoded), and what was planted in them.

    `platform` is the second host, `fallbacks` answer by prefix what is in neither; `pages` are the paths of the
    HTML pages that make up the portal proper.
    """

    today: date
    answers: Mapping[str, Answer]
    platform: Mapping[str, Answer]
    fallbacks: Mapping[str, Answer]
    pages: tuple[str, ...]
    planted: tuple[Planted, ...]
    doubts: tuple[Planted, ...]
    lookalikes: tuple[Lookalike, ...]
    search: Search

    def answer(self, target: str) -> Answer:
        """What the portal answers at a path with query."""
        path = canonical(target)
        if path.startswith(trap.PREFIX):
            return trap.trap(path)
        if path.partition("?")[0] == SEARCH:
            return self.search.answer(path)
        return _find(self.answers, path) or next(
            answer for prefix, answer in self.fallbacks.items() if path.startswith(prefix)
        )

    def platform_answer(self, target: str) -> Answer:
        """What the group platform answers at a path with query."""
        return _find(self.platform, canonical(target)) or self.fallbacks["/"]

    def site(self, url: str) -> SiteInfo:
        """The portal as an inventory would name it, when it is served at `url`."""
        portal, *units = sections()
        base = url.rstrip("/")
        return SiteInfo(
            id="demo",
            name=portal.name,
            url=base + "/",
            rubrics=_RUBRICS,
            units=tuple(Unit(name=unit.name, kind="", scope=(base + unit.home,)) for unit in units),
        )


def build(today: date) -> Portal:
    """Make the portal as of a day. The same day gives the same bytes."""
    all_columns = columns(today)
    renderer = Renderer(today, all_columns)
    planted = zoo(all_columns, renderer, today)
    pages = dict(renderer.pages(planted.changes))
    answers = {**_fixed(), **planted.answers, **pages}
    return Portal(
        today=today,
        answers={canonical(path): answer for path, answer in answers.items()},
        platform=_platform(renderer),
        fallbacks=_fallbacks(renderer),
        pages=tuple(sorted(canonical(path) for path in pages)),
        planted=planted.planted,
        doubts=planted.doubts,
        lookalikes=planted.lookalikes,
        search=search_of(all_columns, renderer.search_shell()),
    )


def canonical(target: str) -> str:
    """A path with query, percent-encoded in one way, so that %e4 and %E4 are the same address."""
    path, mark, query = target.partition("#")[0].partition("?")
    return quote(unquote_to_bytes(path), safe="/;=:@!$'()*,~") + mark + query


def _find(answers: Mapping[str, Answer], path: str) -> Answer | None:
    """A plain file is given whatever query is hung on it; a program wants its own."""
    return answers.get(path) or answers.get(path.partition("?")[0].partition(";")[0])


def _fixed() -> dict[str, Answer]:
    folder = files("demo").joinpath("static")
    fixed = {
        path: Answer(body=folder.joinpath(name).read_bytes(), content_type=kind)
        for path, (name, kind) in _STATIC.items()
    }
    for path, (top, bottom) in _PICTURES.items():
        fixed[path] = Answer(body=png(top=top, bottom=bottom), content_type="image/png")
    robots = "User-agent: *\nDisallow: /neibu/\nSitemap: @@PORTAL@@/sitemap.xml\n"
    fixed["/robots.txt"] = Answer(body=robots.encode(), content_type="text/plain; charset=utf-8")
    return fixed


def _platform(renderer: Renderer) -> Mapping[str, Answer]:
    return {path: Answer(body=renderer.plain(name).encode()) for path, name in content("site.yaml")["hosted"].items()}


def _fallbacks(renderer: Renderer) -> Mapping[str, Answer]:
    """Longest prefix first: the service hall answers 200 to anything, the rest of the portal says 404."""
    return {
        "/wsbs/": Answer(body=renderer.plain("hall").encode()),
        "/": Answer(status=404, body=renderer.plain("missing").encode()),
    }
