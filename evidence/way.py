"""The way to a page as it is written on it (当前位置：首页 > 栏目): its names are no content of the page."""

import re
from collections.abc import Iterable

LONGEST = 20  # characters of a name on the way; what is longer is a sentence

_STEP = re.compile(r"\s*(?:[>＞»›→/|\\-]|::|：：)[>＞»›→/|\\:：\s-]*")
_HERE = re.compile(
    r"您?(?:现在|当前|目前)?所?在?的?(?:当前|所在)?位置[是为]?\s*[:：]?\s*|(?=首页\s*(?:[>＞»›→/|\\-]|::))"
)


def names_on_the_way(lines: Iterable[str]) -> frozenset[str]:
    """The lines and the single names of the ways among the lines of a page.

    A way begins with the words for it or at the front page and goes on as long as steps join its pieces, whether
    they are links, spans or one text.
    """
    names: set[str] = set()
    onward = False
    for line in lines:
        begin = _HERE.match(line)
        steps = _STEP.split(line[begin.end() :] if begin else line)
        joined = begin is not None or (bool(names) and (onward or steps[0] == ""))
        onward = joined and steps[-1] == "" and max(map(len, steps)) <= LONGEST
        if onward or (joined and max(map(len, steps)) <= LONGEST and (begin is None or len(steps) > 1)):
            names.update((line, *steps))
    return frozenset(names)
