"""Compiles one Typst text in a process of its own, which may be limited and stopped; imports nothing of the engine.

It reads a job as JSON, and writes the PDF, or with exit code 3 what is wrong as JSON.
"""

import json
import sys
from typing import Any

import typst


def compile_job(job: dict[str, Any]) -> bytes | list[dict[str, Any]]:
    """Give the PDF, or Typst's errors and warnings."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[job["fonts"]])
    compiler = typst.Compiler(job["text"].encode(), root=job["root"], font_paths=fonts)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=job["standards"], timestamp=job["epoch"]
        )
    except typst.TypstError as error:
        return [_said(error)]
    assert isinstance(pdf, bytes), "a PDF is one file"
    return [_said(warning) for warning in warnings] or pdf


def _said(error: Any) -> dict[str, Any]:
    return {"message": error.message, "hints": error.hints or [], "diagnostic": str(error.diagnostic or "")}


def _limit(megabytes: int) -> None:
    """Limit this process's memory, on systems that can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))


if __name__ == "__main__":
    given = json.load(sys.stdin.buffer)
    _limit(given["megabytes"])
    result = compile_job(given)
    sys.stdout.buffer.write(result if isinstance(result, bytes) else json.dumps(result).encode())
    sys.exit(0 if isinstance(result, bytes) else 3)
