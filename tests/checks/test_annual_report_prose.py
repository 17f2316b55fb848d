"""annual-report: the figures in the prose against the tables, and what the prose says never happened."""

import pytest

from tests.checks.annual_report_cases import PAGE, codes, doubts, portal, report, said


class TestProse:
    @pytest.mark.parametrize(
        "prose",
        [
            "全年收到政府信息公开申请29件。",  # with those carried over
            "全年新收政府信息公开申请26件，其中网上申请20件，信函申请6件；2024年收到政府信息公开申请11件。",
            "办理政府信息公开行政复议3件、政府信息公开行政诉讼2件。",
            "全年受理行政许可申请1300件，行政复议案件120件。",
            "全年新收政府信息公开申请２６件，办结26件。",
            "收到政府信息公开申请26件，上年结转3件，办结26件。",
            "收到政府信息公开申请26件，上年结转3件；受理信访投诉10件，办结10件。",
            "未收到政府信息公开申请人的投诉，未收到群众通过信函提出的意见。",
            "未发生因政府信息公开引发的行政诉讼败诉情形。",
            "2024年未收到政府信息公开申请。",
            "因政府信息公开被申请行政复议3件。",
            "因机构改革，上年结转数较上年度报告增加2件。",
            "收到政府信息公开申请较上年减少5件。",
        ],
    )
    def test_no_fault(self, prose: str) -> None:
        assert codes(said(portal({PAGE: report(prose=prose)}))) == []

    @pytest.mark.parametrize(
        "prose",
        [
            "全年共收到政府信息公开申请31件。",
            "本年新收政府信息公开申请 62 件。",
            "政府信息公开行政复议7件。",
            "结转下年度继续办理9件。",
            "收到政府信息公开申请26件，上年结转3件，按期办结31件。",
            "收到政府信息公开申请26件，上年结转3件；全年共办结31件。",
            "本年度未收到政府信息公开申请。",
            "全年没有收到公民、法人提出的信息公开申请，无收费情况。",
            "因政府信息公开被申请行政复议5件。",
            "未发生因政府信息公开引发的行政复议、行政诉讼。",
            "全年收到公民、法人和其他组织政府信息公开申请33件，均已答复。",
        ],
    )
    def test_one_figure_that_differs(self, prose: str) -> None:
        assert codes(said(portal({PAGE: report(prose=prose)}))) == ["text-mismatch"]

    def test_figures_of_many_years_are_no_figures_of_this_one(self) -> None:
        result = said(portal({PAGE: report(prose="五年来累计收到政府信息公开申请321件，近三年收到申请98件。")}))
        assert codes(result) == [] and doubts(result) == []

    @pytest.mark.parametrize(
        "prose",
        [
            "全市各级共收到政府信息公开申请1200件。",
            "收到政府信息公开申请8件，下半年收到政府信息公开申请9件。",
            "全市各级未收到政府信息公开申请。",
        ],
    )
    def test_other_bodies_or_several_figures_are_a_doubt(self, prose: str) -> None:
        result = said(portal({PAGE: report(prose=prose)}))
        assert codes(result) == [] and doubts(result) == ["text-mismatch"]
