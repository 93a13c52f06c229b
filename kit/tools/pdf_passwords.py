"""Passwords of PDFs, from the environment: they stand in no file of a case."""

import os
from collections.abc import Sequence

VARIABLE = "POA_PDF_PASSWORDS"


def passwords() -> tuple[str, ...]:
    """The passwords to try on a locked PDF, one a line of the variable."""
    return tuple(line for line in os.environ.get(VARIABLE, "").splitlines() if line)


def add(password: str) -> None:
    """One more to try, for as long as this process lives."""
    os.environ[VARIABLE] = "\n".join(dict.fromkeys((*passwords(), password)))


def told(tried: Sequence[str]) -> str:
    """What is wrong with a PDF that none of them opens, and what to do, as the end of a sentence."""
    if tried:
        given = "the password given does not open it" if len(tried) == 1 else f"none of the {len(tried)} passwords given opens it"
        return f"opens only with a password, and {given}; mind capital letters and blanks in {VARIABLE}, or ask for a copy without one"
    return (
        f"opens only with a password; ask for a copy without one, or give it: export {VARIABLE}='…' in the terminal before poa runs,"
        " several one a line; in a notebook run appeal.password(), which keeps it out of the notebook's file"
    )
