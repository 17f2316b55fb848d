"""Columns and articles to HTML, in the manner of their section."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader

from demo.answer import HTML, Answer
from demo.columns import Article, Column, Section, content, page_at, platform_entries, sections

_HANZI = "〇一二三四五六七八九"
_WEEK = "一二三四五六日"
_BOM = b"\xef\xbb\xbf"


class Renderer:
    """The templates, filled with one portal's content."""

    def __init__(self, today: date, columns: Mapping[str, Column]) -> None:
        self._columns = columns
        said = content("site.yaml")["charsets"]
        self._charsets = {page_at(columns, reference): header for reference, header in said.items()}
        self._paragraphs: Mapping[str, list[str]] = content("paragraphs.yaml")
        self._environment = Environment(
            loader=PackageLoader("demo"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.globals.update(
            today=today, week=_WEEK[today.weekday()], columns=columns, sections=sections(), platform=platform_entries()
        )
        self._environment.filters["shown"] = shown

    def plain(self, name: str) -> str:
        """A page that belongs to no column: a challenge, an error page."""
        return self._environment.get_template(f"answers/{name}.html").render()

    def site_map(self, extras: Iterable[str]) -> Answer:
        """The page that lists the portal's own columns."""
        portal = sections()[0]
        own = [column for column in self._columns.values() if column.section.id == portal.id]
        return self._answer("/wzdt.html", portal, "a/map.html", extras=tuple(extras), own=own)

    def home(self, extras: Iterable[str]) -> Answer:
        """The home page of the portal."""
        return self._answer("/", sections()[0], "a/home.html", extras=tuple(extras))

    def pages(self, extras: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Answer]]:
        """Every column page (lists page by page) and every article with its path."""
        for column in self._columns.values():
            yield from self._column(column, extras.get(column.path, ()))
            for article in column.articles:
                yield article.path, self._article(column, article, extras.get(article.path, ()))

    def _column(self, column: Column, extras: tuple[str, ...]) -> Iterator[tuple[str, Answer]]:
        name = f"{column.section.manner}/{column.style}.html"
        size = column.per_page
        count = max(1, -(-len(column.articles) // size))
        for number in range(count):
            path = _list_page(column, number)
            part = column.articles[number * size : (number + 1) * size]
            yield (
                path,
                self._answer(
                    path,
                    column.section,
                    name,
                    column=column,
                    articles=part,
                    extras=extras if number == 0 else (),
                    paging=[(n + 1, _list_page(column, n)) for n in range(count)] if count > 1 else [],
                    number=number + 1,
                ),
            )

    def _article(self, column: Column, article: Article, extras: tuple[str, ...]) -> Answer:
        values = {
            "unit": "云汐" + column.section.name.removeprefix("云汐"),
            "title": article.title,
            "day": shown(article.day, "long") if column.dated else "近日",
            "y": article.day.year,
        }
        bank = self._paragraphs[column.words]
        start = article.number % len(bank) if column.words == "news" else 0
        words = [(bank[(start + n) % len(bank)]).format(**values) for n in range(min(4, len(bank)))]
        return self._answer(
            article.path,
            column.section,
            f"{column.section.manner}/article.html",
            column=column,
            article=article,
            words=words,
            unit=values["unit"],
            extras=extras,
        )

    def _answer(self, path: str, section: Section, template: str, **values: Any) -> Answer:
        html = self._environment.get_template(template).render(section=section, path=path, **values)
        if section.manner == "b":
            return Answer(body=html.encode("gb18030"), content_type=self._charsets.get(path, "text/html"))
        mark = _BOM if path in self._charsets else b""
        return Answer(body=mark + html.encode(), content_type=self._charsets.get(path, HTML))


def _list_page(column: Column, number: int) -> str:
    """Page `number` of a list, the way TRS names it: the folder itself, then index_1.html …"""
    return f"{column.path}index_{number}.html" if number else column.path


def shown(day: date, manner: str) -> str:
    """A date the way a column writes it."""
    return _MANNERS[manner](day)


def _hanzi(day: date) -> str:
    year = "".join(_HANZI[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, _HANZI[tens] + "十")
    return ten + (_HANZI[ones] if ones else "")


_MANNERS: Mapping[str, Callable[[date], str]] = {
    "bracket": lambda day: f"[{day:%Y-%m-%d}]",
    "iso": lambda day: f"{day:%Y-%m-%d}",
    "short": lambda day: f"{day:%m-%d}",
    "hanzi": _hanzi,
    "long": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "address": lambda day: "",
    "none": lambda day: "",
}
