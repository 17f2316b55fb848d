"""Which addresses that seem broken are worth a look in a browser, and in what order.

The reasons are in docs/decisions/0004-what-is-broken.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from evidence.notice import HTML_TYPES
from evidence.records import Fetch
from evidence.urls import host_of
from evidence.verdict import NOT_BROKEN, VerdictKind, awaits_browser, classify, judge

SPARSE = 2  # the rank of what is mostly true, and the most: a few of each host will do
# The lower the sooner. What a browser does no other way is not here: names, refused connections, 410, bad addresses.
_DOUBTFUL: Mapping[VerdictKind, int] = MappingProxyType(
    {
        VerdictKind.SOFT_404: 0,  # the words may be a shell's, which its scripts replace
        VerdictKind.EMPTY: 0,
        VerdictKind.SERVER_ERROR: 0,  # of programs that a visitor without cookies or the usual headers upsets
        VerdictKind.RESET: 0,  # of firewalls that know a browser by its handshake
        VerdictKind.REDIRECT_HOME: 0,  # for want of a cookie that a script sets
        VerdictKind.REDIRECT_LOOP: 0,
        VerdictKind.TLS: 0,
        VerdictKind.WRONG_TYPE: 1,  # a page whose script saves the file
        VerdictKind.TIMEOUT: 1,
        VerdictKind.DEAD: SPARSE,
    }
)
# A browser refuses what the others say as surely as we do.
_TLS_DOUBTFUL = ("incomplete-chain", "other")


def doubt_rank(looks: Sequence[Fetch]) -> int | None:
    """How soon an address is worth a look in a browser after these looks, 0 first; None when it is not worth one."""
    verdict = judge(looks)
    kind = doubted_kind(looks)
    if kind is None or any(look.in_browser for look in looks):
        return None
    if verdict.kind is VerdictKind.TLS and verdict.detail.partition(":")[0] not in _TLS_DOUBTFUL:
        return None
    if verdict.kind is VerdictKind.WRONG_TYPE and not _may_save(looks[-1]):
        return None
    return _DOUBTFUL.get(kind)


def doubted_kind(looks: Sequence[Fetch]) -> VerdictKind | None:
    """What an address is taken for until a browser has seen it; None where it is taken for no fault."""
    if awaits_browser(looks):
        return VerdictKind.SOFT_404
    verdict = judge(looks)
    return verdict.kind if verdict.broken else None


def overruled_hosts(addresses: Iterable[Sequence[Fetch]]) -> frozenset[str]:
    """Hosts of which a browser opened more pages that were taken for missing than it saw missing, from all looks.

    Something in their template misleads us: a sentence, say, that a style sheet hides.
    """
    balance: Counter[str] = Counter()
    for looks in addresses:
        shown = [classify(look) for look in looks if look.in_browser]
        if shown and any(classify(look) is VerdictKind.SOFT_404 for look in looks if not look.in_browser):
            balance[host_of(looks[0].url)] += (shown[-1] is VerdictKind.OK) - (shown[-1] not in NOT_BROKEN)
    return frozenset(host for host, opened in balance.items() if opened > 0)


def _may_save(look: Fetch) -> bool:
    """Whether a browser would run what came instead of a file: anything but a page it saves or shows as it is."""
    return "wrong-type:html" in look.marks and look.content_type.startswith(HTML_TYPES)
