"""Second opinions within their bounds: a number, a time, a few plain 404s of each host; and what was left."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence

from crawler.probes.browser_desk import Desk, desk
from crawler.probes.browser_doubts import Doubts
from crawler.probes.browser_opinion import Baselines, Doubted, Opinion, lost
from crawler.probes.browser_sitting import Showing, Sitting
from crawler.probes.request import ProbeRequest
from evidence.records import Fetch, Visit
from evidence.urls import host_of
from evidence.verdict import NOT_BROKEN, VerdictKind, classify


class Opinions:
    """The second opinions of one crawl."""

    def __init__(self, request: ProbeRequest) -> None:
        self._request = request
        self.doubts = Doubts()
        self._said: Counter[str] = Counter()
        self._opened: set[str] = set()  # hosts of 404s that a browser opened
        self._broke = ""

    async def visits(self) -> AsyncGenerator[Visit]:
        """The looks that told something; one that could not tell changes nothing and is only counted."""
        limits = self._request.limits
        first, later = self.doubts.chosen()
        room = limits.second_looks
        now, cut = first[:room], first[room:]
        self._said["cut"] = len(cut)
        self._said["spared"] = len(later)
        if not now:
            return
        until = asyncio.get_running_loop().time() + limits.total_seconds
        baselines = Baselines()
        async with desk(self._request, limits) as at:
            async for visit in self._sit(at, now, baselines, until):
                yield visit
            more = [item for item in later if host_of(item.url) in self._opened]
            taken = more[: room - len(now)]
            self._said["spared"] -= len(more)
            self._said["cut"] += len(more) - len(taken)
            if taken and not self._broke:
                async for visit in self._sit(at, taken, baselines, until):
                    yield visit

    def notes(self) -> tuple[str, ...]:
        """What the browser said, in Chinese."""
        said = self._said
        if self._broke:
            return (f"浏览器无法启动，失效链接未用浏览器复核：{self._broke}",)
        if not said.total():
            return ()
        parts = (
            ("opened", "能正常打开，不列为问题"),
            ("confirmed", "同样打不开"),
            ("blocked", "拒绝访问，不作判断"),
            ("unclear", "浏览器没有得出结论，维持原判断"),
        )
        told = [f"{said[name]} 个{words}" for name, words in parts if said[name]]
        notes = [f"用浏览器复核失效链接：{'，'.join(told)}"] if told else []
        if said["spared"]:
            notes.append(f"{said['spared']} 个返回 404 的地址未逐个用浏览器复核（每个域名抽查 2 个，结果一致）")
        if said["cut"]:
            notes.append(f"{said['cut']} 个失效链接因数量或时间上限未用浏览器复核")
        return tuple(notes)

    async def _sit(
        self, at: Desk, items: Sequence[Doubted], baselines: Baselines, until: float
    ) -> AsyncGenerator[Visit]:
        home = self._request.home
        showing: Showing[Doubted, Fetch] = Showing(
            shower=lambda context: Opinion(context, at.means, home, baselines),
            lost=lost,
            at_once=at.means.limits.at_once,
            until=until,
            strict=True,
        )
        sitting = Sitting(at.playwright, at.launch, at.means, items, showing)
        async for item, fetch in sitting.seen():
            self._count(item, fetch)
            if classify(fetch) is not VerdictKind.UNKNOWN:
                yield Visit(fetch=fetch, depth=item.depth)
        if not sitting.version:
            self._broke = sitting.trouble
        left = len(sitting.left())
        self._said["cut" if sitting.late else "unclear"] += left

    def _count(self, item: Doubted, fetch: Fetch) -> None:
        kind = classify(fetch)
        if kind is VerdictKind.OK:
            if item.kind is VerdictKind.DEAD:
                self._opened.add(host_of(fetch.url))
            self._said["opened"] += 1
        elif kind is VerdictKind.UNKNOWN:
            self._said["unclear"] += 1
        else:
            self._said["blocked" if kind in NOT_BROKEN else "confirmed"] += 1
