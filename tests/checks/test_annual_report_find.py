"""annual-report: whose report a title is, and the columns that list it."""

import json

from checks.annual_report import annual_report
from checks.annual_report_body import closeness
from checks.testing import run_check
from evidence.records import Unit
from tests.checks.annual_report_cases import LAST, OURS, portal

COLUMN = "/zfxxgk/nb/"


def test_the_report_of_a_district_is_not_that_of_a_town_whose_name_holds_the_districts() -> None:
    assert not closeness("某区人民政府", "某区某镇人民政府") and closeness("某镇政府", "某区某镇人民政府")
    town = Unit(name="某区城南镇人民政府", kind="乡镇", scope=("/cnz/",))
    result = run_check(annual_report, portal({"/cnz/": "<title>某区城南镇</title>"}, units=(town,)))
    assert result.findings == () and [one.value for one in result.measures if one.name == "present"] == [True]


def test_a_column_whose_rows_a_script_asks_for_lists_its_reports() -> None:
    rows = [{"title": title, "url": COLUMN + href, "publishTime": day} for href, title, day in (OURS, LAST)]
    asked = f"<title>政府信息公开年报</title><script>fetch('{COLUMN}list.json').then(show);</script>"
    site = portal({COLUMN: asked}, data={COLUMN + "list.json": json.dumps({"data": {"rows": rows}})})
    result = run_check(annual_report, site)
    assert result.findings == () and [one.value for one in result.measures if one.name in ("in-time", "present")] == [
        True,
        True,
    ]
