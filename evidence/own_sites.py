"""Units that keep a website of their own: a whole host (or port) besides the portal's."""

from typing import NamedTuple

from evidence.records import SiteInfo
from evidence.scope import fronts, owner
from evidence.urls import host_of, path_of


class OwnSite(NamedTuple):
    """A website of one unit: whose it is, its host (with a port that is not the usual one), where it is entered."""

    unit: str
    host: str
    front: str


def own_sites(info: SiteInfo) -> tuple[OwnSite, ...]:
    """The websites that the scopes of units name as a whole, one a host, in the order of the inventory.

    A folder or a page on another host (a platform that many share) is no website of the unit.
    """
    portal = host_of(info.url).removeprefix("www.")
    found: dict[str, OwnSite] = {}
    for unit in info.units:
        for front in fronts(unit, info.url):
            host = host_of(front)
            if path_of(front) == "/" and host.removeprefix("www.") != portal:
                found.setdefault(host, OwnSite(unit.name, host, front))
    return tuple(one for one in found.values() if owner(info, one.front) == one.unit)
