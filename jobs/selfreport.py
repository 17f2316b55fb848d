"""Links that units hand in as proof (填报): fetched with the next run, and what became of them laid beside the item."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from evidence.date_page import publish_date
from evidence.page import Page
from evidence.records import SiteInfo
from evidence.site import Site
from evidence.urls import host_of
from evidence.verdict import VerdictKind, judge
from evidence.visible import read_visible
from rubric_map.model import Rubric
from rubric_map.scorecard import MeasureSeen
from rubric_map.statements import ReportedLink, Statement
from storage.store import Store

CHECK = "self-report"
TITLES: Mapping[tuple[str, str], str] = {
    (CHECK, ""): "填报链接",
    (CHECK, "alive"): "可以打开",
    (CHECK, "official"): "在官方网站",
    (CHECK, "title"): "标题",
    (CHECK, "on-topic"): "内容与考核项相符",
    (CHECK, "published"): "发布日期",
    (CHECK, "this-year"): "发布于考核年度",
}
OFFICIAL = ".gov.cn"
PIECE = 2  # characters of a title that are looked for together
ENOUGH = 0.5  # so much of the item's title must stand on the page
_NOT_TOLD = {VerdictKind.BLOCKED: "对方拒绝自动访问，无法判断", VerdictKind.FORBIDDEN: "不允许自动访问，无法判断"}


def seeds(store: Store, site: str) -> tuple[str, ...]:
    """The addresses that the next run is to fetch besides the site's own pages."""
    stated = (one.stated for one in store.outside.list(site))
    return tuple(dict.fromkeys(one.url for one in stated if isinstance(one, ReportedLink)))


def reported(site: Site, statements: Iterable[Statement], rubric: Rubric) -> dict[str, tuple[MeasureSeen, ...]]:
    """What a run saw of the links of one unit, by item number; no points hang on it."""
    found: dict[str, tuple[MeasureSeen, ...]] = {}
    for statement in statements:
        link = statement.stated
        if isinstance(link, ReportedLink):
            item = rubric.item(link.number)
            said = _said(site, link, item.title if item else "", rubric.effective)
            found[link.number] = found.get(link.number, ()) + tuple(
                _measure(link, name, value, statement.unit) for name, value in said
            )
    return found


def _measure(link: ReportedLink, name: str, value: str, unit: str) -> MeasureSeen:
    return MeasureSeen(check=CHECK, name=name, subject=link.note, value=value, url=link.url, unit=unit)


def _said(site: Site, link: ReportedLink, title: str, year: date) -> Iterator[tuple[str, str]]:
    verdict = judge(site.looks(link.url))
    if not verdict.looks:
        yield "alive", "尚未查看，下次运行时核对"
    elif verdict.kind is VerdictKind.OK or verdict.broken:
        yield "alive", _answer(verdict.kind is VerdictKind.OK)
    else:
        yield "alive", _NOT_TOLD.get(verdict.kind, "无法判断")
    yield "official", _answer(is_official(link.url, site.info))
    page = site.page(link.url) if verdict.kind is VerdictKind.OK else None
    if page is not None:
        yield from _read(page, title, year, site.observed_at.date())
    elif verdict.kind is VerdictKind.OK:
        yield "on-topic", "不是本站的网页，未读正文，请人工核对"


def _read(page: Page, title: str, year: date, today: date) -> Iterator[tuple[str, str]]:
    yield "title", page.title
    yield "on-topic", _answer(is_on_topic(title, f"{page.title}\n{read_visible(page.tree).text}"))
    found = publish_date(page.tree, page.url, today=today)
    if found is not None:
        yield "published", found.value.isoformat()
        yield "this-year", _answer(found.value.year == year.year)


def _answer(holds: bool) -> str:
    return "true" if holds else "false"


def is_official(url: str, info: SiteInfo) -> bool:
    """Whether an address lies on a host of the government or of the site itself."""
    host = host_of(url).rsplit(":", 1)[0]
    return host.endswith(OFFICIAL) or host_of(url) == host_of(info.url)


def is_on_topic(title: str, text: str) -> bool:
    """Whether a page says enough of what an item is called: pieces of two characters, so that no words are cut."""
    signs = [sign for sign in title if sign.isalnum()]
    pieces = {"".join(signs[at : at + PIECE]) for at in range(len(signs) - PIECE + 1)}
    return bool(pieces) and sum(piece in text for piece in pieces) / len(pieces) >= ENOUGH
