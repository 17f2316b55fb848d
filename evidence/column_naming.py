"""By which of its own words a page says that it is the column of a name: its trail, its tag, its title or heading."""

import re
from enum import Enum

from evidence.columns_vocabulary import normalise_name
from evidence.meta import read_tags
from evidence.page import Page

_STEP = r"[^\s>》»›→/|＞]{1,30}"
# 您当前的位置：首页 > 专题 > 名称; the first words after the last step are set apart by white space.
_TRAIL = re.compile(rf"(?:当前|现在|所在|您)的?位置\s*[:：]?\s*((?:{_STEP}\s*[>》»›→/|＞]+\s*)+)({_STEP})")


class Naming(Enum):
    """How plainly a page bears a name: CERTAIN names the column, LIKELY may be the title of any page."""

    CERTAIN = "certain"
    LIKELY = "likely"
    NO = "no"


def naming(page: Page, name: str) -> Naming:
    """How plainly a page says that it is the column of a name.

    The tag ColumnName (国办发〔2017〕47号) or the last step of the trail say so; an article that is filed under
    the name is none, and a page whose title alone is the name is not certain to be a column.
    """
    tags = read_tags(page.html).values
    if tags.get("ArticleTitle"):
        return Naming.NO
    if normalise_name(tags.get("ColumnName", "")) == name or _last_step(page) == name:
        return Naming.CERTAIN
    titles = [re.split(r"[-_|｜—–－]", page.title)[0], *(node.text() for node in page.tree.css("h1, h2, h3"))]
    return Naming.LIKELY if any(normalise_name(text) == name for text in titles) else Naming.NO


def _last_step(page: Page) -> str:
    body = page.tree.body
    match = _TRAIL.search(body.text(separator=" ")) if body is not None else None
    return normalise_name(match[2]) if match else ""
