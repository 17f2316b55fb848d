"""A seeded portal on disk: pages, attachments, planted faults, the nginx configuration and `planted.csv`.

The same seed, size and addresses give the same bytes.
"""

import argparse
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benches import pages as writing
from benches.nginx import write_configuration
from benches.plan import Addresses, Portal, save
from benches.planting import Counts, Planter, Target, plant_all

BASED = 3


def build(
    folder: Path, *, pages: int = 3_000, seed: int = 1, addresses: Addresses, counts: Counts | None = None
) -> Portal:
    """Write a portal of that many HTML pages into the folder, replacing a portal that is there."""
    counts = counts or Counts()
    rng = random.Random(seed)
    shelves = writing.shelves(rng, pages - 1)
    planter = Planter(rng, addresses, _bearers(shelves))
    plant_all(planter, addresses, counts)
    _clear(folder)
    writer = writing.Writer(seed=seed, addresses=addresses, all_shelves=shelves, friends=list(planter.outside))
    _write(folder / "site", _pages(writer, shelves, planter))
    _write(folder / "site", _assets(rng))
    _write(folder / "site", planter.files.items())
    _write(folder / "outside", planter.outside.items())
    portal = Portal(
        folder=folder,
        seed=seed,
        addresses=addresses,
        pages=tuple(_paths(shelves)),
        rules=tuple(planter.rules),
        planted=tuple(planter.planted),
    )
    save(portal)
    write_configuration(portal)
    return portal


def _bearers(shelves: Sequence[writing.Shelf]) -> list[Target]:
    """The articles planted links may stand in: all but those with a base element, where they would lead elsewhere."""
    return [
        Target(article.path, article.title, shelf.column.encoding == "utf-8")
        for shelf in shelves
        for n, article in enumerate(shelf.articles)
        if not (shelf is shelves[0] and n < BASED)
    ]


def _paths(shelves: Iterable[writing.Shelf]) -> Iterator[str]:
    yield ""
    yield "sitemap.html"
    for shelf in shelves:
        yield from shelf.lists
        yield from (article.path for article in shelf.articles)


def _pages(writer: writing.Writer, shelves: list[writing.Shelf], planter: Planter) -> Iterator[tuple[str, bytes]]:
    yield "", writer.home().encode()
    yield "sitemap.html", writer.home().replace("某区人民政府门户网站", "网站地图", 1).encode()
    for shelf in shelves:
        encoding = shelf.column.encoding.replace("gb2312", "gb18030")
        for number, path in enumerate(shelf.lists):
            yield path, writer.list_page(shelf, number).encode(encoding)
        for n, article in enumerate(shelf.articles):
            based = shelf is shelves[0] and n < BASED
            html = writer.article(shelf, article, planter.links[article.path], based=based)
            yield article.path, html.encode(encoding)


def _assets(rng: random.Random) -> Iterator[tuple[str, bytes]]:
    yield "css/site.css", b"body{margin:0}ul{list-style:none}" * 40
    yield "js/site.js", b"window.site={ready:true};" * 40
    yield "robots.txt", b"User-agent: *\nDisallow: /manage/\n"
    for n in range(writing.PICTURES):
        yield f"images/pic{n}.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + rng.randbytes(4_000) + b"\xff\xd9"


def _clear(folder: Path) -> None:
    for name in ("site", "outside", "run"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "run").mkdir(parents=True)


def _write(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    made: set[str] = set()
    for path, content in files:
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        parent = name.rpartition("/")[0]
        if parent not in made:
            (root / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        (root / name).write_bytes(content)


def main() -> None:
    """Build a portal to look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=18_080, help="the next two ports serve as outside and closed")
    given = parser.parse_args()
    addresses = Addresses(port=given.port, outside_port=given.port + 1, closed_port=given.port + 2)
    portal = build(given.folder, pages=given.pages, seed=given.seed, addresses=addresses)
    print(f"{len(portal.pages)} pages, {len(portal.planted)} planted addresses in {portal.folder}")


if __name__ == "__main__":
    main()
