"""A sample study that uses every construct, and the documents made of it, once for all tests."""

import os
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.project import Project
from policy_report.render.document import Document, Format
from policy_report.render.docx import make_reference
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.fonts import fonts_folder, make_fonts
from policy_report.render.scripts import make_scripts
from policy_report.render.styles import make_styles
from policy_report.text.language import Language
from tests.render.references_sample import Filter

REPOSITORY = Path(__file__).parents[2]
PAPER = Path("report/en/paper.qmd")

LONG_PHRASE = "全市刑事案件破案率同比上升55%，抓获犯罪嫌疑人同比上升超过80%"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="480" height="240" viewBox="0 0 480 240">
<rect width="480" height="240" fill="#fff"/><path d="M20 200 L160 120 L300 150 L460 40" fill="none"
stroke="#1f4e79" stroke-width="4"/></svg>
"""


def png(width: int = 96, height: int = 48) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def claims_table(rows: int = 60) -> str:
    """An appendix table as the build makes it: six columns, an anchor in each row."""
    lines = [
        "| Id | Published phrase | Reading | Period | Source | Locator |",
        "|----|------------------|---------|--------|--------|---------|",
    ]
    for number in range(1, rows + 1):
        name = f"jx{number:03d}"
        phrase = LONG_PHRASE if number % 3 else "成立专业侦查团队50余个"
        lines.append(
            f"| [{name}]{{#clm-{name}}} | {phrase} | ({number}, {number + 10}) percent | 2023-01 to 2023-12 "
            f"| @jiaxing2024centre, Public Security Bureau of Jiaxing, official account | paragraph {number} |"
        )
    caption = ': Every claim, as published {#tbl-claims tbl-colwidths="[8,30,16,14,22,10]"}'
    return "\n".join([*lines, "", caption, ""])


def make_study(root: Path) -> Project:
    """The sample study in `root`, with the repository's own `_quarto.yml` and assets."""
    shutil.copytree(Path(__file__).parent / "sample", root, dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "report" / "_extensions", root / "report" / "_extensions", dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "report" / "look.typ", root / "report" / "look.typ")
    config = (REPOSITORY / "_quarto.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    (root / "_quarto.yml").write_text(
        "".join(line for line in config if "supplement.qmd" not in line), encoding="utf-8"
    )
    (root / "figures" / "en").mkdir(parents=True, exist_ok=True)
    (root / "figures" / "en" / "fig-trend.svg").write_text(SVG, encoding="utf-8")
    (root / "figures" / "en" / "fig-trend.png").write_bytes(png())
    (root / "report" / "generated" / "en").mkdir(parents=True, exist_ok=True)
    (root / "report" / "generated" / "en" / "claims.md").write_text(claims_table(), encoding="utf-8")
    project = Project(root)
    make_scripts(project)
    return project


def borrow_fonts(project: Project, owner: Project) -> None:
    """Take the fonts that another study has made; making them anew takes twenty seconds."""
    if fonts_folder(owner).is_dir():
        shutil.copytree(fonts_folder(owner), fonts_folder(project), copy_function=os.link)
    make_fonts(project)


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample study, ready to be rendered; tests must not change it."""
    project = make_study(tmp_path_factory.mktemp("study"))
    borrow_fonts(project, Project(REPOSITORY))
    make_styles(project)
    make_reference(project)
    return project


@pytest.fixture(scope="session")
def references(tmp_path_factory: pytest.TempPathFactory) -> Filter:
    """The reference filter."""
    return Filter(tmp_path_factory.mktemp("references"))


@pytest.fixture(scope="session")
def rendered(study: Project) -> Callable[[Format, str], Path]:
    """Renders a paper of the sample study, each once."""
    made: dict[tuple[Format, str], Path] = {}

    def render(wanted: Format, language: str = "en") -> Path:
        if (wanted, language) not in made:
            document = Document(Path(f"report/{language}/paper.qmd"), Language(language), wanted)
            made[wanted, language] = EmbeddedEngine().render(study, document)
        return made[wanted, language]

    return render
