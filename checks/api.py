"""The author's API: the decorators that make a function a check."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from checks.model import Statement
from evidence.page import Page
from evidence.records import Need
from evidence.site import Site

Options = TypeVar("Options")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: what it is called, what it may read, what it may say, and the function that says it.

    `codes` and `measures` are the closed sets of what it says, each with its Chinese title. `options` is a frozen
    value with the defaults (None: it has none). `on_page` is shown every page, `on_site` the whole site once after
    that; one of them at least is set. `explanation` is the Chinese text that `hecha checks explain` prints.
    """

    id: str
    title: str
    version: int
    needs: frozenset[Need]
    codes: Mapping[str, str]
    measures: Mapping[str, str]
    options: Any
    explanation: str
    on_site: Callable[[Site, Any], Iterable[Statement]] | None = None
    on_page: Callable[[Page, Any], Iterable[Statement]] | None = None


def site_check(
    id: str,
    *,
    title: str,
    version: int,
    needs: Iterable[Need],
    codes: Mapping[str, str],
    options: Options,
    measures: Mapping[str, str] | None = None,
) -> Callable[[Callable[[Site, Options], Iterable[Statement]]], Check]:
    """Make a check of a function that looks at the whole site once. It is called with the site and the options."""

    def make(run: Callable[[Site, Options], Iterable[Statement]]) -> Check:
        return Check(
            id=id,
            title=title,
            version=version,
            needs=frozenset(needs),
            codes=MappingProxyType(dict(codes)),
            measures=MappingProxyType(dict(measures or {})),
            options=options,
            explanation=inspect.getdoc(run) or "",
            on_site=run,
        )

    return make


def page_check(
    id: str,
    *,
    title: str,
    version: int,
    codes: Mapping[str, str],
    options: Options,
    needs: Iterable[Need] = (),
    measures: Mapping[str, str] | None = None,
    after: Callable[[Site, Options], Iterable[Statement]] | None = None,
) -> Callable[[Callable[[Page, Options], Iterable[Statement]]], Check]:
    """Make a check of a function that is shown every page once. It always needs `pages`.

    `after` looks at the whole site once when every page was shown: its attachments, for instance.
    """

    def make(run: Callable[[Page, Options], Iterable[Statement]]) -> Check:
        return Check(
            id=id,
            title=title,
            version=version,
            needs=frozenset(needs) | {Need.PAGES},
            codes=MappingProxyType(dict(codes)),
            measures=MappingProxyType(dict(measures or {})),
            options=options,
            explanation=inspect.getdoc(run) or "",
            on_page=run,
            on_site=after,
        )

    return make
