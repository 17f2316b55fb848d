"""The verdict on an entry that was clicked: it works, it does not and why, or it cannot be told."""

import re
from dataclasses import dataclass
from enum import Enum

from checks.accessibility_evidence import Arrival, EntryRecord, Trial
from evidence.accessibility_entry import folded
from evidence.records import FailureKind

# Failures that say nothing about the site: our resolver, our network, our own rules.
OURS = frozenset(
    kind.value
    for kind in (
        FailureKind.RESOLVER,
        FailureKind.UNREACHABLE,
        FailureKind.FORBIDDEN_ADDRESS,
        FailureKind.FORBIDDEN_TARGET,
        FailureKind.ROBOTS,
        FailureKind.CUT,
    )
)
REFUSING = frozenset((401, 403, 412, 418, 429, 503, 521))  # to a robot, perhaps not to a visitor
NOWHERE = "about:blank"
HARDLY = 12  # characters that a page shows while it waits for what does not come: 加载中…
FEW_WORDS = 100  # characters by which scripts must add to a page that says it is being built
VISIBLE_EFFECTS = frozenset(("larger", "colours", "spacing", "cursor", "toolbar", "frame"))
FILLED = frozenset(("larger", "toolbar"))
_SPOKEN = re.compile("语音|朗读|读屏|播报|听")  # nobody hears what it does
_TITLE = re.compile("无障碍|适老|长者|长辈|老年|关怀|大字")


class Verdict(Enum):
    """What became of an entry."""

    WORKS = "works"
    DEAD = "dead-entry"
    NO_EFFECT = "no-effect"
    SCRIPT_ERROR = "script-error"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict with its words (Chinese, to follow the name of the entry). `doubtful`: a person must look."""

    verdict: Verdict
    words: str = ""
    doubtful: bool = False


def judge(trial: Trial, record: EntryRecord, *, not_found: bool = False, unbuilt: bool = False) -> Judged:
    """The verdict on one entry. Blame only falls on what was clicked twice and is not of our own making.

    `not_found`: the crawl saw that the page it leads to is the site's own for what does not exist, whatever its status;
    `unbuilt`: it saw that there is nothing on it but a word that something is to come.
    """
    if trial.submits:
        return _unknown("点击后会提交表单，核查不提交任何表单")
    if trial.arrival is not None:
        return _arrived(trial, trial.arrival, not_found=not_found, unbuilt=unbuilt)
    if trial.effects:
        return _changed(trial)
    if not trial.clickable and len(trial.offered) > 1:
        return _unknown("页面上直接列有无障碍工具，未逐一试用")
    if trial.attempts < 2:
        return _unknown("只试用了一次，未再次打开首页")
    if any(why in OURS for _, why, _ in record.lost):
        return _unknown("本机未能取得页面所用的部分脚本")
    if "robots" in trial.held or "method" in trial.held:
        return _unknown("入口需要访问 robots.txt 禁止的地址或提交数据，核查未予执行")
    return _nothing(trial, record)


def _changed(trial: Trial) -> Judged:
    if trial.effects == {"menu"}:
        return _unknown("点击后出现下一级入口或询问，未能逐一试用")
    if trial.effects == {"toolbar"} and trial.pressed and not trial.grew:
        words = f"点击后出现工具条，但点击其中的“{trial.pressed}”后文字没有变大，请人工核对"
        return Judged(verdict=Verdict.NO_EFFECT, words=words, doubtful=True)
    return Judged(verdict=Verdict.WORKS)


def _nothing(trial: Trial, record: EntryRecord) -> Judged:
    lost = [(url, why) for url, why, marked in record.lost if marked or trial.errors]
    doubtful = not (trial.named and trial.visible) or _SPOKEN.search(trial.words) is not None
    if lost and (trial.errors or any(marked for _, _, marked in record.lost)):
        url, why = lost[0]
        words = f"点击后没有反应，所用的脚本文件 {url} 打不开（{why}）"
        return Judged(verdict=Verdict.SCRIPT_ERROR, words=words, doubtful=doubtful)
    if trial.errors:
        words = f"点击后没有反应，页面脚本出错（{trial.errors[0]}）"
        return Judged(verdict=Verdict.SCRIPT_ERROR, words=words, doubtful=doubtful)
    said = f"，只提示“{trial.dialogs[0]}”" if trial.dialogs else ""
    words = f"点击后没有任何效果{said}：文字大小、颜色、间距不变，也没有出现工具条或长者版页面"
    return Judged(verdict=Verdict.NO_EFFECT, words=words, doubtful=doubtful)


def _arrived(trial: Trial, arrival: Arrival, *, not_found: bool, unbuilt: bool) -> Judged:
    where = f"指向的页面 {arrival.address} "
    if arrival.address == trial.address == NOWHERE:
        return _twice(trial, Judged(verdict=Verdict.DEAD, words=f"链接地址为空白页（{NOWHERE}）"))
    if arrival.failure in OURS or not arrival.address.startswith(("http:", "https:")):
        return _unknown(f"{where}未能查看")
    if arrival.status in REFUSING:
        return _unknown(f"{where}拒绝自动访问（{arrival.status}）")
    if arrival.failure or (arrival.status or 0) >= 400:
        why = str(arrival.status) if arrival.status else "无法连接"
        return _twice(trial, Judged(verdict=Verdict.DEAD, words=f"{where}打不开（{why}）"))
    if trial.after is None:
        return _unknown(f"{where}未能读取")
    if trial.after.blank:
        return _twice(trial, Judged(verdict=Verdict.DEAD, words=f"{where}是空白页"))
    if unbuilt and not trial.after.tools and not trial.after.frames:
        return Judged(verdict=Verdict.DEAD, words=f"{where}能打开，但没有内容，只写着“建设中”之类的提示")
    if trial.after.text_length < HARDLY and not (trial.after.tools or trial.after.frames or trial.after.pictures):
        words = f"{where}能打开，但几乎没有内容，请人工核对"
        return Judged(verdict=Verdict.NO_EFFECT, words=words, doubtful=True)
    if trial.after.tools or _TITLE.search(folded(trial.after.title)):
        return Judged(verdict=Verdict.WORKS)
    if not_found or arrival.missing:
        # Such a page looks otherwise than the home page; scripts may yet have filled it with large text.
        doubtful = bool(trial.effects & FILLED or trial.after.frames)
        words = f"{where}显示的是“页面不存在”或域名停放的提示"
        judged = Judged(verdict=Verdict.DEAD, words=words, doubtful=doubtful)
        return judged if not_found else _twice(trial, judged)  # where the crawl knew it, that is the other look
    if trial.effects & VISIBLE_EFFECTS or arrival.marked or trial.after.frames:
        return Judged(verdict=Verdict.WORKS)
    if "menu" in trial.effects:
        return _unknown(f"{where}提供下一级入口，未能逐一试用")
    words = f"{where}能打开，但文字大小、颜色、间距与首页相同，也没有无障碍工具，请人工核对"
    return Judged(verdict=Verdict.NO_EFFECT, words=words, doubtful=True)


def _twice(trial: Trial, found: Judged) -> Judged:
    return found if trial.attempts > 1 else _unknown("只试用了一次，未再次打开")


def _unknown(reason: str) -> Judged:
    return Judged(verdict=Verdict.CANNOT_TELL, words=reason)
