"""The in-site links of the second and third level, and the sample of them that is fetched over IPv6."""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.probes.ipv6_names import registrable
from crawler.probes.request import SeenPage
from evidence.urls import file_suffix, host_of

LEVELS = {2: 1, 3: 2}  # level → clicks from the home page, which is the first level
SAMPLE = 200
RULE = (
    "首页为一级，首页链接到的页面为二级，二级页面链接到的页面为三级（按最少点击次数）；只计本网站（含子域名）能够打开的链接，"
    f"地址相同的只计一次，不计图片、样式和脚本；每级按地址排序后等距抽取，最多 {SAMPLE} 个，不足的全部检测"
)
_PARTS = frozenset({"css", "js", "map", "jpg", "jpeg", "png", "gif", "bmp", "ico", "svg", "webp"})
_FONTS = frozenset({"woff", "woff2", "ttf", "eot", "otf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level: how many links there are, and those that are looked at."""

    number: int
    total: int
    sample: tuple[str, ...]


def levels(home: str, addresses: Iterable[SeenPage], size: int = SAMPLE) -> tuple[Level, ...]:
    """The second and third level of a site, the same sample for the same addresses."""
    depths: dict[str, int] = {}
    for url, depth in addresses:
        if url != home and in_site(url, home) and file_suffix(url) not in _PARTS | _FONTS:
            depths[url] = min(depth, depths.get(url, depth))
    found = []
    for number, clicks in LEVELS.items():
        urls = sorted(url for url, depth in depths.items() if depth == clicks)
        found.append(Level(number=number, total=len(urls), sample=spaced(urls, size)))
    return tuple(found)


def spaced(urls: list[str], size: int) -> tuple[str, ...]:
    """At most so many of them, evenly spaced."""
    if len(urls) <= size:
        return tuple(urls)
    return tuple(urls[index * len(urls) // size] for index in range(size))


def in_site(url: str, home: str) -> bool:
    """Whether an address belongs to the registrable domain of the home page; to its host, where there is none."""
    host, own = name_of(url), name_of(home)
    domain = registrable(own)
    if domain:
        return registrable(host) == domain
    return host_of(url) == host_of(home) or host.endswith("." + own.removeprefix("www."))


def name_of(url: str) -> str:
    """The host of an address without its port, an IPv6 one without brackets."""
    host = host_of(url)
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def port_of(url: str) -> int:
    """The port of an address, the scheme's own where none is written."""
    _, colon, port = host_of(url).rpartition("]")[2].partition(":")
    return int(port) if colon and port.isdigit() else 443 if url.startswith("https:") else 80
