"""A draft as the YAML of a rubric: everything that a person has to look at stands behind 待核 or 待补."""

import json
from collections.abc import Iterator
from decimal import Decimal

from rubric_map.draft.criteria import parts
from rubric_map.draft.model import Draft, DraftGroup, DraftItem

ASK = "待核"
FILL = "待补"
_Words = tuple[tuple[str, tuple[str, ...]], ...]
_METHODS: _Words = (
    ("third-party", ("第三方",)),
    ("special", ("专项",)),
    ("evidence", ("台账", "印证", "会议记录", "佐证", "书面材料", "查阅资料", "现场")),
    ("self-report", ("自查", "填报")),
)
# In running text a word must say more: 专项 alone is also a kind of plan.
_SAID: _Words = (
    ("third-party", ("第三方评估", "第三方测评", "第三方机构")),
    ("special", ("专项评估", "专项测评", "专项考核")),
    _METHODS[2],
)
_HEAD = """\
# 由 hecha rubrics draft 从“{source}”读出的初稿。标“{ask}”“{fill}”的地方请对照原文逐处改定，改完后执行：
#   hecha rubrics validate 本文件
# 每条规则先写成由人评定（manual）；能由机器判定的，再改为 award、deduct、tiers，写法可参照随软件附带的各份细则。
# “原文”是文件里的话，只供改写时参考；text 请用自己的话概括。
"""


def draft_yaml(draft: Draft, *, id_: str, source: str) -> str:
    """The YAML of a draft: it can be parsed and used as it is."""
    return "\n".join(_lines(draft, id_, source)) + "\n"


def unsure(draft: Draft) -> int:
    """How many places a person has to look at."""
    text = draft_yaml(draft, id_="draft", source="")
    return sum(line.count(ASK) + line.count(FILL) for line in text.splitlines()[4:])


def _lines(draft: Draft, id_: str, source: str) -> Iterator[str]:
    yield from _HEAD.format(source=source, ask=ASK, fill=FILL).splitlines()
    yield from (f"# {ASK}：{doubt}" for doubt in draft.doubts)
    total = sum((_total(group) if group.points is None else group.points for group in draft.groups), Decimal(0))
    yield f"id: {id_}"
    yield f"title: {_text(draft.title or f'{FILL}：名称')}"
    yield f"issuer: {_text(f'{FILL}：发文单位')}"
    yield f"document: {_text(draft.document or f'{FILL}：文号')}"
    yield f"source: {_text(source)}"
    if draft.effective is None:
        yield f"# {ASK}：文件里没有找到日期"
    yield f"effective: {_text(draft.effective.isoformat() if draft.effective else '2000-01-01')}"
    yield f"applies_to: {_text(f'{FILL}：适用于哪些单位')}"
    yield f"kind: {'scored' if draft.scored else 'checklist'}"
    yield f"max: {_points(total) if draft.scored else 'null'}"
    yield "groups:"
    for group in draft.groups:
        yield from _group(group, draft.scored)


def _group(group: DraftGroup, scored: bool) -> Iterator[str]:
    yield from (f"  # {ASK}：{doubt}" for doubt in group.doubts)
    total = _total(group)
    yield f"  - title: {_text(group.title)}"
    if scored:
        yield f"    max: {_points(total if group.points is None else group.points)}"
        if group.points is not None and total != group.points:
            yield f"    declared_sum: {_points(total)} # {ASK}：考核项合计与所列分值不符"
    if group.sections:
        yield "    sections:"
        for section in group.sections:
            yield f"      - {{title: {_text(section.title)}, max: {_points(section.points)}}}"
    yield "    items:"
    for item in group.items:
        yield from (f"      {line}" for line in _item(item, scored))


def _total(group: DraftGroup) -> Decimal:
    return sum((item.points or Decimal(0) for item in group.items), Decimal(0))


def _item(item: DraftItem, scored: bool) -> Iterator[str]:
    yield from (f"# {ASK}：{doubt}" for doubt in item.doubts)
    yield f"- number: {_text(item.number)}"
    yield f"  title: {_text(item.title)}"
    yield f"  max: {_points(item.points if scored else None)}"
    if scored and item.points is None:
        yield f"  open: {_text('原文没有写明分值')}"
    if item.section:
        yield f"  section: {_text(item.section)}"
    method, sure = _method(item)
    yield f"  method: {method}" + ("" if sure else f" # {ASK}：考评方式")
    yield "  machine: cannot"
    if item.filing:
        yield f"  filing: {_text(item.filing)}"
    if item.assessed_by:
        yield f"  assessed_by: {_text(item.assessed_by)}"
    if item.bodies:
        yield f"  bodies: {_list(item.bodies)}"
    if item.tasks:
        yield "  tasks:"
        for task in item.tasks:
            bodies, due = _list(task.bodies), _text(task.due)
            yield f"    - {{text: {_text(task.text)}, bodies: {bodies}, due: {due}}}"
    for line in item.criteria:
        yield f"  # 原文：{line}"
    yield "  rules:"
    yield from (f"    {line}" for line in _rules(item, scored))


def _rules(item: DraftItem, scored: bool) -> Iterator[str]:
    found = parts(item.criteria, item.points) if scored else ()
    for words, points in found:
        yield f"- manual: {_points(points)}"
        yield f"  text: {_text(words)}"
    if found:
        yield f"# {ASK}：以上各条由原文的分项分值拆出"
        return
    yield f"- manual: {_points(item.points if scored else None)}"
    yield f"  text: {_text(f'{FILL}：{item.title}的评分标准' if scored else f'{item.title}已完成')}"
    if scored and item.points is None:
        yield f"  open: {_text('原文没有写明分值')}"


def _method(item: DraftItem) -> tuple[str, bool]:
    """How an item is assessed, and whether the document says so in a column of its own."""
    for method, words in _METHODS:
        if any(word in item.assessed_by for word in words):
            return method, True
    said = " ".join((*item.criteria, item.filing))
    for method, words in _SAID:
        if any(word in said for word in words):
            return method, False
    return "online", False


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _points(value: Decimal | None) -> str:
    return "null" if value is None else f'"{value.normalize():f}"'
