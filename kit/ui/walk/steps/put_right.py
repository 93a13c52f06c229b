"""Buyers and stock after the violation: what was done for them, or why there was nothing to do."""

from typing import Any

from kit.desk.edits import Change, clean
from kit.ui.walk import fields
from kit.ui.walk.page import Page, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.steps.causes import exhibits


def _state(session: Session) -> State:
    found = session.case.put_right
    if session.case.stance == "dispute":
        return "free"
    return "done" if found.buyers and found.stock else "open"


def _content(page: Page) -> list[Any]:
    t = page.t
    return [
        page.place("buyers", lambda: _part(page, "buyers", t("the buyers", "买家"), t("The buyers it touched", "受影响的买家"))),
        page.place("stock", lambda: _part(page, "stock", t("the stock", "库存"), t("The stock it touched", "受影响的库存"))),
    ]


def _part(page: Page, name: str, who: str, title: str) -> list[Any]:
    t, where = page.t, f"put_right.{name}"
    held = getattr(page.session.case.put_right, name)
    none = page.choices.get(name, held is not None and held.not_applicable is not None)
    switch = fields.tick(
        page,
        t(f"Nothing was to do for {who}; say why", f"{who}无需处理，请说明原因"),
        lambda on: _other_way(page, where, on),
        is_on=none,
    )
    switch.field.observe(lambda event: _turned(page, name, event["new"]), "value")
    key = "not_applicable" if none else "what"
    label = t(f"Why nothing for {who}", f"{who}无需处理的原因") if none else t(f"What was done for {who}", f"对{who}已做的处理")
    parts = [html(f"<h4>{title}</h4>"), switch, _statement(page, name, key, label)]
    if held is not None and not none:
        parts.append(
            row(
                fields.text(page, f"{where}.count", t(f"Put right so far, {who}", f"{who}：已处理数量")),
                fields.text(page, f"{where}.of", t(f"Touched in all, {who}", f"{who}：涉及总数")),
                fields.names(page, where, "exhibits", t(f"Shown by, {who}", f"{who}：证据"), exhibits(page.session)),
            )
        )
    return parts


def _other_way(page: Page, where: str, is_none: bool) -> Change:
    """The words stay, under the other key."""
    goal, source = ("not_applicable", "what") if is_none else ("what", "not_applicable")
    words = page.session.file.document.get(f"{where}.{source}")
    return (lambda document: document.put(where, {goal: words})) if words else (lambda document: document)


def _turned(page: Page, name: str, is_none: bool) -> None:
    page.choices[name] = is_none
    page.renew(name)


def _statement(page: Page, name: str, key: str, label: str) -> Any:
    """The words under one key; the first words make the part, and it alone is shown anew: the next field may be written in."""
    document, where = page.session.file.document, f"put_right.{name}"
    if document.get(where) is not None:
        return fields.statement(page, f"{where}.{key}", label, lines=2)

    def change(typed: str) -> Change | None:
        return (lambda d: d.put(where, {key: clean(typed)}, order=())) if typed.strip() else None

    made = fields.text(page, f"{where}.{key}", f"{label} (English)", lines=2, change=change)
    made.field.observe(lambda _: page.renew(name) if page.session.file.document.get(where) else None, "value")
    return made


STEP = Step(
    id="put_right",
    order=130,
    title=("Buyers and stock", "买家与库存"),
    lead=("What became of those whom the violation touched.", "受影响的买家和商品后来如何处理。"),
    state=_state,
    content=_content,
)
