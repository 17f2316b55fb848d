"""What rubrics ask, as the options of checks."""

from checks.column_profile import EVERY_UNIT, ColumnOptions
from checks.interaction_says import InteractionOptions
from checks.update_reading import UpdateOptions
from jobs.options import options_for
from rubric_map.library import packaged


def asked(*ids: str) -> tuple[ColumnOptions, UpdateOptions]:
    options = options_for([packaged(id_) for id_ in ids])
    columns, dates = options["required-columns"], options["update-frequency"]
    assert isinstance(columns, ColumnOptions)
    assert isinstance(dates, UpdateOptions)
    return columns, dates


def test_a_column_is_asked_of_whom_the_rubric_says() -> None:
    general = {(column.idea, column.unit) for column in asked()[0].required}
    mine = {(column.idea, column.unit) for column in asked("songjiang-2022")[0].required} - general
    assert ("财政预决算", EVERY_UNIT) in mine | general
    assert ("政策解读", EVERY_UNIT) in mine
    assert ("政府信息公开目录", EVERY_UNIT) not in mine - general
    assert any(idea == "政府信息公开目录" and not unit for idea, unit in mine | general)


def test_what_a_rubric_that_lists_columns_of_units_leaves_out_is_told_apart() -> None:
    def unlisted(*ids: str) -> set[tuple[str, str]]:
        return {(column.idea, column.unit) for column in asked(*ids)[0].required if column.unlisted}

    assert unlisted("songjiang-2022") == {("政府信息公开制度", EVERY_UNIT)}
    assert unlisted() == unlisted("national-2019") == set()  # says nothing of units
    assert ("法定主动公开内容", EVERY_UNIT) not in unlisted("datonghu-2023-townships")


def test_a_task_of_the_portal_asks_no_column_of_each_unit() -> None:
    columns = {(column.idea, column.unit) for column in asked("xinjin-2021")[0].required}
    assert {("权责清单", EVERY_UNIT), ("财政预决算", EVERY_UNIT), ("规划计划", ""), ("规范性文件", "")} <= columns
    assert not {(name, EVERY_UNIT) for name in ("规划计划", "规范性文件", "政策解读")} & columns


def test_limits_are_numbers() -> None:
    limits = {limit.column: limit.days for limit in asked("songjiang-2022")[1].limits}
    assert limits["财政预决算"] == 366
    assert asked()[1].limits == ()


def test_late_replies_are_findings_where_a_rubric_sets_a_term() -> None:
    options = options_for([packaged("songjiang-2022"), packaged("xining-chengbei-2023")])
    assert options["interaction"] == InteractionOptions(reply_days=5, report_late=True)
    assert "interaction" not in options_for([packaged("xining-chengbei-2023")])
