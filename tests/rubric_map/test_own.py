"""The score under one rubric does not hang on what the other rubrics of the site ask for."""

import pytest

from checks.model import Unknown
from rubric_map.library import packaged
from tests.rubric_map.results import Said, card, facts, found, item_of, result

FOREIGN, OWN, GENERAL = "权责清单", "财政预决算", "政府信息公开指南"
UNREAD = Unknown(reason="栏目页面没有读到", subject=FOREIGN, url="http://a.gov.cn/qzqd/")


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ((found("required-columns", "missing", FOREIGN),), "5", "5"),
        ((found("required-columns", "missing", FOREIGN, doubtful=True),), "5", "5"),
        ((UNREAD,), "5", "5"),
        ((found("required-columns", "missing", OWN),), "4", "4"),
        ((found("required-columns", "missing", GENERAL), found("required-columns", "missing", FOREIGN)), "4", "4"),
        ((Unknown(reason="专栏首页未能读取", subject="区财政局"),), "0", "5"),
    ],
)
def test_a_column_counts_where_its_document_or_the_general_profile_asks_for_it(
    said: tuple[Said, ...], low: str, high: str
) -> None:
    given = facts(result("broken-links"), result("required-columns", *said), result("update-frequency"))
    item = item_of(card(packaged("songjiang-2022"), given), "1.2")
    assert (str(item.low), str(item.high)) == (low, high)
