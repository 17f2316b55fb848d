"""What every people-facing format says in the same words; only what the dossier gives."""

from collections.abc import Iterator, Mapping

from reports.model import Dossier, FindingRow
from reports.scores import ScoreItem, ScoreSheet, ScoreTotals
from reports.text import chinese_time, interval, one_line, points, settled_words, tally
from reports.titles import METHOD, STATE, VERDICT, VETO, WHOLE_SITE

ItemTitles = Mapping[tuple[str, str], str]


def facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Label and text of what is known of the dossier as a whole."""
    yield "单位", dossier.unit.name if dossier.unit else WHOLE_SITE
    if dossier.unit and dossier.unit.contact:
        yield "联系方式", dossier.unit.contact
    yield "网站", dossier.name
    yield "地址", dossier.url
    yield "检查时间", f"{chinese_time(dossier.observed_at)}（北京时间）"
    yield "导出时间", f"{chinese_time(dossier.exported_at)}（北京时间）"
    yield "检查范围", extent(dossier)
    yield "发现情况", totals(dossier)


def extent(dossier: Dossier) -> str:
    """How far the run went."""
    coverage = dossier.coverage
    text = f"读取页面 {coverage.pages:,} 个，核对地址 {coverage.addresses:,} 个"
    return text if coverage.complete else f"{text}；本次检查未能看完全部内容"


def looked_at(dossier: Dossier) -> str:
    """The head of the column that says how much a check looked at: also in a unit's list it is of the whole site."""
    return "全站查看数" if dossier.unit else "查看数"


def portal(dossier: Dossier) -> str:
    """The name of the site with 网站 after it, where it does not say so itself."""
    name = one_line(dossier.name)
    return name if name.endswith(("网", "网站", "门户", "平台")) else f"{name}网站"


def totals(dossier: Dossier) -> str:
    """How much was found, and how much of it no longer stands."""
    settled = sum(not row.standing for row in dossier.findings)
    text = f"问题 {len(dossier.problems):,} 个，疑似问题 {len(dossier.doubts):,} 个"
    return f"{text}；另列出已整改或不作要求的 {settled:,} 个" if settled else text


def scores(dossier: Dossier) -> Iterator[str]:
    """One sentence a scorecard; where there are several bodies, of the site itself only."""
    yield from (score(sheet) for sheet in dossier.scorecards if not (sheet.unit and _several_units(dossier)))


def unit_scores(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Unit, rubric and score of every unit where there are several bodies: a line each, as there may be hundreds."""
    for sheet in dossier.scorecards if _several_units(dossier) else ():
        if sheet.unit:
            whole = sheet.totals
            yield one_line(sheet.unit), one_line(sheet.title), tasks(sheet) or _standing(whole)


def card_name(dossier: Dossier, sheet: ScoreSheet) -> str:
    """What tells a scorecard from the others: its unit, its rubric, both or, of a single one, nothing."""
    unit = [sheet.unit or WHOLE_SITE] if _several_units(dossier) else []
    title = [sheet.title] if _several_rubrics(dossier) else []
    return one_line(" ".join((*unit, *title)))


def _several_units(dossier: Dossier) -> bool:
    return len({sheet.unit for sheet in dossier.scorecards}) > 1


def _several_rubrics(dossier: Dossier) -> bool:
    return len({sheet.rubric for sheet in dossier.scorecards}) > 1


def _standing(whole: ScoreTotals) -> str:
    settled = settled_words(whole.settled, whole.low)
    return f"{interval(whole.low, whole.high)}（满分 {points(whole.max)}，{settled}）"


def score(sheet: ScoreSheet) -> str:
    """The interval, what is settled, and the parts by method; for a checklist the tally."""
    whole = sheet.totals
    if sheet.tally:
        text = f"{one_line(sheet.title)}：{tasks(sheet)}"
    else:
        text = f"{one_line(sheet.title)}：得分 {_standing(whole)}"
        parts = [
            f"{METHOD.get(method, method)} {interval(part.low, part.high)}（满分 {points(part.max)}）"
            for method, part in sheet.by_method.items()
        ]
        text += f"；其中{'，'.join(parts)}" if parts else ""
    return "；".join(filter(None, (text, VETO.get(sheet.veto, "")))) + "。"


def tasks(sheet: ScoreSheet) -> str:
    """How the tasks of a checklist stand; "" where there are points instead."""
    return tally(sheet.tally.met, sheet.tally.not_met, sheet.tally.open) if sheet.tally else ""


def remarks(sheet: ScoreSheet) -> Iterator[str]:
    """What is to be said of a scorecard as a whole."""
    yield from filter(None, (tasks(sheet), VETO.get(sheet.veto, ""), *map(one_line, sheet.notes)))


def state(item: ScoreItem) -> str:
    """How far an item is decided, or what a checklist says of it."""
    return VERDICT.get(item.verdict) or STATE.get(item.state, item.state)


def explanation(item: ScoreItem) -> tuple[str, ...]:
    """The reasons of an item, and how many findings stand behind them."""
    lines = tuple(one_line(reason) for reason in item.reasons)
    return (*lines, f"涉及问题 {len(item.findings)} 个") if item.findings else lines


def unseen(dossier: Dossier) -> Iterator[str]:
    """What was not looked at and why."""
    if not dossier.coverage.complete:
        yield "本次检查未能看完全部内容，未看到的部分既不算好也不算坏，不扣分。"
    yield from (one_line(note) for note in dossier.coverage.notes)


def reading(dossier: Dossier) -> Iterator[str]:
    """How to read the list."""
    yield "“问题”为经复核后确认存在的情况；标为“疑似”的须由人工核实，核实前不扣分。"
    if any(len(row.places) > 1 for row in dossier.findings):
        yield "同一问题出现在多个页面的，台账列出第一处，全部位置见“出现位置”，按序号对应。"
    if dossier.scorecards:
        yield "得分为区间的，下限和上限之间是尚待人工评定、自查材料或其他方式确定的分值。"
    if dossier.due_days is not None:
        yield f"整改期限：{due(dossier)}。整改后请在台账“整改情况”一栏填写结果。"


def due(dossier: Dossier) -> str:
    """The time to mend, where one is set."""
    return "" if dossier.due_days is None else f"{dossier.due_days}个工作日内"


def kind(row: FindingRow) -> str:
    """The kind of the fault, with 疑似 before it where a person must look."""
    title = row.code_title or row.code
    return f"疑似：{title}" if row.doubtful else title


def link_text(row: FindingRow) -> str:
    """The words of the link on the page to mend, or else of the first place that has any."""
    texts = [place.text for place in row.places if place.page_url == row.page_url and place.text]
    texts += [place.text for place in row.places if place.text]
    return one_line(texts[0]) if texts else ""


def item_titles(dossier: Dossier) -> ItemTitles:
    """Number and title of the items, by rubric and number; the rubric is named where there are several."""
    several = _several_rubrics(dossier)
    return {
        (sheet.rubric, item.number): one_line(f"{f'《{sheet.title}》' if several else ''}{item.number} {item.title}")
        for sheet in dossier.scorecards
        for item in sheet.items
    }


def rubric_items(row: FindingRow, titles: ItemTitles) -> str:
    """The items the finding bears on, one a line, with the points where they are settled."""
    lines = []
    for one in row.rubric_items:
        name = titles.get((one.rubric, one.item)) or one_line(f"{one.rubric} {one.item}")
        lines.append(f"{name}（{points(abs(one.points))}分）" if one.points else name)
    return "\n".join(lines)
