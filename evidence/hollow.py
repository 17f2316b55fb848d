"""Pages with nothing in them: a blank sheet, or the template of an article without an article in it.

Such is what a script shows for a number that is not in its table.
"""

import re

from evidence.apology import TAGS, long_text

# The label of the date, and the first word after it.
_DATE_LABEL = re.compile(r"(?:发布|发文|成文|更新)(?:时间|日期)\s*[:：]((?:<[^<>]{0,200}>|&nbsp;|\s)*)([^<\s&]?)")
# What stands there will be filled by a script, or by somebody who searches.
_FILLED = re.compile(r"<(?:input|select|script)|\s(?:id|v-\w+|:\w+|ng-\w+)\s*=", re.IGNORECASE)
_NO_TITLE = re.compile(r"\s*(?:(?:null|undefined)?\s*[_\-|—–].{0,40}|null|undefined)?\s*")
_NO_DATE = re.compile(r"(?:1970|1900|0001)\D0?1\D0?1(?!\d)")  # what programs make of no date
_NAMES_VALUE = re.compile(r"\W*(?:\$\{|#\{|<%=|\[!--|&lt;%=)\s*\w")
# What shows something without a word, may bring something, or leads on.
_SHOWS = re.compile(
    r"<(?:a|area|img|image|i?frame|frameset|object|embed|applet|video|audio|canvas|svg|script|input|button|select|textarea|hr|link|"
    r"style|template|\w+-\w+)\b|background|http-equiv\s*=\s*[\"']?refresh",
    re.IGNORECASE,
)
_SPACE = re.compile(r"&(?:nbsp|ensp|emsp|#160|#xa0);?|[\s\u200b\ufeff]+", re.IGNORECASE)
_TITLE = re.compile(r"<title\b.*?</title\s*>", re.IGNORECASE | re.DOTALL)
SMALL = 2_000  # characters of a page in which nothing is overlooked


def is_blank(head: str) -> bool:
    """Whether a page is an empty sheet, whatever its title says."""
    if len(head) > SMALL or _SHOWS.search(head):
        return False
    return not _SPACE.sub("", TAGS.sub("", _TITLE.sub("", head)))


def is_hollow(title: str, head: str, *, unannounced: bool = False) -> bool:
    """Whether a page has the places of an article, and neither title nor date nor text in them.

    The title of a site may stand on all its pages: where a page is known to lack what its link announces
    (`unannounced`), it need not be missing. The name of a value in its place is none.
    """
    if unannounced and _NAMES_VALUE.match(title) and "<script" not in head:
        return True
    if not unannounced and not _NO_TITLE.fullmatch(title):
        return False
    labels = list(_DATE_LABEL.finditer(head))
    filled = any(_is_filled(match) for match in labels)
    return bool(labels) and not filled and not long_text(head)


def _is_filled(label: re.Match[str]) -> bool:
    if _FILLED.search(label[1]) or label[2] == "{":
        return True
    return label[2].isnumeric() and _NO_DATE.match(label.string, label.start(2)) is None
