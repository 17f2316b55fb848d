"""Answers of no byte: a fault where something should come, and none where nothing is to be seen."""

import pytest

from evidence.notice import notice
from evidence.shown import Shown, shows_announced
from tests.evidence.test_notice import HOME, answer


@pytest.mark.parametrize(
    ("url", "type_", "marks"),
    [
        ("u/pic.asp?id=3", "image/gif", ("empty",)),
        ("down/attach?id=3", "application/octet-stream", ("empty",)),
        ("down/attach?id=3", "application/pdf", ("empty",)),
        ("hits.asp?id=3", "image/gif", ()),
        ("tongji/pv.gif", "image/gif", ()),
        ("js/a?id=3", "application/javascript", ()),
        ("api/list", "application/json", ()),
    ],
)
def test_what_comes_empty(url: str, type_: str, marks: tuple[str, ...]) -> None:
    assert notice(answer("", url=HOME + url, type_=type_, raw=b"")) == marks


def test_what_is_sent_to_be_saved_has_something_in_it() -> None:
    sent = {"content-disposition": "attachment; filename=a.doc"}
    assert notice(answer("", url=HOME + "d?f=1", type_="text/plain", raw=b"", headers=sent)) == ("empty",)
    assert notice(answer("", url=HOME + "d?f=1", type_="text/plain", raw=b"")) == ()


def test_what_a_browser_shows_of_what_was_announced() -> None:
    shown = Shown(url=HOME, final_url=HOME, status=200, content_type="text/html", headers={}, text="通知公告\n一号文件")
    assert shows_announced(shown, "通知公告")
    assert not shows_announced(shown, "人事任免")
