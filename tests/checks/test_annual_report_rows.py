"""annual-report: lists that name a body under a year, and lists of several pages."""

import pytest

from checks.annual_report import annual_report
from checks.annual_report_rows import names_body
from checks.annual_report_title import read_title
from checks.testing import run_check
from evidence.records import Unit
from tests.checks.annual_report_cases import HOME, LAST, OURS, column, portal, report

COLUMN = "/zfxxgk/nb/"
UNITS = (Unit(name="某区财政局", scope=("/czj/",)), Unit(name="某区教育局", scope=("/jyj/",)))
NAMES = ("某区人民政府", "某区财政局", "某区教育局")


def home() -> dict[str, str | bytes]:
    links = "<li><a href=/jyj/>教育局</a></li><li><a href=/czj/>财政局</a></li></ul>"
    own = {unit.scope[0]: f"<title>{unit.name}</title><p>机构职能：负责相关工作。</p>" for unit in UNITS}
    return {"/": HOME.replace("</ul>", links), **own}


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_names_of_bodies_under_a_year(suffix: str) -> None:
    def said(*bodies: str) -> list[tuple[str, str]]:
        pages, lists = home(), ""
        for year, names in ((2025, bodies), (2024, NAMES)):
            rows = "".join(f"<li><a href={name}{year}.{suffix}>{name}</a></li>" for name in names)
            lists += f"<h3><b>{year}年</b></h3><ul>{rows}</ul>"
            for name in names if suffix == "html" else ():
                title = f"{name}{year}年政府信息公开工作年度报告"
                pages[f"{COLUMN}{name}{year}.html"] = report(title=title, published=f"{year + 1}-01-20")
        pages[COLUMN] = f"<title>政府信息公开年报</title>{lists}"
        found = run_check(annual_report, portal(pages, units=UNITS)).findings
        return [(finding.code, finding.subject) for finding in found if finding.code == "missing"]

    assert said(*NAMES) == []
    assert said(*NAMES[:2]) == [("missing", "某区教育局 2025年")]


def test_years_beside_each_other_head_nothing() -> None:
    """They are tabs, and the bodies below them may be those of any year."""
    rows = "".join(f"<li><a href={name}.pdf>{name}</a></li>" for name in NAMES)
    tabs = "<span>2026年</span><span>2025年</span><span>2024年</span>"
    pages = home() | {COLUMN: f"<title>政府信息公开年报</title>{tabs}<ul>{rows}</ul>"}
    found = run_check(annual_report, portal(pages, units=UNITS))
    assert not any(one.name == "present" and one.value is True for one in found.measures)


@pytest.mark.parametrize(
    ("text", "body"),
    [("某区财政局", True), ("城南街道办事处", True), ("2025年", False), ("更多", False), ("关于我们", False)],
)
def test_what_names_a_body(text: str, body: bool) -> None:
    assert names_body(text) is body


@pytest.mark.parametrize(("second", "unseen"), [(True, 0), (False, 1)])
def test_a_column_of_several_pages_that_were_all_read(second: bool, unseen: int) -> None:
    more = "<div class=page><a href=index_1.html>下一页</a> 共2页</div>"
    rows = (OURS, ("c.html", "某区财政局2025年政府信息公开工作年度报告", "2026-01-20"))
    pages = home() | {COLUMN: column(*rows) + more}
    for href, title, day in rows:
        pages[COLUMN + href] = report(title=title, published=day)
    pages[f"{COLUMN}index_1.html"] = (
        column(("x.html", "某区某镇2025年政府信息公开工作年度报告", "2026-01-20")) if second else ""
    )
    pages[COLUMN + LAST[0]] = ""
    result = run_check(annual_report, portal(pages, units=UNITS))
    assert [one.subject for one in result.findings if one.code == "missing"] == (
        ["某区教育局 2025年"] if second else []
    )
    assert sum("教育局" in one.subject for one in result.unknowns) == unseen


@pytest.mark.parametrize(
    "title", ["某区卫生健康局关于2025年政府信息公开工作情况的报告", "关于某区卫生健康局2025年政府信息公开工作的报告"]
)
def test_titles_with_about_and_of(title: str) -> None:
    found = read_title(title)
    assert found is not None
    assert (found.body, found.year) == ("某区卫生健康局", 2025)
