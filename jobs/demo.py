"""The demonstration: a portal with known faults on loopback, run whole, and what was found against what was planted."""

from pathlib import Path

from checks.model import Outcome
from checks.registry import registry
from demo.compare import compare
from demo.portal import Portal, build
from demo.server import serve
from evidence.errors import UsageError
from evidence.records import SiteInfo
from jobs.at_once import run_sites
from jobs.cards import print_card, print_summary
from jobs.clock import Clock
from jobs.commands import Desk
from jobs.console_text import tell
from jobs.dossier import dossier
from jobs.run import Ran, trouble_of
from jobs.settings import Settings
from reports.terminal import Live, table
from reports.titles import OUTCOME
from reports.write import write
from storage.store import open_store

DATABASE = "hecha-demo.db"
WORKBOOK = "问题清单.xlsx"
LOOPBACK = ("127.0.0.0/8",)


def run_demo(settings: Settings, clock: Clock, folder: Path | None, *, progress: bool) -> int:
    """Crawl, audit, score and export the demonstration portal; 0 when what was planted and nothing else was found."""
    where = folder or Path(settings.folder) / "demo"
    _clear(where)
    portal = build(clock.now().date())
    database = where / DATABASE
    with serve(portal) as served, open_store(str(database)) as store:
        tell(f"示例门户已在 {served.url} 打开，共 {len(portal.pages)} 个页面")
        desk = Desk(store=store, settings=_fast(settings), clock=clock, progress=progress)
        info = portal.site(served.url)
        store.sites.upsert(info)
        with Live(quiet=not progress) as live:
            runs = run_sites(
                store,
                [info],
                registry().choose(),
                desk.settings,
                clock,
                report=lambda name, at: live.update(name, pages=at.pages, addresses=at.addresses, waiting=at.waiting),
            )
        for failed in runs.failed:
            raise failed.error
        ran = runs.done[0]
        trouble = trouble_of(ran)
        if trouble is not None:
            raise trouble
        workbook = write(dossier(store, info, None, at=clock.now()), "xlsx", where / WORKBOOK)
        _print(ran, info)
        clean = _compare(ran, portal)
    tell(f"\n工作簿：{workbook}\n数据库：{database.resolve()}")
    return 0 if clean else 1


def _clear(where: Path) -> None:
    """Make the folder, without the database of the last demonstration. Raises UsageError where it cannot be had."""
    try:
        where.mkdir(parents=True, exist_ok=True)
        for old in where.glob(f"{DATABASE}*"):
            old.unlink()
    except OSError as fault:
        raise UsageError(f"结果不能放在 {where}：请用 --output 换一个可以写入的文件夹") from fault


def _fast(settings: Settings) -> Settings:
    """The settings for a portal on this machine: loopback allowed, no pause between requests."""
    network = settings.network.model_copy(update={"allow_private": (*settings.network.allow_private, *LOOPBACK)})
    pace = settings.pace.model_copy(
        update={"per_host": 8, "interval": 0.0, "second_look": 1.0, "timeout": 4.0, "window": ""}
    )
    return settings.model_copy(update={"network": network, "pace": pace})


def _print(ran: Ran, info: SiteInfo) -> None:
    print_summary(ran.scorecards)
    for card in ran.scorecards:
        if not card.unit:
            print_card(card)
    results = ran.audited.results if ran.audited else ()
    checks = registry().checks
    rows = []
    for result in results:
        doubts = sum(finding.doubtful for finding in result.findings)
        title = checks[result.check].title
        rows.append(
            (result.check, title, OUTCOME[result.outcome], len(result.findings) - doubts, doubts, result.reason)
        )
    table(f"{info.name}：各检查项的发现", ("检查项", "名称", "结论", "问题", "疑似", "说明"), rows)


def _compare(ran: Ran, portal: Portal) -> bool:
    """Print what was found against what was planted; whether nothing was missed and nothing invented."""
    results = ran.audited.results if ran.audited else ()
    findings = [finding for result in results for finding in result.findings]
    untested = {result.check for result in results if result.outcome is Outcome.UNTESTED}
    outcome = compare(portal.planted, findings, untested, portal.doubts)
    tell("\n与预埋问题比对：")
    tell(outcome.to_text())
    tell("全部查出，没有误报。" if outcome.clean else "有漏查或误报，演示未通过。")
    return outcome.clean
