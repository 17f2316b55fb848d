"""Every probe there is can be loaded by its kind of evidence."""

import pytest

from crawler.probes.registry import PROBES, probe_for
from evidence.records import Need


@pytest.mark.parametrize("need", [Need.AVAILABILITY, Need.BROWSER, Need.IPV6, Need.SEARCH])
def test_a_kind_of_evidence_has_its_probe(need: Need) -> None:
    assert need in PROBES
    assert probe_for(need).__name__ == f"probe_{need.value}"
