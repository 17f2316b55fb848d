"""A Site that answers only for what a check declared that it needs."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

from evidence.file import File
from evidence.page import Page
from evidence.records import Coverage, Fetch, Need, Place, Probe, SiteInfo, Skip
from evidence.site import Site


class UndeclaredRead(Exception):
    """A check read a kind of evidence it did not declare: a fault of the check."""


class NarrowSite:
    """The same site behind a door for each need."""

    def __init__(self, site: Site, needs: frozenset[Need], check: str) -> None:
        self._site = site
        self._needs = needs
        self._check = check

    def _require(self, need: Need) -> Site:
        if need not in self._needs:
            raise UndeclaredRead(f"{self._check} reads {need} without declaring it")
        return self._site

    @property
    def info(self) -> SiteInfo:
        """The site as the inventory names it."""
        return self._site.info

    @property
    def observed_at(self) -> datetime:
        """When the run was made."""
        return self._site.observed_at

    @property
    def derived(self) -> MutableMapping[Callable[..., Any], Any]:
        """What was worked out already; shared by all checks of a run."""
        return self._site.derived

    @property
    def coverage(self) -> Coverage:
        """How far the run went."""
        return self._site.coverage

    def pages(self) -> Iterable[Page]:
        """Every page, if `pages` was declared."""
        return self._require(Need.PAGES).pages()

    def page(self, url: str) -> Page | None:
        """One page, if `pages` was declared."""
        return self._require(Need.PAGES).page(url)

    def page_addresses(self) -> frozenset[str]:
        """The addresses of all pages, if `pages` was declared."""
        return self._require(Need.PAGES).page_addresses()

    def looks(self, url: str) -> tuple[Fetch, ...]:
        """All looks at an address, if `links` was declared."""
        return self._require(Need.LINKS).looks(url)

    def targets(self) -> Iterable[str]:
        """Every address looked at, if `links` was declared."""
        return self._require(Need.LINKS).targets()

    def places(self, targets: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Where targets are used, if `links` was declared."""
        return self._require(Need.LINKS).places(targets)

    def depth(self, url: str) -> int | None:
        """Clicks from the home page, if `pages` was declared."""
        return self._require(Need.PAGES).depth(url)

    def skips(self) -> Iterable[Skip]:
        """What was not looked at."""
        return self._site.skips()

    def files(self) -> Iterable[File]:
        """Every attachment, if `files` was declared."""
        return self._require(Need.FILES).files()

    def file(self, url: str) -> File | None:
        """One attachment, if `files` was declared."""
        return self._require(Need.FILES).file(url)

    def probes(self, need: Need) -> tuple[Probe, ...]:
        """Records of a probe, if its kind was declared."""
        return self._require(need).probes(need)
