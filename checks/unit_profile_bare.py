"""What tells a fact of a body without a label: how sentences about addresses, hours, duties and heads are written."""

import re

from checks.unit_profile_words import Fact

NOTHING = (
    "暂无|无|空|空缺|待定|(?:内容)?待(?:补充|完善|更新|公布|填写|录入)|未填写|(?:此处|请在此)(?:填写|输入)[\u4e00-\u9fff]{0,8}|"
    "null|undefined|none|略"
)
ROLES = (
    "局长|主任|书记|区长|县长|市长|镇长|乡长|厅长|处长|院长|馆长|站长|部长|主席|会长|队长|校长|所长|负责人|组长|理事长"
)
# What tells a fact without a label.
BARE = {
    # 某局是市政府工作部门，负责……: a body said to be there for its work.
    Fact.DUTIES: re.compile(
        r"[局委办厅院馆站所队府会社](?:是|为|系)[^。]{0,60}[,;](?:主要)?(?:负责|承担|主管|履行)[^。]{6,}|"
        r"(?:履行|承担|行使)[^。;]{6,80}(?:职能|职责)(?=[。;,])"
    ),
    Fact.ADDRESS: re.compile(
        r"[\u4e00-\u9fff]{2,30}(?:路|街|大道|巷|弄|道)[\u4e00-\u9fff]{0,6}\d+(?:-\d+)?号|地址(?:在|为|是|位于|设在)[\u4e00-\u9fff]{3,}"
    ),
    Fact.CONTACT: re.compile(
        r"(?<![\d\-])(?:\(?0\d{2,3}\)?\s?[-—–]|\(0\d{2,3}\))\s?\d{7,8}(?![\d\-])|"
        r"(?<!监督)(?<!举报)(?<!投诉)(?<!信访)电话(?:号码)?[为是:]?\s*\d{7,8}(?!\d)"
    ),
    Fact.SETUP: re.compile(
        r"(?:内设|下设|设有|设立|设)[^。;]{0,12}(?:\d+|[一二三四五六七八九十两]+)个|(?:内设|下设|设有|设立)[^。;]{0,20}[科股处室][、,和]|"
        r"设(?:有|置)?(?:下列|以下|如下)(?:职能)?(?:内设)?(?:机构|部门|科室|处室|股室)"
    ),
    Fact.HEAD: re.compile(
        rf"(?:{ROLES})(?:\s*[:]\s*|\s+)(?!(?:{NOTHING})(?![\u4e00-\u9fff]))(?:[\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?![\u4e00-\u9fff])|(?:^|\s)[\u4e00-\u9fff·]{{2,4}}\s*[,、]\s*[男女]\s*[,、]"
    ),
    Fact.HOURS: re.compile(
        r"(?:工作日|周一至周五|星期一至星期五|周一到周五)[^。]{0,20}\d{1,2}\s*[:.点时]|"
        r"(?:[夏冬]令时|[夏冬]季|春夏|秋冬)[^。\d]{0,12}\d{1,2}\s*[:.点时]\d{0,2}\s*分?\s*[-—–~至到]|"
        r"上午\s*\d{1,2}\s*[:.点时][^。;]{0,16}下午\s*\d{1,2}\s*[:.点时]"
    ),
}
