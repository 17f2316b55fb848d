"""Policies that carry their interpretation on their own page, below their text."""

from collections import Counter
from collections.abc import Container, Sequence

from checks.interpretation_articles import Document
from checks.interpretation_labels import Wants, named_label, wants_of
from evidence.page import Page
from evidence.titles import is_about
from evidence.visible import read_visible

SENTENCE = 30  # characters of a line that is a sentence of a text and no entry of a menu or a foot
PANEL_LEAST = 2  # paragraphs of a hidden panel that a tab 政策解读 shows
LOOK_ON, TOLD_LEAST = 6, 2  # in so many lines after the heading stand so many sentences, in one paragraph or several


def explains_itself(policy: Document, page: Page) -> bool:
    """Whether a heading 政策解读 with a text of its own follows the text of a policy on a page of it, or hides behind.

    Tabs stand above the text; a box of the newest interpretations holds links, the foot no sentences.
    """
    if "解读" not in page.html and "图解" not in page.html:
        return False
    headlines = Counter(link.text for link in page.links)
    visible = read_visible(page.tree)
    lines = visible.text.splitlines()
    text_begins = next((at for at, line in enumerate(lines) if _is_sentence(line)), len(lines))
    if _tells(policy, lines[text_begins:], headlines) or _tells_by_name(policy, lines[: text_begins + 1], headlines):
        return True
    panels = [part.text.splitlines() for part in visible.hidden]
    if any(_tells(policy, panel, headlines) for panel in panels):
        return True
    labels = Counter(line for line in lines[:text_begins] if wants_of(line) is Wants.READING)
    # An entry of the menu is a link, a tab that shows a panel is none.
    tab = any(times > headlines[label] for label, times in labels.items())
    return tab and any(sum(map(_is_sentence, panel)) >= PANEL_LEAST for panel in panels)


def _tells(policy: Document, lines: Sequence[str], headlines: Container[str]) -> bool:
    """Whether a heading among these lines is followed by the text of an interpretation."""
    for at, line in enumerate(lines):
        if least := _told_least(line, policy):
            after = lines[at + 1 : at + 1 + LOOK_ON]
            told = (one for one in after if _is_sentence(one) and one not in headlines)
            if sum(one.count("。") for one in told) >= least:
                return True
    return False


def _tells_by_name(policy: Document, lines: Sequence[str], headlines: Container[str]) -> bool:
    """Whether a heading that names the policy, and is no link, stands over a text above what was taken for its own.

    A policy of short paragraphs has no long sentence; the first may be that of its interpretation.
    """
    named = (at for at, line in enumerate(lines) if line not in headlines and _told_least(line, policy) == 1)
    return any(_tells(policy, lines[at:], headlines) for at in named)


def _told_least(line: str, policy: Document) -> int:
    """The sentences that must follow a line as a heading, 0 when it is none; one that names the policy is no box's."""
    name, wants = named_label(line)
    if wants is Wants.READING and is_about(name, policy.cores):
        return 1
    return TOLD_LEAST if wants_of(line) is Wants.READING else 0


def _is_sentence(line: str) -> bool:
    return len(line) >= SENTENCE and "。" in line
