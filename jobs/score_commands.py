"""What `hecha score` does: score, then show the cards, one item's trail, or what was asked for instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.errors import UsageError
from evidence.records import SiteInfo
from jobs.cards import ITEM_HEADER, item_rows, print_card, print_changes, print_ranking, print_summary
from jobs.commands import Desk
from jobs.console_text import tell
from jobs.dossier import latest_run
from jobs.score import rubrics_of, score
from jobs.score_files import WRITERS, changes, rankings, write_forms
from jobs.score_import import read_statements, stated_words
from jobs.score_trail import trail_object, trail_text, trails
from jobs.sites import site_named
from reports.changes import CHANGE_HEADER, change_object, change_rows
from reports.form_mask import mask_card
from reports.ranking import PLACE_HEADER, place_cells, ranking_object
from reports.terminal import emit, emit_objects
from reports.text import clean
from rubric_map.library import find, library
from rubric_map.model import Rubric
from rubric_map.scorecard import Scorecard
from storage.runs import USABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked of `hecha score`; of `explain`, `ranking` and `changes` one at most."""

    site: str
    unit: str | None = None
    rubric: str | None = None
    run: int | None = None
    format: str = "table"
    output: Path | None = None
    file: Path | None = None
    explain: str | None = None
    ranking: bool = False
    changes: bool = False


def run(desk: Desk, wish: Wish) -> None:
    """Take what people state, score a run, and show what was asked for."""
    wish = _formed(wish)
    _settle(wish)
    info = site_named(desk.store, wish.site)
    rubrics = (find(wish.rubric),) if wish.rubric else rubrics_of(info)
    if wish.file is not None:
        _import(desk, info, rubrics, wish.file)
        if desk.store.runs.latest(info.id, finished=True) is None:
            return
    if not rubrics:
        raise UsageError(f"站点 {info.id} 没有指定考核细则，请用 --rubric 指定，或在清单的 rubrics 列填写")
    run_id = _run(desk, info, wish.run)
    cards = score(desk.store, run_id, rubrics=rubrics, units=None if wish.unit is None else [wish.unit])
    if wish.explain is not None:
        _explain(desk, cards, wish)
    elif wish.ranking:
        _rank(rubrics, cards, wish)
    elif wish.changes:
        _change(desk, run_id, cards, wish)
    elif wish.output is not None:
        path = write_forms(desk, info, rubrics, cards, wish.format, wish.output)
        if not desk.quiet:
            tell(f"已生成考核评分表：{path}")
    else:
        _show(cards, wish)


def _formed(wish: Wish) -> Wish:
    """The wish with the format that the name of the output file says, where none was named."""
    named = wish.output.suffix.lstrip(".").lower() if wish.output else ""
    return replace(wish, format=named) if wish.format == "table" and named in WRITERS else wish


def _settle(wish: Wish) -> None:
    """What cannot go together, said before anything is done."""
    if sum((wish.explain is not None, wish.ranking, wish.changes)) > 1:
        raise UsageError("--explain、--ranking、--changes 一次只能用一个")
    special = wish.explain is not None or wish.ranking or wish.changes
    if wish.format in WRITERS and special:
        raise UsageError(
            f"{wish.format} 格式输出整张评分表（含排名和得分依据），请去掉 --explain、--ranking、--changes"
        )
    if wish.format in WRITERS and wish.output is None:
        raise UsageError(f"{wish.format} 格式请用 --output 写明输出文件")
    if wish.output is not None and wish.format not in WRITERS:
        raise UsageError(f"--output 只用于 {'、'.join(WRITERS)} 格式，请用 --format 写明")
    if wish.ranking and wish.unit:
        raise UsageError("--ranking 比较全部单位，请去掉 --unit")
    if wish.explain is not None and wish.format == "csv":
        raise UsageError("--explain 只能用 table、json 或 jsonl 格式")


def _run(desk: Desk, info: SiteInfo, wanted: int | None) -> int:
    """The run to score: the newest, or the one named, if it is one of this site that was finished."""
    if wanted is None:
        return latest_run(desk.store, info.id).id
    known = [one.id for one in desk.store.runs.list(info.id) if one.state in USABLE]
    if wanted not in known:
        newest = "、".join(map(str, known[-10:])) or "无"
        raise UsageError(f"站点 {info.id} 没有编号为 {wanted} 的已完成运行，最近的编号：{newest}")
    return wanted


def _import(desk: Desk, info: SiteInfo, rubrics: Sequence[Rubric], file: Path) -> None:
    known = {one.id: one for one in (*library(), *rubrics_of(info), *rubrics)}
    statements = read_statements(file, info, known.values())
    changed = desk.store.outside.record(info.id, statements, desk.clock.now())
    if not desk.quiet:
        tell(f"已导入 {file.name}：{stated_words(statements) or '没有填写内容'}；其中 {changed} 条有变化")


def _show(scored: Sequence[Scorecard], wish: Wish) -> None:
    cards = [mask_card(card) for card in scored]
    if wish.format in ("json", "jsonl"):
        emit_objects(wish.format, [card.to_json() for card in cards])
        return
    if wish.format == "csv":
        emit("csv", ITEM_HEADER, [row for card in cards for row in item_rows(card)])
        return
    print_summary(cards)
    for card in cards if wish.unit else [card for card in cards if not card.unit]:
        print_card(card)


def _explain(desk: Desk, cards: Sequence[Scorecard], wish: Wish) -> None:
    """The trail of one item: of the unit named, else of the site itself."""
    mine = [card for card in cards if wish.unit or not card.unit]
    found = trails(desk.store, mine, wish.explain or "")
    if wish.format == "table":
        print(clean("\n\n".join(trail_text(trail) for trail in found)))
    else:
        emit_objects(wish.format, [trail_object(trail) for trail in found])


def _rank(rubrics: Sequence[Rubric], cards: Sequence[Scorecard], wish: Wish) -> None:
    ranked = rankings(rubrics, cards)
    if wish.format == "table":
        print_ranking(ranked)
    elif wish.format == "csv":
        header = ("考核细则", *PLACE_HEADER)
        emit("csv", header, [(one.rubric, *place_cells(place)) for one in ranked for place in one.places])
    else:
        emit_objects(wish.format, [ranking_object(one) for one in ranked])


def _change(desk: Desk, run_id: int, cards: Sequence[Scorecard], wish: Wish) -> None:
    changed = changes(desk, run_id, cards)
    if wish.format == "table":
        print_changes(changed)
    elif wish.format == "csv":
        header = ("考核细则", *CHANGE_HEADER)
        emit("csv", header, [(one.after.rubric, *row) for one in changed for row in change_rows([one])])
    else:
        emit_objects(wish.format, [change_object(one) for one in changed])
