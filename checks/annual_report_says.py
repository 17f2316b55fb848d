"""What the contents of one report say: its parts, its tables, their sums, last year's figures, the prose."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.annual_report_culprit import Culprit, culprits, unexplained
from checks.annual_report_prose import mismatches
from checks.annual_report_source import Source
from checks.annual_report_sums import (
    FIRST_CURRENT_YEAR,
    Equation,
    carried_over,
    cells_of,
    equations,
    is_certain,
    missing_rows,
)
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from evidence.report_model import PARTS, Report, Tables

FIRST_YEAR_WITH_TABLES = 2019  # the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号; freely written before
ORDINALS = "一二三四五六"
TABLES = ("表二（主动公开政府信息情况）", "表三（收到和处理政府信息公开申请情况）", "表四（行政复议、行政诉讼情况）")
ENOUGH_PARTS = 3
RESTATED = ("机构改革", "职能划转", "职责划转", "合并", "更正", "统计口径", "重新统计")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The report of a body for a year as found: whose, which year, where it stands."""

    name: str
    key: str
    year: int
    source: Source

    @property
    def called(self) -> str:
        """How a letter calls it."""
        return f"{self.name}{self.year}年政府信息公开工作年度报告"

    @property
    def url(self) -> str:
        """The page to mend."""
        return self.source.page_url


def contents(due: Due, report: Report, before: Report | None) -> Iterator[Statement]:
    """Everything said of the contents of a report."""
    if due.year < FIRST_YEAR_WITH_TABLES:
        return
    if due.year >= FIRST_CURRENT_YEAR:
        yield Measure(name="parts", value=len(report.parts), url=due.url, unit=due.key)
        if len(report.parts) < ENOUGH_PARTS and report.tables == Tables():
            yield _another_form(due, report)
            return
        yield from _parts(due, report)
    yield from _tables(due, report)
    yield from _sums(due, report)
    yield from _prose(due, report)
    if before is not None:
        yield from _carried(due, report, before)


def _another_form(due: Due, report: Report) -> Statement:
    """Neither the parts nor the tables were found: written freely, or only the beginning of it stands on the page."""
    return Doubt(
        code="missing-part",
        subject=f"{due.year}年 格式",
        page_url=due.url,
        target_url=due.source.file,
        message=f"{due.called}只找到 {len(report.parts)} 个规定的部分，没有统计表，可能没有按规定格式编写，请核对。",
    )


def _parts(due: Due, report: Report) -> Iterator[Statement]:
    # One or two headings beside tables alone tell that the rest is written another way, not that it is missing; lines
    # of a PDF may break a heading in two.
    kind = Problem if len(report.parts) >= ENOUGH_PARTS and report.exact else Doubt
    for number, name in enumerate(PARTS, 1):
        if number not in report.parts:
            yield kind(
                code="missing-part",
                subject=f"{due.year}年 {ORDINALS[number - 1]}、{name}",
                page_url=due.url,
                target_url=due.source.file,
                message=f"{due.called}缺少“{ORDINALS[number - 1]}、{name}”部分。",
            )


def _tables(due: Due, report: Report) -> Iterator[Statement]:
    found = report.tables
    parted = due.year >= FIRST_CURRENT_YEAR
    missing = [
        name
        for number, (name, rows) in enumerate(zip(TABLES, found, strict=True), 2)
        # With a part that is left out its table is: one fault.
        if not rows and (number in report.parts or not parted)
    ]
    if missing and (not report.exact or due.source.drawn):
        names = "、".join(missing)
        yield Unknown(
            subject=f"{due.called}{names}",
            url=due.url,
            reason=f"{due.called}的{names}没有读到（可能在附件或图片中，或附件不能按单元格读取），需人工核对",
        )
        missing = []
    for name in missing:
        yield Problem(
            code="missing-table",
            subject=f"{due.year}年 {name}",
            page_url=due.url,
            target_url=due.source.file,
            message=f"{due.called}缺少{name}。",
        )
    absent = missing_rows(report) if found.requests and parted else ()
    if absent:
        yield Doubt(
            code="missing-table",
            subject=f"{due.year}年 表三缺行",
            page_url=due.url,
            target_url=due.source.file,
            message=f"{due.called}表三缺少 {len(absent)} 行（或无法识别），例如“{absent[0]}”，请核对。",
            evidence={"rows": list(absent)},
        )


def _sums(due: Due, report: Report) -> Iterator[Statement]:
    judged = equations(report)
    doubtful = not is_certain(report)
    found = culprits(judged, cells_of(report))
    for one in found:
        yield _wrong_number(due, one, doubtful=doubtful)
    for equation in unexplained(judged, found):
        message = f"{due.called}{equation.name}数据不符：{equation.words}。"
        yield _broken(due, equation, "wrong-sum", message, doubtful=doubtful)
    if judged:
        held = sum(1 for equation in judged if equation.holds)
        yield Measure(
            name="equations-held",
            value=held,
            numerator=held,
            denominator=len(judged),
            url=due.url,
            unit=due.key,
        )


def _wrong_number(due: Due, one: Culprit, *, doubtful: bool) -> Statement:
    kind = Doubt if doubtful or not all(equation.sure for equation in one.broken) else Problem
    return kind(
        code="wrong-sum",
        subject=f"{due.year}年 {one.name}",
        page_url=due.url,
        target_url=due.source.file,
        message=f"{due.called}{one.name}的数字与其他数据不符：{one.words}。",
        evidence={"value": str(one.value), "wanted": str(one.wanted), "equations": [e.words for e in one.broken]},
    )


def _broken(due: Due, equation: Equation, code: str, message: str, *, doubtful: bool = False) -> Statement:
    kind = Doubt if doubtful or not equation.sure else Problem
    return kind(
        code=code,
        subject=f"{due.year}年 {equation.name} {equation.left_words}",
        page_url=due.url,
        target_url=due.source.file,
        message=message,
        evidence={"left": str(equation.left), "right": str(equation.right)},
    )


def _carried(due: Due, report: Report, before: Report) -> Iterator[Statement]:
    restated = any(word in report.text for word in RESTATED) or not (is_certain(report) and is_certain(before))
    for equation in carried_over(report, before):
        if not equation.holds:
            message = f"{due.called}{equation.name}与上一年度报告不衔接：{equation.words}。"
            yield _broken(due, equation, "wrong-carry-over", message, doubtful=restated)


def _prose(due: Due, report: Report) -> Iterator[Statement]:
    for found in mismatches(report, due.year):
        kind = Problem if found.sure and is_certain(report) else Doubt
        yield kind(
            code="text-mismatch",
            subject=f"{due.year}年 {found.kind}",
            page_url=due.url,
            target_url=due.source.file,
            message=f"{due.called}文字与表格数据不一致：{found.words}。",
        )
