"""What the scripts of a nearly empty page write into it: the message of a program that shows it in no other way."""

import re

from evidence.script_writing import always_written

MOST = 4_000  # characters of a script

_SCRIPT = re.compile(r"<script\b[^<>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)


def with_written(head: str) -> str:
    """The beginning of a page with the texts that its scripts always write, each under no condition."""
    if "document.write" not in head:
        return head
    scripts = (script for script in _SCRIPT.findall(head) if len(script) <= MOST)
    written = "".join(text for script in scripts for text in always_written(script))
    return f"{head}<div>{written}</div>" if written else head
