"""The sums of an annual report: every cell is under one, and one wrong number is one fault."""

from tests.checks.annual_report_cases import PAGE, REVIEWS, ROWS, codes, doubts, portal, report, said


def test_every_cell_of_table_three_is_under_a_sum() -> None:
    for key, values in ROWS.items():
        for at in range(7):
            changed = (*values[:at], values[at] + 5, *values[at + 1 :])
            result = said(portal({PAGE: report(rows={**ROWS, key: changed}, prose="")}))
            wrong = [one for one in result.findings if one.code == "wrong-sum"]
            assert len(wrong) == 1, (key, at)  # of its row, and of its column once or (总计 row) twice
            assert not wrong[0].doubtful
            assert f"现为 {values[at] + 5}，" in wrong[0].message
            assert wrong[0].message.endswith(f"应为 {values[at]}。")


def test_a_wrong_sum_names_the_row_and_both_numbers() -> None:
    result = said(portal({PAGE: report(rows={**ROWS, "3.2": (3, 0, 0, 0, 0, 0, 4)})}))
    (row,) = (one for one in result.findings if one.code == "wrong-sum")
    assert row.subject.endswith("表三“（二）部分公开”行“总计”列")
    assert "为 4" in row.message and "为 3" in row.message and row.message.endswith("。")


def test_two_wrong_numbers_are_two_faults() -> None:
    apart = {**ROWS, "3.2": (3, 0, 0, 0, 0, 0, 4), "3.5.1": (9, *ROWS["3.5.1"][1:])}
    result = said(portal({PAGE: report(rows=apart, prose="")}))
    subjects = sorted(one.subject.partition("表三")[2] for one in result.findings)
    assert subjects == ["“（二）部分公开”行“总计”列", "“（五）不予处理：1.信访举报投诉类申请”行“自然人”列"]


def test_sums_that_no_single_number_explains_are_told_one_by_one() -> None:
    """Two slips in one row by different amounts: the row may be mended in more than one way."""
    crossed = {**ROWS, "3.2": (ROWS["3.2"][0] + 1, ROWS["3.2"][1] + 2, *ROWS["3.2"][2:])}
    result = said(portal({PAGE: report(rows=crossed, prose="")}))
    assert [one.code for one in result.findings] == ["wrong-sum"] * 3
    assert all("应为" not in one.message for one in result.findings)


def test_a_blank_that_breaks_a_sum_is_a_doubt() -> None:
    result = said(portal({PAGE: report(rows={**ROWS, "3.2": ("", 0, 0, 0, 0, 0, 3)})}))
    assert codes(result) == [] and set(doubts(result)) == {"wrong-sum"}


def test_blanks_are_noughts_where_no_nought_is_written() -> None:
    blank = {key: tuple(value or "" for value in values) for key, values in ROWS.items()}
    reviews = tuple(value or "" for value in REVIEWS)
    result = said(portal({PAGE: report(rows=blank, reviews=reviews)}))
    assert result.findings == () and result.unknowns == ()
    wrong = said(portal({PAGE: report(rows={**blank, "3.2": (3, "", "", "", "", "", 4)}, reviews=reviews)}))
    assert set(codes(wrong)) == {"wrong-sum"} and doubts(wrong) == []
