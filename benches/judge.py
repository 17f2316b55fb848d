"""Compare what a tool reported with what was planted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from benches.plan import Planted

SHOWN = 8
Report = Iterable[Sequence[str]]
"""What a tool reported: for each fault, the addresses it may mean (as written, resolved, at the end of redirects)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many faults of each kind there are and were found, and what was missed and invented."""

    planted: Counter[str]
    found: Counter[str]
    missed: tuple[str, ...]
    invented: tuple[str, ...]

    def text(self) -> str:
        """The numbers by kind, and the first of what was missed and invented."""
        kinds = ", ".join(f"{kind} {self.found[kind]}/{self.planted[kind]}" for kind in sorted(self.planted))
        total = f"{self.found.total()}/{self.planted.total()}"
        first = f"found {total}, missed {len(self.missed)}, invented {len(self.invented)} ({kinds})"
        return "\n".join([first, *_some("missed", self.missed), *_some("invented", self.invented)])


def _some(word: str, urls: Sequence[str]) -> list[str]:
    more = [f"  {word} … and {len(urls) - SHOWN} more"] if len(urls) > SHOWN else []
    return [*(f"  {word} {url}" for url in urls[:SHOWN]), *more]


def judge(planted: Iterable[Planted], reported: Report) -> Verdict:
    """A redirect that ends dead counts as found by its own address or by the dead one."""
    faults = [item for item in planted if item.fault]
    known = {canonical(url): item for item in faults for url in (item.url, item.ends) if url}
    found: set[Planted] = set()
    invented: set[str] = set()
    for names in reported:
        meant = {known[name] for name in map(canonical, names) if name in known}
        found |= meant
        if not meant:
            invented.add(canonical(next(iter(names))))
    return Verdict(
        planted=Counter(item.kind for item in faults),
        found=Counter(item.kind for item in found),
        missed=tuple(sorted(item.url for item in faults if item not in found)),
        invented=tuple(sorted(invented)),
    )


def canonical(url: str) -> str:
    """One spelling of an address: no fragment, nothing escaped."""
    parts = urlsplit(url.strip())
    query = f"?{parts.query}" if parts.query else ""
    return unquote(f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path or '/'}{query}")
