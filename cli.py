"""The command line: parse, call a job, print.

What only some commands need, with the libraries for Word and spreadsheets, they load themselves.
"""

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from checks.registry import registry
from evidence.errors import HechaError, UsageError
from jobs import commands, console_text, listing, score_waiver
from jobs.choices import FailOn, Format, ScoreFormat
from jobs.clock import Clock
from jobs.collecting import collect_rarely
from jobs.console_help import Commands
from jobs.queue_needs import require_queue
from jobs.settings import Settings, load_settings
from storage.store import open_store

app = Commands(
    help="核查（hecha）：每晚自动核查政府门户网站，对照考核细则算分，导出问题清单。",
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="退出码：0 没有问题 · 1 有达到 --fail-on 的问题 · 2 用法或配置有误 · 3 运行不完整 · 4 环境故障 · "
    "70 程序内部错误 · 130 中断",
)
sites_app = Commands(help="站点清单：导入、添加、查看。")
rubrics_app = Commands(help="考核细则：列出、查看、校验、填报、起草。")
checks_app = Commands(help="检查项：列出、说明。")
app.add_typer(sites_app, name="sites")
app.add_typer(rubrics_app, name="rubrics")
app.add_typer(checks_app, name="checks")

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="输出格式")]
UnitOption = Annotated[str | None, typer.Option("--unit", "-u", help="只看这个单位")]
SiteArgument = Annotated[str, typer.Argument(metavar="站点", help="站点编号或网址")]
NowOption = Annotated[bool, typer.Option("--now", help="立即抓取，不等允许的时段（pace.window）")]
FailOption = Annotated[FailOn, typer.Option("--fail-on", help="有哪类发现时以退出码 1 结束")]


class _Globals:
    """What the options before the command said."""

    config: Path | None = None
    database: str | None = None
    today: date | None = None
    quiet: bool = False
    verbose: int = 0
    progress: bool = True

    def settings(self) -> Settings:
        return load_settings(self.config, database=self.database)

    def clock(self) -> Clock:
        return Clock(today=self.today)


_globals = _Globals()


@contextmanager
def _opened(*, now: bool = False) -> Any:
    settings = _globals.settings().at_any_hour() if now else _globals.settings()
    with open_store(settings.database_url) as store:
        yield commands.Desk(
            store=store,
            settings=settings,
            clock=_globals.clock(),
            quiet=_globals.quiet,
            verbose=_globals.verbose,
            progress=_globals.progress and not _globals.quiet,
        )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--today 的日期“{text}”不正确，请写成 2026-11-21 的形式") from error


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hecha {version('hecha')}")
        raise typer.Exit()


@app.callback()
def options(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="配置文件，默认 hecha.toml")] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="数据库地址，也可用环境变量 HECHA_DATABASE", metavar="URL")
    ] = None,
    today: Annotated[str | None, typer.Option("--today", help="把这一天当作今天（YYYY-MM-DD）", metavar="日期")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只输出结果和错误")] = False,
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="输出运行日志，可重复")] = 0,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="不显示进度")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """核查（hecha）：每晚自动核查政府门户网站，对照考核细则算分，导出问题清单。"""
    _globals.config, _globals.database, _globals.today = config, database, _day(today)
    _globals.quiet, _globals.verbose, _globals.progress = quiet, verbose, not no_progress
    console_text.start_logging(verbose, quiet=quiet)
    collect_rarely()


@app.command()
def demo(
    folder: Annotated[Path | None, typer.Option("--output", "-o", help="结果放在哪个文件夹")] = None,
) -> None:
    """演示：在本机开一个示例门户，完成抓取、核查、评分、导出，并与预埋的问题逐条比对。"""
    raise typer.Exit(commands.demo(_globals.settings(), _globals.clock(), folder, progress=_globals.progress))


@sites_app.command("import")
def sites_import(file: Annotated[Path, typer.Argument(metavar="文件", help="csv、xlsx 或 yaml 清单")]) -> None:
    """导入站点清单；重复导入不会重复添加。"""
    with _opened() as desk:
        listing.sites_import(desk, file)


@sites_app.command("add")
def sites_add(
    site: Annotated[str, typer.Argument(metavar="编号", help="站点编号")],
    url: Annotated[str, typer.Argument(metavar="网址", help="首页网址")],
    name: Annotated[str, typer.Option("--name", help="站点名称")] = "",
    rubric: Annotated[list[str] | None, typer.Option("--rubric", "-r", help="考核细则，可重复")] = None,
    cron: Annotated[str, typer.Option("--cron", help="这个站点自己的运行时间，如 30 2 * * *")] = "",
) -> None:
    """添加一个站点。"""
    with _opened() as desk:
        listing.sites_add(desk, site, url, name, tuple(rubric or ()), cron)


@sites_app.command("list")
def sites_list(format: FormatOption = Format.TABLE) -> None:
    """列出全部站点。"""
    with _opened() as desk:
        listing.sites_list(desk, format.value)


@sites_app.command("show")
def sites_show(site: SiteArgument, format: FormatOption = Format.TABLE) -> None:
    """查看一个站点及其单位。"""
    with _opened() as desk:
        listing.sites_show(desk, site, format.value)


@app.command()
def run(
    sites: Annotated[list[str] | None, typer.Argument(metavar="站点", help="站点编号或网址")] = None,
    all_: Annotated[bool, typer.Option("--all", help="全部站点")] = False,
    checks: Annotated[str | None, typer.Option("--checks", help="只做这些检查项，逗号分隔", metavar="A,B")] = None,
    max_pages: Annotated[int | None, typer.Option("--max-pages", min=1, help="最多读多少页")] = None,
    max_depth: Annotated[int | None, typer.Option("--max-depth", min=0, help="最多点击多少层")] = None,
    now: NowOption = False,
    fail_on: FailOption = FailOn.PROBLEM,
    format: FormatOption = Format.TABLE,
) -> None:
    """运行：抓取站点、核查、评分。网址可直接给出，不必先建清单。"""
    if not sites and not all_:
        raise UsageError("请写明站点编号或网址，或用 --all 运行全部站点")
    chosen = registry().choose(checks.split(",") if checks is not None else None)
    with _opened(now=now) as desk:
        code = commands.run(
            desk, sites or [], every=all_, checks=chosen, limits=(max_pages, max_depth), format=format.value,
            fail_on=fail_on.value,
        )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def check(
    check: Annotated[str, typer.Argument(metavar="检查项", help="检查项编号，见 hecha checks list")],
    site: SiteArgument,
    unit: UnitOption = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="重新抓取这一项需要的内容，否则只用已存的证据")] = False,
    now: NowOption = False,
    fail_on: FailOption = FailOn.PROBLEM,
    format: FormatOption = Format.TABLE,
) -> None:
    """复核：对一个站点重做一个检查项。"""
    chosen = registry().choose([check])[0]
    with _opened(now=now) as desk:
        code = commands.recheck(desk, chosen, site, unit=unit, fresh=fresh, format=format.value, fail_on=fail_on.value)
    raise typer.Exit(code)


@app.command()
def score(
    site: SiteArgument,
    unit: UnitOption = None,
    rubric: Annotated[str | None, typer.Option("--rubric", "-r", help="只按这份考核细则")] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", help="说明这一考核项的得分从何而来", metavar="序号")
    ] = None,
    file: Annotated[Path | None, typer.Option("--import", help="先导入填好的表（xlsx、csv）", metavar="文件")] = None,
    ranking: Annotated[bool, typer.Option("--ranking", help="各单位排名和拉开差距的考核项")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="与上次运行相比逐项的变化和原因")] = False,
    run: Annotated[int | None, typer.Option("--run", help="对这次运行重新评分，默认最近一次", metavar="编号")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="评分表的输出文件（xlsx、docx，看扩展名）")
    ] = None,
    format: Annotated[ScoreFormat, typer.Option("--format", "-f", help="输出格式")] = ScoreFormat.TABLE,
) -> None:
    """评分：按考核细则计算得分，没看到的部分以区间表示。"""
    from jobs import score_commands

    wish = score_commands.Wish(
        site=site, unit=unit, rubric=rubric, run=run, format=format.value, output=output, file=file, explain=explain,
        ranking=ranking, changes=changes,
    )  # fmt: skip
    with _opened() as desk:
        score_commands.run(desk, wish)


@app.command()
def waive(
    site: SiteArgument,
    finding: Annotated[str, typer.Argument(metavar="问题编号", help="见 hecha findings --format json 的 fingerprint")],
    by: Annotated[str, typer.Option("--by", help="谁决定的")] = "",
    reason: Annotated[str, typer.Option("--reason", help="理由")] = "",
    until: Annotated[str, typer.Option("--until", help="有效期至（YYYY-MM-DD）", metavar="日期")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="撤销")] = False,
) -> None:
    """不作要求：经人核定的问题在有效期内不计分，仍列出。"""
    with _opened() as desk:
        score_waiver.waive(desk, site, finding, by=by, reason=reason, until=until, undo=undo)


@app.command()
def findings(
    site: Annotated[str | None, typer.Option("--site", "-s", help="只看这个站点")] = None,
    unit: UnitOption = None,
    check: Annotated[str | None, typer.Option("--check", help="只看这个检查项")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="new、open、fixed、reopened、waived 或 all；默认只列未整改的")
    ] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """问题清单：列出已发现的问题和疑似问题。"""
    with _opened() as desk:
        commands.findings(desk, site=site, unit=unit, check=check, status=status, format=format.value)


@app.command()
def export(
    site: SiteArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="输出文件")],
    format: Annotated[
        str, typer.Option("--format", "-f", help="xlsx、docx、html、csv、jsonl、json，默认看扩展名")
    ] = "",
    unit: UnitOption = None,
    due_days: Annotated[int | None, typer.Option("--due-days", min=1, help="整改期限（工作日）")] = None,
    issuer: Annotated[str, typer.Option("--issuer", help="通知（docx）的落款单位")] = "",
) -> None:
    """导出：把问题清单导出为可以发给单位的文件。"""
    with _opened() as desk:
        commands.export(desk, site, unit, format, output, due_days=due_days, issuer=issuer)


@rubrics_app.command("list")
def rubrics_list(format: FormatOption = Format.TABLE) -> None:
    """列出可用的考核细则。"""
    listing.rubrics_list(format.value)


@rubrics_app.command("show")
def rubrics_show(
    rubric: Annotated[str, typer.Argument(metavar="细则", help="细则编号或 yaml 文件")],
    format: FormatOption = Format.TABLE,
) -> None:
    """查看一份考核细则的指标、分值和机器能判断到什么程度。"""
    listing.rubrics_show(rubric, format.value)


@rubrics_app.command("validate")
def rubrics_validate(file: Annotated[str, typer.Argument(metavar="文件", help="yaml 文件或细则编号")]) -> None:
    """校验考核细则：分值合计、检查项和度量是否存在。"""
    raise typer.Exit(listing.rubrics_validate(file))


@rubrics_app.command("template")
def rubrics_template(
    rubric: Annotated[str, typer.Argument(metavar="细则", help="细则编号或 yaml 文件")],
    output: Annotated[Path, typer.Option("--output", "-o", help="输出的 xlsx 文件")],
    site: Annotated[str | None, typer.Option("--site", "-s", help="带上这个站点的单位名单")] = None,
) -> None:
    """生成填报和核定表：外部得分、事实、自查链接、人工核定，填好后用 hecha score --import 导入。"""
    from jobs import rubric_commands

    with _opened() as desk:
        rubric_commands.template(desk, rubric, output, site=site)


@rubrics_app.command("draft")
def rubrics_draft(
    file: Annotated[Path, typer.Argument(metavar="文件", help="印发的考核文件：txt、docx、xlsx 或 html")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="输出的 yaml 文件，默认打印")] = None,
) -> None:
    """从印发的考核文件读出细则初稿：找到的指标和分值照录，拿不准的逐处标明。"""
    from jobs import rubric_commands

    rubric_commands.draft(file, output, quiet=_globals.quiet)


@checks_app.command("list")
def checks_list(format: FormatOption = Format.TABLE) -> None:
    """列出全部检查项。"""
    listing.checks_list(format.value)


@checks_app.command("explain")
def checks_explain(check: Annotated[str, typer.Argument(metavar="检查项", help="检查项编号")]) -> None:
    """说明一个检查项：看什么、依据、什么算问题、看不出什么。"""
    listing.checks_explain(check)


@app.command()
def schedule(
    once: Annotated[bool, typer.Option("--once", help="只补上该运行而未运行的夜晚，然后结束")] = False,
    workers: Annotated[
        bool, typer.Option("--workers", help="只把任务排入队列，由各台机器上的 hecha worker 运行（需要 PostgreSQL）")
    ] = False,
) -> None:
    """排程：按 cron 每晚运行各站点，错过的补一次；全天按时访问各站首页。收到 SIGTERM 后 10 秒内停下。"""
    if workers := workers or _globals.settings().schedule.workers:
        require_queue(_globals.settings(), "hecha schedule --workers")
    with _opened() as desk:
        commands.schedule(desk, once=once, workers=workers)


@app.command()
def worker(
    at_once: Annotated[
        int | None, typer.Option("--at-once", min=1, max=64, help="同时运行几个站点，默认用设置 schedule.at_once")
    ] = None,
) -> None:
    """执行：运行 hecha schedule --workers 排入队列的任务，可在多台机器上同时开启（需要 PostgreSQL）。

    同一站点任何时候只由一个执行进程运行。执行进程意外终止后，它的任务由别的进程接着进行，已看过的不再重看。
    pace 中每个主机的请求数和间隔按进程计：几个站点若链接到同一主机，不同的执行进程可能同时访问它。
    收到 SIGTERM 后 10 秒内停下。
    """
    require_queue(_globals.settings(), "hecha worker")
    with _opened() as desk:
        commands.worker(desk, at_once)


@app.command()
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会清理哪些运行，不改动")] = False,
) -> None:
    """清理：删除过期运行的证据（设置 storage.keep_days、storage.keep_runs），排程每天自动进行一次。

    得分、问题清单及其历史都保留；未整改问题最近一次看到它的运行、下次运行要用到的运行不清理。
    """
    with _opened() as desk:
        commands.prune(desk, dry_run=dry_run)


@app.command()
def doctor(format: FormatOption = Format.TABLE) -> None:
    """体检：检查本机的网络、磁盘、浏览器、数据库是否齐备。"""
    raise typer.Exit(listing.doctor(_globals.settings(), format.value))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with the exit code of the design."""
    try:
        code = app(args=arguments, prog_name="hecha", standalone_mode=False)
    except HechaError as error:
        console_text.complain(str(error))
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        console_text.complain("已中断")
        code = 130
    except typer.TyperException as error:
        if words := console_text.worded(error):
            console_text.complain(words)
        code = 2
    except OSError as error:
        code = console_text.output_fault(error)
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of ours must not leave with 1, which says findings
        code = console_text.internal_fault(error, "命令")
    raise SystemExit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
