"""The hours in which portals are asked: a crawl begins in them, pauses outside them and goes on where it was."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crawler.crawl import Crawl
from evidence.errors import UsageError
from jobs.settings import Settings

BEAT = timedelta(seconds=20)  # between signs of life of a run that waits: without one for a minute it counts as killed
_WINDOW = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})\s*")

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Window:
    """From one time of the day to another, over midnight where the end is not later than the beginning."""

    begin: time
    end: time
    zone: ZoneInfo

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}–{self.end:%H:%M}"

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it; its end does not."""
        now = moment.astimezone(self.zone).time()
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end

    def opens(self, moment: datetime) -> datetime:
        """When it next begins."""
        return self._next(self.begin, moment)

    def closes(self, moment: datetime) -> datetime:
        """When it next ends."""
        return self._next(self.end, moment)

    def _next(self, at: time, moment: datetime) -> datetime:
        today = datetime.combine(moment.astimezone(self.zone), at, tzinfo=self.zone)
        return today if today > moment else today + timedelta(days=1)


def read_window(text: str, zone: str) -> Window | None:
    """The window that a setting names, `22:00-06:00`; None where it is empty. Raises UsageError for anything else."""
    if not text.strip():
        return None
    match = _WINDOW.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        begin, end = time(int(match[1]), int(match[2])), time(int(match[3]) % 24, int(match[4]))
    except ValueError as error:
        raise UsageError(f"设置 pace.window 的“{text}”不正确，请写成 22:00-06:00 的形式，留空为不限时段") from error
    return Window(begin, end, ZoneInfo(zone)) if begin != end else None


def waiting_words(settings: Settings, moment: datetime) -> str:
    """What a person is told who begins a crawl outside the hours; empty within them."""
    window = read_window(settings.pace.window, settings.schedule.timezone)
    if window is None or window.holds(moment):
        return ""
    opens = window.opens(moment).astimezone(window.zone)
    return f"现在不在允许抓取的时段（{window}），将等到 {opens:%m月%d日 %H:%M} 开始；要立即开始，请加 --now"


class Hours:
    """Keeps crawls within a window. Tests put in their own time."""

    def __init__(
        self,
        window: Window | None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._window = window
        self._now = now
        self._sleep = sleep

    @classmethod
    def of(cls, settings: Settings) -> "Hours":
        """The hours that are set."""
        return cls(read_window(settings.pace.window, settings.schedule.timezone))

    @property
    def note(self) -> str:
        """What the coverage statement says of them; empty where there are none."""
        return f"只在允许的时段（{self._window}）抓取" if self._window else ""

    @contextlib.asynccontextmanager
    async def kept(self, crawl: Crawl, beat: Callable[[], None]) -> AsyncIterator[None]:
        """Hold the crawl back outside the hours. `beat` gives a sign of life while it waits; it may block."""
        if self._window is None:
            yield
            return
        if not self._window.holds(self._now()):
            crawl.hold()
        keeper = asyncio.create_task(self._keep(self._window, crawl, beat))
        try:
            yield
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)

    async def _keep(self, window: Window, crawl: Crawl, beat: Callable[[], None]) -> None:
        while True:
            now = self._now()
            if window.holds(now):
                crawl.go_on()
                await self._sleep((window.closes(now) - now).total_seconds())
                continue
            opens = window.opens(now)
            crawl.hold()
            import structlog  # takes a fifteenth of a second to load, and few crawls wait

            structlog.get_logger(__name__).info("不在允许抓取的时段，等待", until=opens.isoformat())
            while (left := opens - self._now()) > timedelta(0):
                await asyncio.to_thread(beat)
                await self._sleep(min(left, BEAT).total_seconds())
