"""annual-report: whose report a title is, and the columns that list it."""

import json

import pytest

from checks import Result
from checks.annual_report import annual_report
from checks.annual_report_body import closeness
from checks.testing import run_check
from evidence.records import Unit
from tests.checks.annual_report_cases import HOME, LAST, OURS, column, portal, report

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


def test_a_unit_without_a_column_answers_for_its_missing_report() -> None:
    units = (Unit(name="某区财政局", scope=("/czj/",)), Unit(name="某区教育局", scope=("/jyj/",)))
    rows = column(OURS, ("cz.html", "某区财政局2025年政府信息公开工作年度报告", "2026-01-20"), LAST)
    home = HOME.replace("</ul>", "<li><a href=/jyj/>教育局</a></li><li><a href=/czj/>财政局</a></li></ul>")
    own = HOME.replace("<li><a href=/zfxxgk/nb/>政府信息公开年报</a></li>", "")
    pages = {"/": home, "/jyj/": own, "/czj/": own, COLUMN: rows}
    pages[COLUMN + "cz.html"] = report(title="某区财政局2025年政府信息公开工作年度报告", published="2026-01-20")
    result = run_check(annual_report, portal(pages, units=units))
    assert [(finding.code, finding.unit) for finding in result.findings] == [("missing", "某区教育局")]


def test_a_unit_that_reports_together_with_another_is_not_called_silent() -> None:
    unit = Unit(name="某区地震局", scope=("/dzj/",))
    told = ("25.html", "关于某区地震局2025年政府信息公开工作年度报告合并编制的说明", "2026-01-16")
    notice = ("26.html", "关于做好某区地震局2025年政府信息公开工作年度报告编制的通知", "2026-01-16")
    menu = HOME.replace("/zfxxgk/nb/", "/dzj/nb/")
    home = HOME.replace("</ul>", "<li><a href=/dzj/>地震局</a></li></ul>")

    def said(*rows: tuple[str, str, str]) -> Result:
        pages = {"/": home, "/dzj/": menu, "/dzj/nb/": column(*rows), "/dzj/nb/25.html": "<p>与应急局合并编制</p>"}
        return run_check(annual_report, portal(pages, units=(unit,)))

    older = ("24.html", "某区地震局2024年政府信息公开工作年度报告", "2025-01-20")
    result = said(told, older)
    assert result.findings == () and "合并" in result.unknowns[0].reason
    assert [finding.code for finding in said(notice, older).findings] == ["missing"]


def test_a_column_that_keeps_a_page_for_each_year() -> None:
    units = tuple(
        Unit(name=f"某区{name}", scope=(f"/{path}/",)) for name, path in (("财政局", "czj"), ("教育局", "jyj"))
    )
    years = "".join(f"<li><a href={COLUMN}{year}/>{year}年</a></li>" for year in (2025, 2024))
    own = "<title>{}</title><p>机构职能：负责相关工作。</p>"

    def page(year: int, *names: str) -> str:
        rows = (("w", "某区人民政府"), *((name[2:], name) for name in names))
        return column(
            *((f"{at}{year}.html", f"{name}{year}年政府信息公开工作年度报告", f"{year + 1}-01-20") for at, name in rows)
        )

    def missing(*names: str, more: str = "") -> list[str]:
        both = tuple(unit.name for unit in units)
        pages: dict[str, str | bytes] = {
            COLUMN: f"<title>政府信息公开年报</title><h2>政府信息公开年报</h2><ul>{years}</ul>",
            f"{COLUMN}2025/": page(2025, *names) + more,
            f"{COLUMN}2024/": page(2024, *both),
            "/": HOME.replace("</ul>", "<li><a href=/jyj/>教育局</a></li><li><a href=/czj/>财政局</a></li></ul>"),
            **{unit.scope[0]: own.format(unit.name) for unit in units},
        }
        for name in ("w", *(one[2:] for one in names)):
            title = f"某区{name}2025年政府信息公开工作年度报告" if name != "w" else OURS[1]
            pages[f"{COLUMN}2025/{name}2025.html"] = report(title=title, published="2026-01-20")
        result = run_check(annual_report, portal(pages, units=units))
        return [finding.unit for finding in result.findings if finding.code == "missing"]

    assert missing("某区财政局", "某区教育局") == []
    assert missing("某区财政局") == ["某区教育局"]
    assert missing("某区财政局", more="<p>共 3 页</p>") == []


@pytest.mark.parametrize("words", ["2025年", "查看"])
def test_a_table_of_bodies_and_years_whose_links_are_files(words: str) -> None:
    units = tuple(
        Unit(name=f"某区{name}", scope=(f"/{path}/",)) for name, path in (("财政局", "czj"), ("教育局", "jyj"))
    )

    def said(*bodies: str) -> list[str]:
        names = ("某区人民政府", "某区财政局", "某区教育局")
        links = {name: f"<a href={at}.pdf>{words}</a>" if name in bodies else "" for at, name in enumerate(names)}
        old = words.replace("2025", "2024")
        rows = "".join(
            f"<tr><td>{name}</td><td><a href=o{name}.pdf>{old}</a></td><td>{links[name]}</td></tr>" for name in names
        )
        pages = {unit.scope[0]: f"<title>{unit.name}</title><p>机构职能：负责相关工作。</p>" for unit in units}
        head = "<tr><th>单位</th><th>2024年</th><th>2025年</th></tr>"
        pages[COLUMN] = f"<title>政府信息公开年报</title><table>{head}{rows}</table>"
        pages["/"] = HOME.replace("</ul>", "<li><a href=/jyj/>教育局</a></li><li><a href=/czj/>财政局</a></li></ul>")
        return [finding.message for finding in run_check(annual_report, portal(pages, units=units)).findings]

    assert said("某区人民政府", "某区财政局", "某区教育局") == []
    (missing,) = said("某区人民政府", "某区财政局")
    assert "某区教育局2025年" in missing


@pytest.mark.parametrize("words", ["2025年", "2025年年报", "查看"])
def test_a_table_of_bodies_and_years_whose_links_name_no_body(words: str) -> None:
    units = tuple(
        Unit(name=f"某区{name}", scope=(f"/{path}/",)) for name, path in (("财政局", "czj"), ("教育局", "jyj"))
    )
    own = "<title>{}</title><p>机构职能：负责相关工作。</p>"

    def said(schools: str, *, there: bool = True) -> list[tuple[str, str]]:
        rows, pages = "", {unit.scope[0]: own.format(unit.name) for unit in units}
        for name, path, day in (
            ("某区人民政府", "w", "2026-03-20"),
            ("某区财政局", "c", "2026-01-20"),
            ("某区教育局", "j", schools),
        ):
            cells = ""
            for year in (2024, 2025):
                url = f"{COLUMN}{path}{year}.html"
                title = f"{name}{year}年政府信息公开工作年度报告"
                pages[url] = report(title=title, published=day if year == 2025 else "2025-01-20")
                cells += f"<td><a href={url}>{words if year == 2025 else words.replace('2025', '2024')}</a></td>"
            rows += f"<tr><td>{name}</td>{cells if path != 'j' or there else cells[: cells.index('</td>') + 5]}</tr>"
        pages[COLUMN] = (
            f"<title>政府信息公开年报</title><table><tr><th>单位</th><th>2024</th><th>2025</th></tr>{rows}</table>"
        )
        pages["/"] = HOME.replace("</ul>", "<li><a href=/jyj/>教育局</a></li><li><a href=/czj/>财政局</a></li></ul>")
        found = run_check(annual_report, portal(pages, units=units)).findings
        return [(finding.code, finding.message[:5]) for finding in found]

    assert said("2026-01-20") == []
    assert said("2026-03-09") == [("late", "某区教育局")]
    assert [code for code, _ in said("", there=False)] == ["missing"]
