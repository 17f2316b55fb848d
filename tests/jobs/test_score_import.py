"""What people fill in: taken whole or not at all, kept beside the machine's value, and taken back."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from checks.model import Status
from evidence.errors import UsageError
from jobs import rubric_commands, score_commands, score_waiver, selfreport
from jobs.commands import Desk
from jobs.score import score
from jobs.score_commands import Wish
from rubric_map.library import packaged
from rubric_map.scorecard import Scorecard, ScoredItem, State
from rubric_map.statement_sheets import COLUMNS, SheetKind, entries
from rubric_map.statements import Statement
from tests.jobs.score_office import CIVIL, FINANCE, HOME, INFO, NOW, audited, dead, office, page, results

FOUND = dead("czj/a.html", "czj/gone.html")
REPLY = HOME + "czj/hf/1.html"
SOURCE = ("专项评估", "2026-11-01")
ROWS: dict[SheetKind, tuple[object, ...]] = {
    SheetKind.SCORE: ("songjiang-2022", FINANCE, "5.1", "", "", "6", "", *SOURCE),
    SheetKind.LINK: ("songjiang-2022", FINANCE, "4.1", "", "", REPLY, "热点回应"),
    SheetKind.DECISION: ("songjiang-2022", FINANCE, "1.2", "", "", "5", "区政府办", "已核实整改", "2026-12-31"),
}
FACT = ("xinjin-2021", "", "", "", "是", "现场核查", "")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office(tmp_path) as opened:
        said = results(FOUND)
        source = "<title>关于热点回应的说明</title><p>发布时间：2022-05-06</p><p>热点问题回应如下</p>"
        audited(opened.store, said, pages=[page("czj/hf/1.html", source)])
        yield opened


def book(folder: Path, sheets: dict[SheetKind, Sequence[Sequence[object]]]) -> Path:
    path = folder / "填报.xlsx"
    with Workbook(str(path)) as made:
        for kind, rows in sheets.items():
            sheet = made.add_worksheet(kind.value)
            for at, row in enumerate((COLUMNS[kind], *rows)):
                for column, value in enumerate(row):
                    sheet.write(at, column, value)
    return path


def filled(folder: Path) -> Path:
    return book(folder, {kind: [row] for kind, row in ROWS.items()})


def take(desk: Desk, file: Path) -> None:
    score_commands.run(desk, Wish(site="jia", file=file, format="csv"))


def card(desk: Desk, unit: str = FINANCE) -> Scorecard:
    run = desk.store.runs.latest("jia", finished=True)
    assert run is not None
    return score(desk.store, run.id, units=[unit])[0]


def item(desk: Desk, number: str, unit: str = FINANCE) -> ScoredItem:
    return next(one for one in card(desk, unit).items if one.number == number)


@pytest.mark.usefixtures("capsysbinary")
def test_what_people_state_stands_beside_the_machines_value(desk: Desk, tmp_path: Path) -> None:
    before = card(desk)
    take(desk, filled(tmp_path))
    decided = item(desk, "1.2")
    assert (decided.state, decided.score) == (State.SETTLED, Decimal(5))
    assert decided.machine.score == Decimal(4)
    assert decided.decided is not None
    assert decided.decided.name == "区政府办"
    assert item(desk, "5.1").score == Decimal(6)
    assert item(desk, "1.2", CIVIL).decided is None
    after = card(desk)
    assert before.totals is not None
    assert after.totals is not None
    assert after.totals.settled - before.totals.settled == 7  # 6 of 5.1 and one point of 1.2
    data = next(one for one in after.to_json()["items"] if one["number"] == "1.2")
    assert data["machine"] == {"state": "settled", "score": 4, "low": 4, "high": 4}
    assert data["decided"] == {"points": 5, "name": "区政府办", "reason": "已核实整改", "until": "2026-12-31"}


@pytest.mark.usefixtures("capsysbinary")
def test_a_decision_that_has_expired_is_ignored(desk: Desk, tmp_path: Path) -> None:
    row = (*ROWS[SheetKind.DECISION][:-1], (NOW.date() - timedelta(days=1)).isoformat())
    take(desk, book(tmp_path, {SheetKind.DECISION: [row]}))
    assert item(desk, "1.2").score == Decimal(4)
    assert item(desk, "1.2").decided is None


@pytest.mark.usefixtures("capsysbinary")
def test_importing_twice_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    take(desk, filled(tmp_path))
    first = desk.store.outside.list("jia")
    take(desk, filled(tmp_path))
    assert desk.store.outside.list("jia") == first
    assert len(first) == len(ROWS)


@pytest.mark.usefixtures("capsysbinary")
def test_what_was_stated_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, filled(tmp_path))
    score_row, link, decision = (list(row) for row in ROWS.values())
    score_row[5], link[6], decision[5] = "撤回", "撤回", "撤回"
    take(desk, book(tmp_path, dict(zip(ROWS, ([score_row], [link], [decision]), strict=True))))
    assert desk.store.outside.list("jia") == ()
    assert item(desk, "1.2").score == Decimal(4)


def test_links_are_fetched_next_time_and_judged(desk: Desk, tmp_path: Path, capsysbinary: object) -> None:
    other = (*ROWS[SheetKind.LINK][:5], "https://mp.weixin.qq.com/s/x", "公众号")
    take(desk, book(tmp_path, {SheetKind.LINK: [ROWS[SheetKind.LINK], other]}))
    assert set(selfreport.seeds(desk.store, "jia")) == {REPLY, "https://mp.weixin.qq.com/s/x"}
    seen = [one for line in item(desk, "4.1").lines for one in line.measures if one.check == selfreport.CHECK]
    said = {(one.url == REPLY, one.name): one.value for one in seen}
    assert said[True, "alive"] == said[True, "official"] == said[True, "on-topic"] == said[True, "this-year"] == "true"
    assert said[True, "title"] == "关于热点回应的说明"
    assert said[False, "official"] == "false"
    assert said[False, "alive"] == "尚未查看，下次运行时核对"
    assert item(desk, "4.1").state is State.OPEN  # a link alone gives no points


@pytest.mark.parametrize(("title", "topic"), [("财政资金", True), ("会议公开", False), ("", False)])
def test_a_page_is_on_topic_when_it_says_what_the_item_is_called(title: str, topic: bool) -> None:
    assert selfreport.is_on_topic(title, "甲区2022年财政专项资金使用情况") is topic


@pytest.mark.parametrize(
    ("url", "official"),
    [
        ("https://www.beijing.gov.cn/a", True),
        (HOME + "a", True),
        ("https://gov.cn.example.com/a", False),
        ("https://mp.weixin.qq.com/s/a", False),
    ],
)
def test_official_hosts(url: str, official: bool) -> None:
    assert selfreport.is_official(url, INFO) is official


def changed(kind: SheetKind, at: int, value: object) -> Callable[[Path], Path]:
    row = list(ROWS[kind])
    row[at] = value
    return lambda folder: book(folder, {SheetKind.LINK: [ROWS[SheetKind.LINK]], kind: [row]})


@pytest.mark.parametrize(
    ("make", "place", "what"),
    [
        (changed(SheetKind.SCORE, 5, "七"), "工作表“外部得分”第 2 行“得分”列（F2）", "应为数字"),
        (changed(SheetKind.SCORE, 5, "9"), "“得分”列（F2）", "不能超过 8 分"),
        (changed(SheetKind.SCORE, 5, "-1"), "“得分”列（F2）", "不小于 0"),
        (changed(SheetKind.SCORE, 6, "0"), "“评分满分”列（G2）", "应大于 0"),
        (changed(SheetKind.SCORE, 7, ""), "“来源”列（H2）", "不能为空"),
        (changed(SheetKind.SCORE, 8, "11月1日"), "“日期”列（I2）", "应为日期"),
        (changed(SheetKind.SCORE, 2, "99"), "“序号”列（C2）", "没有可在“外部得分”表填写的这一项"),
        (changed(SheetKind.SCORE, 1, "区水利局"), "“单位”列（B2）", "清单中没有这个单位"),
        (changed(SheetKind.SCORE, 0, "nosuch"), "“考核细则”列（A2）", "没有这份考核细则"),
        (changed(SheetKind.DECISION, 5, "6"), "工作表“人工核定”第 2 行“核定得分”列（F2）", "不能超过本项分值 5 分"),
        (changed(SheetKind.DECISION, 6, ""), "“核定人”列（G2）", "不能为空"),
        (changed(SheetKind.DECISION, 8, ""), "“有效期至”列（I2）", "应为日期"),
        (changed(SheetKind.LINK, 5, "www.jia.gov.cn"), "工作表“填报链接”第 2 行“链接”列（F2）", "完整网址"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_taken(
    desk: Desk, tmp_path: Path, make: Callable[[Path], Path], place: str, what: str
) -> None:
    with pytest.raises(UsageError) as raised:
        take(desk, make(tmp_path))
    said = str(raised.value)
    assert place in said
    assert what in said
    assert "\n" not in said
    assert desk.store.outside.list("jia") == ()


def test_two_rows_on_one_thing_must_agree(desk: Desk, tmp_path: Path) -> None:
    row = list(ROWS[SheetKind.SCORE])
    row[5] = "7"
    with pytest.raises(UsageError, match=r"第 3 行“序号”列（C3）有误：与.*第 2 行"):
        take(desk, book(tmp_path, {SheetKind.SCORE: [ROWS[SheetKind.SCORE], row]}))
    assert desk.store.outside.list("jia") == ()


@pytest.mark.usefixtures("capsysbinary")
def test_a_csv_of_one_sheet_is_taken(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "核定.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS[SheetKind.DECISION], ROWS[SheetKind.DECISION]])
    take(desk, path)
    assert item(desk, "1.2").score == Decimal(5)


@pytest.mark.parametrize("name", ["没有.xlsx", "清单.odt", "坏.xlsx", "空.csv"])
def test_a_file_that_is_no_form_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name != "没有.xlsx":
        path.write_bytes(b"a,b\n")
    with pytest.raises(UsageError):
        take(desk, path)


@pytest.mark.usefixtures("capsysbinary")
def test_the_template_as_written_says_nothing_and_filled_is_taken(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    rubric_commands.template(desk, "songjiang-2022", path, site="jia")
    opened = CalamineWorkbook.from_path(str(path))
    assert {kind.value for kind in ROWS} <= set(opened.sheet_names)
    assert [row[0] for row in opened.get_sheet_by_name("单位名单").to_python()[1:]] == [FINANCE, CIVIL]
    rows = opened.get_sheet_by_name("人工核定").to_python()
    assert tuple(rows[0]) == COLUMNS[SheetKind.DECISION]
    assert len(rows) == 27
    take(desk, path)
    assert desk.store.outside.list("jia") == ()


@pytest.mark.usefixtures("capsysbinary")
def test_facts_of_a_task_list_settle_it(desk: Desk, tmp_path: Path) -> None:
    entry = entries(packaged("xinjin-2021"), SheetKind.FACT)[0]
    row = list(FACT)
    row[2] = entry.number
    take(desk, book(tmp_path, {SheetKind.FACT: [row]}))
    (statement,) = desk.store.outside.list("jia", rubric="xinjin-2021")
    assert isinstance(statement, Statement)
    assert statement.unit == ""
    assert statement.stated.number == entry.number


def test_a_waiver_takes_the_finding_out_of_the_score_and_back(desk: Desk) -> None:
    until = date(2026, 12, 31).isoformat()
    words = {"by": "区政府办", "reason": "系统迁移", "until": until}
    score_waiver.waive(desk, "jia", FOUND.fingerprint, **words, undo=False)
    assert item(desk, "1.2").score == Decimal(5)
    (issue,) = desk.store.findings.list(site="jia")
    assert issue.status is Status.WAIVED
    score_waiver.waive(desk, "jia", FOUND.fingerprint, by="", reason="", until="", undo=True)
    assert item(desk, "1.2").score == Decimal(4)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ({"by": "", "reason": "甲", "until": "2026-12-31"}, "--by"),
        ({"by": "甲办", "reason": "", "until": "2026-12-31"}, "--reason"),
        ({"by": "甲办", "reason": "乙", "until": ""}, "--until"),
        ({"by": "甲办", "reason": "乙", "until": "年底"}, "日期“年底”不正确"),
        ({"by": "甲办", "reason": "乙", "until": "2026-11-20"}, "已经过去"),
    ],
)
def test_a_waiver_says_who_why_and_until_when(desk: Desk, words: dict[str, str], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        score_waiver.waive(desk, "jia", FOUND.fingerprint, **words, undo=False)


def test_what_is_not_waived_cannot_be_taken_back(desk: Desk) -> None:
    with pytest.raises(UsageError, match="没有标为不作要求"):
        score_waiver.waive(desk, "jia", FOUND.fingerprint, by="", reason="", until="", undo=True)


def test_an_unknown_finding_cannot_be_waived(desk: Desk) -> None:
    with pytest.raises(UsageError, match="没有编号为 nosuch 的问题"):
        score_waiver.waive(desk, "jia", "nosuch", by="甲办", reason="乙", until="2026-12-31", undo=False)


def test_the_trail_shows_the_decision_and_what_the_machine_came_to(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = book(tmp_path, {SheetKind.DECISION: [ROWS[SheetKind.DECISION]]})
    score_commands.run(desk, Wish(site="jia", unit=FINANCE, file=file, explain="1.2"))
    text = capsys.readouterr().out
    assert "人工核定：区政府办核定 5 分，理由：已核实整改，有效期至 2026-12-31" in text
    assert "机器得分：4 分（已定）" in text
    score_commands.run(desk, Wish(site="jia", unit=FINANCE))
    assert "机器得分 4" in capsys.readouterr().out
