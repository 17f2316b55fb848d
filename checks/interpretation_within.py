"""Policies that carry their interpretation on their own page, below their text."""

from checks.interpretation_articles import Document
from checks.interpretation_labels import Wants, named_label, wants_of
from evidence.page import Page
from evidence.titles import is_about
from evidence.visible import read_visible

SENTENCE = 30  # characters of a line that is a sentence of a text and no entry of a menu or a foot
LOOK_ON, TOLD_LEAST = 6, 2  # in so many lines after the heading stand so many sentences of the explanation


def explains_itself(policy: Document, page: Page) -> bool:
    """Whether a heading 政策解读 with a text of its own follows the text of a policy on a page of it.

    Tabs stand above the text; a box of the newest interpretations holds links, the foot no sentences.
    """
    if "解读" not in page.html and "图解" not in page.html:
        return False
    headlines = {link.text for link in page.links}
    lines = read_visible(page.tree).text.splitlines()
    text_begins = next((at for at, line in enumerate(lines) if _is_sentence(line)), len(lines))
    for at in range(text_begins, len(lines)):
        if _is_heading(lines[at], policy):
            after = lines[at + 1 : at + 1 + LOOK_ON]
            if sum(1 for line in after if _is_sentence(line) and line not in headlines) >= TOLD_LEAST:
                return True
    return False


def _is_heading(line: str, policy: Document) -> bool:
    name, wants = named_label(line)
    return wants_of(line) is Wants.READING or (wants is Wants.READING and is_about(name, policy.cores))


def _is_sentence(line: str) -> bool:
    return len(line) >= SENTENCE and "。" in line
