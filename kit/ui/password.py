"""A field for the password of a PDF, in a notebook: what is typed is known to this kernel alone, and stands in no file and no output."""

from typing import Any

import ipywidgets as w

from kit.phrases import Lang
from kit.tools import pdf_passwords
from kit.ui.panel import Panel
from kit.ui.view import note

_NAMED: dict[Lang, str] = {"en": "Password", "zh": "密码"}
_ASKED: dict[Lang, str] = {
    "en": "For a PDF that opens only with a password: type it and press Enter. It is forgotten when the kernel ends.",
    "zh": "PDF 需要密码才能打开时：输入密码后按回车。内核结束后即忘记。",
}
_TAKEN: dict[Lang, str] = {
    "en": "Taken; {count} will be tried on each locked PDF. Open the case again.",
    "zh": "已记下；打开加密 PDF 时会尝试 {count} 个密码。请重新打开案件。",
}
_ELSEWHERE = f"Where nobody can type, the password of a PDF is taken from the environment ({pdf_passwords.VARIABLE}, one a line)."


def password(lang: Lang = "en") -> Any:
    """The field; it is empty again as soon as a password was taken, so that no saved notebook holds one."""
    typed = w.Password(description=_NAMED[lang], placeholder="", continuous_update=False)
    typed.add_class("poa-field")
    said = w.HTML(_ASKED[lang])

    def take(_: object) -> None:
        if given := typed.value:
            typed.value = ""
            pdf_passwords.add(given)
            said.value = _TAKEN[lang].format(count=len(pdf_passwords.passwords()))

    typed.observe(take, "value")
    return Panel([typed, said], fallback=note(_ELSEWHERE))
