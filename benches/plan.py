"""The words of a generated portal: where it answers, its pages, its rules, and what was planted in it."""

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple


class Planted(NamedTuple):
    """One address put into the portal on purpose.

    `fault` tells the faults from what only looks like one, `places` are the pages that use the address, `ends` is
    the dead address a redirect leads to (a tool may name either).
    """

    url: str
    kind: str
    fault: bool
    places: tuple[str, ...] = ()
    ends: str = ""


class Rule(NamedTuple):
    """How one path of the portal answers when it is no plain file; `head_only` spares the other methods."""

    path: str
    status: int
    location: str = ""
    head_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the portal, the outside site and the closed port are."""

    host: str = "127.0.0.1"
    port: int
    outside_host: str = "127.0.0.2"
    outside_port: int
    closed_port: int

    @property
    def home(self) -> str:
        """The address of the portal without the last slash."""
        return f"http://{self.host}:{self.port}"

    @property
    def outside(self) -> str:
        """The address of the outside site."""
        return f"http://{self.outside_host}:{self.outside_port}"

    @property
    def closed(self) -> str:
        """An address nobody listens on."""
        return f"http://{self.outside_host}:{self.closed_port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A portal written to a folder: `site/` and `outside/` are the document roots."""

    folder: Path
    seed: int
    addresses: Addresses
    pages: tuple[str, ...]
    rules: tuple[Rule, ...]
    planted: tuple[Planted, ...]

    @property
    def url(self) -> str:
        """The home page."""
        return f"{self.addresses.home}/"

    @property
    def page_urls(self) -> list[str]:
        """The address of every HTML page the portal is made of."""
        return [f"{self.url}{path}" for path in self.pages]


def save(portal: Portal) -> None:
    """Write `planted.csv` for readers and `portal.json` for the servers."""
    with (portal.folder / "planted.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("url", "code", "fault", "where_used", "ends"))
        rows.writerows((p.url, p.kind, "yes" if p.fault else "no", " ".join(p.places), p.ends) for p in portal.planted)
    served = {"addresses": asdict(portal.addresses), "rules": portal.rules}
    (portal.folder / "portal.json").write_text(json.dumps(served, ensure_ascii=False), encoding="utf-8")


def load_served(folder: Path) -> tuple[Addresses, tuple[Rule, ...]]:
    """What a server has to know of a saved portal."""
    served = json.loads((folder / "portal.json").read_text(encoding="utf-8"))
    return Addresses(**served["addresses"]), tuple(Rule(*row) for row in served["rules"])


def load_planted(path: Path) -> tuple[Planted, ...]:
    """Read a `planted.csv` back."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Planted(row["url"], row["code"], row["fault"] == "yes", tuple(row["where_used"].split()), row["ends"])
            for row in csv.DictReader(file)
        )
