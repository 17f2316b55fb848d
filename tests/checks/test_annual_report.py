"""annual-report: each fault beside what looks like it, on small portals and on pages kept on disk."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Outcome, Result
from checks.annual_report_body import closeness
from checks.annual_report_title import read_title
from checks.testing import NOON, FakeSite
from evidence.html import decode
from evidence.records import Coverage, Failure, FailureKind, Fetch, Unit
from tests.checks.annual_report_cases import (
    HEADS,
    HOME,
    HOST,
    LAST,
    OURS,
    PAGE,
    PROSE,
    ROWS,
    codes,
    column,
    doubts,
    last_year,
    portal,
    report,
    said,
    table2,
    table3,
)

CASES = Path(__file__).parent / "cases" / "annual-report"
COLUMN = "/zfxxgk/nb/"


def measured(result: Result, name: str, unit: str = "") -> object:
    return next((one.value for one in result.measures if one.name == name and one.unit == unit), None)


def test_a_report_in_order_says_nothing_and_holds_all_42_equations() -> None:
    result = said(portal())
    assert result.outcome is Outcome.PASSED
    assert result.findings == () and result.unknowns == ()
    held = next(one for one in result.measures if one.name == "equations-held")
    assert (held.numerator, held.denominator) == (42, 42)
    assert measured(result, "present") is True and measured(result, "in-time") is True
    assert measured(result, "parts") == 6


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("pass-*.html")))
def test_ways_of_writing_are_no_faults(name: str) -> None:
    result = said(portal({PAGE: (CASES / name).read_bytes()}))
    assert result.findings == () and result.unknowns == ()
    held = next(one for one in result.measures if one.name == "equations-held")
    assert (held.numerator, held.denominator) == (42, 42)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("fail-new-total-gb18030.html", ["wrong-sum"]),  # one number: the column's balance and the row's sum
        ("fail-reviews.html", ["wrong-sum"]),
        ("fail-no-part-five.html", ["missing-part"]),
        ("fail-no-table-four.html", ["missing-table"]),
        ("fail-prose.html", ["text-mismatch"]),
    ],
)
def test_faults_on_disk(name: str, wanted: list[str]) -> None:
    result = said(portal({PAGE: (CASES / name).read_bytes()}))
    assert codes(result) == wanted and doubts(result) == []


def test_cells_with_a_unit_are_cells_and_no_prose() -> None:
    rows = {key: tuple(value or f"{value}件" for value in values) for key, values in ROWS.items()}
    assert said(portal({PAGE: report(rows=rows, prose="")})).findings == ()
    result = said(portal({PAGE: report(rows=rows, prose="全年新收政府信息公开申请62件。")}))
    assert codes(result) == ["text-mismatch"]


def test_a_table_left_blank_is_there() -> None:
    result = said(portal({PAGE: report(reviews=("",) * 15)}))
    assert codes(result) == [] and doubts(result) == []


class TestThere:
    def test_missing_where_the_column_lists_only_older_years(self) -> None:
        result = said(portal({COLUMN: column(LAST), PAGE: ""}))
        assert codes(result) == ["missing"]
        assert measured(result, "present") is False and measured(result, "in-time") is False

    def test_not_missing_before_the_last_day(self) -> None:
        site = portal({COLUMN: column(LAST), PAGE: ""}, observed_at=datetime(2026, 3, 31, 12, tzinfo=UTC))
        assert said(site).outcome is Outcome.INAPPLICABLE

    def test_missing_the_day_after(self) -> None:
        site = portal({COLUMN: column(LAST), PAGE: ""}, observed_at=datetime(2026, 3, 31, 17, tzinfo=UTC))
        assert codes(said(site)) == ["missing"]  # 1 April in China

    def test_a_notice_or_an_explanation_is_not_the_report(self) -> None:
        rows = (
            ("n.html", "关于做好2025年政府信息公开工作年度报告编制发布工作的通知", "2026-01-05"),
            ("j.html", "一图读懂某区人民政府2025年政府信息公开工作年度报告", "2026-03-21"),
            ("f.html", "某区2025年法治政府建设年度报告", "2026-03-01"),
            ("w.html", "某区人民政府网站2025年政府网站工作年度报表", "2026-01-20"),
            LAST,
        )
        assert codes(said(portal({COLUMN: column(*rows), PAGE: ""}))) == ["missing"]

    def test_a_column_that_was_not_read_is_unknown(self) -> None:
        result = said(portal({COLUMN: "", PAGE: "", "/zfxxgk/nb/2024.html": ""}))
        assert result.findings == () and len(result.unknowns) == 1

    def test_a_column_a_script_fills_is_unknown(self) -> None:
        shell = "<title>政府信息公开年报</title><div id=app></div><script>fetch('/api/list').then(show)</script>"
        result = said(portal({COLUMN: shell, PAGE: "", "/zfxxgk/nb/2024.html": ""}))
        assert result.findings == () and len(result.unknowns) == 1

    def test_a_later_page_of_the_column_may_hold_it(self) -> None:
        more = column(("x.html", "某区公安局2025年政府信息公开工作年度报告", "2026-01-20")) + "<p>共5页</p>"
        result = said(portal({COLUMN: more, PAGE: "", "/zfxxgk/nb/2024.html": ""}))
        assert result.findings == () and len(result.unknowns) == 1

    def test_a_dead_report_is_missing(self) -> None:
        down = [Fetch(url=HOST + PAGE, at=NOON, look=n, status=404, final_url=HOST + PAGE) for n in (1, 2)]
        assert codes(said(portal({PAGE: ""}, looks=down))) == ["missing"]

    def test_a_blocked_report_is_not_missing(self) -> None:
        down = [Fetch(url=HOST + PAGE, at=NOON, look=n, status=412, final_url=HOST + PAGE) for n in (1, 2)]
        result = said(portal({PAGE: ""}, looks=down))
        assert result.findings == () and measured(result, "present") is True

    def test_our_own_resolver_failing_is_not_missing(self) -> None:
        down = [Fetch(url=HOST + PAGE, at=NOON, failure=Failure(kind=FailureKind.RESOLVER))]
        assert said(portal({PAGE: ""}, looks=down)).findings == ()

    def test_a_short_row_of_the_column_will_do(self) -> None:
        rows = ((OURS[0], "2025年度报告", OURS[2]), (LAST[0], "2024年度报告", LAST[2]))
        assert said(portal({COLUMN: column(*rows)})).outcome is Outcome.PASSED

    def test_a_year_in_chinese_numerals(self) -> None:
        rows = ((OURS[0], "某区人民政府二〇二五年度政府信息公开工作年度报告", OURS[2]), LAST)
        assert said(portal({COLUMN: column(*rows)})).outcome is Outcome.PASSED

    def test_a_report_as_a_file_is_there_and_in_time_with_contents_unknown(self) -> None:
        rows = (("2025.pdf", OURS[1], OURS[2]), LAST)
        result = said(portal({COLUMN: column(*rows), PAGE: ""}))
        assert result.findings == () and measured(result, "present") is True and measured(result, "in-time") is True
        assert len(result.unknowns) == 1

    def test_a_page_with_only_a_file_is_unknown_inside(self) -> None:
        page = f"<title>{OURS[1]}</title><h1>{OURS[1]}</h1><p>发布日期：2026-03-20</p><a href=nb.docx>年报.docx</a>"
        result = said(portal({PAGE: page}))
        assert result.findings == () and measured(result, "present") is True and len(result.unknowns) == 1


class TestInTime:
    def test_late(self) -> None:
        rows = ((OURS[0], OURS[1], "2026-04-02"), LAST)
        result = said(portal({COLUMN: column(*rows), PAGE: report(published="2026-04-02")}))
        assert codes(result) == ["late"] and measured(result, "in-time") is False

    def test_the_last_day_is_in_time(self) -> None:
        rows = ((OURS[0], OURS[1], "2026-03-31"), LAST)
        result = said(portal({COLUMN: column(*rows), PAGE: report(published="2026-03-31")}))
        assert result.findings == () and measured(result, "in-time") is True

    @pytest.mark.parametrize(("name", "late"), [("某新区管理委员会", []), ("某区发展改革委员会", ["late"])])
    def test_who_runs_a_zone_has_the_time_of_a_government(self, name: str, late: list[str]) -> None:
        site = portal({COLUMN: column((OURS[0], OURS[1], "2026-03-18"), LAST), PAGE: report(published="2026-03-18")})
        site.info = replace(site.info, name=name)
        assert codes(said(site)) == late

    def test_reports_put_up_again_on_one_day_are_a_doubt(self) -> None:
        years = (2025, 2024, 2023, 2022)
        old = [(f"{year}.html", f"某区人民政府{year}年政府信息公开工作年度报告", "2026-06-08") for year in years]
        result = said(portal({COLUMN: column(*old), PAGE: report(published="2026-06-08")}))
        assert codes(result) == [] and doubts(result) == ["late"] and measured(result, "in-time") is None

    def test_a_list_that_says_otherwise_makes_a_doubt(self) -> None:
        result = said(portal({PAGE: report(published="2026-04-02")}))
        assert codes(result) == [] and doubts(result) == ["late"]


class TestForms:
    def test_the_form_of_2019_has_one_row_for_other_results(self) -> None:
        older = {key: row for key, row in ROWS.items() if not key.startswith("3.6.")}
        older = {key: row for key, row in older.items() if key not in ("3.7", "4")}
        older |= {"3.6": (1, 0, 0, 0, 0, 0, 1), "3.7": ROWS["3.7"], "4": ROWS["4"]}
        heads = ("一、概况", "", HEADS[2], HEADS[3], "", "")
        title = "某区人民政府2019年政府信息公开工作年度报告"
        site = portal(
            {
                COLUMN: column(("2019.html", title, "2020-03-20")),
                "/zfxxgk/nb/2019.html": report(title=title, published="2020-03-20", rows=older, heads=heads),
                PAGE: "",
                "/zfxxgk/nb/2024.html": "",
            },
            observed_at=datetime(2020, 6, 1, tzinfo=UTC),
        )
        result = said(site)
        assert result.findings == () and measured(result, "parts") is None
        held = next(one for one in result.measures if one.name == "equations-held")
        assert (held.numerator, held.denominator) == (40, 40)

    def test_before_2019_reports_were_free_in_form_and_due_in_march(self) -> None:
        title = "某市林业局2018年政府信息公开工作年度报告"
        free = f"<h1>{title}</h1><p>时间：2019-03-07</p><p>一、基本情况</p><p>全年公开信息130条。</p>"
        pages = {COLUMN: column(("2018.html", title, "2019-03-07")), "/zfxxgk/nb/2018.html": free, PAGE: ""}
        site = portal(
            {**pages, "/zfxxgk/nb/2024.html": ""},
            units=(Unit(name="某市林业局"),),
            observed_at=datetime(2019, 6, 1, tzinfo=UTC),
        )
        result = said(site)
        assert doubts(result) == [] and measured(result, "in-time", "某市林业局") is True
        assert codes(result) == ["missing"]  # the portal's own

    def test_an_older_report_in_the_list_is_not_held_to_anything(self) -> None:
        old = "<title>某区人民政府2024年政府信息公开工作年度报告</title><p>一、概述</p><p>表格略</p>"
        assert said(portal({"/zfxxgk/nb/2024.html": old})).findings == ()

    def test_a_part_left_out_with_its_table_is_one_fault(self) -> None:
        for heads, code in (((*HEADS[:3], "", *HEADS[4:]), "missing-part"), (HEADS, "missing-table")):
            assert codes(said(portal({PAGE: report(heads=heads, tables=(table2(), table3(), ""))}))) == [code]

    def test_another_form_is_one_doubt(self) -> None:
        free = f"<h1>{OURS[1]}</h1><p>发布日期：2026-03-20</p><p>一、总体情况</p><p>五、存在的主要问题及改进情况</p>"
        result = said(portal({PAGE: free}))
        assert codes(result) == [] and doubts(result) == ["missing-part"] and measured(result, "parts") == 2

    def test_tables_as_pictures_are_unknown_not_missing(self) -> None:
        pictures = ("<img src=b2.png>", "<img src=b3.png>", "<img src=b4.png>")
        result = said(portal({PAGE: report(tables=pictures)}))
        assert result.findings == () and len(result.unknowns) == 1


class TestCarriedOver:
    def test_other_than_last_year_forwarded(self) -> None:
        before = {**ROWS, "3.1": (10, 1, 0, 0, 2, 0, 13), "4": (1, 0, 0, 0, 1, 0, 2)}
        result = said(portal({"/zfxxgk/nb/2024.html": last_year(before)}))
        assert codes(result) == ["wrong-carry-over", "wrong-carry-over"]  # 自然人 and 总计

    def test_restated_figures_are_a_doubt(self) -> None:
        before = {**ROWS, "4": (1, 0, 0, 0, 1, 0, 2)}
        page = report(prose=PROSE + "因机构改革，上年结转数据重新统计。")
        result = said(portal({PAGE: page, "/zfxxgk/nb/2024.html": last_year(before)}))
        assert codes(result) == [] and set(doubts(result)) == {"wrong-carry-over"}


class TestUnits:
    UNITS = (Unit(name="某区财政局"), Unit(name="某区教育体育局"), Unit(name="某区城关街道办事处"))

    def shared(self, *rows: tuple[str, str, str], **more: object) -> Result:
        pages: dict[str, str | bytes] = {COLUMN: column(OURS, *rows, LAST)}
        for href, title, day in rows:
            pages[COLUMN + href] = report(title=title, published=day)
        return said(portal(pages, units=self.UNITS, **more))

    def test_units_in_the_portals_column(self) -> None:
        result = self.shared(
            ("cz.html", "某区财政局2025年政府信息公开工作年度报告", "2026-01-20"),
            ("jt.html", "区教体局2025年政府信息公开工作年度报告", "2026-01-31"),
            ("cg.html", "城关街道办事处2025年政府信息公开工作年度报告", "2026-01-12"),
        )
        assert result.findings == ()
        assert [measured(result, "in-time", unit.name) for unit in self.UNITS] == [True, True, True]

    def test_a_missing_and_a_late_unit(self) -> None:
        result = self.shared(
            ("cz.html", "某区财政局2025年政府信息公开工作年度报告", "2026-02-03"),
            ("cg.html", "城关街道办事处2025年政府信息公开工作年度报告", "2026-02-12"),
        )
        assert codes(result) == ["late", "missing"] and doubts(result) == ["late"]  # a 街道 by the departments' day
        assert measured(result, "in-time", "某区财政局") is False
        assert measured(result, "present", "某区教育体育局") is False

    def test_units_no_column_speaks_of_are_unknown(self) -> None:
        result = said(portal(units=self.UNITS))
        assert result.findings == () and len(result.unknowns) == 3

    def test_a_unit_with_a_part_of_its_own(self) -> None:
        unit = Unit(name="某区财政局", scope=("/czj/",))
        menu = HOME.replace("/zfxxgk/nb/", "/czj/nb/").replace("某区人民政府", "某区财政局")
        ours = ("25.html", "2025年政府信息公开工作年度报告", "2026-02-05")
        pages = {
            "/": HOME.replace("</ul>", "<li><a href=/czj/>财政局</a></li></ul>"),
            "/czj/": menu,
            "/czj/nb/": column(ours, ("24.html", "2024年政府信息公开工作年度报告", "2025-01-05")),
            "/czj/nb/25.html": report(title=ours[1], published="2026-02-05"),
        }
        result = said(portal(pages, units=(unit,)))
        assert codes(result) == ["late"] and result.findings[0].unit == "某区财政局"
        assert measured(result, "in-time") is True


def test_an_interrupted_run_says_nothing_is_missing() -> None:
    site = portal({COLUMN: column(), PAGE: "", "/zfxxgk/nb/2024.html": ""}, coverage=Coverage(complete=False))
    assert said(site).findings == ()


@pytest.mark.parametrize(
    ("words", "body", "year"),
    [
        ("2025年某区财政局政府信息公开工作年度报告", "某区财政局", 2025),
        ("某区财政局政府信息公开工作年度报告（2025年）", "某区财政局", 2025),
        ("《某县人民政府2025年度政府信息公开年报》", "某县人民政府", 2025),
        ("关于公布《某县水务局2025年政府信息公开工作年度报告》的公告", "某县水务局", 2025),
        ("某局２０２５年政府信息公开工作年度...", "某局", 2025),
        ("某县人民政府信息公开年度报告(二○二四年度)", "某县人民政府", 2024),
    ],
)
def test_titles(words: str, body: str, year: int) -> None:
    assert read_title(words) == (body, year)


def test_names_short_and_long() -> None:
    assert closeness("区教体局", "某区教育体育局") and closeness("财政局", "某区财政局")
    assert not closeness("区审计局", "某区财政局") and not closeness("", "某区财政局")


def test_equal_findings_keep_their_identity_when_figures_change() -> None:
    first = said(portal({PAGE: report(rows={**ROWS, "3.2": (3, 0, 0, 0, 0, 0, 4)})})).findings
    second = said(portal({PAGE: report(rows={**ROWS, "3.2": (3, 0, 0, 0, 0, 0, 9)})})).findings
    assert {one.fingerprint for one in first} == {one.fingerprint for one in second}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.lists(st.sampled_from([table2(), table3(), "<td rowspan=99999>", "<tr>", "<table>"])))
def test_never_raises_on_odd_pages(text: str, pieces: list[str]) -> None:
    page = f"<h1>{OURS[1]}</h1>{text.join(pieces)}二、主动公开政府信息情况{text}"
    assert said(portal({PAGE: page})).outcome is not Outcome.ERROR


def test_a_real_portal_with_reports_of_the_free_form(corpus: Path) -> None:
    """Reports of 2016 to 2018 on a department's portal; mirrored pages call the office by another name."""
    root = corpus / "site-mirrors" / "jilin-forestry"
    home = "http://www.example.gov.cn/index.html"
    paths = sorted(root.rglob("*.html"))
    pages = {home[:-10] + path.relative_to(root).as_posix(): decode(path.read_bytes())[0] for path in paths}
    result = said(FakeSite.of(pages, home=home, observed_at=datetime(2019, 6, 1, tzinfo=UTC)))
    assert result.findings == () and measured(result, "present") is True and measured(result, "in-time") is True


def test_a_real_column_of_nine_years_put_up_again(corpus: Path) -> None:
    page = corpus / "gov-pages" / "gd-overseas-chinese" / "list-annual-reports.html"
    listed = decode(page.read_bytes())[0]
    for year in range(2009, 2018):
        listed = listed.replace('<a href="javascript:;">欢迎', f'<a href="{year}.html">欢迎', 1)
    pages = {"/": HOME, COLUMN: listed}
    result = said(FakeSite.of(pages, observed_at=datetime(2018, 10, 1, tzinfo=UTC)))
    assert codes(result) == [] and doubts(result) == ["late"]
