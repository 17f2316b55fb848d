"""Visits of home pages: one row a due time, whoever takes it, and nothing of what was not brought to its end."""

from datetime import UTC, timedelta

from evidence.records import Need, Probe
from storage.store import Store
from tests.storage.conftest import NOW

HOUR = timedelta(hours=1)


def visit(hours: int) -> Probe:
    return Probe(need=Need.AVAILABILITY, subject="http://www.jia.gov.cn/", at=NOW + hours * HOUR, data={"told": True})


def test_a_visit_is_taken_once_and_kept_whole(store: Store) -> None:
    assert store.visits.claim("jia", NOW)
    assert not store.visits.claim("jia", NOW.astimezone(UTC))
    assert store.visits.claim("yi", NOW)
    assert store.visits.list("jia", NOW - HOUR) == ()  # claimed, and never made
    store.visits.keep("jia", NOW, visit(0))
    assert store.visits.list("jia", NOW - HOUR) == (visit(0),)
    assert store.visits.list("yi", NOW - HOUR) == ()


def test_visits_come_in_order_and_within_their_time(store: Store) -> None:
    for hours in (3, 1, 2, 4):
        store.visits.claim("jia", NOW + hours * HOUR)
        store.visits.keep("jia", NOW + hours * HOUR, visit(hours))
    assert store.visits.list("jia", NOW + 2 * HOUR, NOW + 4 * HOUR) == (visit(2), visit(3))
    assert store.visits.forget(NOW + 3 * HOUR) == 2
    assert store.visits.list("jia", NOW) == (visit(3), visit(4))
