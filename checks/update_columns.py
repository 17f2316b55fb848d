"""What the list of one column says of its updating: the newest date, and which dates a person must look at."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checks.update_limits import Limit
from evidence.date_text import DateFound, DateSource
from evidence.lists import ListItem
from evidence.urls import host_of

# The portal's clock may run ahead of the run's.
AHEAD = timedelta(days=1)
TEMPLATE_GROUP = 2
ELSEWHERE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one list says: `late` is None where no date tells or no limit holds."""

    newest: ListItem | None
    dated: int
    total: int
    late: bool | None
    age: int | None
    future: tuple[ListItem, ...] = ()
    bulk: date | None = None

    @property
    def found(self) -> DateFound | None:
        """The newest date with its source."""
        return self.newest.published if self.newest else None


def judge_column(
    items: Iterable[ListItem],
    limit: Limit | None,
    today: date,
    *,
    bulk_share: float = 0.8,
    bulk_items: int = 15,
) -> Judgement:
    """Judge the rows of a column's list page.

    The newest date counts wherever it stands, so an old row pinned on top does no harm; dates ahead of the run do
    not count as updates.
    """
    rows = tuple(items)
    dated = [(row.published.value, row) for row in rows if row.published]
    past = [(day, row) for day, row in dated if day <= today + AHEAD]
    newest = max(past, key=lambda pair: pair[0])[1] if past else None
    day = newest.published.value if newest and newest.published else None
    return Judgement(
        newest=newest,
        dated=len(dated),
        total=len(rows),
        late=limit.exceeded(day, today) if day and limit else None,
        age=max((today - day).days, 0) if day else None,
        future=tuple(row for day, row in dated if day > today + AHEAD),
        bulk=_bulk([day for day, _ in dated], bulk_share, bulk_items),
    )


def _bulk(days: list[date], share: float, items: int) -> date | None:
    """The day that nearly all rows of a long list carry, as after a mass re-dating."""
    if len(days) < items:
        return None
    day, times = Counter(days).most_common(1)[0]
    return day if times > share * len(days) else None


def needs_articles(items: Iterable[ListItem]) -> bool:
    """Whether the articles must say the dates, because the list shows none but those in addresses."""
    return all(row.published is None or row.published.source is DateSource.ADDRESS for row in items)


def dated_by_articles(
    items: tuple[ListItem, ...], read: Callable[[str], DateFound | None], pages: int
) -> tuple[ListItem, ...]:
    """The same rows with the publish dates of the first articles that were read; pinned rows are asked last."""
    order = sorted(range(len(items)), key=lambda index: (items[index].pinned, index))
    rows = list(items)
    for index in order[:pages]:
        found = read(rows[index].url) if rows[index].url else None
        if found:
            rows[index] = replace(rows[index], published=found)
    return tuple(rows)


def template_groups(lists: Iterable[tuple[ListItem, ...]]) -> frozenset[frozenset[str]]:
    """The groups of rows that stand on many columns alike: a box of the template, no column's own list."""
    pages = list(lists)
    seen = Counter(group for rows in pages for group in set(_groups(rows).values()) if len(group) >= TEMPLATE_GROUP)
    return frozenset(group for group, times in seen.items() if times >= max(3, len(pages) * 0.3))


def template_targets(pages: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The addresses that many columns show alike, in frames of the template."""
    found = list(pages)
    seen = Counter(target for targets in found for target in targets)
    return frozenset(target for target, times in seen.items() if times >= max(3, len(found) * 0.3))


def own_rows(
    items: tuple[ListItem, ...], template: frozenset[frozenset[str]], folder: str = "", others: tuple[str, ...] = ()
) -> tuple[ListItem, ...]:
    """The rows of a page without the boxes of the template.

    Where a list leads into the folder of the page, a box of rows that all lie in the folders of `others` is theirs: the
    newest of the portal beside a column that nobody has written to since.
    """
    groups = _groups(items)
    rows = tuple(row for row in items if groups[row.group] not in template)
    if not others or not any(row.url.startswith(folder) for row in rows if row.url):
        return rows
    return tuple(row for row in rows if not all(url.startswith(others) for url in groups[row.group]))


def _groups(items: Iterable[ListItem]) -> dict[int, frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for row in items:
        groups.setdefault(row.group, set()).add(row.url or row.title)
    return {number: frozenset(rows) for number, rows in groups.items()}


def leads_elsewhere(items: tuple[ListItem, ...], host: str) -> bool:
    """Whether a list without dates is one of links to other sites, which has nothing to update."""
    if len(items) < TEMPLATE_GROUP or any(row.published for row in items):
        return False
    return sum(1 for row in items if row.url and host_of(row.url) != host) >= ELSEWHERE * len(items)
