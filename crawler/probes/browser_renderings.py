"""Rendering within its bounds: a share of the pages, a number, a time; and what was left."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Iterable

from crawler.browsing import Known
from crawler.probes.browser_desk import Desk, desk
from crawler.probes.browser_limits import RENDERED_FEW
from crawler.probes.browser_manners import Kept, Manner, Manners
from crawler.probes.browser_render import Renderer, Rendering
from crawler.probes.browser_sitting import Showing, Sitting
from crawler.probes.request import ProbeRequest
from evidence.records import Visit
from evidence.shown import PARTIAL

NAMED = 5  # manners named one by one in a note
LOST = "crashed"
WHY = {  # a page may not be whole, by its marks
    "method": "要提交数据（POST）才能取得部分内容，本工具不提交，这部分没有看到",
    "robots": "有部分内容被 robots.txt 禁止访问，没有看到",
    "lost": "有脚本或数据没有取到，内容可能不全",
    "unsettled": "在允许的时间内没有加载完，内容可能不全",
}
TROUBLES = {
    "crashed": "浏览器意外退出",
    "timeout": "打开超时",
    "cut": "浏览器没有给出结果",
    "resolver": "本机域名解析服务没有应答",
    "unreachable": "本机到目标网络不通",
    "refused": "连接被拒绝",
    "reset": "连接被中断",
    "robots": "robots.txt 禁止访问",
    "no source": "没有取得源代码",
    "charset": "浏览器按另一种编码读出",
    "another page": "浏览器中打开后转到别的页面",
    "fault": "浏览器中打开后是验证、登录或出错页面",
}


class Renderings:
    """The pages of one crawl that are shown for the lists their scripts write."""

    def __init__(self, request: ProbeRequest, known: Known) -> None:
        self._request = request
        self._holds = known.holds
        self.manners = Manners(known)
        self._troubles: Counter[str] = Counter()
        self._partial: Counter[str] = Counter()
        self._broke = ""
        self._late = False
        self._seconds = request.limits.total_seconds

    async def visits(self) -> AsyncGenerator[Visit]:
        """Pages as they stand after their scripts ran, one manner's pages standing for each other.

        Asked again when the links of these were followed, it brings those that they led to: the share is of all pages
        read by then, the number and the time are for all rounds together.
        """
        limits = self._request.limits
        most = min(limits.rendered_pages, max(RENDERED_FEW, int(limits.rendered_share * self.manners.pages)))
        batch = self.manners.batch(most) if not self._broke and not self._late else []
        if not batch:
            return
        loop = asyncio.get_running_loop()
        begin = loop.time()
        async with desk(self._request, limits) as at:
            while batch and not self._broke and not self._late:
                async for visit in self._sit(at, batch, begin + self._seconds):
                    yield visit
                batch = self.manners.batch(most)
        self._seconds -= loop.time() - begin

    def notes(self) -> tuple[str, ...]:
        """What was rendered and what was not, in Chinese."""
        if self._broke:
            return (f"浏览器无法启动，由脚本生成的列表没有看到：{self._broke}",)
        manners = self.manners.candidates()
        gained = [one for one in manners if one.gained]
        without = [one for one in manners if one.rendered and not one.gained]
        unseen = [one for one in manners if not one.rendered and not one.dismissed]
        notes = [*(_gained(one) for one in gained[:NAMED]), *(_unseen(one) for one in unseen[:NAMED])]
        if len(gained) > NAMED or len(unseen) > NAMED:
            more = (max(0, len(gained) - NAMED), max(0, len(unseen) - NAMED))
            notes.append(f"另有 {more[0]} 类页面用浏览器渲染后内容更多，{more[1]} 类页面没有渲染")
        if without:
            notes.append(f"{len(without)} 类页面用浏览器渲染后与源代码相比没有更多链接和日期，未再渲染同类页面")
        notes.extend(f"{self._partial[why]} 个渲染过的页面{words}" for why, words in WHY.items() if self._partial[why])
        troubles = "，".join(f"{TROUBLES.get(why, why)} {count} 个" for why, count in sorted(self._troubles.items()))
        return (*notes, f"渲染没有成功的页面：{troubles}") if troubles else tuple(notes)

    async def _sit(self, at: Desk, batch: list[Kept], until: float) -> AsyncGenerator[Visit]:
        most = self._request.plan.limits.page_bytes
        showing: Showing[Kept, Rendering] = Showing(
            shower=lambda context: Renderer(context, at.means, self._holds, most),
            lost=lambda page: Rendering(trouble=LOST),
            at_once=at.means.limits.at_once,
            until=until,
        )
        sitting = Sitting(at.playwright, at.launch, at.means, batch, showing)
        async for _, rendering in sitting.seen():
            if rendering.visit is not None:
                self._partial.update(_why_partial(rendering.visit.fetch.marks))
                if not self.manners.may_be_missing(rendering.visit):
                    yield rendering.visit
            else:
                self._troubles[rendering.trouble] += 1
        self._late = sitting.late
        if not sitting.version:
            self._broke = sitting.trouble
        self._troubles.update({LOST: len(sitting.left())} if sitting.left() and not sitting.late else {})


def _why_partial(marks: Iterable[str]) -> list[str]:
    return [mark.removeprefix(PARTIAL) for mark in marks if mark.startswith(PARTIAL)]


def _gained(manner: Manner) -> str:
    left = manner.pages - manner.rendered
    rest = f"，其余 {left} 个超过上限，没有看到它们由脚本生成的内容" if left else ""
    counts = f"共 {manner.pages} 个，用浏览器渲染 {manner.rendered} 个"
    return f"形如 {manner.first.url} 的页面列表由脚本生成：{counts}{rest}"


def _unseen(manner: Manner) -> str:
    return f"形如 {manner.first.url} 的页面（{manner.pages} 个）可能由脚本生成列表，没有用浏览器渲染"
