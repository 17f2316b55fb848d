"""The page tags of 国办发〔2017〕47号 (网页标签: SiteName … ContentSource) as the head of a page bears them."""

import html as entities
import re
from collections.abc import Mapping
from typing import NamedTuple

HOME_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = (*HOME_TAGS, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = (*COLUMN_TAGS, "ArticleTitle", "PubDate", "ContentSource")

# Comments, scripts and the like are stepped over as a whole: tags inside them are none.
_TOKENS = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|textarea|title)\b.*?(?:</\1\s*>|\Z)"
    r"""|<meta\b((?:[^<>"']|"[^"]*"|'[^']*')*+)>|<meta\b([^<>]*)>""",
    re.I | re.S,
)
_ATTRIBUTE = re.compile(r"""(?<![\w:\-])([\w:\-]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BODY = re.compile(r"<body\b", re.I)
_CANONICAL = {name.lower(): name for name in ARTICLE_TAGS}


class Tags(NamedTuple):
    """The tags of one page by their canonical names, and where in its source the last meta element ends."""

    values: Mapping[str, str]
    end: int


def read_tags(html: str) -> Tags:
    """The tags a page bears, the first of each name.

    Names are read whatever their case, values with white space folded. Tags in comments, scripts and noscript
    parts do not count.
    """
    end = max(html.rfind("<meta"), html.rfind("<META"), html.rfind("<Meta"))
    if end < 0:
        return Tags({}, 0)
    values: dict[str, str] = {}
    stop = len(html) if (close := html.find(">", end)) < 0 else close + 1
    for token in _TOKENS.finditer(html, 0, min(len(html), stop + 2000)):
        written = token[2] or token[3]
        if written:
            _take(written, values)
        if token.end() >= stop:
            stop = token.end()
            break
    return Tags(values, stop)


def _take(written: str, values: dict[str, str]) -> None:
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] if match[2] is not None else match[3] if match[3] is not None else match[4]
        attributes.setdefault(match[1].lower(), value or "")
    name = _CANONICAL.get(attributes.get("name", "").strip().lower())
    if name is None or name in values:
        return
    content = attributes.get("content", "")
    if "&" in content:
        content = entities.unescape(content)
    values[name] = " ".join(content.replace("\u200b", "").split())


def body_start(html: str) -> int:
    """Where the body of a page begins; 0 where no tag says so."""
    body = _BODY.search(html)
    return body.start() if body else 0
