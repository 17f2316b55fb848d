"""Lists that scripts write: rendered where it pays, stored beside the source, seen by the checks, bounded and said."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks.engine import audit
from checks.required_columns import required_columns
from checks.update_frequency import update_frequency
from evidence.blank import Blank, frame_of, is_blank
from evidence.lists import list_items
from evidence.records import LinkKind, Need, SiteInfo
from jobs.gather import gather
from jobs.settings import BrowserSettings, NetworkSettings, PaceSettings, Settings
from storage.site import StoredSite
from storage.store import Store, open_store
from tests.crawler.browsing import Browsed, browsed, chromium
from tests.crawler.faulty import Behaviour, FaultServer, answer, serving
from tests.crawler.scripted import article, column, filled, portal, rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TODAY = date(2026, 11, 21)
SCRIPTED = {"/zwgk/index.html", "/ywdt/index.html", "/zcwj/index.html", "/hdjl/index.html"}


def paths(done: Browsed) -> set[str]:
    """The paths of what was rendered."""
    return {urlsplit(url).path for url in done.rendered()}


async def test_only_pages_that_lack_their_list_are_rendered_and_their_links_are_followed() -> None:
    async with serving(portal()) as server:
        done = await browsed(server.url("/"))
        front = done.rendered()[server.url("/zwgk/index.html")]
        articles = {server.url(address) for name in ("zwgk", "ywdt") for address, _, _ in rows(name)}
    assert paths(done) == SCRIPTED
    assert front.fetch.look == 2 and front.fetch.marks[-2:] == ("gain:links:6", "gain:dates:6")
    assert [link.kind for link in front.links or ()].count(LinkKind.SCRIPTED) == 6
    assert articles <= done.seen.pages
    assert {hit.method for hit in server.hits} == {"GET"}
    assert server.count("/logo.png") == 1  # by the crawl: nobody looks at a page that is only rendered
    assert done.notes == (
        f"形如 {server.url('/ywdt/index.html')} 的页面列表由脚本生成：共 3 个，用浏览器渲染 3 个",
        "1 类页面用浏览器渲染后与源代码相比没有更多链接和日期，未再渲染同类页面",
        "1 个渲染过的页面要提交数据（POST）才能取得部分内容，本工具不提交，这部分没有看到",
    )


async def test_a_page_whose_list_was_had_as_data_needs_no_browser_and_one_that_shares_its_data_may() -> None:
    """A list that only one page asks for is its own; one that several ask for stands beside what they are about."""
    own, shared = _as_objects("zwgk"), _as_objects("ywdt")
    asked = {"zwgk": "zwgk", "ywdt": "ywdt", "hdjl": "ywdt"}
    shells = {f"/{name}/index.html": column(name, script=_drawing(asks)) for name, asks in asked.items()}
    async with serving(portal() | shells | {"/data/zwgk.json": own, "/data/ywdt.json": shared}) as server:
        done = await browsed(server.url("/"))
        articles = {server.url(address) for address, _, _ in rows("zwgk")}
    assert articles <= done.seen.pages
    assert paths(done) == SCRIPTED - {"/zwgk/index.html"}


def _drawing(name: str) -> str:
    return filled(name).replace("[h,t,d]", "{url:h,title:t,date:d}")


def _as_objects(name: str) -> Behaviour:
    items = [{"title": title, "url": address, "date": day} for address, title, day in rows(name)]
    return answer(json.dumps(items), type_="application/json")


async def test_a_manner_that_gains_nothing_is_given_up_after_two() -> None:
    empty = {f"/{name}/index.html": column(name, script=filled("zcwj")) for name in ("zwgk", "hdjl", "ywdt", "zcwj")}
    async with serving(portal() | empty) as server:
        done = await browsed(server.url("/"))
    assert len(paths(done)) == 2
    assert done.notes == ("1 类页面用浏览器渲染后与源代码相比没有更多链接和日期，未再渲染同类页面",)


async def test_pages_that_name_their_data_are_not_given_up_with_plain_ones_of_their_shape() -> None:
    """A site map and a guide gain nothing, and say nothing of a column whose list is to come from elsewhere."""
    plain = {f"/{name}/index.html": column(name, script="document.write('')") for name in ("hdjl", "rsxx", "tzgg")}
    empty = {f"/{name}/index.html": column(name, script=filled("zcwj")) for name in ("ywdt", "zcwj", "zwgk")}
    async with serving(portal() | plain | empty) as server:
        done = await browsed(server.url("/"))
    assert len(paths(done) & set(empty)) == 2


async def test_texts_of_the_same_template_do_not_hide_a_list_that_scripts_write() -> None:
    words = "区政府办公室负责起草重要文稿，组织和督促政务公开、政务服务等方面的各项工作，承办区政府交办的其他事项。" * 5
    text = column("hdjl", items=f"<p>{words}</p>", script="fetch('/hits.json')")
    texts = {f"/{name}/index.html": text for name in ("jgzn", "ldjj", "bgdz", "lxfs")}
    front = "".join(f"<li><a href='{url}'>机构信息</a></li>" for url in texts)
    async with serving(portal() | texts | {"/": answer(f"<title>示例区</title><ul>{front}</ul>")}) as server:
        done = await browsed(server.url("/"))
    assert paths(done) == SCRIPTED


async def test_a_page_that_a_browser_reads_in_another_encoding_keeps_its_source() -> None:
    """UTF-8 that nobody declares: Chromium takes it for its own language's encoding, and visitors' for Chinese."""
    names = ("zwgk", "hdjl", "ywdt", "zcwj")
    undeclared = {f"/{name}/index.html": column(name, script=filled(name), charset=False) for name in names}
    async with serving(portal() | undeclared) as server:
        done = await browsed(server.url("/"))
    assert not paths(done)
    assert "浏览器按另一种编码读出" in "".join(done.notes)


@pytest.mark.parametrize("type_", ["text/html", "text/html; charset=GBK"])
async def test_pages_in_the_encoding_of_older_portals_are_rendered(type_: str) -> None:
    """The browser hands out the text that it read, whatever bytes the server sent."""
    names = ("zwgk", "hdjl", "ywdt", "zcwj")
    shells = {f"/{name}/index.html": column(name, script=filled(name), old=type_) for name in names}
    async with serving(portal() | shells) as server:
        done = await browsed(server.url("/"))
    assert paths(done) == set(shells) == SCRIPTED
    assert done.rendered()[server.url("/zwgk/index.html")].fetch.marks[-2:] == ("gain:links:6", "gain:dates:6")


async def test_the_number_of_rendered_pages_is_bounded_and_said() -> None:
    async with serving(portal()) as server:
        done = await browsed(server.url("/"), rendered_pages=2)
        none = await browsed(server.url("/"), rendered_pages=0)
    assert len(paths(done)) == 2 and "用浏览器渲染 1 个，其余 2 个超过上限" in done.notes[0]
    assert none.notes == () and not none.rendered()


async def test_the_share_is_of_the_pages_that_rendering_led_to_as_well() -> None:
    """Sixteen columns are more than half of what was read at first, and less than half of what their lists lead to."""
    names = [f"c{n}" for n in range(16)]
    shells = {f"/{name}/index.html": column("zwgk", script=filled(name)) for name in names}
    lists = {
        name: [(f"/{name}/2026/{n}.html", f"关于做好第{n}项工作的通知", "2026-10-12") for n in range(4)]
        for name in names
    }
    data = {f"/data/{name}.json": answer(json.dumps(items), type_="application/json") for name, items in lists.items()}
    articles = {address: article(f"{title}（{name}）") for name, items in lists.items() for address, title, _ in items}
    front = answer("<title>示例区人民政府</title>" + "".join(f"<li><a href='{url}'>栏目</a></li>" for url in shells))
    async with serving({"/": front} | shells | data | articles) as server:
        done = await browsed(server.url("/"), rendered_share=0.3)
        few = await browsed(server.url("/"), rendered_share=0.3, rendered_pages=12)
    assert paths(done) == set(shells) and set(map(server.url, articles)) <= done.seen.pages
    assert len(paths(few)) == 12


async def test_an_interrupted_run_renders_what_is_left_and_no_page_twice() -> None:
    async with serving(portal()) as server:
        whole = await browsed(server.url("/"))
        again = await browsed(server.url("/"), past=whole.seen.visits)
        before = [visit for visit in whole.seen.visits if not visit.fetch.in_browser]
        later = await browsed(server.url("/"), past=before)
    assert not again.rendered() and paths(later) == SCRIPTED


async def test_without_a_browser_nothing_is_rendered_and_that_is_said() -> None:
    async with serving(portal()) as server:
        done = await browsed(server.url("/"), executable="/nowhere/chromium")
    assert not done.rendered() and done.notes[0].startswith("浏览器无法启动，由脚本生成的列表没有看到：")


async def gathered(store: Store, server: FaultServer, browser: str) -> StoredSite:
    """One run of the portal, as the checks read it."""
    settings = Settings(
        network=NetworkSettings(allow_private=("127.0.0.0/8",)),
        pace=PaceSettings(per_host=8, interval=0.0, second_look=0.0),
        browser=BrowserSettings(executable=browser),
    )
    info = SiteInfo(id="portal", name="示例门户", url=server.url("/"))
    store.sites.upsert(info)
    done = await gather(store, info, frozenset({Need.PAGES, Need.LINKS}), settings)
    return StoredSite(store, done.run)


async def test_checks_see_the_rendered_page_and_can_ask_for_the_source(tmp_path: Path) -> None:
    async with serving(portal()) as server:
        with open_store(str(tmp_path / "a.db")) as store:
            site = await gathered(store, server, chromium())
            page = site.page(server.url("/zwgk/index.html"))
            assert page is not None
            items = rows("zwgk")
            assert [row.title for row in list_items(page.tree, page.url, today=TODAY)] == [t for _, t, _ in items]
            assert list_items(page.as_served.tree, page.url, today=TODAY) == ()
            assert page.fetch.method == "GET" and page.fetch.body_hash != (page.rendered and page.rendered.body_hash)
            assert site.depth(server.url(items[0][0])) == 2
            place = site.places([server.url(items[0][0])])[server.url(items[0][0])][0]
            assert place == (page.url, items[0][1], LinkKind.SCRIPTED)
            assert site.coverage.pages == len(list(site.pages()))
            assert any("由脚本生成" in note for note in site.coverage.notes)
            # Blank for a visitor, and what only a POST would have brought.
            assert blank(site, server, "zcwj") is Blank.YES
            assert blank(site, server, "hdjl") is Blank.CANNOT_TELL
            assert called_blank(site) == {"政策文件"}
            night = await gathered(store, server, chromium())
            again = night.page(server.url("/zwgk/index.html"))
            assert again is not None and again.rendered is not None


async def test_without_a_browser_a_scripted_column_is_not_called_blank(tmp_path: Path) -> None:
    async with serving(portal()) as server:
        with open_store(str(tmp_path / "a.db")) as store:
            site = await gathered(store, server, "/nowhere/chromium")
            assert {blank(site, server, name) for name in ("zwgk", "zcwj")} == {Blank.CANNOT_TELL}
            assert called_blank(site) == set()
            assert any("由脚本生成的列表没有看到" in note for note in site.coverage.notes)


def called_blank(site: StoredSite) -> set[str]:
    """The columns that the checks call blank."""
    results = audit(site, [update_frequency, required_columns])
    return {one.subject for result in results for one in result.findings if one.code == "blank"}


def blank(site: StoredSite, server: FaultServer, name: str) -> Blank:
    """Whether a column's page is blank."""
    page, *others = (site.page(server.url(f"/{one}/index.html")) for one in (name, "rsxx", "tzgg"))
    assert page is not None
    return is_blank(page, frame_of(other for other in others if other))
