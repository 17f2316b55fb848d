"""update-frequency: columns of a topic whose campaign is over, and columns of the portal that look like them."""

import pytest

from checks.testing import run_check
from checks.update_frequency import update_frequency
from tests.checks.test_update_frequency import MENU, portal, rows

ZT = {"/zt/": "专题专栏", **MENU}
FRONT = "<div class=main><ul><li><a href=/zt/tpgj/>脱贫攻坚</a></li><li><a href=/other/>乡村振兴</a></li></ul></div>"


@pytest.mark.parametrize(
    ("menu", "pages", "told"),
    [
        # A topic, and a column inside it.
        (ZT, {"/zt/": FRONT, "/zt/tpgj/": rows(1900, 1950)}, [("扶贫脱贫", True)]),
        (
            ZT,
            {"/zt/": FRONT, "/zt/tpgj/": "<a href=/zt/tpgj/dt/>工作动态</a>" + rows(1900), "/zt/tpgj/dt/": rows(1900)},
            [("扶贫脱贫", True), ("动态要闻", True)],
        ),
        # It hangs under the topics alone, wherever it lies.
        (ZT, {"/zt/": FRONT, "/other/": rows(900, 910)}, [("乡村振兴", True)]),
        # The home page links it itself.
        ({**ZT, "/zt/tpgj/": "脱贫攻坚"}, {"/zt/": FRONT, "/zt/tpgj/": rows(1900, 1950)}, [("扶贫脱贫", False)]),
        ({**ZT, "/other/": "乡村振兴"}, {"/zt/": FRONT, "/other/": rows(900, 910)}, [("乡村振兴", False)]),
    ],
)
def test_a_late_column_of_a_topic_is_a_doubt(
    menu: dict[str, str], pages: dict[str, str], told: list[tuple[str, bool]]
) -> None:
    findings = run_check(update_frequency, portal(pages, menu=menu)).findings
    assert sorted((one.subject, one.doubtful) for one in findings) == sorted(told)
