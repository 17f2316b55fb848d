"""The attachments of a site, each opened once: the numbers in them, and those that could not be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

from checks.model import Measure, Statement, Unknown
from checks.privacy_leaks import Leak, Piece, leaks
from checks.privacy_persons import ROW_REACH, above
from checks.privacy_says import PrivacyOptions, Where, masked_name, said
from checks.privacy_tables import headings, pieces
from evidence.documents.model import Document, Unread
from evidence.file import File
from evidence.personal import Personal, made_whole
from evidence.records import Place
from evidence.site import Site
from evidence.urls import host_of, path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """What is kept of an attachment once it was read: its pieces with numbers, what stands above its tables."""

    url: str
    pieces: Sequence[Piece]
    headings: Sequence[str]


def in_files(site: Site, options: PrivacyOptions) -> Iterator[Statement]:
    """The numbers in all attachments; which ones were not read, or not whole, is unknown and never good."""
    opened, read, count = list[_Opened](), 0, 0
    for file in site.files():
        document = file.document
        count += 1
        read += not isinstance(document, Unread)
        why = document.reason if isinstance(document, Unread) else document.lacking
        if why:
            yield _unread(file, why)
        if isinstance(document, Document) and (found := _pieces(document)):
            opened.append(_Opened(url=file.url, pieces=found, headings=tuple(_headings(document))))
    if count:
        yield Measure(name="attachments-read", value=read, numerator=read, denominator=count)
    places = site.places([one.url for one in opened]) if opened else {}
    for one in opened:
        yield from _of_file(site, one, places[one.url], options)


def _of_file(site: Site, one: _Opened, places: tuple[Place, ...], options: PrivacyOptions) -> Iterator[Statement]:
    page = site.page(places[0].page_url) if places else None
    name = next((place.text for place in places if place.text), "") or _name(one.url)
    title = f"{page.title if page else ''} {name}"
    found = _leaks(one, title, options.key or host_of(one.url))
    where = Where(
        what="附件",
        name=name,
        page_url=places[0].page_url if places else one.url,
        target_url=one.url,
        places=places,
    )
    yield from said(where, found, options)


def _leaks(one: _Opened, title: str, key: str) -> Sequence[Leak]:
    def lines(piece: Piece, number: Personal) -> Sequence[str]:
        return one.headings if piece.is_row else above(piece.text, number)

    return leaks(one.pieces, title=title, headings=lines, key=key)


def _pieces(document: Document) -> Sequence[Piece]:
    lines = "\n".join(document.lines)
    text = Piece.of(lines if document.exact else made_whole(lines))
    return tuple(piece for piece in (text, *chain.from_iterable(map(pieces, document.tables))) if piece.found)


def _headings(document: Document) -> Iterator[str]:
    """What stands over the tables of a file: the beginning of its text, and titles inside the tables."""
    yield from "\n".join(document.lines)[: 3 * ROW_REACH].splitlines()
    yield from chain.from_iterable(map(headings, document.tables))


def _unread(file: File, why: str) -> Statement:
    name = _name(file.url)
    return Unknown(subject=f"附件 {name}", url=file.url, reason=f"附件“{name}”没有读到全部内容：{why}")


def _name(url: str) -> str:
    """The name of a file by its address, numbers in it masked."""
    return masked_name(unquote(path_of(url).partition("?")[0].rpartition("/")[2])) or url
