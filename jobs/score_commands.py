"""What `hecha score` does: score, then show the cards, one item's trail, or what was asked for instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import UsageError
from jobs.cards import ITEM_HEADER, item_rows, print_card, print_summary
from jobs.commands import Desk
from jobs.console_text import tell
from jobs.dossier import latest_run
from jobs.score import rubrics_of, score
from jobs.score_import import read_statements, stated_words
from jobs.score_trail import trail_object, trail_text, trails
from jobs.sites import site_named
from reports.terminal import emit, emit_objects
from rubric_map.library import find, library
from rubric_map.scorecard import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked of `hecha score`."""

    site: str
    unit: str | None = None
    rubric: str | None = None
    format: str = "table"
    explain: str | None = None
    file: Path | None = None


def run(desk: Desk, wish: Wish) -> None:
    """Take what people state, score the newest run, and show what was asked for."""
    if wish.file is not None:
        _import(desk, wish, wish.file)
        if desk.store.runs.latest(site_named(desk.store, wish.site).id, finished=True) is None:
            return
    cards = _score(desk, wish)
    if wish.explain is not None:
        _explain(desk, cards, wish)
    else:
        _show(cards, wish)


def _import(desk: Desk, wish: Wish, file: Path) -> None:
    info = site_named(desk.store, wish.site)
    own = (find(wish.rubric),) if wish.rubric else ()
    statements = read_statements(file, info, {one.id: one for one in (*library(), *rubrics_of(info), *own)}.values())
    changed = desk.store.outside.record(info.id, statements, desk.clock.now())
    if not desk.quiet:
        tell(f"已导入 {file.name}：{stated_words(statements) or '没有填写内容'}；其中 {changed} 条有变化")


def _score(desk: Desk, wish: Wish) -> tuple[Scorecard, ...]:
    info = site_named(desk.store, wish.site)
    rubrics = (find(wish.rubric),) if wish.rubric else rubrics_of(info)
    if not rubrics:
        raise UsageError(f"站点 {info.id} 没有指定考核细则，请用 --rubric 指定，或在清单的 rubrics 列填写")
    run_id = latest_run(desk.store, info.id).id
    return score(desk.store, run_id, rubrics=rubrics, units=[wish.unit] if wish.unit else None)


def _show(cards: Sequence[Scorecard], wish: Wish) -> None:
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
    if wish.format in ("json", "jsonl"):
        emit_objects(wish.format, [trail_object(trail) for trail in found])
    elif wish.format == "table":
        print("\n\n".join(trail_text(trail) for trail in found))
    else:
        raise UsageError("--explain 只能用 table、json 或 jsonl 格式")
