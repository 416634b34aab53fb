"""The words for what can go wrong on the first screen, where they are others than elsewhere."""

import logging

from PySide6.QtCore import QCoreApplication

from lunch_desktop.sync.http import ApiError
from lunch_desktop.system.problems import Problem, ProblemCode, ProblemText
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate
_logger = logging.getLogger(__name__)


def known_problem(error: Exception) -> Problem | None:
    """What can be told of a failure; None for a fault of ours."""
    if isinstance(error, ApiError):
        return error.problem
    return error if isinstance(error, Problem) else None


def problem_of(error: Exception) -> Problem | None:
    """The same, and a fault of ours is logged."""
    problem = known_problem(error)
    if problem is None:
        _logger.error("it failed unexpectedly", exc_info=error)
    return problem


def words_for(problem: Problem | None) -> ProblemText:
    """Title, what happened and the next step, in the language in force; None is a fault of ours."""
    if problem is None:
        return ProblemText(
            translate("SignIn", "Something went wrong"),
            translate("FirstRun", "It was our mistake and is written in the log."),
            translate("FirstRun", "Please try again."),
        )
    if problem.code is ProblemCode.PORT_IN_USE:
        return ProblemText(
            fill(translate("FirstRun", "Another program uses port %1"), problem.facts["port"]),
            translate("FirstRun", "Your team reaches this PC by that port, so the server could not start."),
            translate("FirstRun", "Close the other program, or restart this PC. The server then starts by itself."),
        )
    said = problem_text(problem, language_in_force())
    return ProblemText(said.title, said.what, said.remedy)
