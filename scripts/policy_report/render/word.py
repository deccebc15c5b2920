"""The Word file, in the styles of the template."""

import tempfile
from pathlib import Path

from policy_report.render.dependencies import paths
from policy_report.render.prepare import Prepared
from policy_report.render.tree import Node
from policy_report.render.write import word_variables, written


def write_docx(prepared: Prepared, tree: Node) -> bytes:
    """The Word file of a finished tree; its template is the one that `_quarto.yml` names."""
    options = prepared.options
    names = tree["meta"].get("author", {"c": []})["c"]
    tree["meta"]["author"] = {"t": "MetaList", "c": [author["c"]["name"] for author in names]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        arguments = ["-t", "docx", "-o", str(path)]
        for reference in paths(options.get("reference-doc")):
            arguments += ["--reference-doc", str(prepared.project.root / reference)]
        arguments += ["--toc"] if options.get("toc") is True else []
        arguments += word_variables(prepared)
        written(prepared, tree, arguments)
        return path.read_bytes()
