"""An article and its supplement: numbers of their own, links both ways, and rows that the article takes along."""

import re
from pathlib import Path

import pytest
import yaml

from policy_report.errors import RenderError
from policy_report.paper.variables import claim_link, derived_link
from policy_report.project import Project
from policy_report.render.dependencies import dependencies
from policy_report.render.document import Document, Format
from policy_report.render.docx import make_reference
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.prepare import prepare
from policy_report.render.siblings import numbers, references
from policy_report.render.styles import make_styles
from policy_report.text.language import Language
from tests.render.conftest import PAPER, borrow_fonts, make_study
from tests.render.reading import blocks, text_of_pdf

SUPPLEMENT = PAPER.with_name("supplement.qmd")
HEAD = "---\ntitle: A title\nlang: en\n{more}---\n\n"
ARTICLE = """# One {#sec-one}

[It rose]{.finding #fnd-rise} by {{< var en.jx001 >}} and {{< var en.rates.mean >}}
({{< var en.supplement.tbl-claims >}}, {{< var en.supplement.fig-more >}}, {{< var en.supplement.sec-claims >}}).

![Trend](/figures/en/fig-trend){#fig-trend fig-alt="A line."}

# References {.unnumbered}

::: {#refs}
:::
"""
ROWS = """# Claims {#sec-claims}

See {{< var en.article.fig-trend >}}, @tbl-claims, @fig-more and @sec-sub.

{{< include /report/generated/en/tbl-claims.md >}}

{{< include /report/generated/en/tbl-derived.md >}}

## Sub {#sec-sub}

![More](/figures/en/fig-trend){#fig-more fig-alt="A line."}

$$x = 1$$ {#eq-x}

By @eq-x.

{{< include /report/generated/en/tbl-findings.md >}}
"""
TABLES = {
    "claims": "| Id | Phrase |\n|:--|:--|\n| [jx001]{#clm-jx001} | [up 55%]{.phrase} [@jiaxing2024centre] |\n"
    "| [jx002]{#clm-jx002} | [unused]{.phrase} |\n\n: Claims {#tbl-claims}\n",
    "derived": "| Id | From |\n|:--|:--|\n| [mean]{#num-rates-mean} | [jx001](#clm-jx001) |\n\n"
    ": Derived {#tbl-derived}\n",
    "findings": "| No. | Test |\n|:--|:--|\n| [[F1](#fnd-rise)]{#fnd-rise-test .finding-test finding=fnd-rise "
    'title="Finding F1"} | It is higher |\n\n: Findings {#tbl-findings}\n',
}


def split_study(root: Path, article: str = ARTICLE, supplement: str = ROWS, more: str = "") -> Project:
    """A study with an article and a supplement in English."""
    project = make_study(root)
    config = project.quarto_config.read_text(encoding="utf-8")
    listed = f"    - {PAPER.as_posix()}\n"
    config = config.replace(listed, f"{listed}    - {SUPPLEMENT.as_posix()}\n")
    project.quarto_config.write_text(config, encoding="utf-8")
    for name, text in TABLES.items():
        (project.generated / "en" / f"tbl-{name}.md").write_text(text, encoding="utf-8")
    for path, body in ((PAPER, article), (SUPPLEMENT, supplement)):
        (project.root / path).write_text(HEAD.format(more=more) + body, encoding="utf-8")
    made = {"jx001": claim_link("jx001", "+55%"), "rates": {"mean": derived_link("rates", "mean", "60%")}}
    text = yaml.safe_dump({"en": made | references(project)["en"]}, allow_unicode=True)
    project.variables.write_text(text, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, study: Project) -> Project:
    return ready(split_study(tmp_path_factory.mktemp("split")), study)


def ready(project: Project, study: Project) -> Project:
    borrow_fonts(project, study)
    make_styles(project)
    make_reference(project)
    return project


def rendered(project: Project, source: Path, wanted: Format = Format.HTML) -> Path:
    return EmbeddedEngine().render(project, Document(source, Language.EN, wanted))


def page(project: Project, source: Path) -> str:
    return rendered(project, source).read_text(encoding="utf-8")


def test_labels_are_numbered_in_the_order_of_the_text_before_anything_is_made(project: Project) -> None:
    assert numbers(project, PAPER) == {"sec-one": "1", "fig-trend": "1"}
    assert numbers(project, SUPPLEMENT) == {
        "sec-claims": "S1", "tbl-claims": "S1", "tbl-derived": "S2", "sec-sub": "S1.1", "fig-more": "S1", "eq-x": "S1",
        "tbl-findings": "S3",
    }  # fmt: skip
    assert references(project)["en"]["supplement"]["tbl-derived"] == "[Table\u00a0S2](supplement.html#tbl-derived)"
    assert references(project)["en"]["article"]["fig-trend"] == "[Figure\u00a01](paper.html#fig-trend)"
    assert references(project)["en"]["supplement"]["sec-claims"] == "[Supplement\u00a0S1](supplement.html#sec-claims)"


def test_an_unnumbered_heading_code_and_comments_count_for_nothing(tmp_path: Path) -> None:
    text = "# A {.unnumbered}\n\n<!-- # B {#sec-b} -->\n\n```\n# C {#sec-c}\n```\n\n# D {#sec-d}\n\n### E {#sec-e}\n"
    assert numbers(split_study(tmp_path, supplement=text), SUPPLEMENT) == {"sec-d": "S1", "sec-e": "S1.0.1"}


@pytest.mark.parametrize("wanted", Format)
def test_every_format_of_the_supplement_numbers_as_the_article_cites(project: Project, wanted: Format) -> None:
    path = rendered(project, SUPPLEMENT, wanted)
    text = text_of_pdf(path) if wanted is Format.PDF else "".join(blocks(path))
    shown = re.sub(r"\W+", "", text)
    for said in ("TableS1Claims", "TableS2Derived", "FigureS1More", "SeeFigure1TableS1FigureS1andSectionS11"):
        assert said in shown
    assert "EquationS1" in shown
    if wanted is not Format.DOCX:
        assert "S11Sub" in shown


def test_numbers_of_the_article_lead_to_the_explorer_and_take_their_rows_along(project: Project) -> None:
    text = page(project, PAPER)
    body, _, kept = text.partition('<template id="evidence-rows">')
    assert 'href="evidence.html#clm-jx001"' in body
    assert 'href="evidence.html#num-rates-mean"' in body
    assert 'href="supplement.html#tbl-claims">Table\u00a0S1</a>' in body
    assert 'href="evidence.html#fnd-rise" class="finding-mark"' in body.replace("\n", " ")
    kept = kept.partition("</template>")[0]
    assert 'id="clm-jx001"' in kept
    assert 'href="#clm-jx001"' in kept
    assert "clm-jx002" not in kept
    # The source is not one of the article's own.
    assert 'href="evidence.html#src-jiaxing2024centre"' in kept
    assert "ref-jiaxing2024centre" not in text


def test_kept_rows_follow_the_bibliography_and_the_citations(tmp_path: Path, study: Project) -> None:
    project = ready(split_study(tmp_path), study)
    link = 'href="evidence.html#src-jiaxing2024centre"><span lang="zh">嘉兴市公安局</span>'
    assert f"{link} (2024)</a>" in page(project, PAPER).replace("\n", " ")
    later = re.sub(r"(?<!jiaxing)2024", "2031", project.references.read_text(encoding="utf-8"))
    project.references.write_text(later, encoding="utf-8")
    assert f"{link} (2031)</a>" in page(project, PAPER).replace("\n", " ")
    article = (project.root / PAPER).read_text(encoding="utf-8")
    (project.root / PAPER).write_text(article.replace("# Ref", "By @jiaxing2024centre.\n\n# Ref"), encoding="utf-8")
    assert link not in page(project, PAPER)


def test_chinese_words_say_their_language_in_notes_and_around_them(tmp_path: Path, study: Project) -> None:
    article = "One.[^a]\n\nTwo 综合.[^b]\n\n[^a]: The 中心.\n\n[^b]: Three.\n\n# References\n\n::: {#refs}\n:::\n"
    text = page(ready(split_study(tmp_path, article), study), PAPER)
    assert re.findall(r'<span lang="zh">(\w+)', text) == ["综合", "中心"]


def test_the_supplement_keeps_its_own_links_and_leads_to_the_sentence(project: Project) -> None:
    text = page(project, SUPPLEMENT)
    assert 'href="paper.html#fnd-rise"' in text
    assert 'href="#clm-jx001"' in text
    assert "<template" not in text


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ("", "supplement.html"),
        ("citation: {url: https://example.org/en/paper.html}\n", "https://example.org/en/evidence.html"),
        ("citation: {url: https://doi.org/10.1/x}\n", "supplement.html"),
    ],
)
def test_on_paper_a_number_leads_to_the_explorer_that_is_published(
    tmp_path: Path, study: Project, more: str, address: str
) -> None:
    import docx

    path = rendered(ready(split_study(tmp_path, more=more), study), PAPER, Format.DOCX)
    targets = {link.address for one in docx.Document(str(path)).paragraphs for link in one.hyperlinks}
    assert f"{address}#clm-jx001" in targets


FAULTS = {
    "unknown-variable": ("{{< var en.supplement.tbl-clams >}}", "en.supplement.tbl-claims"),
    "missing-anchor": ("[x](#tbl-claims)", "{{< var en.supplement.tbl-claims >}}"),
    "unknown-reference": ("@tbl-claims", "{{< var en.supplement.tbl-claims >}}"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_label_of_the_other_document_is_cited_by_its_variable(tmp_path: Path, code: str) -> None:
    text, remedy = FAULTS[code]
    with pytest.raises(RenderError) as caught:
        prepare(split_study(tmp_path, article=f"# A\n\nSee {text}.\n"), Document(PAPER, Language.EN, Format.HTML))
    (problem,) = [problem for problem in caught.value.problems if problem.code == code]
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    "target", ["supplement.html#tbl-none", "#clm-none", "evidence.html#clm-none", "evidence.html#src-none"]
)
def test_a_link_that_no_document_resolves_is_a_fault(tmp_path: Path, target: str) -> None:
    with pytest.raises(RenderError) as caught:
        prepare(
            split_study(tmp_path, article=f"# A\n\nSee [x]({target}).\n"), Document(PAPER, Language.EN, Format.HTML)
        )
    assert [problem.text for problem in caught.value.problems if problem.code == "missing-anchor"] == [target]


def test_an_article_depends_on_its_supplement_and_not_the_reverse(project: Project) -> None:
    paper, supplement = (Document(source, Language.EN, Format.HTML) for source in (PAPER, SUPPLEMENT))
    assert project.root / SUPPLEMENT in dependencies(project, paper)
    assert project.root / PAPER not in dependencies(project, supplement)
    assert (supplement.by_default, Document(SUPPLEMENT, Language.EN, Format.PDF).by_default) == (True, False)
