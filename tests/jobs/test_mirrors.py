"""Real input: portals mirrored whole, crawled over loopback, held to the links known to be there and known to be dead.

Print the figures with `.venv/bin/pytest tests/jobs/test_mirrors.py -s`.
"""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from tests.jobs.served import folder_served, hecha_in

# Further home pages of the mirror that holds several bodies: a unit's scope is where its crawl begins.
FURTHER = {
    "guangdong-gov-mixed": (
        *(f"/index{number}.html" for number in range(1, 9)),
        "/szsdzj/index.html",
        "/egrantweb/index.html",
    )
}
NUMBERED = re.compile(rb"(//)\d{1,3}(?:\.\d{1,3}){3}\b")
MIRRORS = ("jilin-forestry", "suzhou-public-resources", "guangdong-gov-mixed")


class Expected(NamedTuple):
    """The local links of a mirror by what must be said of them."""

    missing: frozenset[str]
    ok: frozenset[str]


def _expected(file: Path) -> Expected:
    """A path counts where every row that names it says the same."""
    said: dict[str, set[str]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            said.setdefault(row["resolved_path"], set()).add(row["expected"])
    return Expected(
        frozenset(path for path, words in said.items() if words == {"missing"}),
        frozenset(path for path, words in said.items() if words == {"ok"}),
    )


def _kept_at_home(mirror: Path, copy: Path) -> Path:
    """A copy whose links to numbered hosts lead to a name that nobody has: the portals of others are not asked."""
    shutil.copytree(mirror, copy)
    for file in (one for one in copy.rglob("*") if one.is_file()):
        written = file.read_bytes()
        mended = NUMBERED.sub(rb"\1outside.invalid", written)
        if mended != written:
            file.chmod(0o644)
            file.write_bytes(mended)
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("name", MIRRORS)
def test_every_dead_link_of_a_real_portal_is_found_and_no_live_one(name: str, corpus: Path, tmp_path: Path) -> None:
    mirrors = corpus / "site-mirrors"
    expected = _expected(mirrors / f"{name}-expected-links.csv")
    hecha = hecha_in(tmp_path)
    with folder_served(_kept_at_home(mirrors / name, tmp_path / "mirror")) as base:
        rows = ["site,url,unit,scope", f"m,{base}index.html,,"]
        rows += [f"m,,{path},{path}" for path in FURTHER.get(name, ()) if (mirrors / name / path[1:]).is_file()]
        (tmp_path / "m.csv").write_text("\n".join(rows), encoding="utf-8")
        assert hecha("sites", "import", "m.csv").code == 0
        # A resolver that is not there: the mirrors' outbound names must not cost time, nor a verdict.
        ran = hecha("run", "m", "--checks", "broken-links", "--format", "json", HECHA_NETWORK__RESOLVER="127.0.0.1:9")
        assert ran.code == 1, ran.err
        found = json.loads(hecha("findings", "--check", "broken-links", "--format", "json").out)
    (summary,) = json.loads(ran.out)
    told = {unquote(row["target_url"].removeprefix(base)) for row in found if row["outcome"] == "problem"}
    missed, invented = expected.missing - told, expected.ok & told
    print(
        f"\n{name}: {summary['state']}, {summary['pages']} pages, {summary['addresses']} addresses; "
        f"missing {len(expected.missing)}, found {len(expected.missing & told)}; "
        f"ok {len(expected.ok)}, reported {len(invented)}"
    )
    assert summary["state"] == "finished"
    assert not missed, sorted(missed)
    assert not invented, sorted(invented)
