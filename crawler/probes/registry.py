"""The probes there are, by the kind of evidence they bring."""

from collections.abc import Mapping
from types import MappingProxyType

from crawler.probes.browser import probe_browser
from crawler.probes.ipv6 import probe_ipv6
from crawler.probes.request import ProbeRun
from evidence.records import Need

PROBES: Mapping[Need, ProbeRun] = MappingProxyType(
    {
        Need.BROWSER: probe_browser,
        Need.IPV6: probe_ipv6,
    }
)
