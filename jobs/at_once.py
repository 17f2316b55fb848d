"""What a command crawls, several sites at once: a fault at one leaves the others alone, and a signal ends all in good
order."""

import asyncio
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import uvloop

from checks.api import Check
from crawler.crawl import Progress
from crawler.pace import Pacer
from crawler.plan import Limits
from evidence.records import Need, SiteInfo
from jobs.clock import Clock
from jobs.console_text import tell
from jobs.gather import Gathered, Stopper, gather
from jobs.leaving import leave_at_once
from jobs.options import words_to_search
from jobs.run import Ran, run_site
from jobs.score import rubrics_of
from jobs.settings import Settings
from storage.store import Store

INTERRUPTED = 130  # the exit code of a command that a signal ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A site whose run ended in a fault, of the machine (HechaError) or of ours (anything else)."""

    site: SiteInfo
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What came of several sites; those that a signal kept from beginning are in neither list."""

    done: tuple[Ran, ...]
    failed: tuple[Failed, ...] = ()
    interrupted: bool = False


def run_sites(
    store: Store,
    sites: Iterable[SiteInfo],
    checks: Iterable[Check],
    settings: Settings,
    clock: Clock,
    *,
    limits: Limits | None = None,
    report: Callable[[str, Progress], None] | None = None,
) -> Runs:
    """Run several sites at once, as many as `schedule.at_once`. SIGINT and SIGTERM end them so that they can resume."""
    chosen = tuple(checks)

    async def all_of_them() -> Runs:
        stopper, pacer, room = Stopper(), Pacer(settings.crawl_pace()), asyncio.Semaphore(settings.schedule.at_once)
        _listen(stopper)

        async def one(info: SiteInfo) -> Ran | Failed | None:
            async with room:
                if stopper.stopped:
                    return None
                told = partial(report, info.id) if report else None
                try:
                    return await run_site(
                        store, info, chosen, settings, clock, limits=limits, report=told, stopper=stopper, pacer=pacer
                    )
                except Exception as error:  # noqa: BLE001 - what other sites found is not lost with it; it is told
                    return Failed(site=info, error=error)

        ends = await asyncio.gather(*(one(info) for info in sites))
        return Runs(
            done=tuple(end for end in ends if isinstance(end, Ran)),
            failed=tuple(end for end in ends if isinstance(end, Failed)),
            interrupted=stopper.stopped,
        )

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(all_of_them())


def gather_only(store: Store, info: SiteInfo, needs: frozenset[Need], settings: Settings, clock: Clock) -> Ran:
    """Gather one site for these needs alone, from the beginning. SIGINT and SIGTERM end it."""

    async def alone() -> Gathered:
        stopper = Stopper()
        _listen(stopper)
        words = words_to_search(rubrics_of(info))
        return await gather(store, info, needs, settings, stopper=stopper, fresh=True, clock=clock, keywords=words)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return Ran(site=info, gathered=runner.run(alone()), audited=None, scorecards=())


def _listen(stopper: Stopper) -> None:
    """Let a first signal end the crawls in good order. A second one, or one when nothing is crawled, ends the process.

    Judging is work of threads, which nothing can stop. What was gathered and not judged is judged by the next run.
    """

    def end() -> None:
        if stopper.stopped or not stopper.busy:
            tell("已中断；再次执行同一命令即可接着进行")
            leave_at_once(INTERRUPTED)
        stopper.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
