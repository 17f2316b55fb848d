"""The installed command from outside: a portal crawled once, then everything an analyst does with it."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from python_calamine import CalamineWorkbook

from demo.portal import build
from demo.server import Served, serve
from reports.objects import FINDING_FIELDS
from tests.jobs.served import Hecha, Said, folder_served, hecha_in

TODAY = "2026-11-21"


class Office(NamedTuple):
    """A command with one portal already run."""

    hecha: Hecha
    served: Served
    ran: Said


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    portal = build(date.fromisoformat(TODAY))
    hecha = hecha_in(folder)
    with serve(portal) as served:
        rows = ["site,site_name,url,rubrics,unit,unit_kind,scope,publisher,contact"]
        info = portal.site(served.url)
        rows.append(f"yx,{info.name},{served.url},{';'.join(info.rubrics)},,,,,")
        rows += [f"yx,,,,{unit.name},{unit.kind},{';'.join(unit.scope)},," for unit in info.units]
        (folder / "清单.csv").write_text("\n".join(rows), encoding="utf-8")
        assert hecha("sites", "import", "清单.csv").code == 0
        ran = hecha("--today", TODAY, "run", "yx", "--format", "json")
        yield Office(hecha, served, ran)


def _json(said: Said) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(said.out)
    return found


@pytest.mark.slow
def test_a_run_leaves_with_one_when_there_are_problems(office: Office) -> None:
    assert office.ran.code == 1, office.ran.err
    (row,) = _json(office.ran)
    assert row["state"] == "finished"
    assert isinstance(row["problems"], int)
    assert row["problems"] > 40


def test_a_run_tells_what_it_left_open(tmp_path: Path) -> None:
    root = tmp_path / "portal"
    root.mkdir()
    words = "<p>" + "示例区人民政府门户网站。" * 20 + "</p>"
    (root / "index.html").write_text(f"<a href=/nei/a.html>内部</a><a href=/b.html>公开</a>{words}", encoding="utf-8")
    (root / "b.html").write_text(f"<a href=/nei/c.html>内部</a>{words}", encoding="utf-8")
    (root / "robots.txt").write_text("User-agent: *\nDisallow: /nei/\n", encoding="utf-8")
    hecha = hecha_in(tmp_path)
    with folder_served(root) as url:
        whole = hecha("run", url, "--checks", "broken-links")
        cut = hecha("run", url, "--checks", "broken-links", "--max-pages", "1")
        quiet = hecha("-q", "run", url, "--checks", "broken-links", "--max-pages", "1")
    assert "robots.txt 禁止访问：2 个地址未查看" in whole.err
    assert "无法判定" not in whole.err
    assert "错链断链：无法判定，本次采集不完整" in cut.err
    assert "超过页面数上限：" in cut.err
    assert "无法判定" not in quiet.err


def test_importing_twice_changes_nothing(office: Office) -> None:
    said = office.hecha("sites", "import", "清单.csv")
    assert "未变 1 个站点" in said.err


def test_findings_have_the_fields_of_the_contract(office: Office) -> None:
    rows = _json(office.hecha("findings", "--site", "yx", "--format", "json"))
    assert {tuple(row) for row in rows} == {FINDING_FIELDS}
    assert {row["status"] for row in rows} == {"new"}
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    assert any(row["rubric_items"] for row in rows)


def test_findings_of_a_unit_stand_on_its_pages(office: Office) -> None:
    rows = _json(office.hecha("findings", "--site", "yx", "--unit", "区财政局", "--format", "json"))
    assert rows
    for row in rows:
        places = [place["page_url"] for place in row["places"]]  # type: ignore[attr-defined]
        assert any("/czj/" in str(url) for url in (row["page_url"], row["target_url"], *places))


def test_a_status_may_be_named_as_it_is_shown(office: Office) -> None:
    shown = _json(office.hecha("findings", "--status", "新发现，未整改", "--format", "json"))
    assert shown == _json(office.hecha("findings", "--status", "new,open", "--format", "json")) != []


def test_csv_reads_back(office: Office) -> None:
    said = office.hecha("findings", "--site", "yx", "--format", "csv")
    assert said.out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"))))
    assert list(rows[0]) == list(FINDING_FIELDS)
    assert len(rows) == len(_json(office.hecha("findings", "--site", "yx", "--format", "json")))


def test_a_csv_of_nothing_has_its_header(office: Office) -> None:
    said = office.hecha("findings", "--site", "yx", "--status", "fixed", "--format", "csv")
    assert said.out.removeprefix("\ufeff").strip() == ",".join(FINDING_FIELDS)


def test_what_is_to_be_mended_comes_before_what_is_waived(office: Office) -> None:
    shown = ("findings", "--site", "yx", "--status", "all", "--format", "json")
    first = str(_json(office.hecha(*shown))[0]["fingerprint"])
    why = ("--by", "区政务公开办", "--reason", "已核实", "--until", "2099-01-01")
    assert office.hecha("waive", "yx", first, *why).code == 0
    last = _json(office.hecha(*shown))[-1]
    assert (last["fingerprint"], last["status"]) == (first, "waived")
    assert office.hecha("waive", "yx", first, "--undo").code == 0


def test_a_check_again_answers_without_a_request(office: Office) -> None:
    before = len(office.served.log)
    said = office.hecha("check", "broken-links", "yx", "--format", "json")
    assert said.code == 1
    assert len(office.served.log) == before
    first = {
        row["fingerprint"] for row in _json(office.hecha("findings", "--check", "broken-links", "--format", "json"))
    }
    assert {row["fingerprint"] for row in _json(said)} == first


def test_a_check_of_a_unit_without_faults_does_not_say_it_has_any(office: Office) -> None:
    found = _json(office.hecha("findings", "--format", "json"))
    faults = {str(row["check"]) for row in found if row["outcome"] == "problem"}
    units = {str(row["unit"]) for row in found if row["unit"]}
    told = {(row["check"], row["unit"]) for row in found}
    check, unit = next((check, unit) for check in sorted(faults) for unit in sorted(units) if (check, unit) not in told)
    said = office.hecha("--today", TODAY, "check", check, "yx", "--unit", unit)
    assert said.code == 0
    assert f"{unit}没有问题（全站有问题）" in said.out


def test_a_fresh_check_gathers_only_what_it_needs(office: Office) -> None:
    before = len(office.served.log)
    said = office.hecha("--today", TODAY, "check", "update-frequency", "yx", "--fresh", "--format", "json")
    assert said.code == 1, said.err
    asked = {hit.path for hit in office.served.log[before:]}
    # A page that is shown in a browser loads its style sheets there.
    assert not any(path.endswith((".png", ".jpg", ".pdf", ".doc")) for path in asked)
    assert {row["check"] for row in _json(said)} == {"update-frequency"}
    # The other checks keep their word: the fresh run did not gather for them.
    assert _json(office.hecha("findings", "--check", "broken-links", "--format", "json"))


def test_scorecards_have_the_form_of_the_contract(office: Office) -> None:
    cards = _json(office.hecha("score", "yx", "--format", "json"))
    assert {(card["rubric"], card["unit"]) for card in cards} >= {
        ("songjiang-2022", ""),
        ("songjiang-2022", "区财政局"),
    }
    for card in cards:
        totals = card["totals"]
        assert isinstance(totals, dict)
        assert totals["low"] <= totals["settled"] <= totals["high"] <= totals["max"] == 100
        assert totals["by_method"]["online"]["max"] > 0


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "csv", "jsonl"])
def test_every_export_is_written_and_names_the_unit(office: Office, kind: str) -> None:
    name = f"区民政局.{kind}"
    options = ("--due-days", "15", "--issuer", "区政务公开办公室")
    said = office.hecha("export", "yx", "--unit", "区民政局", "--format", kind, "--output", name, *options)
    assert said.code == 0, said.err
    file = office.hecha.folder / name
    assert file.stat().st_size > 1000
    if kind == "xlsx":
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("问题台账").to_python()
        header = next(row for row in sheet if "序号" in row)
        assert "整改情况" in header
    if kind == "docx":
        assert docx.Document(str(file)).paragraphs[-2].text == "区政务公开办公室"


def test_the_same_evidence_gives_the_same_results(office: Office) -> None:
    office.hecha("check", "required-columns", "yx")
    office.hecha("check", "required-columns", "yx")
    with sqlite3.connect(office.hecha.folder / "hecha.db") as base:
        rows = base.execute("select data from results where check_id = 'required-columns' order by id desc limit 2")
        first, second = rows.fetchall()
    base.close()
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "nosuch"), "没有站点"),
        (("run",), "请写明站点"),
        (("run", "ftp://x.cn"), "应以 http:// 或 https:// 开头"),
        (("check", "nosuch", "yx"), "没有名为“nosuch”的检查项"),
        (("check", "broken-links", "nosuch"), "没有站点"),
        (("score", "yx", "--rubric", "nosuch"), "没有考核细则"),
        (("score", "yx", "--unit", "财政部"), "没有单位“财政部”"),
        (("findings", "--status", "odd"), "new（新发现）、open（未整改）"),
        (("findings", "--check", "nosuch"), "没有名为“nosuch”的检查项"),
        (("findings", "--site", "yx", "--unit", ""), "没有单位“”"),
        (("findings", "--format", "xml"), "xml"),
        (("export", "yx", "--output", "清单.odt"), "没有“odt”这种导出格式"),
        (("export", "yx", "--output", "清单"), "请用 --format 写明导出格式"),
        (("export", "yx", "--unit", "", "--output", "清单.xlsx"), "没有单位“”"),
        (("export", "yx", "--output", "不存在/清单.xlsx"), "不存在"),
        (("rubrics", "template", "songjiang-2022", "--output", "表.csv"), "扩展名改为 .xlsx"),
        (("--config", "nosuch.toml", "findings"), "找不到配置文件"),
        (("--today", "today", "findings"), "--today"),
        (("--nosuch",), "没有选项 --nosuch"),
        (("nosuch",), "没有命令"),
        (("sites", "import", "nosuch.csv"), "找不到清单文件"),
        (("sites", "add", "a/b", "http://x.cn"), "站点编号"),
        (("sites", "add", "ab\n", "http://x.cn"), "站点编号"),
        (("sites", "add", "ab", "ftp://x.cn"), "网址"),
        (("rubrics", "validate", "nosuch.yaml"), "nosuch.yaml"),
    ],
)
def test_bad_input_is_one_chinese_line_and_leaves_with_two(
    office: Office, arguments: tuple[str, ...], words: str
) -> None:
    said = office.hecha(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("错误：")
    assert said.err.count("\n") == 1
    assert words in said.err


def test_no_way_to_the_portal_is_an_environment_fault_and_no_finding(tmp_path: Path) -> None:
    hecha = hecha_in(tmp_path)
    said = hecha("run", "http://portal.example.gov.cn/", HECHA_NETWORK__RESOLVER="127.0.0.1:9", HECHA_PACE__TIMEOUT="3")
    assert said.code == 4, said.err
    assert "网络" in said.err
    assert _json(hecha("findings", "--format", "json")) == []


def test_a_private_address_is_refused_unless_allowed(office: Office, tmp_path: Path) -> None:
    hecha = hecha_in(tmp_path)
    before = len(office.served.log)
    said = hecha("run", office.served.url, HECHA_NETWORK__ALLOW_PRIVATE="")
    assert said.code == 3
    assert "allow_private" in said.err
    assert len(office.served.log) == before


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "hecha.db") as base:
        base.execute("create table other (a)")
    base.close()
    before = (tmp_path / "hecha.db").read_bytes()
    said = hecha_in(tmp_path)("findings")
    assert said.code in (2, 4)
    assert said.err.startswith("错误：")
    assert (tmp_path / "hecha.db").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[pace]\nper_host = 0\n", "pace.per_host"),
        ("[pace]\nfast = 1\n", "pace.fast"),
        ("[nosuch]\n", "nosuch"),
        ("[pace\n", "格式有误"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "hecha.toml").write_text(text, encoding="utf-8")
    hecha = hecha_in(tmp_path)
    environment = {name: "" for name in hecha.environment if name.startswith("HECHA_PACE")}
    for name in environment:
        del hecha.environment[name]
    said = hecha("findings")
    assert said.code == 2
    assert words in said.err
    assert not (tmp_path / "hecha.db").exists()
