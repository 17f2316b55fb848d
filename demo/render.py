"""Columns and articles to HTML, in the manner of their section."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader

from demo.answer import HTML, Answer
from demo.changes import UNCHANGED, Changes
from demo.columns import Article, Column, Section, content, page_at, platform_entries, related, sections
from demo.reports import Figures, figures

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
            today=today,
            week=_WEEK[today.weekday()],
            columns=columns,
            sections=sections(),
            platform=platform_entries(),
            report_form=content("report.yaml"),
        )
        self._environment.filters["shown"] = shown
        self._related = related(columns)
        self._changes: Changes = {}

    def plain(self, name: str) -> str:
        """A page that belongs to no column: a challenge, an error page."""
        return self._environment.get_template(f"answers/{name}.html").render()

    def search_shell(self) -> str:
        """The page of results with marks where the query and the results belong."""
        return self._environment.get_template("a/search.html").render(section=sections()[0], path="/search")

    def pages(self, changes: Changes) -> Iterator[tuple[str, Answer]]:
        """Every page with its path: the home page, the site map, columns (lists page by page) and articles."""
        self._changes = changes
        portal = sections()[0]
        own = [column for column in self._columns.values() if column.section.id == portal.id]
        yield "/", self._answer("/", portal, "a/home.html")
        yield "/wzdt.html", self._answer("/wzdt.html", portal, "a/map.html", own=own)
        for column in self._columns.values():
            yield from self._column(column)
            for article in column.articles:
                yield article.path, self._article(column, article)

    def _column(self, column: Column) -> Iterator[tuple[str, Answer]]:
        name = f"{column.section.manner}/{column.style}.html"
        size = column.per_page
        count = max(1, -(-len(column.articles) // size))
        for number in range(count):
            path = _list_page(column, number)
            part = column.articles[number * size : (number + 1) * size]
            paging = [(n + 1, _list_page(column, n)) for n in range(count)] if count > 1 else []
            yield (
                path,
                self._answer(
                    path, column.section, name, column=column, articles=part, paging=paging, number=number + 1
                ),
            )

    def _article(self, column: Column, article: Article) -> Answer:
        values = {
            "unit": "云汐" + column.section.name.removeprefix("云汐"),
            "title": article.title,
            "day": shown(article.day, "long") if column.dated else "近日",
            "y": article.day.year,
        }
        report = _report(column, article)
        bank = self._paragraphs[column.words] if report is None else []
        start = article.number % len(bank) if column.words == "news" else 0
        words = [(bank[(start + n) % len(bank)]).format(**values) for n in range(min(4, len(bank)))]
        name = "letter" if column.style == "letters" else "article"
        return self._answer(
            article.path,
            column.section,
            f"{column.section.manner}/{name}.html",
            column=column,
            article=article,
            words=words,
            unit=values["unit"],
            report=report,
            related=self._related.get(article.path, ()),
        )

    def _answer(self, path: str, section: Section, template: str, **values: Any) -> Answer:
        changes = self._changes.get(path, UNCHANGED)
        page = self._environment.get_template(template)
        html = page.render(section=section, path=path, extras=changes.extras, blocks=changes.blocks, **values)
        html = changes.edited(html)
        if section.manner == "b":
            return Answer(body=html.encode("gb18030"), content_type=self._charsets.get(path, "text/html"))
        mark = _BOM if path in self._charsets else b""
        return Answer(body=mark + html.encode(), content_type=self._charsets.get(path, HTML))


def _report(column: Column, article: Article) -> Figures | None:
    """The figures of an annual report: those of the year before it came out."""
    return figures(article.day.year - 1, len(column.section.id)) if column.words == "report" else None


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
