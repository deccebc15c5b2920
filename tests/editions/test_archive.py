"""An archive has the same bytes for the same content, says which file of it was altered, and may be hostile."""

import io
import json
import os
import shutil
import stat
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from frictionless import Package
from lxml.html import document_fromstring

from policy_report.build.release import as_edition, editions, with_version
from policy_report.build.transaction import Transaction, alone
from policy_report.cli import main
from policy_report.editions.archive import MANIFEST, Archive, packed
from policy_report.editions.crate import describing_files, provenance
from policy_report.editions.labelling import label_of
from policy_report.editions.since import since_last
from policy_report.editions.snapshot import FILE, Snapshot
from policy_report.errors import ProjectError
from policy_report.project import Project
from policy_report.text.language import Language
from policy_report.text.policy import META, digest
from tests.editions.test_citations import work
from tests.studies.test_studies import MADE, STUDIES

DAY = datetime(2026, 11, 28, tzinfo=UTC)
FILES = {"data/a.csv": b"id\n1\n", "_output/report/en/paper.html": b"<p>1</p>"}


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "edition.zip"
    path.write_bytes(content)
    return path


def edited(content: bytes, changed: dict[str, bytes | None], *, mode: int = 0) -> bytes:
    """An archive with other files: with other content, new, or (None) taken out."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, data in {**files, **changed}.items():
            if data is not None:
                entry = zipfile.ZipInfo(name)
                entry.external_attr = (mode if name in changed else 0o644) << 16
                new.writestr(entry, data)
    return made.getvalue()


def test_the_bytes_follow_from_the_content_alone() -> None:
    backwards = dict(reversed(FILES.items()))
    assert packed(FILES, DAY, {"label": "1"}) == packed(backwards, DAY, {"label": "1"})


def test_what_describes_an_edition_follows_from_its_files_and_not_from_their_order() -> None:
    ordered, backwards = (
        describing_files(work(), "1", Snapshot(), {}, files) for files in (FILES, dict(reversed(FILES.items())))
    )
    assert ordered == backwards


def test_a_whole_archive_has_no_faults_and_unpacks(tmp_path: Path) -> None:
    archive = Archive(saved(tmp_path, packed(FILES, DAY, {})))
    assert list(archive.faults()) == []
    archive.unpack(tmp_path / "out", ("data/",))
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == ["a.csv"]


def test_each_altered_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed: dict[str, bytes | None] = {"data/a.csv": b"id\n2\n", "_output/report/en/paper.html": None, "new": b""}
    path = saved(tmp_path, edited(packed(FILES, DAY, {}), changed))
    assert main(["verify", str(path)]) == 1
    shown = capsys.readouterr()
    assert "3 files differ" in shown.out
    for name, how in (("data/a.csv", "altered"), ("_output/report/en/paper.html", "missing"), ("new", "not of this")):
        assert f"edition.zip:{name}: [archive-altered] the file is {how}" in shown.err


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out", "a\\..\\out", "C:out"])
def test_a_file_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProjectError) as caught:
        Archive(saved(tmp_path, edited(packed(FILES, DAY, {}), {name: b""})))
    assert caught.value.problems[0].code == "archive-outside"


def test_a_link_is_refused(tmp_path: Path) -> None:
    content = edited(packed(FILES, DAY, {}), {"link": b"/etc"}, mode=stat.S_IFLNK | 0o777)
    with pytest.raises(ProjectError, match="archive-outside"):
        Archive(saved(tmp_path, content))


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (b"{", "archive-broken"),
        (b"[]", "archive-broken"),
        (b'{"version": 1, "files": {"a": 1}}', "archive-broken"),
        (b'{"version": 2, "files": {}}', "archive-version"),
        (None, "archive-broken"),
    ],
)
def test_another_manifest_is_refused(tmp_path: Path, manifest: bytes | None, code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        Archive(saved(tmp_path, edited(packed(FILES, DAY, {}), {MANIFEST: manifest})))
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(
    "said", [{}, {"label": "../site"}, {"label": "/tmp"}, {"label": "1", "date": "<script>"}, {"label": 1, "date": []}]
)
def test_an_edition_whose_label_or_date_is_none_is_neither_listed_nor_published(
    tmp_path: Path, said: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    project = a_study(tmp_path / "study")
    project.editions.mkdir()
    saved(project.editions, packed(FILES, DAY, said))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").touch()
    assert main(["--project", str(project.root), "editions", "--publish", str(tmp_path / "site" / "new")]) == 1
    assert "[archive-broken]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*.txt")] == ["thesis.txt"]


def test_a_manifest_that_says_too_little_or_too_much_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = a_study(tmp_path / "study")
    manifest = {"version": 1, "engine": [], "works": [], "files": {FILE: {"sha256": ""}, "../x/y": {"sha256": ""}}}
    project.editions.mkdir()
    path = saved(project.editions, edited(packed(FILES, DAY, {}), {MANIFEST: json.dumps(manifest).encode()}))
    where = ["--project", str(project.root)]
    assert main(["verify", str(path)]) == 1
    assert main([*where, "diff", str(path)]) == 1
    assert main([*where, "cite", "--edition", path.stem]) == 1
    assert "[archive-altered]" in capsys.readouterr().err
    Archive(path).unpack(tmp_path / "out")
    assert not (tmp_path / "x").exists()


def test_what_is_no_archive_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProjectError, match="archive-broken"):
        Archive(saved(tmp_path, b"no zip"))
    with pytest.raises(ProjectError, match="archive-broken"):
        Archive(tmp_path / "missing.zip")
    monkeypatch.setattr("policy_report.editions.archive._BYTES", 10)
    with pytest.raises(ProjectError, match="archive-too-large"):
        Archive(saved(tmp_path, packed(FILES, DAY, {})))


def a_study(folder: Path) -> Project:
    shutil.copytree(STUDIES / "police_forces", folder, ignore=shutil.ignore_patterns(*MADE))
    return Project(folder)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = a_study(tmp_path_factory.mktemp("release") / "one")
    assert main(["--project", str(project.root), "release", "first", "--engine", "embedded"]) == 0
    return project


@pytest.mark.slow
def test_an_edition_is_the_same_wherever_it_is_made(
    released: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_study(tmp_path / "elsewhere")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    before = os.umask(0o077)
    try:
        assert main(["--project", str(other.root), "release", "first", "--engine", "embedded"]) == 0
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()
    assert (other.editions / "first.zip").read_bytes() == (released.editions / "first.zip").read_bytes()


@pytest.mark.slow
def test_an_edition_is_made_again_from_its_archive(released: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(released.editions / "first.zip")]) == 0
    assert "made again the same" in capsys.readouterr().out


@pytest.mark.slow
def test_an_edition_says_its_version_and_what_the_next_is_compared_with(released: Project) -> None:
    archive = Archive(released.editions / "first.zip")
    (version,) = document_fromstring(archive.read("_output/report/en/paper.html")).xpath("//div[@class='version']")
    assert version.text_content().strip().startswith("Version first, ")
    assert "This is the first edition" in archive.read("_output/report/en/supplement.html").decode()
    assert since_last(released, Language.EN).startswith("Nothing ")


@pytest.mark.slow
def test_the_next_edition_is_compared_with_the_archive_of_the_one_before(released: Project) -> None:
    paths = (released.quarto_config, released.last_edition)
    kept = [path.read_bytes() for path in paths]
    released.last_edition.unlink()
    with as_edition(released, "second"):
        assert b'version: "second"' in released.quarto_config.read_bytes()
        assert released.last_edition.read_bytes() == kept[1]
    with pytest.raises(KeyboardInterrupt), as_edition(released, "third"):
        raise KeyboardInterrupt
    assert b'version: "second"' in released.quarto_config.read_bytes()
    killed = as_edition(released, "fourth")
    killed.__enter__()
    assert b'version: "fourth"' in released.quarto_config.read_bytes()
    alone(Transaction)(released)
    assert b'version: "second"' in released.quarto_config.read_bytes()
    for path, data in zip(paths, kept, strict=True):
        path.write_bytes(data)


@pytest.mark.slow
def test_a_version_said_elsewhere_is_refused_and_the_settings_stay(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = a_study(tmp_path / "one")
    paper = project.report / "en" / "paper.qmd"
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("lang: en", 'citation: {version: "9"}\nlang: en'), "utf-8"
    )
    before = project.quarto_config.read_bytes()
    assert main(["--project", str(project.root), "release", "first", "--engine", "embedded"]) == 1
    assert "[version-elsewhere]" in capfd.readouterr().err
    assert (project.quarto_config.read_bytes(), project.editions.exists()) == (before, False)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("lang: en\n", 'lang: en\n\ncitation:\n  version: "2"\n'),
        (
            'citation:\n  type: report\n  version: "1"  # ours\nlang: en\n',
            'citation:\n  type: report\n  version: "2"  # ours\nlang: en\n',
        ),
        ("citation:\n    type: report\n", 'citation:\n    version: "2"\n    type: report\n'),
        ("citation: {type: report}\n", "citation: {type: report}\n"),
    ],
)
def test_a_version_is_written_where_it_belongs(config: str, said: str) -> None:
    assert with_version(config, "2") == said


@pytest.mark.slow
def test_a_label_is_given_once_and_is_a_label(released: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for label, code in (("first", "edition-taken"), ("../first", "label-malformed")):
        assert main(["--project", str(released.root), "release", label]) == 1
        assert f"[{code}]" in capsys.readouterr().err
    assert [edition.label for edition in editions(released)] == ["first"]


@pytest.mark.slow
def test_an_edition_is_cited_as_it_was(released: Project, capsys: pytest.CaptureFixture[str]) -> None:
    config = released.quarto_config
    config.write_text(config.read_text(encoding="utf-8").replace('"first"', '"0.2.0"'), encoding="utf-8")
    said = {}
    for label in ("", "first"):
        assert main(["--project", str(released.root), "cite", "fig-claims", "--edition", label]) == 0
        said[label] = capsys.readouterr().out
    assert ("Version 0.2.0" in said[""], "Version first" in said["first"]) == (True, True)
    assert main(["--project", str(released.root), "cite", "--edition", "none"]) == 1
    assert "[edition-unknown]" in capsys.readouterr().err


@pytest.mark.slow
def test_other_programs_can_read_an_edition(released: Project, tmp_path: Path) -> None:
    archive = Archive(released.editions / "first.zip")
    archive.unpack(tmp_path)
    for package in ("data/tidy/datapackage.json", "data/published/datapackage.json"):
        report = Package(str(tmp_path / package)).validate()
        assert report.valid, report.flatten(["type", "note"])
    crate = json.loads((tmp_path / "ro-crate-metadata.json").read_bytes())
    things = {thing["@id"]: thing for thing in crate["@graph"]}
    assert things["ro-crate-metadata.json"]["conformsTo"]["@id"] == "https://w3id.org/ro/crate/1.1"
    root = things[things["ro-crate-metadata.json"]["about"]["@id"]]
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    assert all((tmp_path / unquote(part["@id"])).is_file() and part["@id"] in things for part in root["hasPart"])
    named = {unquote(part["@id"]) for part in root["hasPart"]} | {"ro-crate-metadata.json"}
    assert set(archive.manifest["files"]) == named
    assert json.loads(archive.read("materials.cdx.json"))["bomFormat"] == "CycloneDX"
    figure = label_of((tmp_path / "figures/en/fig-claims.svg").read_bytes())
    assert (figure["id"], figure["edition"], figure["caption"][:7]) == ("fig-claims", "first", "Figure ")
    assert figure["data"].encode() == archive.read("figures/en/fig-claims.csv")
    sizes = {unquote(one["@id"]): int(one["contentSize"]) for one in crate["@graph"] if one["@type"] == "File"}
    assert sizes == {name: archive.manifest["files"][name]["bytes"] for name in sizes}
    trail = json.loads((tmp_path / "provenance.jsonld").read_bytes())["@graph"]
    known = {thing["@id"]: thing for thing in trail}
    phrase = next(thing for thing in trail if "prov:wasQuotedFrom" in thing)
    assert known[phrase["prov:wasQuotedFrom"]["@id"]]["prov:atLocation"].startswith("http")


def test_the_trail_leads_from_a_number_to_its_phrases() -> None:
    said = Snapshot(
        rows={"n1": {"phrase": "over 80%", "source": "port2025"}},
        numbers={"ports.gap": "+5%"},
        inputs={"ports.gap": ["n1"]},
    )
    known = {thing["@id"]: thing for thing in provenance(said, {"port2025": "https://example.org"})["@graph"]}
    (phrase,) = known["#num-ports.gap"]["prov:wasDerivedFrom"]
    assert known["#num-ports.gap"]["prov:wasGeneratedBy"]["@id"] in known
    assert known[phrase["@id"]]["prov:value"] == "over 80%"
    assert known[known[phrase["@id"]]["prov:wasQuotedFrom"]["@id"]]["prov:atLocation"] == "https://example.org"


@pytest.mark.slow
def test_a_published_older_page_says_where_the_newer_one_is(released: Project, tmp_path: Path) -> None:
    newer = packed(FILES, datetime(2027, 1, 1, tzinfo=UTC), {"label": "second", "date": "2027-01-01"})
    (released.editions / "second.zip").write_bytes(newer)
    assert main(["--project", str(released.root), "editions", "--publish", str(tmp_path)]) == 0
    (released.editions / "second.zip").unlink()
    page = tmp_path / "first" / "_output" / "report" / "en" / "paper.html"
    (link,) = document_fromstring(page.read_bytes()).xpath("//p[@role='note']/a[contains(., 'second')]/@href")
    assert (page.parent / link).resolve() == tmp_path / "second" / "_output" / "report" / "en" / "paper.html"
    assert (page.parent / link).is_file()
    (style,) = document_fromstring(page.read_bytes()).xpath("//p[@role='note']/@style")
    policy = META.search(page.read_text(encoding="utf-8"))
    assert policy is not None
    assert digest(style) in policy[0]
    assert (tmp_path / "latest" / "_output" / "report" / "en" / "paper.html").read_bytes() == b"<p>1</p>"
