"""Entries of every kind of GB/T 7714-2025 (clauses 8.2 to 8.15), of 2015, and as authors and programs write them.

What is expected was written down after the clauses of the standards; names and titles are made up.
"""

# ruff: noqa: E501 (an entry stands on one line, as in a list)

from pathlib import Path

import pytest

from policy_report.render import styles
from policy_report.render.styles import style_text
from tests.render.references_sample import Filter

BIBLIOGRAPHY = Path(__file__).with_name("references_kinds.bib")
EVERYTHING = "---\nnocite: '@*'\n---\n"

NUMERIC_2025 = {
    "b1": "博某. 某业的未来[M]. 徐某，译. 北京：某社，2023：35.",
    "b2": "Boober T. AI and the future of trade[M]. Chichester：John Press，2020：35.",
    "j1": "印某某，吴某某，李某某，等. 某文[J/OL]. 某学报（自然科学版），2012，52（11）：1518-1523. https://example.org/a. DOI:10.3760/x.2010.",
    "j2": "Fordham E W，Godard J-L. On Things: A study[J]. J Math Phys，2013，8：473-487.",
    "j3": "Maurya A. ARA: A flexible pipeline[J]. GigaScience，2023，12：giad067.",
    "n1": "丁某. 数字竞争[N]. 某青年报，2000-11-20（15）.",
    "ic": "程某. 某年洪水的成因[M]//许某，赵某. 某灾害与对策. 北京：科学社，1999：32-36.",
    "s1": "GB/T 3792—2021\u2003信息与文献　资源描述[S].",
    "p1": "邓某. 某节电器：CN200610171314.3[P]. 2008-01-16：8-9.",
    "w1": "某系统. 某服务[EB/OL]. （2025-02-17）[2025-06-21]. https://example.org/w.",
    "d1": "周某，李某，吴某，等. 某科学数据[DS/OL]. V1.0. 某数据中心（2023-09-10）[2025-07-15]. https://example.org/d.",
    "pp": "肖某，张某. 某方法探究[PP/OL]. PSSXiv（2024-07-02）[2024-09-30]. https://example.org/p.",
    "r1": "某研究院. 某白皮书[R/OL]. 2023-12-28. https://example.org/r.",
    "r2": "Calkin D E. A framework：RMRS-GTR-262[R]. 2011：8-9.",
    "t1": "王某. 某反演方法研究[D]. 武汉：武汉大学，2022：87.",
    "c1": "Wang S. Application of networks[C/OL]//2022 6th ACAIT，2022：2. https://example.org/c.",
    "c2": "汪某. 某进展[C]//某办公室. 某研讨会论文集. 北京：某环境社，2005：22-25.",
    "c3": "牛某，Swing I R. 某管理：国际研讨会论文集[C]. 北京：海洋社，2012.",
    "pe": "某医学会. 某杂志[J]. 1984—. 武汉：某医学会，1984—.",
    "l1": "某人大. 某法[EB/OL]. （2020-03-04）[2021-02-03]. https://example.org/l.",
    "g1": "甲某. 某汇编[G]. 北京：某社，2012.",
    "junior": "Peebles P Z Jr. Signals[M]. London：Press，2001.",
    "volume": "甲某. 某史：第3卷[M]. 2版. 北京：某社，2010.",
    "printed": "甲某. 某讯[N]. 某报，2010-05-06（A03）.",
    "program": "甲某. 某软件[CP/OL]. V1.2. （2020）[2021-01-02]. https://example.org/s.",
    "numbered": "院. 某报告：3[R]. 2020-03-04.",
    "others": "甲明，等. 多人之文[J]. 某学报，2020，3（2）：1-10.",
    "firm": "Acme Inc. Signal detector：US 1234567[P]. 2010-03-04.",
    "particles": "van der Berg J，de la Cruz M，King M L Jr. Names[M]. London：Press，2001.",
    "eid": "Kan F. Doi only[J/OL]. Test Letters，2019，2（4）：e12. DOI:10.1000/xyz.",
    "apart": "吴某. 分页之文[J]. 某刊，2010，8（1/2）：1-3，7.",
    "placed": "World Body. Factors：WB-12[R]. Geneva：World Body，1970.",
    "within": "Small B. Of chapters[M]//Big A. Collected works. Oxford：Press，1990：1-9.",
    "pieces": "钱某. 某文[J]. 某学报，2018，5（3）：1-8.",
    "letters": "García J，Ødegård Å，Šimek L，et al. Naîve rôles & co.[J]. J Tests，2003，1：3-4.",
    "series": "陈某. 某史[M]. 3版. 北京：某局，1999：88.",
    "nobody": "康熙字典[M]. 北京：中华书局，1962.",
    "span": "戊某. 全集[M]. 北京：某社，1995—1999.",
}
DATED_2025 = {
    "b1": "博某，2023. 某业的未来[M]. 徐某，译. 北京：某社：35.",
    "j1": "印某某，吴某某，李某某，等，2012. 某文[J/OL]. 某学报（自然科学版），52（11）：1518-1523. https://example.org/a. DOI:10.3760/x.2010.",
    "ic": "程某，1999. 某年洪水的成因[M]//许某，赵某. 某灾害与对策. 北京：科学社：32-36.",
    "w1": "某系统，2025. 某服务[EB/OL]. （2025-02-17）[2025-06-21]. https://example.org/w.",
    "u1": "佚名，[日期不详]. 某况[EB/OL]. https://example.org/u.",
    "placed": "World Body，1970. Factors：WB-12[R]. Geneva：World Body.",
}
NUMERIC_2015 = {
    "accent": "GARCÍA A. Naïve cases[J]. J. Test., 2001.",
    "addition": "Core Metadata element set: version 1.1[EB/OL]. (2012-06-14)[2014-06-11]. https://example.org/dces/.",
    "child": "POE E. My chapter[M]//LEE K. Collected Papers. London: Big Press, 1999: 10-20.",
    "holder": "某某大学. 一种方法: 01234567.2[P]. 2002-03-06.",
    "junior": "PEEBLES P Z, Jr. Signals[M]. London: Press, 2001.",
    "others": "甲明, 等. 多人之文[J]. 某学报, 2020, 3(2): 1-10.",
    "unsaid": "张某. 没有语言的文[J]. 某刊, 2012.",
    "unknown": "张某. 语言不明之文[J]. 某刊, 2013.",
    "whole": "某某学会. 某某通讯[J]. 1957-1990. 北京: 某某社, 1957-1990.",
    "s1": "某委员会. 信息与文献　资源描述: GB/T 3792—2021[S]. 北京: 某社, 2021.",
    "c3": "牛某, Swing I R. 某管理: 国际研讨会论文集[C]. 北京: 海洋社, 2012.",
    "g1": "甲某. 某汇编[G]. 北京: 某社, 2012.",
    "marked": "王某. 某影片[V]. 上海: 某厂, 2019.",
    "daily": "丁某. 某消息[N]. 某日报, 2001-02-03(4).",
    "joined": "王某. 某书[M]. 北京: 某社, 2019.",
    "particles": "VAN DER BERG J, DE LA CRUZ M, KING M L, Jr. Names[M]. London: Press, 2001.",
    "eid": "KAN F. Doi only[J/OL]. Test Letters, 2019, 2(4): e12. DOI:10.1000/xyz.",
    "apart": "吴某. 分页之文[J]. 某刊, 2010, 8(1/2): 1-3, 7.",
    "span": "戊某. 全集[M]. 北京: 某社, 1995-1999.",
    "letters": "GARCÍA J, ØDEGÅRD Å, ŠIMEK L, et al. Naîve rôles & co.[J]. J. Tests, 2003, 1: 3-4.",
}
APA = {
    "s1": "某委员会. (2021). 《信息与文献　资源描述》 (GB/T 3792—2021). 某社.",
    "t1": "王某. (2022). 《某反演方法研究》 (第87页) 〔博士学位论文〕. 武汉大学.",
    "master": "王某. (2019b). 《某研究》 〔硕士学位论文〕. 某大学.",
    "holder": "石某和许某. (2002). 《一种方法》 (专利编号 01234567.2).",
    "numbered": "院. (2020). 《某报告》 (技术报告编号 3). 某院.",
    "firm": "Green, A., & Blue, B. (2010). *Signal detector* (Patent No. US 1234567).",
    "span": "戊某. (1995–1999). 《全集》. 某社.",
    "particles": "van der Berg, J., de la Cruz, M., & King, M. L., Jr. (2001). *Names*. Press.",
    "child": "Poe, E. (1999). My chapter. In K. Lee (Ed.), *Collected Papers* (pp. 10–20). Big Press.",
}


CHICAGO = {
    "t1": "王某. 2022. 《某反演方法研究》. 博士学位论文, 武汉大学.",
    "p1": "邓某. 2008. 某节电器. 专利 CN200610171314.3, 公布于 2008年1月16日.",
    "program": "甲某. 2020. 《某软件》. 版本 1.2. 发布. https://example.org/s.",
}


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("gbt-2025-numeric", NUMERIC_2025),
        ("gbt-2025-author-date", DATED_2025),
        ("gbt-numeric", NUMERIC_2015),
        ("apa", APA),
        ("chicago-author-date", CHICAGO),
    ],
)
def test_an_entry_of_each_kind(references: Filter, style: str, expected: dict[str, str]) -> None:
    found = references(EVERYTHING, BIBLIOGRAPHY, style, "zh").entries
    numbered = style.endswith("numeric")
    assert {key: found[key].split("] ", 1)[1] if numbered else found[key] for key in expected} == expected


def test_a_chinese_document_has_the_standard_that_is_in_force(references: Filter) -> None:
    default = references("见 @b1 和[@j1]。", BIBLIOGRAPHY, "", "zh")
    assert default.text == "见 博某^[1]^ 和^[2]^。"
    assert default.entries["b1"] == f"[1] {NUMERIC_2025['b1']}"
    dated = references("见[@b1; @j1]。", BIBLIOGRAPHY, "gbt-2025-author-date", "zh")
    assert dated.text == "见（博某，2023；印某某 等，2012）。"


def test_works_of_an_author_and_year_are_lettered_as_they_are_cited(references: Filter, tmp_path: Path) -> None:
    bibliography = tmp_path / "same.bib"
    works = ("alpha", "beta", "gamma")
    entry = "@book{{{0}, author = {{Smith, John}}, title = {{{0}}}, publisher = {{Press}}, year = {{2020}}}}\n"
    bibliography.write_text("".join(map(entry.format, works)), encoding="utf-8")
    found = references("见[@gamma]、[@alpha]、[@beta]。", bibliography, "gbt-2025-author-date", "zh")
    assert found.text == "见（Smith，2020a）、（Smith，2020b）、（Smith，2020c）。"  # clause 9.3.1.3
    assert list(found.entries) == ["gamma", "alpha", "beta"]


def test_a_packaged_style_goes_before_one_that_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "packaged_style", lambda name: tmp_path / f"{name}.csl")
    (tmp_path / "china-2015.csl").write_text("<style/>", encoding="utf-8")
    with pytest.raises(ValueError, match="clause title"):
        style_text("china-2025")
    (tmp_path / "china-2025.csl").write_text("<style>packaged</style>", encoding="utf-8")
    assert style_text("china-2025") == "<style>packaged</style>"
