"""Errors that a user can do something about."""

from __future__ import annotations


class UserError(Exception):
    """What went wrong and what to do next, in one message; no traceback is shown.

    Exit codes: 1 something was left undone, 2 the command could not be carried out as typed.
    """

    exit_code = 2
