"""Passwords of PDFs, from the environment: they stand in no file of a case."""

import os

VARIABLE = "POA_PDF_PASSWORDS"


def passwords() -> tuple[str, ...]:
    """The passwords to try on a locked PDF, one a line of the variable."""
    return tuple(line for line in os.environ.get(VARIABLE, "").splitlines() if line)
