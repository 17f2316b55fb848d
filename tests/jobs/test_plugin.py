"""A third party's check in a package of its own: discovered, run, exported and scored; a broken one is named."""

import json
import sys
from pathlib import Path

import pytest

from checks.testing import FakeSite, run_check
from tests.house.tree import ROOT
from tests.jobs.served import Hecha, folder_served, hecha_in

EXAMPLE = ROOT / "docs" / "example-check"
RUBRIC = """
id: titles-2026
title: 标题考核
issuer: 示例单位
document: 无文号
source: 示例
effective: "2026-01-01"
applies_to: 全部
kind: scored
max: "2"
groups:
  - title: 页面
    max: "2"
    items:
      - number: "1"
        title: 标题
        max: "2"
        method: online
        machine: settles
        rules:
          - award: "2"
            text: 每个页面都有标题
            when: {check: page-title, clean: [missing]}
"""


def _installed(folder: Path, name: str, entry: str, module: str) -> None:
    """What an installer leaves of a distribution with one module and one entry point."""
    info = folder / f"{name.replace('-', '_')}-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
    (info / "entry_points.txt").write_text(f"[hecha.checks]\n{entry}\n")
    (folder / f"{entry.partition('= ')[2]}.py").write_text(module, encoding="utf-8")


@pytest.fixture
def plugged(tmp_path: Path) -> Hecha:
    """The command in an environment with a good plug-in, one that cannot be imported, and one that raises."""
    packages = tmp_path / "packages"
    packages.mkdir()
    source = (EXAMPLE / "page_title.py").read_text(encoding="utf-8")
    named_twice = "\nfrom checks.broken_links import broken_links\nagain = page_title\n"  # is no second check
    _installed(packages, "hecha-page-title", "page-title = page_title", source + named_twice)
    _installed(packages, "hecha-broken", "broken = broken_plugin", "raise RuntimeError('no such thing')\n")
    raising = source.replace('"page-title"', '"raising"').replace("if not page.title:", "if 1 / 0:")
    _installed(packages, "hecha-raising", "raising = raising_plugin", raising)
    hecha = hecha_in(tmp_path)
    hecha.environment["PYTHONPATH"] = str(packages)
    return hecha


def test_it_is_found_run_exported_and_scored_while_broken_ones_are_named(plugged: Hecha, tmp_path: Path) -> None:
    listed = plugged("checks", "list", "--format", "json")
    rows = {row["id"]: row["origin"] for row in json.loads(listed.out)}
    assert rows["page-title"] == "hecha-page-title"
    assert "hecha-broken" in listed.err
    assert "no such thing" in listed.err

    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<title>首页</title><a href=a.html>甲</a>", encoding="utf-8")
    (site / "a.html").write_text("<p>没有标题的页面", encoding="utf-8")
    (tmp_path / "titles.yaml").write_text(RUBRIC, encoding="utf-8")
    assert plugged("rubrics", "validate", "titles.yaml").code == 0
    with folder_served(site) as base:
        assert plugged("sites", "add", "s", base, "--rubric", "titles.yaml").code == 0
        assert plugged("run", "s", "--checks", "page-title,raising").code == 1
    found = json.loads(plugged("findings", "--format", "json").out)
    assert [(row["check"], row["code"]) for row in found] == [("page-title", "missing")]
    assert found[0]["rubric_items"] == [{"rubric": "titles-2026", "item": "1", "points": 2}]
    assert plugged("export", "s", "--output", "s.csv").code == 0
    assert "页面缺少标题" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
    (card,) = json.loads(plugged("score", "s", "--format", "json").out)
    assert card["totals"]["settled"] == 0
    assert card["totals"]["high"] == 0
    raised = plugged("check", "raising", "s")
    assert "division by zero" in raised.err


def test_the_example_keeps_what_its_page_says() -> None:
    sys.path.insert(0, str(EXAMPLE))
    try:
        from page_title import page_title  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(EXAMPLE))
    site = FakeSite.of(
        {"/": "<title></title><p>正文", "/a.html": "<title>好</title>", "/b.html": f"<title>{'长' * 61}"}
    )
    assert sorted(finding.code for finding in run_check(page_title, site).findings) == ["missing", "too-long"]
