"""The fonts of the documents: static instances for the PDF, and subsets for the HTML page.

The wheels carry variable fonts. Typst and Word processors want static ones, so instances are cut out of
them once, at build time, into `report/generated/fonts/`.
"""

import base64
import hashlib
import importlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from policy_report.project import Project, files_in, write_atomically
from policy_report.text.language import Language
from policy_report.text.words import word

SERIF, SERIF_CHINESE = "Source Serif 4", "Noto Serif SC"
SANS, SANS_CHINESE = "Source Sans 3", "Noto Sans SC"


@dataclass(frozen=True)
class Face:
    """One static font file: its name in the fonts folder, how a document asks for it, and where it is made from.

    `path` lies in the wheel `package`; `axes` say where to cut it out of a variable font; a static one has none.
    """

    file: str
    family: str
    weight: int
    italic: bool
    package: str
    path: str
    axes: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def style(self) -> str:
        """The name of the style: Regular, Italic, Bold or Bold Italic."""
        words = (["Bold"] if self.weight > 400 else []) + (["Italic"] if self.italic else [])
        return " ".join(words) or "Regular"

    @property
    def origin(self) -> Path:
        """The file in the wheel."""
        module = importlib.import_module(self.package)
        return Path(module.__path__[0]) / self.path


def _latin(name: str, family: str, package: str, opsz: bool) -> list[Face]:
    faces = []
    for italic in (False, True):
        axes = "opsz,wght" if opsz else "wght"
        path = f"files/{name}{'-Italic' if italic else ''}[{axes}].ttf"
        for weight in (400, 600):
            # 12 points is the optical size of running text, the smallest common use of a face here.
            place = {"wght": float(weight)} | ({"opsz": 12.0} if opsz else {})
            style = ("Semibold" if weight > 400 else "") + ("Italic" if italic else "") or "Regular"
            # A family has four styles, so the semibold, which suits these pages, plays the bold.
            named = 700 if weight > 400 else 400
            faces.append(Face(f"{name}-{style}.ttf", family, named, italic, package, path, place))
    return faces


FACES: tuple[Face, ...] = (
    *_latin("SourceSerif4", SERIF, "fontpkg_source_serif_4", opsz=True),
    *_latin("SourceSans3", SANS, "fontpkg_source_sans_3", opsz=False),
    Face("NotoSerifSC-Regular.otf", SERIF_CHINESE, 400, False, "pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf", {}),
    Face("NotoSansSC-Regular.otf", SANS_CHINESE, 400, False, "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf", {}),
    Face(
        "NotoSansSC-Bold.ttf", SANS_CHINESE, 700, False, "justmytype_intl_cjk",
        "fonts/ofl/notosanssc/NotoSansSC[wght].ttf", {"wght": 700.0},
    ),
)  # fmt: skip

_CHINESE = (SERIF_CHINESE, SANS_CHINESE)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af]")
"""Characters that no Latin face has: of Chinese, its punctuation included."""


def faces(project: Project) -> tuple[Face, ...]:
    """The faces that a study needs: the Chinese ones only if it is written in Chinese or quotes it."""
    texts = (*files_in(project.report, "*/*.qmd"), *files_in(project.published, "**/*.csv"), project.references)
    stamps = tuple((path, path.stat().st_mtime_ns) for path in texts if path.is_file())
    return FACES if _any_han(stamps) else tuple(face for face in FACES if face.family not in _CHINESE)


@lru_cache(maxsize=8)
def _any_han(texts: tuple[tuple[Path, int], ...]) -> bool:
    return any(_HAN.search(path.read_text(encoding="utf-8", errors="replace")) for path, _ in texts)


def fonts_folder(project: Project) -> Path:
    """Where the static fonts of a study lie."""
    return project.generated / "fonts"


def font_files(project: Project) -> tuple[Path, ...]:
    """Every font that `make_fonts` makes."""
    return tuple(fonts_folder(project) / face.file for face in faces(project))


def families_file(project: Project) -> Path:
    """What tells Typst the families of fonts; `make_fonts` makes it too."""
    return project.generated / "fonts.typ"


def make_fonts(project: Project) -> tuple[Path, ...]:
    """Make the static fonts of a study and give their files; the same wheels give the same bytes."""
    files, wanted = font_files(project), faces(project)
    for path, face in zip(files, wanted, strict=True):
        write_atomically(path, _static(face) if face.axes else face.origin.read_bytes())
    write_atomically(families_file(project), _families(wanted))
    return files


def _families(wanted: tuple[Face, ...]) -> str:
    """The families of running text, of headings and of code, for a language, and the words before keywords, for Typst.

    Quotation marks, dashes and dots stand in the fonts of both scripts; in Chinese text they are the Chinese ones.
    """
    chosen, mono = "(latin,)", ""
    if any(face.family in _CHINESE for face in wanted):
        chosen = 'if lang == "zh" { ((name: latin, covers: "latin-in-cjk"), chinese) } else { (latin, chinese) }'
        mono = f'"{SANS_CHINESE}"'
    keys = ("document.keywords-title", "document.keywords-separator")
    said = [f'{one}: ("{word(keys[0], one)}", "{word(keys[1], one)}")' for one in Language]
    return _TYPST.format(chosen=chosen, mono=mono, words=", ".join(said))


_TYPST = f"""\
#let family(latin, chinese) = (lang) => {{chosen}}
#let serif = family("{SERIF}", "{SERIF_CHINESE}")
#let sans = family("{SANS}", "{SANS_CHINESE}")
#let mono = ("DejaVu Sans Mono", {{mono}})
#let keyword-words = ({{words}})
"""


def _static(face: Face) -> bytes:
    from fontTools.ttLib import TTFont

    kept = {code for code in covered(face.origin) if _is_kept(face, code)}
    written = io.BytesIO()
    with TTFont(io.BytesIO(_cut(face.origin, kept, face.axes)), recalcTimestamp=False) as font:
        for table in {"STAT", "VVAR", "vhea", "vmtx"} & set(font.keys()):
            del font[table]
        _name(font, face)
        font.save(written, reorderTables=False)
    return written.getvalue()


def _is_kept(face: Face, code: int) -> bool:
    """Whether an instance keeps a character, so that the files stay small.

    Latin faces keep Latin, Greek and symbols. The Chinese bold, which sets headings only, keeps GB 2312;
    the regular faces are complete, so nothing that it lacks is lost.
    """
    if face.family != SANS_CHINESE:
        return code < _CYRILLIC or _PUNCTUATION <= code < _CHINESE_FROM or code >= _LIGATURES
    try:
        return bool(chr(code).encode("gb2312"))
    except UnicodeEncodeError:
        return False


_CYRILLIC, _PUNCTUATION, _LIGATURES = 0x400, 0x2000, 0xFB00
# Where the CJK blocks begin.
_CHINESE_FROM = 0x2E80


def _name(font: Any, face: Face) -> None:
    """Give an instance the names of a plain family of four styles."""
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    full = f"{face.family} {face.style}"
    texts = {1: face.family, 2: face.style, 3: full, 4: full, 6: Path(face.file).stem}
    for number, text in texts.items():
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
    bold, italic = face.weight > 400, face.italic
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (
        (0x20 if bold else 0) | (0x01 if italic else 0) | (0x40 if not bold and not italic else 0)
    )
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)


@lru_cache(maxsize=32)
def covered(path: Path) -> frozenset[int]:
    """The code points that a font file has a glyph for."""
    import uharfbuzz as harfbuzz

    return frozenset(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path))).unicodes)


def missing_characters(project: Project, text: str) -> str:
    """The characters of `text` for which no font of the study has a glyph, each once, sorted."""
    wanted = {char for char in set(text) if not char.isspace() and ord(char) not in _INVISIBLE}
    for path in font_files(project):
        wanted = {char for char in wanted if ord(char) not in covered(path)}
        if not wanted:
            break
    return "".join(sorted(wanted))


# Joiners, direction marks, soft hyphen and byte-order mark: they have no picture.
_INVISIBLE = frozenset({0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF})


def face_rules(project: Project, families: Iterable[str], weight: int, text: Iterable[str]) -> list[str]:
    """`@font-face` rules with what each family has of a text that the families before it lack."""
    wanted, rules = {ord(char) for char in text}, []
    of_weight = {face.family: face for face in faces(project) if face.weight == weight and not face.italic}
    for face in (of_weight[family] for family in families if family in of_weight):
        path = fonts_folder(project) / face.file
        if codes := wanted & covered(path):
            # Not as small as woff2 by a tenth, and made in half the time.
            rules.append(_rule(face, _packed(_cut(path, codes), "woff"), (), "woff"))
            wanted -= codes
    return rules


def page_fonts(
    project: Project,
    serif: Iterable[str],
    sans: Iterable[str],
    drawn: Iterable[str] = (),
    *,
    marks: str = "",
    slanted: bool = True,
) -> str:
    """`@font-face` rules with the fonts cut down to the characters of running text and of headings and captions.

    The Latin faces always carry the Latin letters and signs, the Chinese ones what the Latin ones lack, in parts, so
    that a new word in the text costs the cutting of a small part or of none. What is `drawn` in figures that set all
    in the Chinese sans serif, its Latin letters included, is in that one too. Subsets are kept in the study's state
    folder. The `marks`, which Latin and Chinese share, are set in full width under families of their own. Only what is
    `slanted` needs an italic; where it is bold too, which is rare, the browser makes it bold.
    """
    wanted = {SERIF: serif, SERIF_CHINESE: serif, SANS: sans, SANS_CHINESE: sans}
    rules, lettering = [], {ord(char) for char in drawn}
    for face, path in zip(faces(project), font_files(project), strict=True):
        codes = {ord(char) for char in wanted[face.family]}
        if face.italic and (face.weight > 400 or not slanted):
            continue
        if face.family in _CHINESE:
            codes = codes & covered(path) if face.family == SERIF_CHINESE else (codes | lettering) & covered(path)
            parts = [
                {code for code in codes if code >= _CHINESE_FROM and code % _PARTS == part} for part in range(_PARTS)
            ]
            parts.append({code for code in codes & lettering if code < _CHINESE_FROM})
            rules += [_rule(face, _subset(project, path, part), part) for part in parts if part]
            if own := {*map(ord, marks)} & codes:
                named = replace(face, family=f"{face.family} Marks")
                rules.append(_rule(named, _subset(project, path, own), own))
        else:
            plain = (code for code in _PLAIN if code in covered(path))
            codes = {code for code in codes & covered(path) if code >= 0x20}
            rules.append(_rule(face, _subset(project, path, codes.union(plain)), ()))
    return "\n".join(rules)


_PLAIN = (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2040), 0x20AC, 0x2122, 0x2190, 0x2192, 0x2212)
"""Of the Latin faces: letters of Western Europe, punctuation, arrows, the minus sign."""

_PARTS = 12


def _rule(face: Face, data: bytes, only: Iterable[int], flavor: str = "woff2") -> str:
    style = "italic" if face.italic else "normal"
    codes = ",".join(f"U+{code:X}" for code in sorted(only))
    ranges = f";unicode-range:{codes}" if codes else ""
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:{style};font-display:swap;"
        f"src:url(data:font/{flavor};base64,{base64.b64encode(data).decode('ascii')}) format('{flavor}'){ranges}}}"
    )


def _subset(project: Project, path: Path, codes: Iterable[int]) -> bytes:
    name = hashlib.sha256(repr((path.name, path.stat().st_size, sorted(codes))).encode()).hexdigest()[:32]
    kept = project.state / "fonts" / f"{name}.woff2"
    if not kept.is_file():
        write_atomically(kept, _packed(_cut(path, codes), "woff2"))
    return kept.read_bytes()


def _packed(data: bytes, flavor: str) -> bytes:
    from fontTools.ttLib import TTFont

    written = io.BytesIO()
    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False) as font:
        font.flavor = flavor
        font.save(written)
    return written.getvalue()


_FEATURES = ("kern", "liga", "locl", "mark", "mkmk", "ccmp", "calt", "lnum", "onum", "pnum", "tnum", "sups", "case")
"""The features of running text and tables; what HarfBuzz keeps by itself serves other scripts."""


def _cut(path: Path, codes: Iterable[int], axes: Mapping[str, float] | None = None) -> bytes:
    """The font with these characters only, cut out of a variable one at a place on its `axes`."""
    import uharfbuzz as harfbuzz

    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(codes)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    for axis, place in (axes or {}).items():
        wanted.pin_axis_location(face, axis, place)
    data: bytes = harfbuzz.subset(face, wanted).blob.data
    return data
