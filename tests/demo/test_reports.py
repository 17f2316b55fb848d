"""The annual reports of the portal agree with themselves where nothing is planted, and with the year before."""

from collections import Counter

import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.columns import columns
from demo.portal import Portal
from demo.reports import figures
from tests.demo.conftest import TODAY


@pytest.mark.parametrize("seed", [3, 6])
@pytest.mark.parametrize("year", range(2021, 2031))
def test_all_sums_hold_and_what_is_carried_over_is_what_was_left(year: int, seed: int) -> None:
    rows = figures(year, seed).requests
    results = [row for key, row in rows.items() if key.startswith("3.") and key != "3.7"]
    assert len(rows) == 25 and all(sum(row[:6]) == row[6] for row in rows.values())
    assert all(number >= 0 for row in rows.values() for number in row)
    assert tuple(map(sum, zip(*results, strict=True))) == rows["3.7"]
    for column in range(7):
        assert rows["1"][column] + rows["2"][column] == rows["3.7"][column] + rows["4"][column]
    assert rows["2"] == figures(year - 1, seed).requests["4"]
    assert all(sum(group[:4]) == group[4] for group in figures(year, seed).reviews)


def test_reports_have_every_cell_of_table_three_in_both_manners(portal: Portal) -> None:
    made = columns(TODAY)
    for column, charset in (("/zwgk/xxgknb/", "utf-8"), ("/czj/xxgknb/", "gb18030"), ("/yxjd/xxgknb/", "utf-8")):
        body = portal.answers[made[column].articles[-1].path].body.decode(charset)
        cells = [node.attributes["data-cell"] or "" for node in LexborHTMLParser(body).css("[data-cell]")]
        assert len(set(cells)) == len(cells) == 25 * 7
        assert set(Counter(cell.rpartition(".")[0] for cell in cells).values()) == {7}
