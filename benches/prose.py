"""Titles and paragraphs in the manner of a government portal, drawn from a seeded generator."""

import random

BODIES = (
    "区人民政府办公室",
    "区发展和改革委员会",
    "区教育局",
    "区民政局",
    "区财政局",
    "区住房和城乡建设局",
    "区卫生健康委员会",
)
MATTERS = (
    "优化营商环境工作",
    "老旧小区改造项目",
    "义务教育阶段招生",
    "社会救助保障标准调整",
    "重点建设项目安排",
    "防汛抗旱应急预案",
    "政府信息公开工作",
    "城乡居民基本医疗保险",
    "生态环境保护督察整改",
    "一网通办改革",
)
FORMS = ("通知", "公告", "意见", "实施方案", "情况通报", "政策解读", "工作总结", "公示")
SENTENCES = (
    "各镇街、各部门要切实提高认识，结合实际抓好贯彻落实。",
    "坚持以人民为中心的发展思想，着力解决群众反映强烈的突出问题。",
    "申请人可以通过现场窗口、网上平台或者邮寄方式提交材料。",
    "对符合条件的，应当自受理之日起二十个工作日内办结。",
    "相关数据由主管部门按季度汇总，并按规定向社会公开。",
    "要加强组织领导，明确责任分工，建立健全工作台账。",
    "咨询电话在工作日上午九时至下午五时开通。",
    "本办法自发布之日起施行，有效期五年。",
)


def title(rng: random.Random, number: int) -> str:
    """A document title; the number keeps titles apart."""
    return f"{rng.choice(BODIES)}关于{rng.choice(MATTERS)}的{rng.choice(FORMS)}（第{number}号）"


def paragraphs(rng: random.Random, count: int) -> list[str]:
    """Paragraphs of three to eight sentences."""
    return [f"<p>{''.join(rng.choices(SENTENCES, k=rng.randint(3, 8)))}</p>\n" for _ in range(count)]
