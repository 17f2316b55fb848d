"""The Chinese words for the closed sets of the house."""

from collections.abc import Mapping

from checks.model import Outcome, Status
from evidence.records import LinkKind

STATUS: Mapping[Status, str] = {
    Status.NEW: "新发现",
    Status.OPEN: "未整改",
    Status.FIXED: "已整改",
    Status.REOPENED: "再次出现",
    Status.WAIVED: "不作要求",
}

OUTCOME: Mapping[Outcome, str] = {
    Outcome.PASSED: "未发现问题",
    Outcome.FAILED: "有问题",
    Outcome.INAPPLICABLE: "不适用",
    Outcome.CANNOT_TELL: "无法判定",
    Outcome.UNTESTED: "未检查",
    Outcome.ERROR: "检查出错",
}

LINK_KIND: Mapping[LinkKind, str] = {
    LinkKind.A: "链接",
    LinkKind.AREA: "图片热区",
    LinkKind.IMG: "图片",
    LinkKind.FRAME: "内嵌页面",
    LinkKind.SCRIPT: "脚本文件",
    LinkKind.STYLE: "样式文件",
    LinkKind.MEDIA: "音视频",
    LinkKind.OBJECT: "嵌入对象",
    LinkKind.OPTION: "下拉选项",
    LinkKind.SCRIPTED: "脚本跳转",
    LinkKind.REFRESH: "自动跳转",
    LinkKind.META: "页面声明",
    LinkKind.DATA: "列表数据",
    LinkKind.PAGED: "翻页",
    LinkKind.KEPT: "脚本菜单",
}

METHOD: Mapping[str, str] = {
    "online": "网上核查",
    "self-report": "单位自查",
    "special": "专项评估",
    "third-party": "第三方评估",
    "evidence": "印证材料",
}

STATE: Mapping[str, str] = {
    "settled": "已定",
    "partial": "部分待定",
    "open": "待定",
    "not-applicable": "不适用",
}

VERDICT: Mapping[str, str] = {"met": "完成", "not-met": "未完成", "open": "待定"}

VETO: Mapping[str, str] = {"hit": "触发单项否决", "open": "单项否决情形待核实"}

ANSWER: Mapping[str, str] = {"true": "是", "false": "否"}

WHOLE_SITE = "（全站）"
