"""The columns of public interaction, their lists read, and the messages in them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from checks.interaction_messages import Message, merged, messages_of
from checks.interaction_rows import rows_messages
from checks.interaction_unnamed import unnamed_columns
from checks.interaction_words import words
from checks.interpretation_lists import ColumnLists, read_lists
from evidence.columns import Column, column_tree
from evidence.columns_structure import How
from evidence.records import LinkKind
from evidence.scope import owner
from evidence.site import Site, once

MESSAGES = ("留言公开", "领导信箱", "咨询投诉")
CALLS = ("意见征集", "网上调查")
RESULTS = ("结果反馈",)
# Where a question may be put. 12345 is a telephone first; 信访 and 举报 do not count (V5).
CHANNELS = ("领导信箱", "咨询投诉", "留言公开", "政策咨询", "智能问答")
WEAK_CHANNELS = ("12345热线", "互动交流")
NAMELESS = "留言公开"
TITLE_LEAST = 4
BOARD_LEAST = 3  # so many messages on its pages make a column of another name one that publishes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the interaction columns of a site show."""

    channels: tuple[Column, ...]
    weak_channels: tuple[Column, ...]
    message_columns: tuple[ColumnLists, ...]
    calls: tuple[ColumnLists, ...]
    results: tuple[ColumnLists, ...]
    messages: tuple[Message, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """Why a column could not be read, in Chinese. A mailbox without a list is a form and is read."""
        named = [one for one in self.message_columns if one.column.idea == NAMELESS and not self._only_asks(one)]
        lists = [one for one in named if not self._shows(one)]
        return tuple(one.unread for one in (*lists, *self.calls, *self.results) if one.unread)

    @property
    def unread_consultations(self) -> tuple[str, ...]:
        """The same of the columns where a result may stand."""
        return tuple(one.unread for one in (*self.calls, *self.results) if one.unread)

    @property
    def boards(self) -> tuple[ColumnLists, ...]:
        """The columns that publish messages: those named so, else those that show several."""
        named = tuple(one for one in self.message_columns if one.column.idea == NAMELESS and not self._only_asks(one))
        return named or tuple(one for one in self.message_columns if self._shown(one) >= BOARD_LEAST)

    @property
    def unread_boards(self) -> tuple[ColumnLists, ...]:
        """Those of them whose messages were not read: no date of theirs is known."""
        return tuple(one for one in self.boards if not self._shows(one) and not any(_dated(one)))

    def _only_asks(self, lists: ColumnLists) -> bool:
        """Whether a column is but the form by which one writes: 我要写信, without a list."""
        named = lists.column.name.startswith(words().writing)
        return named and not self._shows(lists) and any("<textarea" in page.html for page, _ in lists.rows)

    def _shows(self, lists: ColumnLists) -> bool:
        return self._shown(lists) > 0

    def _shown(self, lists: ColumnLists) -> int:
        """How many messages stand on the pages of a column or are reached from them."""
        pages = {page.url for page, _ in lists.rows} | {i.url for _, items in lists.rows for i in items if i.url}
        return sum(1 for message in self.messages if pages & {message.page_url, message.url})


def _dated(lists: ColumnLists) -> Iterator[bool]:
    return (item.published is not None for _, items in lists.rows for item in items)


def read_columns(site: Site, today: date, details: int) -> Columns:
    """Read every interaction column; of each up to `details` single messages on their own pages."""
    columns = [one for one in once(site, column_tree) if one.idea]
    unnamed = tuple(unnamed_columns(site, columns, today))
    others = tuple(read_lists(site, one, today) for one in unnamed)
    message_columns = (*_lists(site, columns, MESSAGES, today), *others)
    seen: list[Message] = []
    for lists in message_columns:
        seen += _messages(site, lists, today, details)
    calls = _lists(site, columns, CALLS, today)
    return Columns(
        channels=tuple(
            one
            for one in (*columns, *unnamed)
            if (one.idea in CHANNELS or one in unnamed) and not words().no_channel.search(one.name)
        ),
        weak_channels=tuple(one for one in columns if one.idea in (*WEAK_CHANNELS, *CHANNELS)),
        message_columns=message_columns,
        calls=calls,
        results=tuple(one for one in _lists(site, columns, RESULTS, today) if not _single(one, calls)),
        messages=merged(seen),
    )


def _lists(site: Site, columns: list[Column], ideas: tuple[str, ...], today: date) -> tuple[ColumnLists, ...]:
    found: dict[str, ColumnLists] = {}
    for column in columns:
        if column.idea in ideas and not (column.how is How.TAB and column.url in column.linked_from):
            lists = read_lists(site, column, today)
            found.setdefault(lists.rows[0][0].url if lists.rows else column.url, lists)
    return tuple(found.values())


def _single(lists: ColumnLists, calls: tuple[ColumnLists, ...]) -> bool:
    """Whether a page without a list is no column but the result of the one call that leads to it."""
    listed = {item.url for one in calls for _, items in one.rows for item in items}
    return not any(items for _, items in lists.rows) and listed.issuperset(lists.column.linked_from)


def _linked(site: Site, lists: ColumnLists) -> dict[str, str]:
    """Where a column leads that shows neither dates nor rows, and by what words: letters listed by titles alone."""
    home = site.page(site.info.url)
    menus = {link.target for link in home.links} if home else set()
    found: dict[str, str] = {}
    for page, _ in lists.rows:
        for link in page.links:
            if link.kind is LinkKind.A and len(link.text) >= TITLE_LEAST and link.target not in menus:
                found.setdefault(link.target, link.text)
    return found


def _messages(site: Site, lists: ColumnLists, today: date, details: int) -> Iterator[Message]:
    name = lists.column.name or lists.column.idea
    titles: dict[str, str] = {}  # of the pages of single messages, which are often all headed alike
    for page, items in lists.rows:
        unit = owner(site.info, page.url)
        for message in messages_of(page, today) or rows_messages(page, today):
            yield replace(message, column=name, unit=unit)
            if message.url and message.url != page.url:
                titles.setdefault(message.url, message.title)
        for item in items:
            if item.url and item.url != page.url:
                titles.setdefault(item.url, item.title)
    for url, title in islice((titles or _linked(site, lists)).items(), details):
        own = site.page(url)
        found = messages_of(own, today) if own else ()
        if own and len(found) == 1:
            whole = len(title) >= TITLE_LEAST and title == title.rstrip(".…")
            told = title if whole else found[0].title
            yield replace(found[0], title=told, url=url, column=name, unit=owner(site.info, url))
