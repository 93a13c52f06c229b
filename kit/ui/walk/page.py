"""One step on the screen: its words, its fields, and what was said about the last thing done there."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import ipywidgets as w

from kit.desk.edits import Change
from kit.errors import KitError
from kit.ui.view import View
from kit.ui.walk.session import Session
from kit.ui.walk.step import Step


class Page:
    """A step drawn. It is drawn anew when a person changed what it lists.

    Work that ends beside the screen draws its own place anew and no field: what is typed just then is still in the browser alone.
    """

    def __init__(self, session: Session, step: Step) -> None:
        self.session = session
        self.step = step
        self.said = w.HTML()
        self.box = w.VBox()
        self.box.add_class("poa-page")
        self.choices: dict[str, Any] = session.choices.setdefault(step.id, {})
        self.parts: dict[str, Any] = {}  # widgets that `refresh` looks for
        self.places: dict[str, tuple[w.VBox, Callable[[], Iterable[Any]]]] = {}

    def t(self, english: str, chinese: str) -> str:
        """What is said, in the language of the screen."""
        return self.session.t(english, chinese)

    def draw(self) -> None:
        """Show the step as the case stands."""
        self.parts.clear()
        self.places.clear()
        self.said.value = ""
        lead = html(f"<h3>{escape(self.t(*self.step.title))}</h3><p>{escape(self.t(*self.step.lead))}</p>")
        self.box.children = (lead, *_drawn(lambda: self.step.content(self)), self.said)

    def refresh(self) -> None:
        """Show anew what follows from the fields, and leave the fields."""
        if self.step.refresh and self.box.children:
            self.step.refresh(self)

    def act(self, change: Change) -> None:
        """Write a change that lists something more or less, and show the step anew; or say what is wrong."""
        if problem := self.session.write(change):
            self.say(problem)
        else:
            self.draw()

    def place(self, name: str, content: Callable[[], Iterable[Any]]) -> w.VBox:
        """A part of the step that can be drawn anew by itself."""
        box = w.VBox(list(_drawn(content)))
        self.places[name] = (box, content)
        return box

    def renew(self, *names: str, problem: str = "") -> None:
        """Show these places anew after work beside the screen, with what went wrong; the fields beside them stay as they are."""
        for name in names:
            if name in self.places:  # the step was left meanwhile, or shows another part
                box, content = self.places[name]
                box.children = _drawn(content)
        self.say(problem)

    def say(self, problem: str, fine: str = "") -> None:
        """Say what is wrong, or what was done."""
        self.said.value = alert(problem) if problem else f'<p role="status">{escape(fine)}</p>' if fine else ""


def _drawn(content: Callable[[], Iterable[Any]]) -> tuple[Any, ...]:
    """The widgets, or why there are none."""
    try:
        return tuple(content())
    except KitError as error:
        return (told(error.message, *error.problems),)


def html(content: str, **layout: str) -> w.HTML:
    """Markup on the screen."""
    found = w.HTML(content, layout=w.Layout(**layout) if layout else w.Layout())
    found.add_class("poa-html")
    return found


def shown(view: View) -> w.HTML:
    """A view on the screen."""
    return html(markup(view))


def markup(view: View) -> str:
    """A view as markup; where it is wider than the window the keyboard reaches it, so that its arrows move it."""
    inner = view._repr_mimebundle_()["text/html"]
    return f'<div class="poa-scroll" tabindex="0" role="group" aria-label="Table 表格">{inner}</div>'


def told(*lines: str) -> w.HTML:
    """What is wrong, one a line."""
    return html(alert(*lines))


def alert(*lines: str) -> str:
    """The same as markup that a screen reader says at once."""
    return f'<div role="alert" class="poa-bad">{"<br>".join(map(escape, lines))}</div>'


def counted(count: int, one: str, more: str) -> str:
    """How many, in English."""
    return f"{count} {one if count == 1 else more}"


def row(*widgets: Any) -> w.HBox:
    """Widgets beside one another, below one another where the window is narrow."""
    found = w.HBox(list(widgets))
    found.add_class("poa-row")
    return found


def button(page: Page, label: str, act: Any, *, style: str = "", is_off: bool = False) -> w.Button:
    """A button named by what it does; what goes wrong is said below."""
    found = w.Button(description=label, tooltip=label, button_style=style, disabled=is_off, layout=w.Layout(width="auto"))

    def clicked(_: Any) -> None:
        try:
            act()
        except KitError as error:
            page.say(error.in_one_line)

    found.on_click(clicked)
    return found


def listed(items: Iterable[str]) -> str:
    """A list as markup."""
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
