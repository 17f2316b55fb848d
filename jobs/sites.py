"""Sites: added one by one or by an inventory, and found again by id or address."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from evidence.errors import UsageError
from evidence.meta import read_tags
from evidence.records import SiteInfo
from evidence.urls import host_of, path_of
from jobs.clock import HOME_ZONE
from jobs.inventory import SITE_ID, SITE_ID_WORDS, address, read_inventory
from jobs.night_times import read_cron
from rubric_map.library import find
from storage.site import StoredSite
from storage.sites import Change
from storage.store import Store

NAME_LIMIT = 60
_TITLE_PARTS = re.compile(r"[_|｜<>]|\s[-—–]+\s|(?<=首页)-|-(?=首页)")


def import_sites(store: Store, file: Path) -> Mapping[str, Change]:
    """Take an inventory file; what became of each site, by id. An error in the file changes nothing."""
    sites = read_inventory(file, known_rubric=knows_rubric)
    changes = store.sites.upsert_many([(site, None) for site in sites])
    return {site.id: change for site, change in zip(sites, changes, strict=True)}


def add_site(
    store: Store, id_: str, url: str, *, name: str = "", rubrics: tuple[str, ...] = (), cron: str = ""
) -> SiteInfo:
    """Add one site by its address, or bring the one of this id up to date: what is not given stays as it is.

    Raises UsageError for a bad address, an unknown rubric or a bad cron.
    """
    home = address(url)
    if home is None:
        raise UsageError(f"网址“{url}”不正确，应以 http:// 或 https:// 开头")
    if not SITE_ID.fullmatch(id_):
        raise UsageError(f"站点编号“{id_}”不正确，{SITE_ID_WORDS}")
    for rubric in rubrics:
        find(rubric)
    known = store.sites.get(id_) or SiteInfo(id=id_, name=id_, url=home)
    info = replace(known, url=home, name=name or known.name, rubrics=rubrics or known.rubrics)
    if cron:
        read_cron(cron, HOME_ZONE)
    store.sites.upsert(info, {**store.sites.settings(id_), "cron": cron} if cron else None)
    return info


def site_named(store: Store, name: str, *, add: bool = False) -> SiteInfo:
    """A site by its id or its address. With `add` an address not known yet becomes a site of its own."""
    found = store.sites.get(name)
    if found is not None:
        return found
    home = address(name) if "://" in name or add else None
    if home is not None:
        for site in store.sites.list():
            if site.url == home:
                return site
        if add:
            return add_site(store, id_for(home), home)
    if home is None and "://" in name:
        raise UsageError(f"网址“{name}”不正确，应以 http:// 或 https:// 开头")
    known = "、".join(site.id for site in store.sites.list()[:20]) or "（还没有站点）"
    raise UsageError(f"没有站点“{name}”。已有的站点：{known}；可用 hecha sites add 编号 网址 添加")


def named_by_itself(store: Store, info: SiteInfo, run: int) -> SiteInfo:
    """The site under the name its home page bears (SiteName, else its title) where only an address named it so far."""
    home = StoredSite(store, run).page(info.url) if info.name == info.id else None
    if home is None:
        return info
    tagged = read_tags(home.html).values.get("SiteName", "")
    parts = [" ".join(part.split()) for part in (tagged, *_TITLE_PARTS.split(home.title))]
    name = next((part for part in (parts[0], *sorted(parts[1:], key=len, reverse=True)) if _is_name(part)), "")
    if not name:
        return info
    named = replace(info, name=name[:NAME_LIMIT])
    store.sites.upsert(named)
    return named


def _is_name(text: str) -> bool:
    """Whether a text names a site: placeholders such as `null` and titles of nothing do not."""
    return re.search(r"[\u4e00-\u9fff]{2}", text) is not None and text not in ("首页", "网站首页", "无标题文档")


def id_for(url: str) -> str:
    """An id for a site that was named by its address only: its host, and its folder where it has one."""
    folder = path_of(url).partition("?")[0].rpartition("/")[0]
    return re.sub(r"[^\w.\-]+", "-", (host_of(url) + folder).strip("/"))[:64].strip("-")


def knows_rubric(name: str) -> bool:
    """Whether a rubric of this name can be loaded."""
    try:
        find(name)
    except UsageError:
        return False
    return True
