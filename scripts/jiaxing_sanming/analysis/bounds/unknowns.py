"""Every question that is asked, with its answer."""

import pandas as pd

from jiaxing_sanming.analysis.bounds.elsewhere import comparison_questions, sanming_questions
from jiaxing_sanming.analysis.bounds.jiaxing import clearance_questions, count_questions
from jiaxing_sanming.analysis.bounds.million_yuan import million_yuan_questions
from jiaxing_sanming.analysis.bounds.provinces import fujian_questions, zhejiang_questions
from policy_report.analysis.bounds.question import Answer, Claims, answer
from policy_report.analysis.results import result

_ASKED = (
    clearance_questions,
    count_questions,
    million_yuan_questions,
    sanming_questions,
    fujian_questions,
    zhejiang_questions,
    comparison_questions,
)


@result
def bounds(claims: pd.DataFrame) -> tuple[Answer, ...]:
    """What the published figures and the definitions say of quantities that were not published.

    Returns
    -------
    tuple
        One answer for each unknown and reading: the readings of one unknown follow each other, and the unknowns stand
        in the order in which the paper discusses them.
    """
    known = Claims(claims)
    questions = [question for ask in _ASKED for question in ask(known)]
    unknowns = list(dict.fromkeys((question.case, question.unknown) for question in questions))
    questions.sort(key=lambda question: unknowns.index((question.case, question.unknown)))
    return tuple(answer(question) for question in questions)
