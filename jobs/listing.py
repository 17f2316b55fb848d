"""What the listing commands print: sites, rubrics, checks, and the state of this machine."""

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from checks.registry import registry
from evidence.errors import UsageError
from jobs.clock import HOME_ZONE
from jobs.commands import Desk
from jobs.console_text import tell
from jobs.doctor import examine, exit_code, rows
from jobs.settings import Settings
from jobs.sites import add_site, import_sites, site_named
from reports.objects import number
from reports.terminal import emit, emit_objects, table
from reports.titles import METHOD
from rubric_map.issues import RubricError
from rubric_map.library import find, library
from rubric_map.validate import CheckVocabulary, validate
from storage.sites import Change

_CHANGES = {Change.ADDED: "新增", Change.CHANGED: "更新", Change.SAME: "未变"}


def sites_import(desk: Desk, file: Path) -> None:
    """Take an inventory and say what became of each site."""
    changes = import_sites(desk.store, file)
    counts = {word: sum(1 for change in changes.values() if change is kind) for kind, word in _CHANGES.items()}
    tell("清单已导入：" + "，".join(f"{word} {count} 个站点" for word, count in counts.items()))


def sites_add(desk: Desk, id_: str, url: str, name: str, rubrics: tuple[str, ...], cron: str = "") -> None:
    """Add one site, or change the one of this id; a changed address is named, for all that was seen stays with it."""
    before = desk.store.sites.get(id_)
    info = add_site(desk.store, id_, url, name=name, rubrics=rubrics, cron=cron)
    moved = f"（网址原为 {before.url}）" if before and before.url != info.url else ""
    tell(f"{'已更新' if before else '已添加'}站点 {info.id}：{info.name} {info.url}{moved}")


def sites_list(desk: Desk, format: str) -> None:
    """Every site with its newest run."""
    rows = []
    for info in desk.store.sites.list():
        run = desk.store.runs.latest(info.id)
        when = run.started_at.astimezone(ZoneInfo(HOME_ZONE)) if run else None
        rows.append((info.id, info.name, info.url, len(info.units), ";".join(info.rubrics), when))
    if format == "table":
        shown = [(*row[:-1], f"{row[-1]:%Y-%m-%d %H:%M}" if row[-1] else None) for row in rows]
        table(f"站点（共 {len(rows)} 个）", ("编号", "名称", "网址", "单位数", "考核细则", "最近运行"), shown)
    else:
        emit(format, ("site", "site_name", "url", "units", "rubrics", "last_run"), rows)


def sites_show(desk: Desk, name: str, format: str) -> None:
    """One site and its units."""
    info = site_named(desk.store, name)
    if format in ("json", "jsonl"):
        emit_objects(format, [asdict(info)])
        return
    rows = [(u.name, u.kind, ";".join(u.scope), u.publisher, u.contact) for u in info.units]
    if format == "csv":
        emit(format, ("unit", "unit_kind", "scope", "publisher", "contact"), rows)
        return
    own = f" 另含：{'、'.join(info.scope)}" if info.scope else ""
    title = f"{info.id} {info.name} {info.url}{own} 考核细则：{'、'.join(info.rubrics) or '无'}"
    table(title, ("单位", "类别", "范围", "发布机构", "联系方式"), rows)


def rubrics_list(format: str) -> None:
    """The rubrics that come with hecha."""
    rows = [(r.id, r.title, r.issuer, r.effective, _number(r.max)) for r in library()]
    if format == "table":
        table("考核细则", ("编号", "名称", "发文单位", "日期", "满分"), rows)
    else:
        emit(format, ("id", "title", "issuer", "effective", "max"), rows)


def _number(points: Decimal | None) -> int | float | None:
    return number(points) if points is not None else None


_MACHINE = {"settles": "可判定", "part": "可判定一部分", "prepares": "提供线索", "cannot": "无法判断"}


def rubrics_show(name: str, format: str) -> None:
    """One rubric: its items, points and what the machine does for each."""
    rubric = find(name)
    rows = [
        (group.title, item.number, item.title, _number(item.max), item.method.value, item.machine.value)
        for group in rubric.groups
        for item in group.items
    ]
    if format != "table":
        emit(format, ("group", "number", "title", "max", "method", "machine"), rows)
        return
    header = ("一级指标", "序号", "二级指标", "分值", "考评方式", "机器核查")
    worded = [(*row[:4], METHOD.get(row[4], row[4]), _MACHINE.get(row[5], row[5])) for row in rows]
    table(f"{rubric.title}（{rubric.document}）", header, worded)


def rubrics_validate(name: str) -> int:
    """Hold a rubric against its own sums and the checks there are; the exit code."""
    try:
        rubric = find(name)
    except RubricError as error:
        for issue in error.issues:
            tell(str(issue))
        return 2
    known = {
        id_: CheckVocabulary(codes=frozenset(check.codes), measures=frozenset(check.measures))
        for id_, check in registry().checks.items()
    }
    issues = validate(rubric, known)
    for issue in issues:
        tell(f"{'说明' if issue.note else '错误'}：{issue}")
    faults = [issue for issue in issues if not issue.note]
    if not faults:
        tell(f"考核细则 {rubric.id} 校验通过")
    return 2 if faults else 0


def checks_list(format: str) -> None:
    """Every check, and the plug-ins that could not be loaded."""
    found = registry()
    rows = [
        (check.id, check.title, check.version, ";".join(sorted(check.needs)), found.sources[check.id].distribution)
        for check in found.checks.values()
    ]
    if format == "table":
        table("检查项", ("编号", "名称", "版本", "所需证据", "来源"), rows)
    else:
        emit(format, ("id", "title", "version", "needs", "origin"), rows)
    for broken in found.broken:
        tell(f"插件 {broken.distribution} 的检查项 {broken.name} 无法使用：{broken.reason}")


def checks_explain(id_: str) -> None:
    """What a check looks at, why, what is a fault, and its closed sets, in Chinese."""
    check = registry().checks.get(id_)
    if check is None:
        known = "、".join(registry().checks)
        raise UsageError(f"没有名为“{id_}”的检查项。可用的检查项：{known}")
    lines = [f"{check.title}（{check.id}，第 {check.version} 版）", "", check.explanation, "", "问题类型："]
    lines += [f"  {code}  {title}" for code, title in check.codes.items()]
    if check.measures:
        lines += ["", "度量：", *(f"  {name}  {title}" for name, title in check.measures.items())]
    print("\n".join(lines))


def doctor(settings: Settings, format: str) -> int:
    """The state of this machine; the exit code."""
    symptoms = examine(settings)
    if format == "table":
        table("本机检查", ("项目", "结果", "说明", "建议"), rows(symptoms))
    else:
        emit_objects(format, [asdict(symptom) for symptom in symptoms])
    return exit_code(symptoms)
