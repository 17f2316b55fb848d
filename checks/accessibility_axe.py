"""What axe found, folded to what causes it: the same elements on many pages are one fault of their template."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from checks.accessibility_evidence import Element, ShownPage, Violation
from checks.accessibility_rules import axe_rule
from checks.model import Doubt, Problem
from evidence.records import LinkKind, Place

NAME_MISMATCH = "label-content-name-mismatch"
# Rules whose "a person must look" is worth a person's time; contrast over pictures is on every portal.
WORTH_A_LOOK = frozenset(("video-caption", "no-autoplay-audio", "image-alt", "link-name", "label"))
_CJK = re.compile("[\u3400-\u9fff]")
_NOT_WORDS = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^()]*\)")
_HYPHENS = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
# What differs between the same elements of two pages: numbers, and what an address asks for.
_CHANGING = re.compile(r"""\d+|\?[^\s"'<>]*""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One rule broken by the same elements on these pages, the first the one to name."""

    rule: str
    pages: tuple[tuple[ShownPage, Violation], ...]

    @property
    def count(self) -> int:
        """Elements over all pages."""
        return sum(violation.count for _, violation in self.pages)


def judged(page: ShownPage) -> tuple[Violation, ...]:
    """The violations of a page that stand: severe, seen as visitors see it, and not a known false alarm."""
    return tuple(v for v in page.violations or () if v.severe and not unseen(page, v.rule) and not false_alarm(v))


def unseen(page: ShownPage, rule: str) -> bool:
    """Whether a rule judges colours or sizes of a page whose style sheets did not load."""
    return bool(page.lost_styles) and axe_rule(rule).looks


def false_alarm(violation: Violation) -> bool:
    """Known false alarms, most of them on Chinese text.

    axe compares the words a control shows with its name; full-width punctuation is taken for words (axe-core issue
    5308), Chinese is not divided into words, and notes in brackets or hyphens count (issue 5203): “首页>” named “首页”
    is said not to match.
    """
    return violation.rule == NAME_MISMATCH and all(map(_same_words, violation.elements))


def _same_words(element: Element) -> bool:
    chinese = _CJK.search(element.html) is not None
    body = LexborHTMLParser(element.html).body
    node = body.child if body else None
    name = (node.attributes.get("aria-label") or node.attributes.get("title") or "") if node else ""
    if node is None or not name:
        return chinese  # named elsewhere or cut off: cannot be compared
    return _words(node.text(), chinese) in _words(name, chinese)


def _words(text: str, chinese: bool) -> str:
    """Words with one blank around each; Chinese without any."""
    plain = _HYPHENS.sub("", _BRACKETED.sub(" ", unicodedata.normalize("NFKC", text).casefold()))
    return _NOT_WORDS.sub("" if chinese else " ", f" {plain} ")


def folded(pages: Iterable[ShownPage]) -> Iterator[Fault]:
    """The faults of all pages: of one rule, pages that share an element belong together."""
    by_rule: dict[str, list[tuple[ShownPage, Violation]]] = {}
    for page in pages:
        for violation in judged(page):
            by_rule.setdefault(violation.rule, []).append((page, violation))
    for rule in sorted(by_rule):
        for group in _together(by_rule[rule]):
            yield Fault(rule=rule, pages=tuple(group))


def _together(found: list[tuple[ShownPage, Violation]]) -> list[list[tuple[ShownPage, Violation]]]:
    groups: list[tuple[set[str], list[tuple[ShownPage, Violation]]]] = []
    for page, violation in found:
        marks = {_CHANGING.sub("#", element.html) for element in violation.elements}
        members = [(page, violation)]
        apart = []
        for shared, others in groups:
            if marks & shared:
                marks |= shared
                members = others + members
            else:
                apart.append((shared, others))
        groups = [*apart, (marks, members)]
    return [members for _, members in groups]


def problem(fault: Fault, home: str) -> Problem:
    """A fault as a sentence for the unit that keeps the pages."""
    pages = sorted(fault.pages, key=lambda pair: (pair[0].url != home, pair[0].url))
    first, violation = pages[0]
    rule = axe_rule(fault.rule)
    many = f"等 {len(pages)} 个抽查页面" if len(pages) > 1 else ""
    demand = f"（{rule.demand}）" if rule.demand else ""
    return Problem(
        code="axe-violation",
        subject=fault.rule,
        page_url=first.url,
        message=f"页面 {first.url} {many}有 {fault.count} 处{rule.title}{demand}。",
        places=tuple(Place(page.url, rule.title, LinkKind.META) for page, _ in pages),
        evidence={
            "rule": fault.rule,
            "impact": violation.impact,
            "axe": first.version,
            "pages": [{"url": page.url, "count": v.count, "elements": _elements(v)} for page, v in pages],
        },
    )


def doubts(pages: Iterable[ShownPage]) -> Iterator[Doubt]:
    """What axe could not tell and a person should: one doubt a rule, on the first page that shows it."""
    seen: set[str] = set()
    for page in pages:
        for violation in page.unsure:
            if violation.rule not in WORTH_A_LOOK or violation.rule in seen or unseen(page, violation.rule):
                continue
            seen.add(violation.rule)
            yield Doubt(
                code="axe-violation",
                subject=violation.rule,
                page_url=page.url,
                message=f"页面 {page.url} 有 {violation.count} 处可能{axe_rule(violation.rule).title}，请人工核对。",
                evidence={"rule": violation.rule, "axe": page.version, "elements": _elements(violation)},
            )


def _elements(violation: Violation) -> list[dict[str, str]]:
    return [{"target": e.target, "html": e.html, "message": e.message} for e in violation.elements]
