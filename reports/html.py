"""One static page with all in it: no script, nothing fetched from elsewhere, fit to print."""

from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports import narrative
from reports.mask import masked
from reports.model import CheckSummary, Dossier, FindingRow
from reports.text import chinese_date, clean, interval, linkable, one_line, points
from reports.titles import LINK_KIND, METHOD, OUTCOME, STATUS, WHOLE_SITE


class _Entry(NamedTuple):
    """A finding as the template shows it; `number` is its place in the list of all."""

    number: int
    row: FindingRow
    kind: str
    link_text: str
    items: str
    first_seen: str
    status: str


def write_html(dossier: Dossier, stream: BinaryIO) -> None:
    """Write the page piece by piece, so that a long list does not lie in memory twice."""
    template = _environment().get_template("report.html.jinja")
    for piece in template.generate(_view(masked(dossier))):
        stream.write(piece.encode())


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters |= {
        "linkable": linkable, "points": points, "one_line": one_line, "method": _method, "outcome": _outcome,
    }  # fmt: skip
    environment.globals |= {
        "interval": interval, "narrative": narrative, "LINK_KIND": LINK_KIND, "WHOLE_SITE": WHOLE_SITE,
    }  # fmt: skip
    return environment


def _view(dossier: Dossier) -> dict[str, object]:
    entries = list(_entries(dossier.findings, narrative.item_titles(dossier)))
    return {
        "dossier": dossier,
        "facts": list(narrative.facts(dossier)),
        "scores": list(narrative.scores(dossier)),
        "unit_scores": list(narrative.unit_scores(dossier)),
        "unseen": list(narrative.unseen(dossier)),
        "reading": list(narrative.reading(dossier)),
        "parts": [
            ("问题", [one for one in entries if one.row.standing and not one.row.doubtful]),
            ("疑似问题（请核实）", [one for one in entries if one.row.standing and one.row.doubtful]),
            ("已整改或不作要求", [one for one in entries if not one.row.standing]),
        ],
    }


def _entries(rows: Iterable[FindingRow], titles: narrative.ItemTitles) -> Iterable[_Entry]:
    for number, row in enumerate(rows, 1):
        yield _Entry(
            number=number,
            row=row,
            kind=row.code_title or row.code,
            link_text=narrative.link_text(row),
            items=narrative.rubric_items(row, titles),
            first_seen=chinese_date(row.first_seen),
            status=STATUS[row.status],
        )


def _method(method: str) -> str:
    return METHOD.get(method, method)


def _outcome(summary: CheckSummary) -> str:
    return OUTCOME[summary.outcome]
