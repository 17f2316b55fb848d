"""Headings with points, in the order of the document, as rubrics: which are items, what they stand under."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from rubric_map.draft.columns import is_header_word
from rubric_map.draft.criteria import Text, sorted_text
from rubric_map.draft.headings import Form, Fragment
from rubric_map.draft.model import Draft, DraftGroup, DraftItem, DraftSection

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading and the text under it."""

    head: Fragment
    text: tuple[str, ...] = ()


def outlines(fragments: Iterable[Fragment]) -> tuple[Draft, ...]:
    """The rubrics that the headings of a document make; none where it has no numbered heading with points."""
    return tuple(_draft(title, entries) for title, entries in _split(list(_entries(fragments))))


def _entries(fragments: Iterable[Fragment]) -> Iterator[Entry]:
    head: Fragment | None = None
    text: list[str] = []
    for fragment in fragments:
        if fragment.form is Form.TEXT:
            text.append(fragment.title)
            continue
        if head is not None:
            yield Entry(head=head, text=tuple(text))
        head, text = fragment, []
    if head is not None:
        yield Entry(head=head, text=tuple(text))


def _split(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of each rubric with its title: a title after which the numbers begin anew starts another."""
    title, mine = "", list[Entry]()
    for entry in entries:
        if entry.head.form is Form.TITLE:
            if _has_items(mine):
                yield title, mine
                mine = []
            title = entry.head.title
        else:
            mine.append(entry)
    if _has_items(mine):
        yield title, mine


def _has_items(entries: Sequence[Entry]) -> bool:
    return any(one.head.form is Form.NUMBERED and one.head.points is not None for one in entries)


def _draft(title: str, entries: list[Entry]) -> Draft:
    tops, entries = _numbered_groups(entries)
    heads, items = _levels(entries)
    groups, sections = _ranks(entries, heads)
    groups = groups or tops
    drafted, doubts = _numbers([_item(entry) for entry in items])
    placed, unsure = _under(sections, drafted, entries, items)
    made = _groups(groups, sections, placed, entries, items)
    return Draft(title=title, groups=tuple(made), doubts=(*doubts, *unsure))


def _numbered_groups(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Groups numbered like items: an entry followed by a number 1, or said again, with more points than the next."""
    groups: list[Entry] = []
    rest: list[Entry] = []
    for at, entry in enumerate(entries):
        following = entries[at + 1].head if at + 1 < len(entries) else None
        known = any(one.head == entry.head for one in groups)
        first = following is not None and following.number == "1" and entry.head.form is Form.NUMBERED
        more = following is not None and (entry.head.points or ZERO) > (following.points or ZERO)
        if known or (first and more):
            groups += [] if known else [entry]
        else:
            rest.append(entry)
    return groups, rest


def _levels(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Headings over items, and the items."""
    numbered = any(one.head.form is Form.NUMBERED for one in entries)
    heads, items = list[Entry](), list[Entry]()
    for at, entry in enumerate(entries):
        form = entry.head.form
        is_head = form in (Form.CHINESE, Form.PLAIN) if numbered else form is Form.CHINESE
        if form is Form.BRACKETED and numbered:
            is_head = _sums_up(entry, entries[at + 1 :]) and not _skipped(entries, at)
        (heads if is_head else items).append(entry)
    return heads, items


def _sums_up(entry: Entry, rest: Sequence[Entry]) -> bool:
    """Whether the items after a heading add up to its points."""
    points = [one.head.points or ZERO for one in rest if one.head.form is Form.NUMBERED]
    return entry.head.points in set(accumulate(points))


def _skipped(entries: Sequence[Entry], at: int) -> bool:
    """Whether the numbers before and after leave out just one, so that this entry is it."""
    before = next((one.head.number for one in reversed(entries[:at]) if one.head.number), "")
    after = next((one.head.number for one in entries[at + 1 :] if one.head.number), "")
    return before.isdecimal() and after.isdecimal() and int(after) - int(before) == 2


def _ranks(entries: Sequence[Entry], heads: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Groups and sections: a heading followed by a heading stands over it."""
    order = [one for one in entries if one in heads]
    places = {id(one): at for at, one in enumerate(entries)}
    upper = [
        one
        for one in order
        if places[id(one)] + 1 < len(entries) and any(entries[places[id(one)] + 1] is other for other in order)
    ]
    if not upper:
        return list(order), []
    return upper, [one for one in order if not any(one is other for other in upper)]


def _item(entry: Entry) -> DraftItem:
    head = entry.head
    text: Text = sorted_text(line for line in entry.text if not is_header_word(line))
    doubts = () if head.points is not None else ("原文没有写明分值",)
    return DraftItem(
        number=head.number,
        title=head.title,
        points=head.points,
        criteria=text.criteria,
        bodies=text.bodies,
        doubts=doubts,
    )


def _numbers(items: Sequence[DraftItem]) -> tuple[list[DraftItem], list[str]]:
    """Items with numbers: one that was not printed is filled in, those left out are named."""
    made: list[DraftItem] = []
    doubts: list[str] = []
    for at, item in enumerate(items):
        number, doubt = item.number, ""
        if not number:
            number, doubt = str(_next(made, at)), "原文没有印编号，按前后编号补"
        last = made[-1].number if made else ""
        if last.isdecimal() and number.isdecimal() and int(number) > int(last) + 1:
            missing = "、".join(map(str, range(int(last) + 1, int(number))))
            doubts.append(f"原文没有编号 {missing}，请核对是否漏读")
        made.append(replace(item, number=number, doubts=(*item.doubts, *((doubt,) if doubt else ()))))
    return made, doubts


def _next(made: Sequence[DraftItem], at: int) -> int:
    return int(made[-1].number) + 1 if made and made[-1].number.isdecimal() else at + 1


def _under(
    sections: Sequence[Entry], drafted: Sequence[DraftItem], entries: Sequence[Entry], items: Sequence[Entry]
) -> tuple[list[DraftItem], list[str]]:
    """Items with the section they stand under."""
    if not sections:
        return list(drafted), []
    owners, sure = owners_of([one.head.points for one in sections], [one.points for one in drafted])
    if not sure:
        owners = _by_place(sections, items, entries)
    placed = [replace(item, section=sections[at].head.title) for item, at in zip(drafted, owners, strict=True)]
    return placed, [] if sure else ["二级指标与考核项的分值合计不上，归属按出现先后，请逐项核对"]


def _groups(
    groups: Sequence[Entry],
    sections: Sequence[Entry],
    placed: Sequence[DraftItem],
    entries: Sequence[Entry],
    items: Sequence[Entry],
) -> Iterator[DraftGroup]:
    if not groups:
        yield DraftGroup(title="全部", points=None, items=tuple(placed), doubts=("没有找到一级指标，请补上分组名称",))
        return
    heads = [one.head for one in groups]
    owners, sure = owners_of([one.points for one in heads], [one.points for one in placed])
    if not sure:
        owners = _by_place(groups, items, entries)
    for at, head in enumerate(heads):
        mine = [item for item, owner in zip(placed, owners, strict=True) if owner == at]
        names = dict.fromkeys(item.section for item in mine if item.section)
        known = {one.head.title: one.head.points for one in sections}
        doubt = () if sure else ("分值合计不上，归属按出现先后，请核对",)
        if mine:
            yield DraftGroup(
                title=head.title,
                points=head.points,
                items=tuple(mine),
                sections=tuple(DraftSection(title=name, points=known[name]) for name in names),
                doubts=doubt,
            )


def owners_of(parents: Sequence[Decimal | None], children: Sequence[Decimal | None]) -> tuple[list[int], bool]:
    """Which parent each child belongs to, by filling one parent after the other; whether all sums come out.

    Tables come with cells shifted against their rows, so that points tell more than places do.
    """
    owners: list[int] = []
    sums = [ZERO] * len(parents)
    at = 0
    for child in children:
        full = parents[at] is not None and sums[at] >= (parents[at] or ZERO)
        at += full and at + 1 < len(parents)
        sums[at] += child or ZERO
        owners.append(at)
    return owners, all(parent is not None and total == parent for parent, total in zip(parents, sums, strict=True))


def _by_place(parents: Sequence[Entry], items: Sequence[Entry], entries: Sequence[Entry]) -> list[int]:
    """Which parent each item comes after."""
    owners, at = [], -1
    for entry in entries:
        if any(entry is one for one in parents):
            at += 1
        elif any(entry is one for one in items):
            owners.append(max(at, 0))
    return owners
