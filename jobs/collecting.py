"""When a process looks for objects that only keep each other alive, and gives back memory it no longer needs."""

import ctypes
import gc

# Python's own rhythm (700, 10, 10) walks over all that a run holds again and again and finds next to nothing:
# the values of this house are frozen and know no cycles.
BETWEEN = (50_000, 20, 100)


def collect_rarely() -> None:
    """Collect cycles rarely, and never look again at what the imports made. For the whole process, at its start."""
    gc.freeze()
    gc.set_threshold(*BETWEEN)


def give_back() -> None:
    """Give the system back what the phase that has ended held, before the next one asks for as much of its own.

    The allocator of glibc keeps what was freed between pieces still in use; another library is left alone.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
