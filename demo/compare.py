"""What was found against what was planted."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from checks.model import Finding
from demo.answer import Mark
from demo.planted import Planted


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckComparison:
    """One check: what was planted, and which of it was found or missed, and which findings nobody planted.

    An `untested` one could not look (no browser, no IPv6): nothing is expected of it.
    """

    check: str
    planted: int
    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    invented: tuple[Finding, ...]
    untested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All checks, in order of name; and the planted doubts: how many were stated as such, and which were not."""

    checks: tuple[CheckComparison, ...]
    doubts_found: int = 0
    doubts_missed: tuple[Planted, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing was missed and nothing invented."""
        return not self.doubts_missed and not any(row.missed or row.invented for row in self.checks)

    def rates(self) -> str:
        """Precision and recall over all checks, and the doubts, in one line."""
        found = sum(len(row.found) for row in self.checks)
        missed = sum(len(row.missed) for row in self.checks)
        invented = sum(len(row.invented) for row in self.checks)
        doubts = f"疑似 {self.doubts_found}/{self.doubts_found + len(self.doubts_missed)}"
        return f"查准率 {_rate(found, invented)}，查全率 {_rate(found, missed)}，{doubts}"

    def to_text(self) -> str:
        """The table for people, each fault missed and each finding invented, one a line, and the rates."""
        rows: list[tuple[str, ...]] = [("检查项", "埋设", "查出", "漏查", "误报")]
        rows += [_row(row) for row in self.checks]
        width = max(_width(row[0]) for row in rows)
        lines = [_pad(row[0], width) + "".join(_pad(cell, 8, right=True) for cell in row[1:]) for row in rows]
        for row in self.checks:
            lines += [f"漏查 {row.check} {_told(fault)}" for fault in row.missed]
            lines += [f"误报 {row.check} {_said(finding)}" for finding in row.invented]
        lines += [f"漏查疑似 {doubt.check} {_told(doubt)}" for doubt in self.doubts_missed]
        return "\n".join([*lines, self.rates()])


def compare(
    planted: Iterable[Planted],
    findings: Sequence[Finding],
    untested: Container[str] = frozenset(),
    doubts: Iterable[Planted] = (),
) -> Comparison:
    """Pair each planted fault with at most one finding, planted `doubts` with doubts; further doubts are not invented.

    The planted faults of a check in `untested` are left out. A finding answers a fault when check and code are equal,
    the target (or, where one of the two names no target, the page or one of the places) is the same path, and the
    subject is the same where the fault names one.
    """
    faults = list(planted)
    problems = [finding for finding in findings if not finding.doubtful]
    names = sorted({fault.check for fault in faults} | {finding.check for finding in problems})
    expected = [doubt for doubt in doubts if doubt.check not in untested]
    doubtful = [finding for finding in findings if finding.doubtful]
    missed = [d for d in expected if not any(f.check == d.check and _answers(d, f) for f in doubtful)]
    return Comparison(
        checks=tuple(_one(name, faults, problems, name in untested) for name in names),
        doubts_found=len(expected) - len(missed),
        doubts_missed=tuple(missed),
    )


def _rate(right: int, wrong: int) -> str:
    """A share as a percentage and as what it was made of, rounded down: only all is 100 %."""
    share = 1000 * right // (right + wrong) / 10 if right + wrong else 100.0
    return f"{share:.1f}%（{right}/{right + wrong}）"


def _one(check: str, faults: list[Planted], problems: list[Finding], untested: bool) -> CheckComparison:
    # Faults with a subject choose first, so that a vaguer fault of the same page does not take their finding.
    expected = [] if untested else [fault for fault in faults if fault.check == check]
    own = sorted(expected, key=lambda fault: not fault.subject)
    left = [finding for finding in problems if finding.check == check]
    found: list[Planted] = []
    missed: list[Planted] = []
    for fault in own:
        match = next((finding for finding in left if _answers(fault, finding)), None)
        if match is not None:
            left.remove(match)
            found.append(fault)
        elif not fault.optional:
            missed.append(fault)
    return CheckComparison(
        check=check,
        planted=len(found) + len(missed),
        found=tuple(found),
        missed=tuple(missed),
        invented=tuple(left),
        untested=untested,
    )


def _answers(fault: Planted, finding: Finding) -> bool:
    if fault.code != finding.code or (fault.subject and fault.subject != finding.subject):
        return False
    page, target = path_of(finding.page_url), path_of(finding.target_url or "")
    if fault.target and target:
        return path_of(fault.target) == target
    if fault.target:
        return page in (path_of(fault.target), path_of(fault.page))
    return path_of(fault.page) in (page, target, *(path_of(place.page_url) for place in finding.places))


def path_of(address: str) -> str:
    """Path and query of an address, unquoted, without host and fragment; an address nobody can read stays as it is."""
    for mark in Mark:
        address = address.removeprefix(mark)
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = unquote(parts.path, errors="replace")
    if parts.netloc and not path:
        path = "/"
    return f"{path}?{parts.query}" if parts.query else path


def _row(row: CheckComparison) -> tuple[str, ...]:
    if row.untested:
        return (row.check, "未测", "", "", str(len(row.invented)))
    return (row.check, str(row.planted), str(len(row.found)), str(len(row.missed)), str(len(row.invented)))


def _told(fault: Planted) -> str:
    words = (fault.code, fault.subject, fault.page, "→ " + fault.target if fault.target else "", fault.note)
    return " ".join(word for word in words if word)


def _said(finding: Finding) -> str:
    target = "→ " + finding.target_url if finding.target_url else ""
    words = (finding.code, finding.subject, finding.page_url, target, finding.message)
    return " ".join(word for word in words if word)


def _width(text: str) -> int:
    return sum(1 if ord(char) < 0x2E80 else 2 for char in text)


def _pad(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
