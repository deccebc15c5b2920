"""The page's own JavaScript, put into one file that goes to the end of the body: no request is left to make."""

from pathlib import Path

from policy_report.project import Project, write_atomically


def script_sources(project: Project) -> tuple[Path, ...]:
    """The scripts, in the order in which they run."""
    return tuple(sorted((project.assets / "js").glob("*.js")))


def scripts_file(project: Project) -> Path:
    """The file that `make_scripts` makes."""
    return project.generated / "scripts.html"


def make_scripts(project: Project) -> Path:
    """Wrap each script in an element of its own, so that a fault in one leaves the others running."""
    texts = (path.read_text(encoding="utf-8").strip() for path in script_sources(project))
    write_atomically(scripts_file(project), "\n".join(f"<script>\n{text}\n</script>" for text in texts) + "\n")
    return scripts_file(project)
