"""Sections, columns and articles of the portal, read from the packaged content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

_PER_PAGE = 10


class Entry(NamedTuple):
    """One entry of a menu."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The portal itself or the part of it that belongs to one unit."""

    id: str
    name: str
    home: str
    manner: str
    menu: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article; `number` is unique in the portal, `replied` the day a letter of the public was answered."""

    title: str
    day: date
    path: str
    number: int
    pinned: bool
    replied: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column page with its articles, newest first but for pinned ones.

    `style` names the template, `dates` how the list writes them, `words` the bank its articles take paragraphs from.
    """

    path: str
    name: str
    section: Section
    style: str
    dates: str
    words: str
    per_page: int
    articles: tuple[Article, ...]
    text: tuple[str, ...]
    day: date | None
    of: tuple[str, ...]
    blank: str
    base: str
    picture: bool

    @property
    def dated(self) -> bool:
        """Whether its articles show their date."""
        return self.dates not in ("none", "address")


def content(name: str) -> Any:
    """One packaged YAML file."""
    return yaml.safe_load(files("demo").joinpath("content", name).read_text("utf-8"))


def sections() -> tuple[Section, ...]:
    """The portal, then its units."""
    return tuple(
        Section(
            id=one["id"],
            name=one["name"],
            home=one["home"],
            manner=one["manner"],
            menu=tuple(Entry(*pair) for pair in one["menu"]),
        )
        for one in content("site.yaml")["sections"]
    )


def platform_entries() -> tuple[Entry, ...]:
    """The directory of the disclosure platform."""
    return tuple(Entry(*pair) for pair in content("site.yaml")["platform"])


def columns(today: date) -> Mapping[str, Column]:
    """All columns by path; every age is counted back from `today`."""
    raw = [(section, one) for section in sections() for one in content(f"columns_{section.id}.yaml")]
    made = (_column(section, one, ordinal, today) for ordinal, (section, one) in enumerate(raw, 1))
    return {column.path: column for column in made}


class Related(NamedTuple):
    """A link from one article to another that belongs to it, with its label."""

    label: str
    title: str
    path: str


def related(made: Mapping[str, Column]) -> Mapping[str, tuple[Related, ...]]:
    """The links between policies and their interpretations, both ways, by the path of the page they stand on."""
    articles = {article.path: article for column in made.values() for article in column.articles}
    found: dict[str, tuple[Related, ...]] = {}
    for policy, reading in content("related.yaml"):
        one, other = articles[page_at(made, policy)], articles[page_at(made, reading)]
        for page, label, target in ((one, "相关解读", other), (other, "政策原文", one)):
            link = Related(label, target.title, target.path)
            found[page.path] = (*found.get(page.path, ()), link)
    return found


def page_at(made: Mapping[str, Column], reference: str) -> str:
    """The path of a page: as given, or of the nth article of a column where it is written `/column/#n`."""
    path, mark, nth = reference.partition("#")
    return made[path].articles[int(nth) - 1].path if mark and path in made else reference


def _column(section: Section, raw: dict[str, Any], ordinal: int, today: date) -> Column:
    dates = raw.get("dates", "iso")
    return Column(
        path=raw["path"],
        name=raw["name"],
        section=section,
        style=raw["style"],
        dates=dates,
        words=raw.get("words", "news"),
        per_page=raw.get("per_page", _PER_PAGE),
        articles=tuple(_articles(section, raw, ordinal, today)),
        text=tuple(raw.get("text", ())),
        day=today - timedelta(days=raw["age"]) if "age" in raw else None,
        of=tuple(raw.get("of", ())),
        blank=raw.get("blank", ""),
        base=raw.get("base", ""),
        picture=raw.get("picture", False),
    )


def _articles(section: Section, raw: dict[str, Any], ordinal: int, today: date) -> Iterator[Article]:
    for index, line in enumerate(raw.get("items", ()), 1):
        age, _, title = str(line).partition(" ")
        age, _, reply = age.partition(">")
        day = _day(age.removeprefix("*"), today)
        number = 10000 + ordinal * 100 + index
        yield Article(
            title=title.format(y=day.year, p=day.year - 1),
            day=day,
            path=raw["path"] + _file(section.manner, raw.get("dates", "iso"), day, number),
            number=number,
            pinned=age.startswith("*"),
            replied=_day(reply, today) if reply.isdecimal() else None,
        )


def _day(age: str, today: date) -> date:
    if not age.startswith("yearly"):
        return today - timedelta(days=int(age))
    # Annual reports come out in January: the newest one is that of the last 22 January, or of the day after @.
    age, _, day = age.partition("@")
    years = int(age.removeprefix("yearly-") or 0) if "-" in age else 0
    newest = date(today.year, int(day[:2] or 1), int(day[2:] or 22))
    return newest.replace(year=newest.year - years - (newest > today))


def _file(manner: str, dates: str, day: date, number: int) -> str:
    if manner == "b":
        return f"art_{number}.htm"
    if dates == "none":
        return f"c{number}.html"
    return f"{day:%Y%m}/t{day:%Y%m%d}_{number}.html"
