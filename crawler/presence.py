"""Whether the site is still there, and the web beyond it: what tells a dead link from a dead network."""

import asyncio
from collections.abc import Awaitable, Callable

from crawler.scope import Scope
from evidence.records import FailureKind, Fetch

SILENCES = 20  # addresses of the site in a row that nobody answers, until it is asked whether the site is there at all
CONTROLS = 3  # looks at the home page until it counts as away
_UNANSWERED = frozenset(
    {
        FailureKind.DNS,
        FailureKind.REFUSED,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.RESOLVER,
        FailureKind.UNREACHABLE,
    }
)


class Presence:
    """What has answered so far. `control` looks whether an address answers now; `pause` is in seconds."""

    def __init__(self, scope: Scope, home: str, control: Callable[[str], Awaitable[bool]], pause: float) -> None:
        self._scope = scope
        self._home = home
        self._control = control
        self._pause = pause
        self._home_answered = False
        self._other = ""  # an address beyond the site's hosts that has answered, if any has
        self._silences = 0
        self.away = False  # whether the home page answered and then no longer does

    def note(self, fetch: Fetch, *, home: bool) -> None:
        """Learn who has answered."""
        if fetch.status is None:
            return
        self._home_answered = self._home_answered or home
        if not self._other and not self._scope.same_host(fetch.url):
            self._other = fetch.url

    async def listen(self, fetch: Fetch) -> None:
        """Count the addresses of the site in a row that nobody answers; after too many see whether it is there."""
        if not self._scope.same_host(fetch.url):
            return
        self._silences = self._silences + 1 if fetch.failure and fetch.failure.kind in _UNANSWERED else 0
        if self._silences >= SILENCES and not self.away:
            self._silences = 0
            await self.home_still_answers()

    async def home_still_answers(self) -> bool:
        """Whether the home page answers, if it ever did; it is away when it does not, after some patience."""
        if not self._home_answered:
            return True
        for turn in range(CONTROLS):
            if turn:
                await asyncio.sleep(self._pause)
            if await self._control(self._home):
                return True
        self.away = True
        return False

    async def trusts_faults_elsewhere(self) -> bool:
        """Whether the one that answered beyond the site's hosts still does; True where none ever did."""
        return not self._other or await self._control(self._other)

    def trusts_silence_elsewhere(self) -> bool:
        """Whether anybody beyond the site's hosts ever answered: else silence there proves nothing."""
        return bool(self._other)
