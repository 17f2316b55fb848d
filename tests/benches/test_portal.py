"""The generated portal: what is promised of it is in its files."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from benches.plan import Addresses, Portal, load_planted
from benches.portal import build
from tests.benches.conftest import PAGES

ADDRESSES = Addresses(port=18_080, outside_port=18_081, closed_port=18_082)


def _read(portal: Portal, path: str) -> str:
    name = f"{path}index.html" if path == "" or path.endswith("/") else path
    content = (portal.folder / "site" / name).read_bytes()
    return content.decode("gb18030" if b'charset="gb2312"' in content else "utf-8")


def _used(portal: Portal, path: str) -> set[str]:
    """Every address used on a page, resolved as a browser does."""
    tree = LexborHTMLParser(_read(portal, path))
    base = tree.css_first("base")
    here = urljoin(portal.url + path, (base.attributes["href"] or "") if base else "")
    nodes = tree.css("[href], [src]")
    values = [(node.attributes.get("href") or node.attributes.get("src") or "").strip() for node in nodes]
    return {urljoin(here, value).partition("#")[0] for value in values}


def test_same_seed_gives_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        build(tmp_path / name, pages=40, seed=7, addresses=ADDRESSES)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert len(files) > 40
    assert [
        name for name in files if (tmp_path / "a" / name).read_bytes() != (tmp_path / "b" / name).read_bytes()
    ] == []


def test_another_seed_gives_another_portal(tmp_path: Path) -> None:
    one, two = (build(tmp_path / str(seed), pages=40, seed=seed, addresses=ADDRESSES) for seed in (1, 2))
    assert one.planted != two.planted


def test_pages_are_as_many_and_as_large_as_asked(portal: Portal) -> None:
    assert len(set(portal.pages)) == len(portal.pages) == PAGES
    articles = [path for path in portal.pages if re.search(r"/t\d{8}_", path)]
    sizes = sorted(len((portal.folder / "site" / path).read_bytes()) for path in articles)
    links = sorted(_read(portal, path).count("<a ") for path in articles)
    assert sizes[0] > 20_000 and sizes[-1] < 80_000
    assert 150 < links[len(links) // 2] < 260


def test_every_page_is_reached_and_every_link_of_the_frame_leads_somewhere(portal: Portal) -> None:
    known = {portal.url + path for path in portal.pages}
    planted = {item.url for item in portal.planted}
    seen, waiting = set[str](), {portal.url}
    while waiting:
        url = waiting.pop()
        seen.add(url)
        used = _used(portal, url.removeprefix(portal.url))
        strange = {u for u in used - known - planted if "/search?" not in u and not _is_file(portal, u)}
        assert {u for u in strange if u.startswith(portal.url)} == set()
        waiting |= (used & known) - seen
    assert seen == known


def _is_file(portal: Portal, url: str) -> bool:
    path = urlsplit(url).path.removeprefix("/")
    return (portal.folder / "site" / (f"{path}index.html" if url.endswith("/") else path)).is_file()


def test_counts_of_faults_and_places(portal: Portal) -> None:
    assert Counter(item.kind for item in portal.planted if item.fault) == {
        "dead-page": 60,
        "dead-attachment": 10,
        "dead-image": 20,
        "server-error": 5,
        "redirect-to-dead": 5,
        "redirect-loop": 2,
        "outside-dead": 40,
        "outside-refused": 10,
    }
    used = {path: _used(portal, path) for path in portal.pages}
    hidden = {"commented-out", "in-script-text"}
    for item in portal.planted:
        pages = [place.removeprefix(portal.url) for place in item.places]
        assert pages
        assert all((item.url in used[page]) is (item.kind not in hidden) for page in pages), item


def test_one_column_is_in_gb2312(portal: Portal) -> None:
    old = [path for path in portal.pages if path.startswith("xxgk/rsxx/")]
    for path in old:
        content = (portal.folder / "site" / (f"{path}index.html" if path.endswith("/") else path)).read_bytes()
        assert "人事信息" in content.decode("gb18030")
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")
    assert old


def test_some_attachments_have_names_in_chinese_that_stand_unescaped(portal: Portal) -> None:
    chinese = [item for item in portal.planted if item.kind == "attachment-chinese-name"]
    assert len(chinese) == 30
    assert len({Path(item.url).suffix for item in chinese}) > 1
    assert all(not item.url.isascii() and _is_file(portal, item.url) for item in chinese)


def test_planted_csv_reads_back(portal: Portal) -> None:
    assert load_planted(portal.folder / "planted.csv") == portal.planted
