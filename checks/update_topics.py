"""Columns that hang under 专题专栏: a topic is closed when its campaign is over, and its columns stand still with it.

What the home page links itself is a column of the portal, wherever it lies.
"""

import re
from collections.abc import Iterable

from evidence.columns import Column
from evidence.columns_discovery import folder_of
from evidence.urls import path_of

TOPICS = "专题专栏"
_FOLDER = re.compile(r"/(?:zt|ztzl|zthz|ztbd|ztlm|zhuanti|special|topics?)(?:_\d+)?/", re.IGNORECASE)


def topical(columns: Iterable[Column]) -> frozenset[str]:
    """The addresses of columns that only the pages of topics lead to, or that lie in the folder of the topics."""
    known = tuple(columns)
    fronts = {column.url for column in known if column.idea == TOPICS}
    folders = tuple(folder for url in fronts if (folder := folder_of(url)) and path_of(folder) != "/")
    found = {
        column.url
        for column in known
        if column.depth > 1
        and column.idea != TOPICS
        and (column.url.startswith(folders) or _FOLDER.search(path_of(column.url)))
    }
    grown = True
    while grown:  # the columns of a topic hang under its front
        within = fronts | found
        more = {one.url for one in known if one.url not in within and _only_from(one, within)}
        found |= more
        grown = bool(more)
    return frozenset(found)


def _only_from(column: Column, pages: set[str]) -> bool:
    above = [url for url in column.linked_from if url != column.url]
    return bool(above) and pages.issuperset(above)
