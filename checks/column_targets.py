"""Links that must be there by where they lead: 行政法规库, 规章库, 政务服务网, 12345."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import unquote

from checks.column_profile import RequiredTarget
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from evidence.columns_vocabulary import idea_of, normalise_name
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.scope import same_site
from evidence.site import Site
from evidence.urls import host_of, path_of

DEPTH_LIMIT = 2  # the home page, the fronts and the columns they show
SURE_NAME = 5  # shorter names end those of columns too (个人网上办事)
CENTRAL = "www.gov.cn"  # its home page leads to everything and is no library
_GOES_ON = re.compile(r"=(https?(?::|%3A)[^&#]+)", re.IGNORECASE)
_FRONT = re.compile(r"/?(?:index\.\w+)?")
_OFFICIAL = re.compile(r"(?:^|\.)gov\.cn$")
_PLACE = re.compile(r"(?![我本全各])(?:[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{3,7}[省市区县州盟旗])")
_CLICKED = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED, LinkKind.OPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    link: Link
    page: Page


def required_targets(site: Site, home: Page, targets: Iterable[RequiredTarget], unseen: str) -> Iterator[Statement]:
    """What is said of each required link. `unseen` is the reason why an absence could not be told, or ""."""
    wanted = tuple(targets)
    if not wanted:
        return
    right: dict[str, _Seen] = {}
    named: dict[str, _Seen] = {}
    for seen in _links(site):
        for target in wanted:
            if target.home and seen.page.url != home.url:
                continue
            if leads_to(target, seen.link, home.url):
                right.setdefault(target.name, seen)
            elif bears_name(target, seen.link.text):
                before = named.get(target.name)
                if before is None or _is_elsewhere(target, before.link, home.url):
                    named[target.name] = seen
    for target in wanted:
        yield from _said(target, home, right.get(target.name), named.get(target.name), unseen)


def leads_to(target: RequiredTarget, link: Link, home: str) -> bool:
    """Whether a link leads to the target, by its address or by its name and a host that fits."""
    if any(_matches(pattern, url) for pattern in target.hosts for url in _told(link.target)):
        return True
    if not target.hosts and not target.named_hosts:
        return bears_name(target, link.text)
    if host_of(link.target) == CENTRAL and _FRONT.fullmatch(path_of(link.target)):
        return False
    fits = any(_matches(pattern, link.target) for pattern in target.named_hosts)
    return fits and bears_name(target, link.text) and not same_site(link.target, home)


def _told(url: str) -> Iterator[str]:
    """An address, and those it is asked to go on to: /jump?url=http://xzfg.moj.gov.cn/ warns of leaving the site."""
    yield url
    if "=http" in url:
        yield from (unquote(value) for value in _GOES_ON.findall(url))


def _is_elsewhere(target: RequiredTarget, link: Link, home: str) -> bool:
    """Whether a link surely leads to something else: a home page of all, or a host that none of the target's can be."""
    host, path = host_of(link.target), path_of(link.target)
    if link.target == home or (host == CENTRAL and _FRONT.fullmatch(path)):
        return True
    official = all(_OFFICIAL.search(pattern.partition("/")[0]) for pattern in (*target.hosts, *target.named_hosts))
    return official and bool(host) and _OFFICIAL.search(host) is None and not same_site(link.target, home)


def bears_name(target: RequiredTarget, text: str) -> bool:
    """Whether a link text names the target as a whole, by one of its texts or as a column of that idea."""
    if not text or len(text) > 40:
        return False
    name = normalise_name(text)
    known = {normalise_name(one) for one in (target.name, *target.texts)}
    if name in known or any(_of_a_place(name, one) for one in known):
        return True
    idea = idea_of(text)
    return idea is not None and idea.name == target.name


def _of_a_place(name: str, known: str) -> bool:
    """Whether a name is a known one with a place before it (山东政务服务网)."""
    return len(known) >= SURE_NAME and name.endswith(known) and _PLACE.fullmatch(name[: -len(known)]) is not None


def _links(site: Site) -> Iterator[_Seen]:
    """Each address once, where it is first used."""
    seen: set[tuple[str, str]] = set()
    for page in site.pages():
        if page.depth > DEPTH_LIMIT:
            return
        for link in page.links:
            key = (link.target, link.text)
            if link.kind in _CLICKED and key not in seen:
                seen.add(key)
                yield _Seen(link=link, page=page)


def _matches(pattern: str, url: str) -> bool:
    host, slash, path = pattern.partition("/")
    if not fnmatchcase(host_of(url), host):
        return False
    return not slash or fnmatchcase(path_of(url), f"/{path}*")


def _said(
    target: RequiredTarget, home: Page, right: _Seen | None, named: _Seen | None, unseen: str
) -> Iterator[Statement]:
    where = "首页" if target.home else "首页及主要栏目"
    if right is not None:
        yield Measure(name="target-linked", subject=target.name, value=True, url=right.page.url)
    elif named is not None and _is_elsewhere(target, named.link, home.url):
        yield Measure(name="target-linked", subject=target.name, value=False, url=named.page.url)
        yield Problem(
            code="missing-target",
            subject=target.name,
            page_url=named.page.url,
            target_url=named.link.target,
            message=f"{where}名为“{named.link.text}”的链接没有指向{target.name}，请更正链接地址。",
        )
    elif named is not None:
        yield Doubt(
            code="missing-target",
            subject=target.name,
            page_url=named.page.url,
            target_url=named.link.target,
            message=f"{where}有名为“{named.link.text}”的链接，但链接地址不是{target.name}的已知地址，请核对是否链接正确。",
        )
    elif unseen:
        yield Unknown(subject=target.name, url=home.url, reason=unseen)
    else:
        yield Measure(name="target-linked", subject=target.name, value=False, url=home.url)
        yield Problem(
            code="missing-target",
            subject=target.name,
            page_url=home.url,
            message=f"{where}未找到指向“{target.name}”的链接，请在门户网站显著位置添加。",
        )
