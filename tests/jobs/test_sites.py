"""Sites by hand: what they are called, and what adding one of a known id changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from jobs.listing import sites_add
from tests.jobs.score_office import HOME, INFO, office
from tests.jobs.served import folder_served, hecha_in


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta name="SiteName" content="某区人民政府门户网站"><title>首页</title>', "某区人民政府门户网站"),
        ('<meta name="SiteName" content="null"><title>首页_某县 人民政府</title>', "某县 人民政府"),
        ("<title>index</title>", ""),
    ],
)
def test_a_portal_at_once_is_called_what_it_calls_itself(tmp_path: Path, head: str, name: str) -> None:
    (tmp_path / "index.html").write_text(f"<html><head>{head}</head><body>正文</body></html>", encoding="utf-8")
    hecha = hecha_in(tmp_path)
    with folder_served(tmp_path) as url:
        assert hecha("run", url, "--checks", "page-tags").code in (0, 1)
    listed = hecha("sites", "list", "--format", "csv").out.splitlines()[1].split(",")
    assert listed[1] == (name or listed[0])


def test_a_name_given_by_hand_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>某区人民政府</title>", encoding="utf-8")
    hecha = hecha_in(tmp_path)
    with folder_served(tmp_path) as url:
        hecha("sites", "add", "yx", url, "--name", "我区门户")
        assert hecha("run", "yx", "--checks", "page-tags").code in (0, 1)
    assert ",我区门户," in f",{hecha('sites', 'list', '--format', 'csv').out}"


def test_adding_a_known_site_changes_what_is_given_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = replace(INFO, scope=("http://zfxxgk.jia.gov.cn/",))
    with office(tmp_path, whole) as desk:
        sites_add(desk, "jia", "http://www.jia2.gov.cn/", "", ())
        assert desk.store.sites.get("jia") == replace(whole, url="http://www.jia2.gov.cn/")
        sites_add(desk, "yi", "http://www.yi.gov.cn/", "乙区", ())
    moved, added = capsys.readouterr().err.splitlines()
    assert moved == f"已更新站点 jia：甲区人民政府 http://www.jia2.gov.cn/（网址原为 {HOME}）"
    assert added == "已添加站点 yi：乙区 http://www.yi.gov.cn/"
