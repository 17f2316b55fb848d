"""A stream that remembers a fault and goes on, for a writer that cannot end well after one.

XlsxWriter leaves its archive open when the disk fails; the archive then tries again while it is thrown away, and
tells the user so at length. Here it ends quietly, and the fault is raised afterwards.
"""

from collections.abc import Callable
from typing import BinaryIO, TypeVar

T = TypeVar("T")


class Shelter:
    """What an archive needs of a stream, with faults kept for `check`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._fault: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write, or pretend to after a fault."""
        return self._guard(lambda: self._stream.write(data), len(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, or pretend to after a fault."""
        return self._guard(lambda: self._stream.seek(offset, whence), offset)

    def tell(self) -> int:
        """Where the stream stands."""
        return self._guard(self._stream.tell, 0)

    def flush(self) -> None:
        """Pass on what is held back."""
        self._guard(self._stream.flush, None)

    def abandon(self, fault: OSError) -> None:
        """From here on nothing reaches the stream."""
        self._fault = self._fault or fault

    def check(self) -> None:
        """Raise the fault that was met."""
        if self._fault:
            raise self._fault

    def _guard(self, act: Callable[[], T], pretended: T) -> T:
        if self._fault:
            return pretended
        try:
            return act()
        except OSError as fault:
            self._fault = fault
            return pretended
