"""The faults of page tags gathered over a site, and what is said of them: one finding a kind of page and tag."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.model import Doubt, Problem, Statement
from checks.page_tags_kinds import Kind
from evidence.meta import HOME_TAGS
from evidence.records import LinkKind, Place

PLACES_LIMIT = 50
ONE_BY_ONE = 10  # so many pages of one fault are named each; more have one cause, the template


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One tag at fault on one page: `detail` is the sentence about it, `doubtful` whether a person must look."""

    code: str
    tag: str
    url: str
    title: str
    detail: str
    doubtful: bool = False
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Alike:
    """The same fault of many pages: how many there are, and the first of them, the places to be named."""

    pages: int = 0
    first: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Count one more page."""
        self.pages += 1
        if len(self.first) < PLACES_LIMIT:
            self.first.append(fault)


Key = tuple[str, Kind | None, str, bool, str]  # code, kind of page, tag, doubtful, value where pages share one

WHAT = {"missing-tag": "缺少", "empty-tag": "内容为空"}


class Faults:
    """All faults found, and how many pages of each kind were looked at."""

    def __init__(self) -> None:
        self._found: dict[Key, Alike] = {}
        self.checked: dict[Kind, int] = dict.fromkeys(Kind, 0)
        self.complete: dict[Kind, int] = dict.fromkeys(Kind, 0)
        self._first: dict[Kind, str] = {}

    def count(self, kind: Kind, url: str, faults: list[Fault]) -> None:
        """Take in one page with its faults."""
        self.checked[kind] += 1
        self._first.setdefault(kind, url)
        incomplete = False
        for fault in faults:
            self._found.setdefault(_key(fault, kind), Alike()).add(fault)
            incomplete = incomplete or fault.code in ("missing-tag", "empty-tag", "placeholder")
        self.complete[kind] += not incomplete

    def first(self, kind: Kind) -> str:
        """The first page of a kind."""
        return self._first.get(kind, "")

    def said(self, home: str, required: Callable[[Kind], tuple[str, ...]]) -> Iterator[Statement]:
        """Every fault, folded. `required` names the tags asked of a kind of page."""
        everywhere = self._missing_everywhere(required)
        for tag, kinds in everywhere.items():
            yield self._missing_on_site(tag, kinds, home)
        for (code, kind, tag, *_), faults in self._found.items():
            if code == "missing-tag" and tag in everywhere:
                continue
            if kind is None and faults.pages > 1:
                yield _shared(faults)
            elif kind is not None and (code in WHAT or faults.pages > ONE_BY_ONE):
                yield _folded(kind, faults, self.checked[kind])
            else:
                yield from (_single(fault) for fault in faults.first)

    def _missing_everywhere(self, required: Callable[[Kind], tuple[str, ...]]) -> dict[str, list[Kind]]:
        """The tags that no page has, of those that two kinds of pages need."""
        missing: dict[str, list[Kind]] = {}
        for code, kind, tag, *_ in self._found:
            if code == "missing-tag" and kind is not None:
                missing.setdefault(tag, []).append(kind)
        return {
            tag: kinds
            for tag, kinds in missing.items()
            if len(kinds) > 1
            and all(self._found[("missing-tag", kind, tag, False, "")].pages == self.checked[kind] for kind in kinds)
            and set(kinds) == {kind for kind in Kind if self.checked[kind] and tag in required(kind)}
        }

    def _missing_on_site(self, tag: str, kinds: list[Kind], home: str) -> Statement:
        found = [self._found[("missing-tag", kind, tag, False, "")] for kind in kinds]
        pages = sum(faults.pages for faults in found)
        return Problem(
            code="missing-tag",
            subject=tag,
            page_url=home,
            message=f"全站页面都没有网页标签“{tag}”（已核查{pages}个页面），请在页面模板中补充。",
            places=_places([fault for faults in found for fault in faults.first]),
            evidence={"pages": pages},
        )


def _key(fault: Fault, kind: Kind) -> Key:
    """What is folded: one value of a tag of the whole site, else one fault of one tag of one kind of pages."""
    value = str(fault.evidence.get("value", ""))
    if fault.tag in HOME_TAGS and value:
        return (fault.code, None, fault.tag, fault.doubtful, value)
    return (fault.code, kind, fault.tag, fault.doubtful, "")


def _shared(faults: Alike) -> Statement:
    """One wrong value on several pages."""
    first = faults.first[0]
    make = Doubt if first.doubtful else Problem
    return make(
        code=first.code,
        subject=first.tag,
        page_url=first.url,
        message=f"{first.detail.removesuffix('。')}，共{faults.pages}个页面如此。",
        places=_places(faults.first),
        evidence={**first.evidence, "pages": faults.pages},
    )


def _single(fault: Fault) -> Statement:
    make = Doubt if fault.doubtful else Problem
    return make(
        code=fault.code,
        subject=fault.tag,
        page_url=fault.url,
        message=fault.detail,
        places=_places([fault]),
        evidence=fault.evidence,
    )


def _folded(kind: Kind, faults: Alike, checked: int) -> Statement:
    first = faults.first[0]
    make = Doubt if first.doubtful else Problem
    count = faults.pages
    shown = f"“{first.title}”" if first.title else f" {first.url} "
    if first.code in WHAT:
        what = f"的网页标签“{first.tag}”内容为空" if first.code == "empty-tag" else f"没有网页标签“{first.tag}”"
        words = f"{kind}{shown}{what}" if count == 1 else f"{checked}个{kind}中有{count}个{what}，如{shown}"
        words += "，请在页面模板中补充。" if count == checked and count > 1 else "，请补充。"
    else:
        words = f"{checked}个{kind}中有{count}个的网页标签“{first.tag}”有同样的问题，例如：{first.detail}"
    return make(
        code=first.code,
        subject=first.tag if kind is Kind.HOME else f"{kind}：{first.tag}",
        page_url=first.url,
        message=words,
        places=_places(faults.first),
        evidence={**first.evidence, "pages": count, "checked": checked},
    )


def _places(faults: list[Fault]) -> tuple[Place, ...]:
    return tuple(Place(fault.url, fault.title, LinkKind.META) for fault in faults[:PLACES_LIMIT])
