"""Columns of messages under a name the vocabulary does not know: 民声回应, 问政平台. What they show tells."""

from collections.abc import Iterator, Sequence
from datetime import date

from checks.interaction_boards import asked_blocks, asked_lines
from checks.interaction_messages import ASKED_DAY, BARE_DAY, messages_of
from checks.interaction_rows import rows_messages
from checks.interaction_tables import headed_rows
from checks.interaction_words import words
from evidence.columns import Column
from evidence.columns_structure import How
from evidence.columns_vocabulary import ColumnKind
from evidence.page import Page
from evidence.records import LinkKind
from evidence.site import Site
from evidence.visible import read_visible

NAME_MOST = 10
# Columns that are read as what they are, and those whose questions and answers are none of the public's.
READ = frozenset(
    {
        "领导信箱",
        "咨询投诉",
        "留言公开",
        "意见征集",
        "网上调查",
        "结果反馈",
        "常见问题",
        "在线访谈",
        "网上信访",
        "新闻发布会",
    }
)


def unnamed_columns(site: Site, known: Sequence[Column], today: date) -> Iterator[Column]:
    """Pages that show messages, to which the home page or 互动交流 leads by a name that speaks of them."""
    fronts = (site.info.url, *(one.url for one in known if one.idea == "互动交流"))
    taken = {one.url for one in known if one.idea in READ}
    for front in dict.fromkeys(fronts):
        page = site.page(front)
        for name, url in _named(page) if page else ():
            shown = None if url in taken else site.page(url)
            taken.add(url)
            if shown is not None and publishes_messages(shown, today):
                yield Column(
                    name=name,
                    url=shown.url,
                    kind=ColumnKind.OTHER,
                    idea="",
                    parent="",
                    linked_from=(front,),
                    depth=1,
                    how=How.TEXT,
                    same_site=True,
                )


def _named(page: Page) -> Iterator[tuple[str, str]]:
    for link in page.links:
        name = link.text.strip()
        if link.kind is LinkKind.A and 2 < len(name) <= NAME_MOST and words().speaking.search(name):
            yield name, link.target


def publishes_messages(page: Page, today: date) -> bool:
    """Whether a page of any name lists what people wrote: it says when they did or that they were answered.

    A day and 办理中 alone are as well those of a project or a case.
    """
    found = [one for one in messages_of(page, today) or rows_messages(page, today) if one.asked]
    if not found:
        return False
    if any("复" in one.told for one in found) or any("asked" in row.cells for row in headed_rows(page)):
        return True
    text = read_visible(page.tree).text
    return bool(ASKED_DAY.search(text) or asked_lines(text, BARE_DAY) or asked_blocks(page.tree, BARE_DAY))
