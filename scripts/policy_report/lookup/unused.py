"""What the paper makes or keeps and nothing uses: derived numbers, references, doubtful sources."""

from policy_report.build.discovery import task_functions
from policy_report.errors import Problem, problem
from policy_report.project import Project
from policy_report.render.config import read_variables
from policy_report.render.shortcodes import NAME
from policy_report.study import read_study
from policy_report.text.forms import without_form


def unused_inputs(project: Project) -> list[Problem]:
    """Derived numbers that no text uses, as the last build named them, and doubts about the evidence.

    They are remarks: a table lists every derived number, and a reference may record that a source was read.
    """
    from policy_report.lookup.preview import doubts

    study = read_study(project)
    texts = (path.read_text(encoding="utf-8") for path in project.report.rglob("*.qmd"))
    used = {name for text in texts for found in NAME.findall(text) for name in (found, without_form(found))}
    groups = read_variables(project).get(study.languages[0], {}).items()
    made = ((group, key, text) for group, texts in groups if isinstance(texts, dict) for key, text in texts.items())
    names = [(group, f"{group}.{key}") for group, key, text in made if "](#" in text and without_form(key) == key]
    tasks = {task.name: task for task in task_functions(study).results}
    unused = [(tasks[group], name) for group, name in names if name not in used and group in tasks]
    return [
        *(problem(task.shown_file, task.row, "", "number-unused", name) for task, name in unused),
        *doubts(project),
    ]
