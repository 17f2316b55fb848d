"""A site that only its address named takes the name its home page bears."""

from pathlib import Path

import pytest

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
