"""One night of one site: gather, audit, score, and the line that says what came of it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from checks.api import Check
from checks.model import Status
from crawler.pace import Pacer
from evidence.errors import EnvironmentError_
from evidence.records import Need, SiteInfo
from jobs.audit import audit
from jobs.clock import Clock
from jobs.gather import Stopper
from jobs.night_watch import Ending, Told
from jobs.run import run_site, trouble_of
from jobs.score import rubrics_of, score
from jobs.settings import Settings
from rubric_map.scorecard import Scorecard, number
from storage.nights import Night
from storage.runs import USABLE, Run, RunState
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRun:
    """The work of a night, with what it needs."""

    store: Store
    checks: tuple[Check, ...]
    settings: Settings
    clock: Clock
    pacer: Pacer

    async def __call__(self, info: SiteInfo, night: Night, stopper: Stopper) -> Told:
        """Run a site as `hecha run` does. Where the crawl was done and the worker died later, only judge it."""
        gathered = await asyncio.to_thread(self._gathered, night)
        if gathered is not None:
            cards = await asyncio.to_thread(self._judge, info, gathered.id)
            return await asyncio.to_thread(self._done, gathered.id, cards)
        ran = await run_site(
            self.store, info, self.checks, self.settings, self.clock, stopper=stopper, pacer=self.pacer
        )
        trouble, run = trouble_of(ran), ran.gathered.run
        if ran.gathered.away:
            return Told(ending=Ending.UNFIT, note=str(trouble), run=run)
        if ran.gathered.state is RunState.INTERRUPTED:
            return Told(ending=Ending.STOPPED, note=str(trouble or ""), run=run)
        if isinstance(trouble, EnvironmentError_):
            return Told(ending=Ending.UNFIT, note=str(trouble), run=run)
        if ran.audited is None:
            await asyncio.to_thread(self._judge_visits, info)
            return Told(ending=Ending.FAILED, note=str(trouble or "没有核查"), run=run)
        return await asyncio.to_thread(self._done, run, ran.scorecards)

    def _gathered(self, night: Night) -> Run | None:
        """The run of an earlier worker of this night, when its crawl had come to its end."""
        run = self.store.runs.get(night.run) if night.run is not None else None
        return run if run is not None and run.state in USABLE else None

    def _judge(self, info: SiteInfo, run: int) -> tuple[Scorecard, ...]:
        rubrics = rubrics_of(info)
        audit(self.store, run, self.checks, rubrics, self.clock)
        return score(self.store, run, rubrics=rubrics)

    def _judge_visits(self, info: SiteInfo) -> None:
        """A home page that does not open leaves a run nothing to audit, and yet just then the visits of the days before
        have something to say: they are judged with the last run that saw the site."""
        visiting = [check for check in self.checks if check.needs == {Need.AVAILABILITY}]
        last = self.store.runs.latest(info.id, finished=True)
        if last is not None and visiting:
            rubrics = rubrics_of(info)
            audit(self.store, last.id, visiting, rubrics, self.clock)
            score(self.store, last.id, rubrics=rubrics)

    def _done(self, run: int, cards: Iterable[Scorecard]) -> Told:
        return Told(ending=Ending.DONE, note=summary(self.store, run, cards), run=run)


def summary(store: Store, run: int, cards: Iterable[Scorecard]) -> str:
    """What a run came to, in one Chinese line: how much was seen, what is new and mended, scores, what was not seen."""
    said = store.runs.get(run)
    if said is None:
        return ""
    coverage = said.coverage
    parts = [f"页面 {coverage.pages} 个，地址 {coverage.addresses} 个", _problems(store, said)]
    parts += [words for card in cards if not card.unit and (words := _score(card))]
    parts.append("全部看完" if coverage.complete else "没有看完")
    if coverage.notes:
        parts.append("未查看：" + "，".join(coverage.notes))
    return "；".join(parts)


def _problems(store: Store, run: Run) -> str:
    """Counts of problems as they stood after the run; doubts are a person's to decide and counted apart."""
    issues = store.findings.list(site=run.site, run=run.id)
    problems = [issue.status for issue in issues if not issue.finding.doubtful]
    doubts = sum(issue.finding.doubtful and issue.status.standing for issue in issues)
    new, back, fixed = (problems.count(status) for status in (Status.NEW, Status.REOPENED, Status.FIXED))
    standing = sum(status.standing for status in problems)
    again = f"，复发 {back} 个" if back else ""
    return f"新增问题 {new} 个{again}，已整改 {fixed} 个，现有问题 {standing} 个，疑似 {doubts} 个"


def _score(card: Scorecard) -> str:
    if card.totals is None:
        tally = card.tally
        return f"{card.title}：完成 {tally.met} 项，未完成 {tally.not_met} 项，待定 {tally.open} 项" if tally else ""
    low, high, most = (number(value) for value in (card.totals.low, card.totals.high, card.totals.max))
    return f"{card.title}：{low}–{high} 分（满分 {most}）"
