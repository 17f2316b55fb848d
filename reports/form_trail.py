"""The trail behind the points of a form: one row a rule, a measure or a finding."""

from collections.abc import Iterator, Mapping

from reports.model import FindingRow
from reports.text import interval, one_line
from reports.titles import ANSWER, STATE, WHOLE_SITE
from reports.workbook.book import Book
from reports.workbook.table import Address, Cell, Column, Table
from rubric_map.scorecard import MeasureSeen, Scorecard, ScoredItem, ScoreLine

COLUMNS = (
    Column("单位", 14),
    Column("序号", 7, "centre"),
    Column("考核项", 20),
    Column("规则", 30),
    Column("结果", 9, "centre"),
    Column("得分", 9, "centre"),
    Column("理由", 34),
    Column("依据", 40),
    Column("所在页面", 34),
    Column("指向", 34),
    Column("首次发现", 11, "time"),
)
Titles = Mapping[tuple[str, str], str]
Findings = Mapping[str, FindingRow]


def write_trail(book: Book, cards: tuple[Scorecard, ...], findings: Findings, titles: Titles) -> None:
    """The sheet 得分依据 of one rubric."""
    table = Table(book, "得分依据", COLUMNS, heading=f"得分依据：{cards[0].title}")
    for card in cards:
        for item in card.items:
            for row in _rows(card, item, findings, titles):
                table.append(row)
    table.finish()


def _rows(card: Scorecard, item: ScoredItem, findings: Findings, titles: Titles) -> Iterator[tuple[Cell, ...]]:
    head = (card.unit or WHOLE_SITE, item.number, one_line(item.title))
    if not item.lines:
        yield (*head, "", STATE[item.state.value], interval(item.low, item.high), item.reason, "", None, None, None)
    for line in item.lines:
        said = (one_line(line.text), STATE[line.state.value], _points(line), one_line(line.reason))
        proofs = list(_proofs(line, findings, titles))
        for proof in proofs or [("", None, None, None)]:
            yield (*head, *said, *proof)


def _points(line: ScoreLine) -> str:
    return "" if line.low is None or line.high is None else interval(line.low, line.high)


def _proofs(line: ScoreLine, findings: Findings, titles: Titles) -> Iterator[tuple[Cell, Cell, Cell, Cell]]:
    for measure in line.measures:
        yield measure_words(measure, titles), Address(measure.url) if measure.url else None, None, None
    for mark in line.findings:
        row = findings.get(mark)
        if row is not None:
            more = f"（共 {len(row.places)} 处）" if len(row.places) > 1 else ""
            target = Address(row.target_url) if row.target_url else None
            doubt = "疑似：" if row.doubtful else ""
            yield f"{doubt}{one_line(row.message)}{more}", Address(row.page_url), target, row.first_seen


def measure_words(measure: MeasureSeen, titles: Titles) -> str:
    """A measure in words: whose, of what, how much of how many."""
    title = titles.get((measure.check, measure.name), measure.name)
    about = measure.unit + (f"“{measure.subject}”：" if measure.subject else "：" if measure.unit else "")
    value = ANSWER.get(measure.value, measure.value)
    share = f"（{measure.numerator}/{measure.denominator}）" if measure.denominator is not None else ""
    return f"{about}{title}：{one_line(value)}{share}"
