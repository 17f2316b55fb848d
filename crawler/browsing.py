"""What a browser does for a crawl: pages whose lists only scripts write, and a second opinion on what seems broken."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Protocol

from evidence.records import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of pages beyond the visits that pass by.

    `holds` tells addresses of the site, `was_rendered` pages of which a browser showed more than their source has on an
    earlier night, `body` gives the bytes of a hash that an interrupted run has stored, None where it has not.
    """

    holds: Callable[[str], bool]
    was_rendered: Callable[[str], bool] = lambda url: False
    body: Callable[[str], bytes | None] = lambda digest: None


class Browsing(Protocol):
    """Watches a crawl go by, and brings visits of its own when it is asked to."""

    def saw(self, visit: Visit) -> None:
        """Take note of a visit that was written down, in this part of the run or an earlier one."""

    def rendered(self) -> AsyncGenerator[Visit]:
        """Pages as they stand after their scripts ran, with all their links."""

    def second_looks(self) -> AsyncGenerator[Visit]:
        """A look at each address that seems broken and that a browser may see otherwise."""

    def notes(self) -> tuple[str, ...]:
        """What was done and what was left, in Chinese, one sentence each."""
