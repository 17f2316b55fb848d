"""The way to a page as it is written on it (当前位置：首页 > 栏目): its names are no content of the page."""

import re
from collections.abc import Iterable

LONGEST = 20  # characters of a name on the way; what is longer is a sentence

_STEP = re.compile(r"\s*(?:[>＞»›→/|\\-]|::|：：)[>＞»›→/|\\:：\s-]*")
_HERE = re.compile(
    r"您?(?:现在|当前|目前)?所?在?的?(?:当前|所在)?位置[是为]?\s*[:：]?\s*|(?=首页\s*(?:[>＞»›→/|\\-]|::))"
)
_HOME = re.compile(r"(?:网站|本站|门户)?首页")
_ARROWS = tuple(">＞»›→")


def names_on_the_way(lines: Iterable[str]) -> frozenset[str]:
    """The lines and the single names of the ways among the lines of a page.

    A way begins with the words for it or at the front page and goes on as long as steps join its pieces, whether
    they are links, spans or one text. Behind a bare 首页, as menus begin, only arrows are steps.
    """
    names: set[str] = set()
    onward = home = False
    for line in lines:
        begin = _HERE.match(line)
        steps = _STEP.split(line[begin.end() :] if begin else line)
        begins = begin is not None or (home and line.startswith(_ARROWS))
        joined = begins or (bool(names) and (onward or steps[0] == ""))
        short = max(map(len, steps)) <= LONGEST
        onward = joined and short and steps[-1] == ""
        if onward or (joined and short and (begin is None or len(steps) > 1)):
            names.update((line, *steps))
        home = _HOME.fullmatch(line) is not None
    return frozenset(names)
