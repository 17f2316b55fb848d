"""What belongs to the site that is crawled: its host and prefixes."""

from collections.abc import Iterable

from evidence.columns_vocabulary import idea_of
from evidence.records import Link, LinkKind
from evidence.scope import same_site
from evidence.urls import host_of, normalise

_SHOWN = frozenset({LinkKind.A, LinkKind.AREA})


class Scope:
    """Tells pages of the site from the rest of the web. http and https of a host are the same place."""

    def __init__(self, home: str, prefixes: Iterable[str] = ()) -> None:
        self._prefixes = {_place(_folder(home))}
        for prefix in prefixes:
            absolute = normalise(prefix, home)
            if absolute is not None:
                self._prefixes.add(_place(absolute))

    def widen(self, home: str) -> None:
        """Take in where the home page really is, after its redirects (www, https, another folder)."""
        self._prefixes.add(_place(_folder(home)))

    def take_platform(self, home: str, links: Iterable[Link]) -> None:
        """Take in the platform of 政府信息公开 that the home page leads to, where it is kept on a sub-domain.

        Other sub-domains are the sites of others, and a platform above the site holds those of others too: what of
        them is the site's own, the inventory must say.
        """
        for link in links:
            if link.kind not in _SHOWN or self.holds(link.target) or not same_site(link.target, home):
                continue
            idea = idea_of(link.text)
            if idea is not None and idea.section and idea.disclosure:
                self._prefixes.add(_place(_folder(link.target)))

    def holds(self, url: str) -> bool:
        """Whether an address is part of the site."""
        place = _place(url)
        return any(place.startswith(prefix) for prefix in self._prefixes)

    def same_host(self, url: str) -> bool:
        """Whether an address is on a host of the site."""
        return any(prefix.partition("/")[0] == host_of(url) for prefix in self._prefixes)


def _place(url: str) -> str:
    return url.partition("://")[2]


def _folder(url: str) -> str:
    """The folder of a home page: `http://h/a/index.html` stands for `http://h/a/`."""
    path = url.partition("?")[0]
    return path.rpartition("/")[0] + "/"
