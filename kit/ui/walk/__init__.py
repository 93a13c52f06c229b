"""The walk: from a client's files to a PDF by clicks, uploads and typing; every change stands in case.yaml at once."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.model import OpenCase
from kit.phrases import Lang
from kit.ui.panel import Panel
from kit.ui.view import View
from kit.ui.walk.frame import Frame
from kit.ui.walk.session import Session


def walk(folder: Path, *, lang: Lang, fallback: View, after: Callable[[OpenCase], None] = lambda _: None) -> Any:
    """The walk of the case in a folder as one widget; `after` gets the case after each change of case.yaml."""
    session = Session(folder, lang)

    def told() -> None:
        with suppress(BadFile):  # the walk itself says what is wrong
            after(session.opened)

    session.on_change.append(told)
    frame = Frame(session)
    panel = Panel(frame.children, fallback=fallback)
    panel.add_class("poa-walk")
    panel.frame = frame
    return panel


__all__ = ["walk"]
