"""Labelled links that do not lead where their label says: dead, to the home page, to a list, to another document."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checks.interpretation_articles import Document, Gathered, Library
from checks.interpretation_labels import Wants
from checks.interpretation_pairs import Ended, Pairing
from evidence.columns_vocabulary import idea_of
from evidence.site import Site
from evidence.titles import Same, book_titles, cores, is_about, reads_like_interpretation, same_document
from evidence.verdict import VerdictKind, judge

TEMPLATE_LEAST, TEMPLATE_SHARE = 2, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFault:
    """One labelled link that fails: `code` of the check, `what` in Chinese where it leads."""

    code: str
    document: Document
    ended: Ended
    what: str
    doubtful: bool = False


class Faults:
    """The faults of the labelled links of one site's policies and interpretations."""

    def __init__(self, site: Site, library: Library, gathered: Gathered, pairing: Pairing) -> None:
        self._site = site
        self._library = library
        self._lists = gathered.list_pages
        self._pairing = pairing
        home = library.page(site.info.url)
        self._home = home.url if home else site.info.url
        self._menu = gathered.menu
        self._boxes: dict[Wants, frozenset[tuple[str, str]]] = {}

    def of(self, document: Document, wants: Wants) -> tuple[LinkFault, ...]:
        """The faults among the links of a document that promise `wants`."""
        links = self._pairing.links(document).labelled
        judged = (self._judge(document, one, wants) for one in links if self.counts(document, one, wants))
        return tuple(fault for fault in judged if fault is not None)

    def counts(self, document: Document, ended: Ended, wants: Wants) -> bool:
        """Whether a link is the document's own and answers for its label."""
        link = ended.link
        if link.wants in (Wants.RELATED, Wants.NAMED):
            return not link.here and _names_other_end(link.text, document, wants)
        if link.wants is not wants or not link.firm or link.here or not is_about(link.name, document.cores):
            return False
        key = (link.target, link.text)
        return not (link.own and (key in self._menu or key in self._box(wants)))

    def _box(self, wants: Wants) -> frozenset[tuple[str, str]]:
        """Links named like a column that most documents of a kind carry alike: a menu of the article's template."""
        if wants not in self._boxes:
            documents = self._pairing.policies if wants is Wants.READING else self._pairing.readings
            self._boxes[wants] = self._shared(documents)
        return self._boxes[wants]

    def _shared(self, documents: Iterable[Document]) -> frozenset[tuple[str, str]]:
        read, counts = 0, Counter[tuple[str, str]]()
        for document in documents:
            links = self._pairing.links(document).labelled
            read += bool(self._library.pages_of(document))
            counts.update(
                {(one.link.target, one.link.text) for one in links if one.link.own and idea_of(one.link.text)}
            )
        least = max(TEMPLATE_LEAST, TEMPLATE_SHARE * read)
        return frozenset(key for key, times in counts.items() if times >= least)

    def _judge(self, document: Document, ended: Ended, wants: Wants) -> LinkFault | None:
        verdict = judge(self._site.looks(ended.link.target))
        if verdict.kind is VerdictKind.REDIRECT_HOME and verdict.broken:
            return self._fault("wrong-target", document, ended, "已失效，点击后跳转到网站首页")
        if verdict.broken:
            return self._fault("dead-link", document, ended, "打不开")
        if ended.end == self._home:
            return self._fault("wrong-target", document, ended, "指向网站首页")
        if ended.end in self._lists and ended.end not in document.urls:
            name = self._lists[ended.end]
            return self._fault("wrong-target", document, ended, f"指向“{name}”栏目页，没有指到具体文章")
        return self._reading(document, ended) if wants is Wants.READING else self._original(document, ended)

    def _reading(self, policy: Document, ended: Ended) -> LinkFault | None:
        """What a policy calls its interpretation."""
        other = self._pairing.policy_at.get(ended.end)
        if other is not None and ended.end not in self._pairing.reading_at:
            if other is policy or reads_like_interpretation(other.title):
                return None
            return self._fault("wrong-target", policy, ended, f"指向另一份文件《{_bare(other.title)}》，不是解读")
        reading = self._pairing.reading_at.get(ended.end)
        return self._mismatch(policy, reading, ended, reading.title) if reading else None

    def _original(self, reading: Document, ended: Ended) -> LinkFault | None:
        """What an interpretation calls its policy."""
        policy = self._pairing.policy_at.get(ended.end)
        if policy is not None:
            return self._mismatch(policy, reading, ended, policy.title)
        other = self._pairing.reading_at.get(ended.end)
        if other is None or other is reading or not reads_like_interpretation(other.title):
            return None
        return self._fault("wrong-target", reading, ended, f"指向另一篇解读“{other.title}”，不是文件原文")

    def _mismatch(self, policy: Document, reading: Document, ended: Ended, shown: str) -> LinkFault | None:
        """Whether the interpretation names another policy than the one at the other end of the link."""
        pairs = self._pairing.of_reading.get(reading.url, ())
        if any(pair.policy is policy for pair in pairs) or not reading.cores:
            return None
        if any(same_document(a, b) is not Same.NO for a in reading.cores for b in policy.cores):
            return None
        document = policy if shown == reading.title else reading
        what = f"指向“{shown}”，与本文不是同一份文件"
        if self._pairing.names_another(reading, policy):
            return self._fault("wrong-target", document, ended, what)
        if book_titles(reading.title) and not _abridged(reading, policy):
            return self._fault("wrong-target", document, ended, what, doubtful=True)
        return None

    def _fault(self, code: str, document: Document, ended: Ended, what: str, *, doubtful: bool = False) -> LinkFault:
        return LinkFault(code=code, document=document, ended=ended, what=what, doubtful=doubtful)


def _names_other_end(text: str, document: Document, wants: Wants) -> bool:
    """Whether a link under 相关文件 or in a text is titled as this policy's interpretation, or as the policy explained.

    Such a label alone promises nothing; a title does.
    """
    if reads_like_interpretation(text) is not (wants is Wants.READING):
        return False
    given = cores(text)
    return any(same_document(a, b) is Same.EXACT for a in given for b in document.cores)


def _abridged(reading: Document, policy: Document) -> bool:
    """Whether an interpretation may name the policy by a shortened name (《实施意见》)."""
    return any(_within(a.bare, b.bare) for a in reading.cores for b in policy.cores)


def _within(short: str, long: str) -> bool:
    """Whether the letters of one name stand in the other in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _bare(title: str) -> str:
    return title.strip("《》")
