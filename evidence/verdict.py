"""The decision whether an address is broken, from all looks at it. Pure and final: nothing else calls a link dead.

The procedure is written down in docs/decisions/0004-what-is-broken.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.records import FailureKind, Fetch

LOOKS_NEEDED = 2
LOOKS_AT_MOST = 4


class VerdictKind(StrEnum):
    """What an address turned out to be. The first four are no fault of the site."""

    OK = "ok"
    BLOCKED = "blocked"  # something answered, but not to a machine
    UNKNOWN = "unknown"  # our side, or too few looks
    FORBIDDEN = "forbidden"  # robots.txt or our own rules kept us away
    DEAD = "dead"
    GONE = "gone"
    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server-error"
    TLS = "tls"
    SOFT_404 = "soft-404"
    REDIRECT_HOME = "redirect-home"
    REDIRECT_LOOP = "redirect-loop"
    PARKED = "parked"
    EMPTY = "empty"
    WRONG_TYPE = "wrong-type"
    TRUNCATED = "truncated"  # a file whose end does not come
    MALFORMED = "malformed"


NOT_BROKEN = frozenset({VerdictKind.OK, VerdictKind.BLOCKED, VerdictKind.UNKNOWN, VerdictKind.FORBIDDEN})

_FAILURES = {
    FailureKind.DNS: VerdictKind.DNS,
    FailureKind.REFUSED: VerdictKind.REFUSED,
    FailureKind.RESET: VerdictKind.RESET,
    FailureKind.PROTOCOL: VerdictKind.RESET,
    FailureKind.TIMEOUT: VerdictKind.TIMEOUT,
    FailureKind.TLS: VerdictKind.TLS,
    FailureKind.REDIRECT_LOOP: VerdictKind.REDIRECT_LOOP,
    FailureKind.TOO_MANY_REDIRECTS: VerdictKind.REDIRECT_LOOP,
    FailureKind.MALFORMED: VerdictKind.MALFORMED,
    FailureKind.ROBOTS: VerdictKind.FORBIDDEN,
    FailureKind.FORBIDDEN_ADDRESS: VerdictKind.FORBIDDEN,
    FailureKind.FORBIDDEN_TARGET: VerdictKind.FORBIDDEN,
    FailureKind.RESOLVER: VerdictKind.UNKNOWN,
    FailureKind.UNREACHABLE: VerdictKind.UNKNOWN,
    FailureKind.CUT: VerdictKind.UNKNOWN,
}
_OUR_SIDE = frozenset({FailureKind.RESOLVER, FailureKind.UNREACHABLE})
# Facts noticed in an answer (evidence.notice) that decide whatever the status says.
_MARKS = {
    "challenge": VerdictKind.BLOCKED,
    "login-wall": VerdictKind.BLOCKED,
    "soft-404": VerdictKind.SOFT_404,
    "redirect-home": VerdictKind.REDIRECT_HOME,
    "parked": VerdictKind.PARKED,
    "empty": VerdictKind.EMPTY,
    "wrong-type": VerdictKind.WRONG_TYPE,
    "truncated": VerdictKind.TRUNCATED,
}
# What every address of an app answers: which of its views there are, only a browser that runs it can tell.
SHELL = "soft-404:shell"
# The same of one program of a host: its page may have words, but not those of the link, and scripts may bring them.
ALIKE = "soft-404:alike"
SAME = "soft-404:same"  # the same without any script
_STATUSES = {404: VerdictKind.DEAD, 410: VerdictKind.GONE}
# Errors of servers, and of the nodes before them. What nobody has registered is a firewall's own way to refuse (567).
_SERVER_ERRORS = frozenset((*range(500, 511), *range(520, 531), 598, 599))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an address is. `broken` only when enough looks agree; `looks` is how many were taken.

    `in_browser` is what a browser made of it: a fault too, something good, or None where none could tell.
    """

    kind: VerdictKind
    broken: bool
    looks: int
    status: int | None = None
    detail: str = ""
    in_browser: VerdictKind | None = None


def judge(looks: Sequence[Fetch]) -> Verdict:
    """Decide from all looks at one address, oldest first.

    One good look clears it, one refusal or challenge makes it "blocked". It is broken only when at least two looks
    were taken and none was good or refused; a malformed address needs one, it cannot change. A browser that opens it
    clears it as any look does; one that sees a fault too confirms it, and the fault keeps the name that it has without
    a browser. A browser that could not look changes nothing.
    """
    if not looks:
        return Verdict(kind=VerdictKind.UNKNOWN, broken=False, looks=0)
    kinds = [classify(look) for look in looks]
    shown = next((kind for kind, look in zip(kinds, looks, strict=True) if look.in_browser), None)
    for settled in (VerdictKind.OK, VerdictKind.BLOCKED, VerdictKind.FORBIDDEN):
        if settled in kinds:
            deciding = looks[kinds.index(settled)]
            return Verdict(kind=settled, broken=False, looks=len(looks), status=deciding.status, in_browser=shown)
    last = last_asked(looks)
    faults = [kind for kind in kinds if kind not in NOT_BROKEN]
    if awaits_browser(looks):
        return Verdict(kind=VerdictKind.UNKNOWN, broken=False, looks=len(looks), status=last.status, detail=SHELL)
    named = [kind for kind, look in zip(kinds, looks, strict=True) if kind in faults and not look.in_browser]
    if len(faults) < LOOKS_NEEDED and VerdictKind.MALFORMED not in faults:
        detail = last.failure.detail if last.failure and faults else ""
        return Verdict(kind=VerdictKind.UNKNOWN, broken=False, looks=len(looks), status=last.status, detail=detail)
    return Verdict(
        kind=(named or faults)[-1],
        broken=True,
        looks=len(looks),
        status=last.status,
        detail=last.failure.detail if last.failure else "",
        in_browser=None if shown is VerdictKind.UNKNOWN else shown,
    )


def awaits_browser(looks: Sequence[Fetch]) -> bool:
    """Whether an address answers with the shell of an app, which a browser has still to fill, whatever went before."""
    confirmed = any(look.in_browser and classify(look) not in NOT_BROKEN for look in looks)
    marks = last_asked(looks).marks if looks else ()
    return (SHELL in marks or ALIKE in marks) and not confirmed


def last_asked(looks: Sequence[Fetch]) -> Fetch:
    """The last look that was no browser's; of looks in a browser alone the last."""
    return next((look for look in reversed(looks) if not look.in_browser), looks[-1])


def classify(fetch: Fetch) -> VerdictKind:
    """What one look alone says."""
    if fetch.failure is not None:
        return _FAILURES[fetch.failure.kind]
    for mark in fetch.marks:
        kind = _MARKS.get(mark.partition(":")[0])
        if kind is not None:
            return kind
    status = fetch.status or 0
    if 200 <= status < 400:
        return VerdictKind.OK
    if status in _STATUSES:
        return _STATUSES[status]
    return VerdictKind.SERVER_ERROR if status in _SERVER_ERRORS else VerdictKind.BLOCKED


def needs_another_look(looks: Sequence[Fetch]) -> bool:
    """Whether the looks so far point to a fault that one more look must confirm or clear.

    An address that only our own side kept us from seeing is tried once more: our side may be back. A shell says the
    same however often it is asked.
    """
    if len(looks) >= LOOKS_AT_MOST or awaits_browser(looks) or judge(looks).kind is not VerdictKind.UNKNOWN:
        return False
    if any(classify(look) not in NOT_BROKEN for look in looks):
        return True
    return len(looks) == 1 and looks[0].failure is not None and looks[0].failure.kind in _OUR_SIDE
