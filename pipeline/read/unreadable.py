"""The one error of reading: nothing can be had of this document."""

from __future__ import annotations

from pipeline.records import Problem


class Unreadable(Exception):
    """A document that cannot be read; `problem` says why and what to do next."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Problem]]:
        """Pickled by its problem, so that it crosses from a worker process whole."""
        return Unreadable, (self.problem,)


def unreadable(code: str, reason: str) -> Unreadable:
    """The error for a document of which nothing could be read."""
    return Unreadable(Problem("read", code, reason))
