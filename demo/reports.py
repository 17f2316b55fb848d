"""Annual reports on open government information in the form of 国办公开办函〔2021〕30号, with figures that agree."""

from typing import NamedTuple

_APPLICANTS = 6
_REVIEWS = ((1, 0, 1, 0), (0, 0, 0, 0), (0, 1, 0, 0))
# Results other than 予以公开, for natural persons only.
_FEW = {"3.2": 1, "3.3.5": 1, "3.4.1": 1}
_ROWS = (
    *("1", "2", "3.1", "3.2"),
    *(f"3.3.{number}" for number in range(1, 9)),
    *(f"3.4.{number}" for number in range(1, 4)),
    *(f"3.5.{number}" for number in range(1, 6)),
    *(f"3.6.{number}" for number in range(1, 4)),
    *("3.7", "4"),
)


class Figures(NamedTuple):
    """The figures of one report: seven cells a row of table 3 by the row's number, five a group of table 4."""

    year: int
    requests: dict[str, tuple[int, ...]]
    reviews: tuple[tuple[int, ...], ...]


def figures(year: int, seed: int) -> Figures:
    """The figures of a body (its `seed`) in a year; what is carried over agrees from year to year."""
    new = (6 + year % 4 + seed, 1 + (year + seed) % 2, 0, 0, 0, year % 2)
    before, after = _carried(year - 1), _carried(year)
    done = tuple(a + b - c for a, b, c in zip(new, before, after, strict=True))
    rows: dict[str, tuple[int, ...]] = {key: (few, 0, 0, 0, 0, 0) for key, few in _FEW.items()}
    rows |= {"1": new, "2": before, "3.7": done, "4": after}
    rows["3.1"] = (done[0] - sum(_FEW.values()), *done[1:])
    nothing = (0,) * _APPLICANTS
    return Figures(
        year=year,
        requests={key: _with_total(rows.get(key, nothing)) for key in _ROWS},
        reviews=tuple(_with_total(group) for group in _REVIEWS),
    )


def _carried(year: int) -> tuple[int, ...]:
    return (1 + year % 2, 0, 0, 0, 0, 0)


def _with_total(cells: tuple[int, ...]) -> tuple[int, ...]:
    return (*cells, sum(cells))
