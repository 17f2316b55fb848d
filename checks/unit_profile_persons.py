"""How the names of those who lead a body are written: beside their offices, on cards, in sentences."""

import re
from collections.abc import Sequence
from itertools import pairwise

from checks.unit_profile_bare import ROLES
from evidence.columns_vocabulary import read_name

NAME = re.compile(
    rf"(?!.*(?:{ROLES}|副|更多|返回|打印|关闭))[\u4e00-\u9fff·]\s?[\u4e00-\u9fff·]{{1,3}}(?<![局科室处委办])"
)
# A name and the office after it, as lists of leaders have them; two characters may stand apart (薛　峰).
NAME_AND_ROLE = re.compile(
    rf"(?![\u4e00-\u9fff]{{0,2}}(?:{ROLES}|副|更多))([\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?<![局科室处委办股])"
    rf"[\s,、:(]+(?:[\u4e00-\u9fff]{{2,10}}[,、])*[\u4e00-\u9fff]{{0,8}}?(?:{ROLES})(?=$|[\s,、;。:()])"
)
# 陈国平　党组书记、局长: a line of its own on any page about the body; heads of sections are called otherwise.
LEADS = re.compile(
    r"([\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])[\s,、:(]+(?:[\u4e00-\u9fff]{2,10}[,、])*(?:县|市|区|镇|乡|街道|党委|党组|党工委|局|委|馆|院)?"
    r"(?:局长|书记|[县市区镇乡厅馆院会]长|主席)(?=$|[\s,、;。:()])"
)
# A name right after the office (局长徐明辉。): only a surname tells it from a word.
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗凤花方俞任袁柳鲍史唐费岑薛雷贺倪汤"
    "滕殷罗毕郝安常乐于傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛狄贝明臧成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛"
    "林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘解丁宣邓单洪包左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段焦侯全班秋仲伊宁甘武符刘景龙叶司"
    "黎白蒲鄂赖卓屠池乔闻党翟谭劳申冉雍桑桂牛边燕尚温庄晏柴瞿阎习艾鱼容向古易廖耿匡国文寇欧沃利蔚越隆师巩聂敖冷辛阚那简饶曾沙关查"
    "闫付代仝晁门麦冼巫粟朴祖牟苟佟栗郗楚邰冀荆游权桓公岳帅况亢佘肖覃仇邸贡眭束凡晋尉蔺原"
)
_NO_NAMES = (
    "任职|任免|任命|安排|安全|应急|相关|平台|方案|方面|高度|高效|于是|时间|经济|计划|成员|明确|管理|解决|向|关于|关心|全面|全体|公开|公布|"
    "文件|利用|容易"
)
NAMED = re.compile(
    rf"(?:{ROLES})(?:为|是)?((?!{_NO_NAMES})[{_SURNAMES}](?:[\u4e00-\u9fff]{{1,2}}|\s[\u4e00-\u9fff]))(?=[。,;、\s(]|$|主持|分管|同志)"
)
_NO_PERSONS = frozenset(["单位", "项目", "公司", "公共", "安全", "应急", "高级", "常务"])  # 单位负责人
# 陈国栋党组书记、主任, of two elements in a line; 刘志强：主持全面工作, of a page on who does what.
CARD = re.compile(
    rf"([{_SURNAMES}](?:[\u4e00-\u9fff]{{1,2}}|\s[\u4e00-\u9fff]))(?<!副)(?:(?:中共)?党(?:组|委|工委|总支)[\u4e00-\u9fff、,]{{2,12}}?)?(?:{ROLES})"
)
PRESIDES = re.compile(
    r"([\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?:同志)?[\s,:]+[^。]{0,20}主持[^。]{0,16}工作"
)
PRESIDING = re.compile(r"主持.{0,12}工作")


_IN_OFFICE = re.compile(rf"[\u4e00-\u9fff、,]{{0,12}}?(?<!副)(?:{ROLES})(?=$|[,、。;(\s])")


def beside_office(lines: Sequence[str]) -> str:
    """The name on a line above the office of its bearer, as cells and cards have them; "" where there is none."""
    return next((name for name, office in pairwise(lines) if is_person(name) and _IN_OFFICE.match(office)), "")


def leads(line: str) -> bool:
    """Whether a line names who leads: a name with the first office of a body, or who presides over its work."""
    match = LEADS.match(line) or PRESIDES.match(line)
    return match is not None and is_person(match[1])


def is_person(words: str) -> bool:
    """Whether a few words read like the name of a person and like no column's."""
    name = "".join(words.split())
    return 2 <= len(name) <= 3 and name[0] in _SURNAMES and name not in _NO_PERSONS and read_name(name) is None
