"""The pages on which a body presents itself: its profile columns, what they link, and what of them was not seen."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from checks.column_scope import Scope
from checks.column_state import State as ColumnState
from checks.column_state import is_block
from checks.unit_profile_facts import (
    PORTRAITS,
    Found,
    State,
    better,
    heads_value,
    ideas_of,
    is_label,
    read_facts,
)
from checks.unit_profile_further import further_pages, presents
from checks.unit_profile_others import before_directory, without_former
from checks.unit_profile_pictures import illustrated
from checks.unit_profile_ways import leader_pages, meant, promising
from checks.unit_profile_words import Fact
from evidence.blank import Blank
from evidence.columns import Column
from evidence.mark_text import one_width
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.scope import same_site
from evidence.urls import file_suffix
from evidence.visible import read_visible

GUIDE = "政府信息公开指南"
PAGES_LIMIT = 16
COLUMNS_OF_IDEA = 3
SEVERAL = 2  # pages that show a line before it is one of the template
PICTURE_TEXT = 60  # a page with fewer characters of its own is a picture with a caption

IDEAS = tuple(dict.fromkeys(idea for fact in Fact for idea in ideas_of(fact)))
_FILES = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "wps", "ofd", "zip", "rar"})
_SHOWN_WITHIN = frozenset({LinkKind.OBJECT, LinkKind.MEDIA, LinkKind.FRAME})
_REACHED = re.compile(r"地址|电话|联系方式|办公时间|工作时间")
_MORE_THAN_REACHED = re.compile(r"职能|职责|机构|科室|处室|股室|领导|负责人|简介|概况|班子|分工|通讯录|三定")
# Whose addresses and telephones are not those of the body itself.
_OF_OTHERS = re.compile(
    r"直属|下属|局属|委属|所属|派出机构|基层站所|居委会|村委会|(?:社区|村居?|乡镇|镇街|县区|区县)[)）]?(?:通讯|联系|电话|地址|一览|名录|分布)"
)
# A map with words on it, drawn by a script.
_MAP = re.compile(r"\b(?:BMap|BMapGL|AMap|TMap|qq\.maps)\.(?:InfoWindow|Label|Marker)\(")
ENTRY = 8  # characters of an entry of a menu; headlines on a front page are longer
_JOINED = re.compile(r"(?<!内设)(?<!直属)(?<!下属)(?:机构|设置|领导|地址|概况)[及与和、].*")
# The office that speaks for a government; others are bodies of their own.
_OFFICE_OF = re.compile(r"[\u4e00-\u9fff]{0,6}(?:(?:政府|党政|管委会)(?:综合)?办(?:公室)?|管理委员会办公室)$")
OFFICES = 2
_FOOTER = re.compile(r"标识码|ICP备|公网安备|版权所有|主\s*办(?:\s*单\s*位)?\s*[::]|Copyright|技术支持", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a body says of itself: the page to mend, each fact, and why the rest may not have been seen ("" if all was).

    `pictures` are the facts of pages that hold hardly anything but pictures without words, `drawn` those of pages that
    show any, for what no text states. `dead` gives the reason for facts whose column does
    not open or is a file; `guide` the facts that only the guide to the disclosure of information states, of the office
    that takes applications.
    """

    url: str
    facts: dict[Fact, Found]
    pages: tuple[str, ...]
    unseen: str = ""
    pictures: frozenset[Fact] = frozenset()
    drawn: frozenset[Fact] = frozenset()
    dead: Mapping[Fact, str] = field(default_factory=dict)
    guide: Mapping[Fact, Found] = field(default_factory=dict)

    def may_be_drawn(self, fact: Fact) -> bool:
        """Whether a fact that no text states may stand in a picture."""
        absent = self.facts[fact].state is State.ABSENT
        return (fact in self.pictures and (absent or fact is not Fact.HEAD)) or (fact in self.drawn and absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One page with the ideas it is for; `of_others` says that it lists other bodies, such as those below this one."""

    page: Page
    ideas: frozenset[str]
    of_others: bool = False


def read_profile(scope: Scope, home: Page, *, front: bool) -> Profile:
    """Everything a body says of itself; with `front` its front page is read too, as for a unit of one page."""
    columns = list(_columns(scope, home))
    gathered = _Gathered(scope, home)
    for column in columns:
        gathered.column(column)
    gathered.follow()
    if front:
        gathered.follow_menu()
        gathered.add(scope.front, frozenset())
    else:
        gathered.follow_office()
    lines = {part.page.url: lines_of(part.page) for part in gathered.parts}
    frame = _frame(lines, scope, home)
    facts = {fact: Found(state=State.ABSENT) for fact in Fact}
    stated: Counter[str] = Counter({scope.front.url: 0} if not gathered.parts else {})
    alone: list[_Part] = []
    for part in gathered.parts:
        own = _own_lines(lines[part.page.url], frame)
        texts = frozenset(one_width(link.text).strip() for link in part.page.links if link.kind is LinkKind.A)
        for fact, found in _read(own, texts, part).items():
            facts[fact] = better(facts[fact], Found(state=found.state, value=found.value, url=part.page.url))
            stated[part.page.url] += found.state is State.PRESENT
        if sum(map(len, own)) < PICTURE_TEXT:
            alone.append(part)
    if front:
        facts = _further(scope, home, gathered.parts, facts)
    drawn = _illustrated(gathered.parts, home, scope.front)
    return Profile(
        url=stated.most_common(1)[0][0],  # the page that says the most is the one to mend
        facts=facts,
        pages=tuple(part.page.url for part in gathered.parts),
        unseen=scope.unseen_menus or gathered.unseen or _unread(scope, bool(columns)),
        pictures=_covered([part for part in alone if part in drawn], gathered.parts),
        drawn=_covered([part for part in drawn if part.ideas != {PORTRAITS}], gathered.parts),
        dead=gathered.dead,
        guide=_guide(scope, home, frame),
    )


def _further(scope: Scope, home: Page, parts: Iterable[_Part], facts: Mapping[Fact, Found]) -> dict[Fact, Found]:
    """The facts with those that nothing read so far states, from pages of other names that present the body."""
    facts = dict(facts)
    if all(found.state is not State.ABSENT for found in facts.values()):
        return facts
    frame = set(lines_of(scope.front))
    for page in further_pages(scope, home, {part.page.url for part in parts}):
        own = _own_lines(lines_of(page), frozenset(frame))
        texts = frozenset(one_width(link.text).strip() for link in page.links if link.kind is LinkKind.A)
        read = _read(own, texts, _Part(page=page, ideas=frozenset()))
        if presents(read):
            told = (fact for fact, found in read.items() if found.state is State.PRESENT)
            facts |= {
                fact: Found(state=State.PRESENT, value=read[fact].value, url=page.url)
                for fact in told
                if facts[fact].state is State.ABSENT
            }
    return facts


def _read(own: list[str], texts: frozenset[str], part: _Part) -> Mapping[Fact, Found]:
    """The facts that one page states of the body itself."""
    kept = without_former(own)
    facts = read_facts(kept, texts, part.ideas)
    if part.of_others:
        return {Fact.SETUP: facts[Fact.SETUP]}
    above = before_directory(kept)
    if len(above) < len(kept):
        reached = read_facts(above, texts, part.ideas)
        facts |= {fact: reached[fact] for fact in (Fact.ADDRESS, Fact.HOURS, Fact.CONTACT)}
    return facts


def _unread(scope: Scope, has_columns: bool) -> str:
    """Why a part of the site where bodies present themselves was not seen; units have their own columns."""
    platform = "" if scope.prefixes else next(iter(scope.unseen_fronts.values()), "")
    return platform or ("" if has_columns else scope.unseen_depths)


def _guide(scope: Scope, home: Page, frame: frozenset[str]) -> Mapping[Fact, Found]:
    """Address, hours and telephone as the guide of the body gives them."""
    facts: dict[Fact, Found] = {}
    for column in scope.nearest(scope.columns(GUIDE))[:1]:
        page = scope.page(column.url)
        if page is None or page.url in (home.url, scope.front.url):
            continue
        read = read_facts([line for line in _without_footer(lines_of(page)) if line not in frame], frozenset(), ())
        facts |= {
            fact: Found(state=State.PRESENT, value=read[fact].value, url=page.url)
            for fact in (Fact.ADDRESS, Fact.HOURS, Fact.CONTACT)
            if read[fact].state is State.PRESENT
        }
    return facts


def lines_of(page: Page) -> tuple[str, ...]:
    """The lines a reader sees, behind tabs too."""
    return tuple(line.strip() for line in read_visible(page.tree, tabs=True).text.splitlines())


class _Gathered:
    """The pages of one profile as they are found."""

    def __init__(self, scope: Scope, home: Page) -> None:
        self._scope = scope
        self._home = home
        self.parts: list[_Part] = []
        self._columns: frozenset[str] = frozenset()
        self.unseen = ""
        self.dead: dict[Fact, str] = {}

    def column(self, column: Column) -> None:
        """Take in a column, or say why it could not be read."""
        if is_block(column):
            page = self._scope.page(column.url)
            if page is not None:
                self.add(page, frozenset({column.idea}))
            return
        judged = self._scope.judge(column)
        page = self._scope.page(column.url)
        # A short page that nothing fills shows all it has.
        if judged.state is ColumnState.UNSEEN and (page is None or self._scope.judge_.filled_later(page)):
            self.unseen = self.unseen or f"“{column.name}”{judged.reason}"
        if judged.state is ColumnState.DEAD and self._scope.holds(column.url):
            facts = [fact for fact in Fact if column.idea in ideas_of(fact)]
            self.dead |= dict.fromkeys(facts, f"“{column.name}”{judged.reason}")
        elif page is not None and judged.state is not ColumnState.DEAD:
            for one in (page, *self._scope.judge_.framed(page)):
                self.add(one, _ideas(column), of_others=_OF_OTHERS.search(column.name) is not None)
            if any(link.kind in _SHOWN_WITHIN and file_suffix(link.target) in _FILES for link in page.links):
                self._attached(column.name)

    def add(self, page: Page, ideas: frozenset[str], *, of_others: bool = False) -> None:
        """Take in a page once, with all it is for."""
        if _MAP.search(page.html):
            self.dead.setdefault(Fact.ADDRESS, "页面上有脚本画出的地图，地址可能写在地图上，需人工核对")
        for number, part in enumerate(self.parts):
            if part.page.url == page.url:
                self.parts[number] = _Part(page=page, ideas=part.ideas | ideas, of_others=part.of_others and of_others)
                return
        self.parts.append(_Part(page=page, ideas=ideas, of_others=of_others))

    def follow(self) -> None:
        """The pages that the columns link under a name that promises a fact; of a directory of bodies the first few."""
        self._columns = frozenset(part.page.url for part in self.parts)
        for part in tuple(self.parts):
            if part.page.url in (self._home.url, self._scope.front.url):
                continue
            leaders = leader_pages(part.page) if part.ideas == {PORTRAITS} else []
            for link in (*promising(part.page, self._home, few=True), *leaders):
                if len(self.parts) >= PAGES_LIMIT:
                    return
                self._take(link, part.ideas | meant(link.text))

    def follow_menu(self) -> None:
        """The entries of the front page that promise a fact under a name that is no known column's (办公信息)."""
        for link in promising(self._scope.front, self._home):
            if len(self.parts) < PAGES_LIMIT and len(link.text) <= ENTRY and self._scope.holds(link.target):
                self._take(link, meant(link.text))

    def follow_office(self) -> None:
        """The page of the portal's own office, where its front page links it by name (县政府办公室)."""
        links = (link for link in self._scope.front.links if link.kind is LinkKind.A and _OFFICE_OF.match(link.text))
        own = [link for link in links if same_site(link.target, self._home.url)]
        for link in list({link.target: link for link in own}.values())[:OFFICES]:
            self._take(link, frozenset())

    def _take(self, link: Link, ideas: frozenset[str]) -> None:
        if file_suffix(link.target) in _FILES:
            self._attached(link.text)
            return
        page = self._scope.page(link.target)
        if page is None:
            if not self._scope.judge_.verdict(link.target).broken:
                self.unseen = self.unseen or f"“{link.text}”页面没有读取到，内容需人工核对"
        elif self._scope.judge_.blankness(page) is Blank.CANNOT_TELL and self._scope.judge_.filled_later(page):
            self.unseen = self.unseen or f"“{link.text}”页面内容可能由脚本加载，需用浏览器打开核对"
        if page is not None and page.url not in self._columns:
            # A column is for its own facts, though the menu beside another names it.
            self.add(page, ideas, of_others=_OF_OTHERS.search(link.text) is not None)

    def _attached(self, words: str) -> None:
        """An attachment may hold any fact, but for one that promises addresses and telephones only."""
        reason = f"“{words}”是附件，内容需人工核对"
        if _REACHED.search(words) and not _MORE_THAN_REACHED.search(words):
            self.dead |= {fact: reason for fact in (Fact.ADDRESS, Fact.HOURS, Fact.CONTACT) if fact not in self.dead}
        else:
            self.unseen = self.unseen or reason


def _ideas(column: Column) -> frozenset[str]:
    """What a column is for: by its name perhaps two facts (机构设置及职责); 内设机构及职责 tells what sections do."""
    joined = _JOINED.search(column.name)
    return frozenset({column.idea}) | meant(joined[0] if joined else "")


def _columns(scope: Scope, home: Page) -> Iterator[Column]:
    """The nearest columns of each idea; what the portal's home page links is the portal's and not a unit's."""
    for idea in IDEAS:
        own = (
            one
            for one in scope.columns(idea)
            if not scope.prefixes or scope.holds(one.url) or home.url not in one.linked_from
        )
        candidates = scope.nearest(tuple(own))
        shallowest = [column for column in candidates if column.depth == candidates[0].depth]
        yield from shallowest[:COLUMNS_OF_IDEA]


def _frame(lines: dict[str, tuple[str, ...]], scope: Scope, home: Page) -> frozenset[str]:
    """The lines that stand on every page of a part: menus, and footers with the portal's own telephone."""
    shared = set(lines_of(home)) if home.url not in lines else _on_several(lines, home.url)
    if scope.front.url != home.url:
        front = set(lines_of(scope.front))
        others = [set(own) for url, own in lines.items() if url != scope.front.url]
        for own in others:
            shared |= front & own
    return frozenset(shared)


def _on_several(lines: Mapping[str, tuple[str, ...]], home: str) -> set[str]:
    """The lines of a home page, itself a part of the profile, that further pages show too: its menus."""
    times = Counter(line for url, own in lines.items() if url != home for line in set(own))
    return {line for line in lines[home] if times[line] >= SEVERAL}


def _own_lines(lines: Iterable[str], frame: frozenset[str]) -> list[str]:
    """The lines of a page without those of the frame; a head of a table may be called like a column of the menu."""
    own: list[str] = []
    before = ""  # the line above, where it is the page's own
    shown = _without_footer(lines)
    for line, following in zip_longest(shown, shown[1:], fillvalue=""):
        kept = line not in frame or (is_label(line) and (is_label(before) or heads_value(line, one_width(following))))
        if kept:
            own.append(line)
        before = line if kept else ""
    return own


def _without_footer(lines: Iterable[str]) -> list[str]:
    kept = list(lines)
    for number, line in enumerate(kept):
        if number >= len(kept) // 2 and _FOOTER.search(line):
            return kept[:number]
    return kept


def _covered(some: Collection[_Part], parts: Iterable[_Part]) -> frozenset[Fact]:
    """The facts that some pages may hold: those of their ideas, and those that no page is for."""
    every = frozenset().union(*(part.ideas for part in parts))
    orphans = {fact for fact in Fact if every.isdisjoint(ideas_of(fact))}
    covered: set[Fact] = set()
    for part in some:  # that of the leaders holds nothing else
        covered |= {fact for fact in Fact if not part.ideas or not part.ideas.isdisjoint(ideas_of(fact))}
        covered |= orphans if part.ideas != {PORTRAITS} else set()
    return frozenset(covered)


def _illustrated(parts: Collection[_Part], home: Page, front: Page) -> list[_Part]:
    shown = illustrated([part.page for part in parts], home, front)
    return [part for part in parts if part.page.url in shown]
