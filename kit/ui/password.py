"""A field for the password of a PDF, in a notebook: what is typed is known to this kernel alone, and stands in no file and no output."""

from typing import Any

import ipywidgets as w

from kit.tools import pdf_passwords
from kit.ui.guide import Panel
from kit.ui.view import note

_ASKED = "For a PDF that opens only with a password: type it and press Enter. It is forgotten when the kernel ends."
_ELSEWHERE = f"Where nobody can type, the password of a PDF is taken from the environment ({pdf_passwords.VARIABLE}, one a line)."


def password() -> Any:
    """The field; it is empty again as soon as a password was taken, so that no saved notebook holds one."""
    typed = w.Password(description="Password", placeholder="then Enter", continuous_update=False)
    said = w.HTML(_ASKED)

    def take(_: object) -> None:
        if given := typed.value:
            typed.value = ""
            pdf_passwords.add(given)
            said.value = f"Taken; {len(pdf_passwords.passwords())} will be tried on each locked PDF. Open the case again."

    typed.observe(take, "value")
    return Panel([typed, said], fallback=note(_ELSEWHERE))
