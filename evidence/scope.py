"""Which body a page belongs to: units own parts of a site by URL prefixes."""

import re
from collections.abc import Iterable

from evidence.records import SiteInfo, Unit
from evidence.urls import host_of, normalise

# A file or a query behind the host; the file under which a folder answers stands for the folder.
_SINGLE_PAGE = re.compile(r"://[^/]*/.*(?:\?|/(?!(?:index|default)\.[a-z]+$)[^/]*\.[a-z]+$)", re.I)


def prefixes(unit: Unit, site_url: str) -> tuple[str, ...]:
    """The unit's URL prefixes in normalised form; scope entries that are column paths (`甲>乙`) are not prefixes."""
    return _addresses(unit.scope, site_url)


def further(info: SiteInfo) -> tuple[str, ...]:
    """The URL prefixes beyond the home page's host that the inventory gives to the site itself."""
    return _addresses(info.scope, info.url)


def of_site(info: SiteInfo, url: str, home: str) -> bool:
    """Whether an address is the site's: on the host of its home page, a sub-domain, or where the inventory says."""
    return same_site(url, home) or any(inside(prefix, url) for prefix in further(info))


def same_site(url: str, home: str) -> bool:
    """Whether an address is on the host of the home page or on a sub-domain of it; a group platform is not.

    A sub-domain is one at any port: `xxgk.yx.gov.cn:9091` is as much of `www.yx.gov.cn` as without.
    """
    host, own = host_of(url), host_of(home)
    name, base = _name(host), _name(own)
    return host == own or (name != base and name.endswith("." + base.removeprefix("www.")))


def _name(host: str) -> str:
    return host.partition(":")[0]


def _addresses(entries: Iterable[str], site_url: str) -> tuple[str, ...]:
    found = (normalise(entry.strip(), site_url) for entry in entries if ">" not in entry and entry.strip())
    return tuple(address for address in found if address)


def fronts(unit: Unit, site_url: str) -> tuple[str, ...]:
    """The prefixes at which a visitor enters the unit's part: its folders and hosts.

    A scope may also name single pages (`/zfxxgk/zhinan.html?unit=czj` on a shared platform): they belong to the
    unit and are no front of it, unless it has nothing else; then the first one is.
    """
    own = prefixes(unit, site_url)
    folders = tuple(url for url in own if not _SINGLE_PAGE.search(url))
    return folders or own[:1]


def owner(info: SiteInfo, url: str) -> str:
    """The name of the unit whose longest prefix the address begins with; "" for the site's own part."""
    best, length = "", 0
    for unit in info.units:
        for prefix in prefixes(unit, info.url):
            if len(prefix) > length and inside(prefix, url):
                best, length = unit.name, len(prefix)
    return best


def inside(prefix: str, url: str) -> bool:
    """Whether an address lies under a prefix, not merely beside it (`/czj` holds `/czj/a` but not `/czjx`).

    A prefix with a query (`/dept.aspx?did=3`) holds the addresses of its path that ask for the same and more.
    """
    path, mark, asked = prefix.partition("?")
    if mark:
        return url.startswith(path + mark) and _asks(url[len(path) + 1 :], asked)
    if not url.startswith(prefix):
        return False
    return prefix.endswith("/") or len(url) == len(prefix) or url[len(prefix)] in "/?#"


def _asks(query: str, asked: str) -> bool:
    """Whether a query has every field of another, in any order."""
    return set(asked.split("&")) <= set(query.partition("#")[0].split("&"))
