"""The probes there are, by the kind of evidence they bring; each is imported when a run first wants it."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from crawler.browsing import Browsing, Known
from crawler.probes.request import ProbeRequest, ProbeRun
from evidence.records import Need

# Module and function: a browser's library is not loaded for a command that never starts one.
PROBES: Mapping[Need, tuple[str, str]] = MappingProxyType(
    {
        Need.AVAILABILITY: ("crawler.probes.availability", "probe_availability"),
        Need.BROWSER: ("crawler.probes.browser", "probe_browser"),
        Need.IPV6: ("crawler.probes.ipv6", "probe_ipv6"),
        Need.SEARCH: ("crawler.probes.search", "probe_search"),
    }
)


def probe_for(need: Need) -> ProbeRun:
    """The probe that brings a kind of evidence."""
    module, name = PROBES[need]
    run: ProbeRun = getattr(import_module(module), name)
    return run


def browsing_for(request: ProbeRequest, known: Known) -> Browsing:
    """The browser's part in a crawl."""
    made: Browsing = import_module("crawler.probes.browser_aid").BrowserAid(request, known)
    return made
