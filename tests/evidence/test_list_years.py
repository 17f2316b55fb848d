"""Rows of months and days under the year they share, and years that are no heading of them."""

import pytest

from tests.evidence.test_lists import FIRST, SECOND, read, told

ROWS = f"<ul><li>11月20日 <a href=1.html>{FIRST}</a></li><li>10月8日 <a href=2.html>{SECOND}</a></li></ul>"
IN_ONE = (
    f"<dl><dt>2025年</dt><dd><a href=1.html>{FIRST}</a> [11-20]</dd>"
    f"<dt>2024年</dt><dd><a href=2.html>{SECOND}</a> [10-08]</dd></dl>"
)


@pytest.mark.parametrize(
    ("body", "first", "second"),
    [
        (f"<h4>2025年</h4>{ROWS}", "2025-11-20", "2025-10-08"),
        (f"<div><h4><span>2025</span></h4><div>{ROWS}</div></div>", "2025-11-20", "2025-10-08"),
        (f"<h3>2025年度</h3><p></p>{ROWS}", "2025-11-20", "2025-10-08"),
        (IN_ONE, "2025-11-20", "2024-10-08"),
        (ROWS, "2026-11-20", "2026-10-08"),
        (f"<h4>2025年工作要点</h4>{ROWS}", "2026-11-20", "2026-10-08"),
        (f"<div><a href='?y=2026'>2026</a><a href='?y=2025'>2025</a></div>{ROWS}", "2026-11-20", "2026-10-08"),
        (f"<a href='?y=2026'>2026年</a> <a href='?y=2025'>2025年</a>{ROWS}", "2026-11-20", "2026-10-08"),
        (f"<h4>2025年</h4><p>a</p><p>b</p><p>c</p>{ROWS}", "2026-11-20", "2026-10-08"),
    ],
)
def test_a_year_above_rows_is_theirs(body: str, first: str, second: str) -> None:
    assert [row for row in told(read(body)) if row[0] in (FIRST, SECOND)] == [(FIRST, first), (SECOND, second)]


def test_a_row_that_tells_its_year_keeps_it() -> None:
    row = f"<h4>2025年</h4><ul><li><a href='/art/2026/11/20/art_1_2.html'>{FIRST}</a><i>11-20</i></li></ul>"
    assert told(read(row)) == [(FIRST, "2026-11-20")]


def test_what_a_script_in_a_row_says_is_no_date_of_it() -> None:
    row = "<div><a href='/a.html'>{}</a> 来源<script>var u = '/art/2025/9/6/a.html'</script>{}</div>"
    assert told(read(row.format(FIRST, ""))) == [(FIRST, None)]
    assert told(read(row.format(FIRST, "<span>2026-11-02</span>"))) == [(FIRST, "2026-11-02")]
