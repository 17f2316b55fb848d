"""What people state: the newest counts, nothing is lost, the machine's values are elsewhere."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from rubric_map.scorecard import Decision
from rubric_map.statements import ItemDecision, NoTask, ReportedLink, Stated, StatedFact, StatedScore, Statement
from storage.store import Store
from storage.tables import statements
from tests.storage.conftest import NOW

DAY = date(2026, 3, 1)
SCORE = StatedScore(number="5.1", value=Decimal("7.5"), out_of=Decimal(8), source="专项评估", on=DAY)
ALL: tuple[Stated, ...] = (
    SCORE,
    StatedFact(number="not-accused", holds=False, source="通报", on=None),
    NoTask(number="3.1", source="区政府办", on=DAY),
    ReportedLink(number="4.1", url="http://www.jia.gov.cn/hy/1.html", note="回应"),
    ReportedLink(number="4.1", url="http://www.jia.gov.cn/hy/2.html"),
    ItemDecision(number="1.2", decision=Decision(points=Decimal(3), name="区政府办", reason="已核实", until=DAY)),
)


def said(stated: Stated, unit: str = "甲局", *, withdrawn: bool = False) -> Statement:
    return Statement(unit=unit, rubric="songjiang-2022", stated=stated, withdrawn=withdrawn)


def test_what_was_stated_is_read_back(store: Store) -> None:
    assert store.outside.record("jia", [said(one) for one in ALL], NOW) == len(ALL)
    assert {one.stated for one in store.outside.list("jia")} == set(ALL)
    assert store.outside.list("yi") == ()
    assert store.outside.list("jia", unit="乙局") == ()
    assert len(store.outside.list("jia", unit="甲局", rubric="songjiang-2022")) == len(ALL)
    assert store.outside.list("jia", rubric="xinjin-2021") == ()


def test_stating_it_again_changes_nothing(store: Store) -> None:
    store.outside.record("jia", [said(one) for one in ALL], NOW)
    assert store.outside.record("jia", [said(one) for one in ALL], NOW) == 0


def test_the_newest_counts_and_the_older_is_kept(store: Store) -> None:
    other = StatedScore(number="5.1", value=Decimal(4), out_of=Decimal(8), source="复核", on=None)
    store.outside.record("jia", [said(SCORE)], NOW)
    assert store.outside.record("jia", [said(other)], NOW) == 1
    assert [one.stated for one in store.outside.list("jia")] == [other]
    with store.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(statements)) == 2


@pytest.mark.parametrize("stated", ALL, ids=[type(one).__name__ for one in ALL])
def test_what_is_withdrawn_no_longer_stands(store: Store, stated: Stated) -> None:
    store.outside.record("jia", [said(stated), said(stated, unit="")], NOW)
    assert store.outside.record("jia", [said(stated, withdrawn=True)], NOW) == 1
    assert [one.unit for one in store.outside.list("jia")] == [""]
    assert store.outside.record("jia", [said(stated, withdrawn=True)], NOW) == 0
    assert store.outside.record("jia", [said(stated)], NOW) == 1
