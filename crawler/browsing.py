"""What a browser does for a crawl: pages whose lists only scripts write, and a second opinion on what seems broken."""

from collections.abc import AsyncGenerator
from typing import Protocol

from evidence.records import Visit


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
