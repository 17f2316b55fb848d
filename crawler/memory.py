"""What an earlier run was answered, as far as a later one needs it to ask whether anything changed.

The crawler does not know where it is kept: whoever starts a crawl hands over something of this form.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from evidence.records import Link


class Remembered(Protocol):
    """A good answer of an earlier run, without its bytes."""

    @property
    def body_hash(self) -> str:
        """The hash of the bytes that were read."""

    @property
    def content_type(self) -> str:
        """The type the answer had."""

    @property
    def encoding(self) -> str:
        """How its text was encoded."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that were kept, names in lower case, `etag` and `last-modified` among them."""

    @property
    def size(self) -> int:
        """How many bytes were read."""

    @property
    def truncated(self) -> bool:
        """Whether there were more."""

    @property
    def links_key(self) -> int | None:
        """Which stored links it has, in the words of whoever keeps them; None: none were read."""

    @property
    def kept(self) -> bool:
        """Whether its bytes are kept, so that it is a page or an attachment again when nothing changed."""


class Memory(Protocol):
    """Earlier answers by the address they came from."""

    def recall(self, url: str) -> Remembered | None:
        """The last good answer of an address itself, redirects behind it; None where there is none."""

    def links(self, url: str) -> Iterable[Link]:
        """The links of what is recalled at an address, in document order.

        Their texts may be missing, and so may uses of a target that were given for another address before.
        """

    def words(self, url: str, target: str) -> str:
        """The words with which the page that is recalled at an address leads to a target."""

    def was_rendered(self, url: str) -> bool:
        """Whether a browser showed more of a page than its source has."""


class NoMemory:
    """Nothing is known: the first night."""

    def recall(self, url: str) -> Remembered | None:
        """Never anything."""
        return None

    def links(self, url: str) -> Iterable[Link]:
        """Never any."""
        return ()

    def words(self, url: str, target: str) -> str:
        """Never any."""
        return ""

    def was_rendered(self, url: str) -> bool:
        """Never."""
        return False


def conditions(remembered: Remembered) -> dict[str, str]:
    """The headers that ask for an answer only if it is another one than this."""
    etag, modified = remembered.headers.get("etag", ""), remembered.headers.get("last-modified", "")
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}
