"""When a process looks for objects that only keep each other alive."""

import gc

# Python's own rhythm (700, 10, 10) walks over all that a run holds again and again and finds next to nothing:
# the values of this house are frozen and know no cycles.
BETWEEN = (50_000, 20, 100)


def collect_rarely() -> None:
    """Collect cycles rarely, and never look again at what the imports made. For the whole process, at its start."""
    gc.freeze()
    gc.set_threshold(*BETWEEN)
