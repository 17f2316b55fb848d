"""Every way of linking really stands in the portal, leads once to nothing and once to something."""

from html import unescape

from demo.changes import dated
from demo.columns import columns, page_at
from demo.portal import Portal, canonical
from demo.server import Served
from demo.ways import FOLDER, ways
from tests.demo.conftest import TODAY
from tests.demo.links import text_of
from tests.demo.web import ask


def test_each_way_has_a_name_of_its_own_and_a_note() -> None:
    names = [way.id for way in ways()]
    assert len(set(names)) == len(names) >= 45
    assert all(way.note for way in ways())


def test_what_a_way_writes_stands_on_its_page(portal: Portal) -> None:
    made = columns(TODAY)
    for way in ways():
        assert dated(way.html, TODAY) in text_of(portal, canonical(page_at(made, way.page))), way.id


def test_each_way_writes_each_of_its_addresses_once_and_no_page_does_without_it(portal: Portal) -> None:
    every = "".join(text_of(portal, path) for path in portal.pages)
    for way in ways():
        texts = (str(spec.get("text", "")) + str(spec.get("headers", "")) for spec in way.pages.values())
        written = unescape(way.html + "".join(texts))
        for address in (way.bad, way.good):
            assert written.count(address.rpartition("/")[2]) == 1, way.id
            assert every.count(address) <= 1, address


def test_one_address_is_dead_and_one_is_there(served: Served) -> None:
    for way in ways():
        assert (ask(served.url, canonical(way.bad)).status, ask(served.url, canonical(way.good)).status) == (404, 200)


def test_pages_of_a_way_are_there(served: Served) -> None:
    for way in ways():
        for path, spec in way.pages.items():
            if not spec.get("raw"):  # that one is no answer to a plain client
                assert ask(served.url, canonical(path)).status == 200, path
            assert path.startswith((FOLDER, "/sitemap", "/static/")), path
