"""A list of things of the case, one of them open with its fields: causes, actions, measures, points of a dispute."""

from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as w

from kit.desk.edits import added, new_id, removed
from kit.errors import Usage
from kit.model import Statement
from kit.ui.walk.brief import brief
from kit.ui.walk.fields import Option, unsent
from kit.ui.walk.page import Page, button, html, row


def things(
    page: Page,
    part: str,
    found: list[tuple[str, Statement]],
    fields_of: Callable[[Page, str], Iterator[Any]],
    *,
    name: str,
    ask: str,
) -> list[Any]:
    """The things of a part: one to open, its fields, and a field for a new one.

    `found`: id and words of each; `fields_of` gives the fields of one by its place; `ask` says what to type for a new one.
    """
    t, lang = page.t, page.session.lang
    ids = [thing for thing, _ in found]
    opened = page.choices.get(part)
    opened = opened if opened in ids else (ids[-1] if ids else None)
    box = w.VBox()

    def show(thing: str) -> None:
        page.choices[part] = thing
        out = button(page, t("Take it out", "移除"), lambda: page.act(removed(part, thing)))
        box.children = (*fields_of(page, f"{part}.{thing}"), out)

    new = unsent(page, part, w.Textarea(description=ask, rows=2, layout=w.Layout(width="100%")))

    def add() -> None:
        if not new.value.strip():
            raise Usage(t("Type it first.", "请先填写。"))
        made = new_id(new.value, ids, name)
        page.choices[part] = made
        if problem := page.session.write(added(part, {"id": made, "what": new.value})):
            page.say(problem)
            return
        new.value = ""
        page.draw()

    parts: list[Any] = []
    if opened:
        options: list[Option] = [(f"{n}. {brief(what, lang, 110)}", thing) for n, (thing, what) in enumerate(found, 1)]
        menu = w.Select(
            options=options,
            value=opened,
            rows=min(6, max(2, len(options))),
            description=t("Open", "选择"),
            layout=w.Layout(width="100%"),
        )
        menu.add_class("poa-field")
        menu.observe(lambda event: show(event["new"]) if event["new"] else None, "value")
        show(opened)
        parts = [menu, box]
    return [*parts, html("<hr>"), row(new), button(page, t("Add", "添加"), add, style="primary")]
