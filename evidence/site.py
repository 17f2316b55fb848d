"""The Site protocol: everything a check may read of one run."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from evidence.file import File
from evidence.page import Page
from evidence.records import Coverage, Fetch, Need, Place, Probe, SiteInfo, Skip

Worked = TypeVar("Worked")


class Site(Protocol):
    """One run of one site, as stored. Reading it twice gives the same answers."""

    @property
    def info(self) -> SiteInfo:
        """The site as the inventory names it."""

    @property
    def observed_at(self) -> datetime:
        """When the run was made; the only "now" a check knows."""

    @property
    def derived(self) -> MutableMapping[Callable[..., Any], Any]:
        """What was worked out from this run already (the column tree, …), by the function that works it out."""

    @property
    def coverage(self) -> Coverage:
        """How far the run went."""

    def pages(self) -> Iterable[Page]:
        """Every HTML page read, shallowest first, then by address. Needs `pages`."""

    def page(self, url: str) -> Page | None:
        """The page an address ended at, redirects followed; None when it is no page or was not read. Needs `pages`."""

    def page_addresses(self) -> frozenset[str]:
        """The addresses of all pages read, without reading them. Needs `pages`."""

    def looks(self, url: str) -> tuple[Fetch, ...]:
        """All looks at one address, oldest first; empty when it was never looked at. Needs `links`."""

    def targets(self) -> Iterable[str]:
        """Every address looked at, sorted. Needs `links`."""

    def places(self, targets: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Where each of these targets is used, by shallowness and address of the page. Needs `links`."""

    def depth(self, url: str) -> int | None:
        """Fewest clicks from the home page; None when no way was seen. Needs `pages`."""

    def skips(self) -> Iterable[Skip]:
        """What was not looked at and why."""

    def files(self) -> Iterable[File]:
        """Every attachment of the site in a readable form, by address; what is dead is none. Needs `files`."""

    def file(self, url: str) -> File | None:
        """The attachment that a link to an address leads to; None where there is none. Needs `files`."""

    def probes(self, need: Need) -> tuple[Probe, ...]:
        """Records of other probes. Needs the kind asked for."""


def once(site: Site, work: Callable[[Site], Worked]) -> Worked:
    """What a function works out from a site, worked out once a run however many checks ask for it.

    The function must take the site alone and give a value that keeps no hold on it.
    """
    found: Worked
    if work in site.derived:
        found = site.derived[work]
    else:
        found = site.derived[work] = work(site)
    return found
