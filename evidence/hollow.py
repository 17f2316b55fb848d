"""The template of an article without an article in it: what a script shows for a number that is not in its table."""

import re

from evidence.apology import long_text

# The label of the date, and the first word after it.
_DATE_LABEL = re.compile(r"(?:发布|发文|成文|更新)(?:时间|日期)\s*[:：]((?:<[^<>]{0,200}>|&nbsp;|\s)*)([^<\s&]?)")
# What stands there will be filled by a script, or by somebody who searches.
_FILLED = re.compile(r"<(?:input|select|script)|\s(?:id|v-\w+|:\w+|ng-\w+)\s*=", re.IGNORECASE)
_NO_TITLE = re.compile(r"\s*(?:(?:null|undefined)?\s*[_\-|—–].{0,40}|null|undefined)?\s*")


def is_hollow(title: str, head: str) -> bool:
    """Whether a page has the places of an article, and neither title nor date nor text in them."""
    if not _NO_TITLE.fullmatch(title):
        return False
    labels = list(_DATE_LABEL.finditer(head))
    filled = any(_FILLED.search(match[1]) or match[2] == "{" or match[2].isnumeric() for match in labels)
    return bool(labels) and not filled and not long_text(head)
