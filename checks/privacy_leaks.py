"""Which of the personal numbers that stand in a page or a file are leaks, and how sure that is."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checks.privacy_persons import (
    LIST_OF_PERSONS,
    ROW_REACH,
    beside_id,
    in_foot,
    is_directory,
    is_list_of_persons,
    is_named,
    is_nobody,
    is_of_person,
    is_sample,
    is_work,
)
from evidence.personal import Personal, PersonalKind, digest, find_personal


class Piece(NamedTuple):
    """Text that is judged by its own words: all of a page, the lines of a file, or one row of a table."""

    text: str
    found: tuple[Personal, ...]
    is_row: bool = False

    @classmethod
    def of(cls, text: str, *, is_row: bool = False) -> "Piece":
        """A piece with the numbers that are somebody's."""
        return cls(text, tuple(one for one in find_personal(text) if not is_nobody(text, one)), is_row)


class Leak(NamedTuple):
    """One number that was published: its kind and mask, its keyed hash, whether it surely is a fault, how often."""

    one: Personal
    digest: str
    sure: bool
    times: int


def leaks(
    pieces: Iterable[Piece], *, title: str, headings: Callable[[Piece, Personal], Iterable[str]], key: str
) -> Sequence[Leak]:
    """The numbers of a page or a file, each once, in their order. `headings` gives the lines above a list."""
    numbers = [
        (piece, one)
        for piece in pieces
        for one in piece.found
        if one.kind is not PersonalKind.MOBILE or not in_foot(piece.text, one)
    ]
    phones = [(piece, one) for piece, one in numbers if one.kind is PersonalKind.MOBILE]
    anybodys = not is_list_of_persons(title)
    listed = [(piece, one) for piece, one in phones if _is_persons(piece, one, anybodys=anybodys)]
    several = len({digest(piece.text, one, key) for piece, one in listed}) >= LIST_OF_PERSONS
    public = several and is_directory(title, headings(*listed[0]))
    certain = {(piece.text, one) for piece, one in listed} if several and not public else set()
    counted: dict[str, Leak] = {}
    for piece, one in numbers:
        sure = _is_sure(piece, one) or (piece.text, one) in certain
        name = digest(piece.text, one, key)
        known = counted.get(name, Leak(one, name, False, 0))
        sure = known.sure or (sure and not is_sample(piece.text, one))
        counted[name] = known._replace(sure=sure, times=known.times + 1)
    return tuple(counted.values())


def _is_persons(piece: Piece, one: Personal, *, anybodys: bool) -> bool:
    """Whether a phone stands in a row with the name of a person and without a label of work (or `anybodys`)."""
    row = piece.text if piece.is_row else piece.text[max(0, one.start - ROW_REACH) : one.start]
    return is_named(row) and not is_work(piece.text, one, anybodys=anybodys and not is_of_person(row))


def _is_sure(piece: Piece, one: Personal) -> bool:
    if one.kind is not PersonalKind.MOBILE:
        return True
    if beside_id(piece.text, one, piece.found):
        return True
    return piece.is_row and not is_work(piece.text, one) and any(o.kind is PersonalKind.ID for o in piece.found)
