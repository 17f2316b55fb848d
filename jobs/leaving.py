"""Leaving at once, where a thread cannot be ended."""

import os
import sys
from typing import NoReturn


def leave_at_once(code: int = 0) -> NoReturn:
    """End this process with a code. A thread that audits or resolves names cannot be ended from outside, and leaving
    in the usual way would wait for it; its night has been given back, and every write of it is whole or absent."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
