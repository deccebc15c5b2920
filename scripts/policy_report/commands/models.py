"""Find the process models of a study, for the commands that run them."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from policy_report.errors import AnalysisError, problem
from policy_report.project import Project

if TYPE_CHECKING:
    from rich.table import Table

    from policy_report.models.model import Model
    from policy_report.models.parameters import Parameters
    from policy_report.study import Study

MODEL: Final = "process_model"
"""The result by which a study gives its models."""

PARAMETERS: Final = "process_parameters"
REMARK: Final = "Model results under assumptions, not evidence about the cases."


@dataclass(frozen=True)
class Models:
    """The process models of a study, and what these take as given; `module` of its package gives the model."""

    project: Project
    study: "Study"
    module: str
    model: "Model"
    parameters: "Parameters"

    def scenario(self, asked: str | None) -> str:
        """Check the name of a scenario; the first one unless asked for."""
        return self.model.scenarios[0] if asked is None else _known("scenario", asked, self.model.scenarios)

    def regimes(self, asked: str | None) -> tuple[str, ...]:
        """Check the name of a regime; all unless asked for."""
        return self.model.regimes if asked is None else (_known("regime", asked, self.model.regimes),)


def models_of(project: Project, settings: Sequence[str] = ()) -> Models:
    """Find the models of a study, with settings such as `servers=3` put into its parameters.

    Raises `PolicyReportError`: `model-missing` for a study without models; or if the evidence is not sound, or a
    setting is malformed, of an unknown parameter or impossible.
    """
    from policy_report.build.calling import callable_of
    from policy_report.build.discovery import task_functions
    from policy_report.evidence.register import read_register
    from policy_report.models.parameters import Parameters
    from policy_report.study import read_study

    values = dict(_setting(text) for text in settings)
    study = read_study(project)
    task, frames = task_functions(study).constants.get(MODEL), read_register(project).frames
    if task is None or PARAMETERS not in frames:
        said = {"model": MODEL, "table": PARAMETERS}
        raise AnalysisError(problem("study.toml", 0, "package", "model-missing", PARAMETERS if task else MODEL, **said))
    model = callable_of(task)()
    return Models(project, study, task.module, model, Parameters.from_frame(frames[PARAMETERS]).replace(**values))


def _setting(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        raise AnalysisError(problem("", 0, "--set", "setting-malformed", text)) from None


def _known(kind: str, name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise AnalysisError(problem("", 0, f"--{kind}", f"{kind}-unknown", name, known=", ".join(names)))
    return name


def print_data(found: dict[str, Any]) -> None:
    """Print plain data as JSON, with `null` for numbers that JSON does not have."""
    print(json.dumps(plain(found), ensure_ascii=False, indent=1, allow_nan=False))


def plain(value: Any) -> Any:
    """Replace numbers that JSON does not have by `None`."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def empty_table(*heads: str, title: str | None = None, left: Sequence[int] = (0,)) -> "Table":
    """Make a table with column headers, of which some stand at the left."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place in left else "right")
    return table
