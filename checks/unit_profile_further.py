"""Pages on which a unit presents itself under a name that tells nothing of it: 委机关, 政府信息, 走进我局."""

from collections.abc import Collection, Iterator, Mapping

from checks.column_scope import Scope
from checks.unit_profile_facts import Found, State
from checks.unit_profile_words import Fact
from evidence.columns_discovery import is_article
from evidence.columns_vocabulary import ColumnKind, read_name
from evidence.page import Page
from evidence.records import LinkKind

ENTRIES = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED, LinkKind.KEPT})  # of menus, those of scripts too
MOST = 16  # so many pages of a menu are looked at
NAME = 8  # characters of an entry of a menu; headlines are longer
STATED = 2

# What only a body says of itself. Guides to services give addresses, hours and telephones too.
_TELLING = (Fact.DUTIES, Fact.SETUP, Fact.HEAD)


def further_pages(scope: Scope, home: Page, known: Collection[str]) -> Iterator[Page]:
    """The pages that the menu of a unit leads to by a name that the vocabulary does not know, but for the portal's."""
    shared = {link.target for link in home.links}
    targets = dict.fromkeys(
        link.target
        for link in scope.front.links
        if link.kind in ENTRIES
        and 0 < len(link.text) <= NAME
        and link.target not in shared
        and link.target not in known
        and scope.holds(link.target)
        and not is_article(link.target)
        and _may_present(link.text)
    )
    for target in list(targets)[:MOST]:
        page = scope.page(target)
        if page is not None and page.url not in known:
            yield page


def presents(facts: Mapping[Fact, Found]) -> bool:
    """Whether a page states so much that it is a presentation of its body."""
    stated = [fact for fact, found in facts.items() if found.state is State.PRESENT]
    return len(stated) >= STATED and any(fact in stated for fact in _TELLING)


def _may_present(name: str) -> bool:
    reading = read_name(name)
    return reading is None or reading.short or reading.idea.kind is ColumnKind.STATIC
