"""interpretation-links and interaction on larger portals: faults among look-alikes, each found and none invented."""

import csv
import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.interaction import interaction
from checks.interpretation_labels import Labelled, Wants, labelled_links
from checks.interpretation_links import interpretation_links
from checks.testing import FakeSite, run_check
from evidence.columns_vocabulary import idea_of
from evidence.records import Fetch
from evidence.titles import reads_like_interpretation
from evidence.workdays import add_working_days
from tests.checks import interaction_portal as mailbox
from tests.checks.interpretation_portal import GOOD, NOW, Article, Portal, link

THINGS = re.split(
    " ",
    "停车 养老 物业 供水 燃气 户外广告 网约车 校车 垃圾分类 农贸市场 道路照明 公园 危房 民宿 河道 养犬 校外培训"
    " 二次供水 充电设施 电动自行车",
)
KINDS = ("管理办法", "管理规定", "实施细则")
FORMS = (
    "《{}》政策解读",
    "一图读懂《{}》",
    "图解：{}",
    "{}解读",
    "区司法局负责人就《{}》答记者问",
    "《关于印发〈{}〉的通知》解读",
)
FAULTS = ("", "", "missing", "no-link-to-interpretation", "no-link-to-policy", "late", "wrong-target", "dead-link")
Planted = set[tuple[str, str]]


def planted(seed: int) -> tuple[Portal, Planted, tuple[Fetch, ...]]:
    """Sixty 规范性文件 of names that differ in a word, each with one fault or none."""
    chance = random.Random(seed)
    policies: list[Article] = []
    readings: list[Article] = []
    expected: Planted = set()
    looks: list[Fetch] = []
    for number, (thing, kind) in enumerate((t, k) for t in THINGS for k in KINDS):
        name = f"云汐区{thing}{kind}"
        fault = chance.choice(FAULTS)
        day = date(2026, 3, 2) + timedelta(days=number)
        term = add_working_days(day, 6 if fault == "late" else chance.randint(0, 3))
        assert term is not None
        policy, reading = f"/gfxwj/2026/t2026_{number}.html", f"/zcjd/2026/t2026_{number}.html"
        there, back = link(reading, "相关解读"), link(policy, "政策原文")
        if fault == "no-link-to-interpretation":
            there = ""
        elif fault == "no-link-to-policy":
            back = ""
        elif fault == "missing":
            there = ""
        elif fault == "wrong-target":
            there = link(chance.choice(("/", "/zcjd/", "/gfxwj/2026/t2026_59.html")), "相关解读")
        elif fault == "dead-link":
            gone = f"http://www.example.gov.cn/zcjd/2026/gone{number}.html"
            there = link(gone, "政策解读")
            looks += [Fetch(url=gone, at=NOW, look=n, status=404, final_url=gone) for n in (1, 2)]
        if fault == "wrong-target" and number == 59:
            fault, there = "", link(reading, "相关解读")
        if fault:
            expected.add((fault, policy if fault != "no-link-to-policy" else reading))
        title = chance.choice((f"云汐区人民政府办公室关于印发《{name}》的通知", f"关于印发{name}的通知", name))
        policies.append(Article(policy, title, day.isoformat(), there))
        if fault != "missing":
            readings.append(Article(reading, chance.choice(FORMS).format(name), term.isoformat(), back))
    lookalikes = (
        Article("/gfxwj/2026/t1.html", "云汐区人民政府关于废止《云汐区客运管理办法》的决定", "2026-03-02", ""),
        Article("/gfxwj/2026/t2.html", "江东省人民政府关于印发《江东省停车管理办法》的通知", "2026-03-02", ""),
        Article("/gfxwj/2026/t3.html", "转发市住建局关于印发《物业管理办法》的通知", "2026-03-02", ""),
    )
    superior = Article("/zcjd/2026/t9.html", "《江东省停车管理办法》解读", "2026-03-02", "")
    portal = Portal(normative=(*policies, *lookalikes), readings=(*readings, superior), looks=tuple(looks))
    return portal, expected, tuple(looks)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_faults_of_interpretation(seed: int) -> None:
    portal, expected, _ = planted(seed)
    result = run_check(interpretation_links, portal.site())
    found = {(f.code, f.page_url.removeprefix("http://www.example.gov.cn")) for f in result.findings if not f.doubtful}
    print(f"planted {len(expected)}, missed {sorted(expected - found)}, invented {sorted(found - expected)}")
    assert len(expected) > 30
    assert found == expected


def test_a_portal_of_look_alikes_has_no_finding() -> None:
    assert run_check(interpretation_links, GOOD.site()).findings == ()
    assert run_check(interaction, mailbox.portal()).findings == ()


def test_planted_messages() -> None:
    chance = random.Random(7)
    rows, expected = [], set()
    for number in range(80):
        kind = chance.choice(("open", "new", "old", "petition", "done", "done"))
        title = f"第{number}号来信：咨询有关政策" if kind != "petition" else f"第{number}号来信：举报违规行为"
        days = {"open": 150, "new": 30, "old": 500, "petition": 150, "done": 150}[kind]
        state = "已答复" if kind == "done" else chance.choice(("未回复", "待办理", "处理中"))
        rows.append((title, mailbox.ago(days), mailbox.ago(days - 3) if kind == "done" else "", state))
        if kind == "open":
            expected.add(title)
    rows.append(("今日来信", mailbox.ago(1), "", "受理中"))
    result = run_check(interaction, mailbox.portal({"/lygk/": mailbox.table(*rows)}))
    found = {f.subject for f in result.findings if f.code == "unanswered" and not f.doubtful}
    print(f"planted {len(expected)}, missed {sorted(expected - found)}, invented {sorted(found - expected)}")
    assert len(expected) > 8
    assert found == expected
    assert {f.code for f in result.findings} == {"unanswered"}


# --- real pages


def test_labels_on_real_pages(corpus: Path) -> None:
    """Links to the interpretation and to the original, against the labels of the corpus."""
    folder = corpus / "gov-pages"
    agreed, wrong = 0, []
    with (folder / "labels.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["link_to_interpretation"] or row["link_to_original"]]
    for row in rows:
        site = FakeSite.of(
            {"/a/b/c.html": (folder / row["file"]).read_bytes()}, home="http://www.example.gov.cn/a/b/c.html"
        )
        links = labelled_links(next(iter(site.pages())))
        own = [one for one in links if not (one.own and idea_of(one.text))]
        reading = any(map(_explains, own))
        original = any(one.wants is Wants.ORIGINAL for one in own)
        for label, seen in ((row["link_to_interpretation"], reading), (row["link_to_original"], original)):
            if label:
                agreed += (label == "1") == seen
                if (label == "1") != seen:
                    wrong.append(row["file"])
    print(f"link labels: {agreed} agree, {len(wrong)} differ: {wrong}")
    assert agreed >= 13
    assert not wrong


def _explains(link: Labelled) -> bool:
    return link.wants is Wants.READING or (link.wants is Wants.RELATED and reads_like_interpretation(link.text))
