"""What the scripts of a nearly empty page write into it: the message of a program that shows it in no other way."""

import re

MOST = 4_000  # characters of a script

_WRITES = re.compile(r"""document\.write(?:ln)?\(\s*(?:"((?:[^"\\\n]|\\.){0,600})"|'((?:[^'\\\n]|\\.){0,600})')\s*\)""")
_SCRIPT = re.compile(r"<script\b[^<>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_DEPENDS = re.compile(r"\bif\b|\bfor\b|\?\s*[\"']|\bwhile\b|\bnavigator\b")
_ESCAPE = re.compile(r"\\(.)")


def with_written(head: str) -> str:
    """The beginning of a page with the texts that its scripts always write, each under no condition."""
    if "document.write" not in head:
        return head
    written = "".join(
        _ESCAPE.sub(r"\1", match[1] or match[2] or "")
        for script in _SCRIPT.findall(head)
        if len(script) <= MOST
        for match in _WRITES.finditer(script)
        if not _DEPENDS.search(_around(script, match.start()))
    )
    return f"{head}<div>{written}</div>" if written else head


def _around(script: str, at: int) -> str:
    """The statement in which a text is written, and those before it in the same braces."""
    before = script[:at]
    return before[before.rfind(";") + 1 :] if before.count("{") == before.count("}") else "if"
