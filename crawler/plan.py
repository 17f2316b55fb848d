"""What a crawl is told: where it may go, how fast, how far, and through which network."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How the network is reached. Empty strings mean the system's own way.

    `resolver` is `ip:port` of a DNS server, `allow_private` CIDRs that are reached although they are not public,
    `ca_file` a PEM file of further trusted issuers, `proxy` an http address.
    """

    resolver: str = ""
    allow_private: tuple[str, ...] = ()
    ca_file: str = ""
    proxy: str = ""
    contact: str = ""  # a page or mail address named in the user agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How gently hosts are asked. Times in seconds."""

    per_host: int = 2  # requests in flight
    interval: float = 0.5  # between starts, per host
    timeout: float = 15.0  # until the answer begins; the 15 s rule of the national indicators
    total: int = 64  # requests in flight over all hosts
    retry_after_cap: float = 120.0  # longest pause a host may ask for before its addresses are left for later
    second_look: float = 5.0  # least time between the first and the second look at an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a crawl goes. Whatever is cut is counted in the coverage statement."""

    max_pages: int = 50_000
    max_depth: int = 50
    max_addresses: int = 500_000
    page_bytes: int = 8_000_000
    probe_bytes: int = 65_536  # of anything that is not read as a page
    body_seconds: float = 60.0
    redirects: int = 10
    per_query_pattern: int = 10_000  # addresses that differ only in the values of their query
    sitemap_addresses: int = 50_000  # taken from the site's own sitemaps, after its links; 0 reads none
    address_length: int = 2_000
    path_parts: int = 24
    file_bytes: int = 10_000_000  # of one attachment, where a check reads them; a longer one is only begun
    files_bytes: int = 500_000_000  # of all attachments that one run downloads
    max_files: int = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The site to crawl: its home page, further prefixes that belong to it, and further pages to start from.

    `fronts` are the addresses at which the parts of units are entered; what they have of their own is probed there.
    """

    home: str
    prefixes: tuple[str, ...] = ()
    fronts: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """One crawl, whole."""

    target: Target
    network: Network = field(default_factory=Network)
    pace: Pace = field(default_factory=Pace)
    limits: Limits = field(default_factory=Limits)
    check_links: bool = True  # also look at what is no page of the site: pictures, files, other hosts
    files: bool = False  # keep the site's attachments whole
    version: str = "0"

    @property
    def user_agent(self) -> str:
        """Who asks: hecha, its version, and how to reach the people who run it."""
        contact = f"; +{self.network.contact}" if self.network.contact else ""
        return f"Mozilla/5.0 (compatible; hecha/{self.version}{contact})"
