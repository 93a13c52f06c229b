"""Fields of the walk. Each writes what is typed or picked to case.yaml at once, and says below itself why it could not."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import ipywidgets as w

from kit.desk.edits import Change, clean, linked, said, stated
from kit.errors import KitError
from kit.new import site_time
from kit.ui.walk.page import Page, alert, button, row

Option = tuple[str, str]  # as shown, as written


def bound(page: Page, widget: Any, change: Callable[[Any], Change | None]) -> w.VBox:
    """The widget with its change on each new value; without a change nothing is written."""
    below = w.HTML()
    widget.add_class("poa-field")

    def write(event: Any) -> None:
        try:
            wanted = change(event["new"])
            problem = page.session.write(wanted, typed=str(event["new"])) if wanted else ""
        except KitError as error:
            problem = error.in_one_line
        below.value = alert(problem) if problem else ""

    widget.observe(write, "value")
    found = w.VBox([widget, below])
    found.add_class("poa-cell")
    found.field = widget
    return found


def value_of(page: Page, where: str) -> str:
    """What stands at a place, as text."""
    found = page.session.file.document.get(where)
    return found if isinstance(found, str) else ""


def text(
    page: Page,
    where: str,
    label: str,
    *,
    lines: int = 1,
    hint: str = "",
    value: str | None = None,
    change: Callable[[str], Change | None] | None = None,
) -> w.VBox:
    """A line or some lines of text."""
    kind = w.Text if lines == 1 else w.Textarea
    now = value_of(page, where) if value is None else value
    extra = {} if lines == 1 else {"rows": min(12, max(lines, len(now) // 40 + now.count("\n") + 1))}
    widget = kind(value=now, description=label, placeholder=hint, continuous_update=False, layout=w.Layout(width="100%"), **extra)
    return bound(page, widget, change or (lambda typed: stated(where, typed)))


def moment(page: Page, where: str, label: str) -> w.VBox:
    """A time of the site's clock, written with its offset."""
    zone = page.session.policy.zone
    now = value_of(page, where)
    with suppress(ValueError):
        read = datetime.fromisoformat(now)
        now = f"{read.astimezone(zone) if read.tzinfo else read:%Y-%m-%d %H:%M}"
    return text(
        page, where, f"{label} ({zone.key})", hint="2026-06-09 10:12", value=now,
        change=lambda typed: stated(where, site_time(typed, zone, label) if typed.strip() else ""),
    )  # fmt: skip


def picked(
    page: Page,
    where: str,
    label: str,
    options: Sequence[Option],
    *,
    default: str = "",
    change: Callable[[str], Change | None] | None = None,
) -> w.VBox:
    """One of several; what stands in the file is offered too, whatever it is. `default`: what holds where nothing stands."""
    now = value_of(page, where) or default
    known = list(options) if any(v == now for _, v in options) else [(now or "–", now), *options]
    widget = w.Dropdown(options=known, value=now, description=label, layout=w.Layout(width="100%"))
    return bound(page, widget, change or (lambda value: stated(where, value)))


def suggested(page: Page, where: str, label: str, options: Sequence[str], *, hint: str = "") -> w.VBox:
    """A line of text with suggestions."""
    widget = w.Combobox(
        value=value_of(page, where), options=list(options), description=label, placeholder=hint, ensure_option=False,
        continuous_update=False, layout=w.Layout(width="100%"),
    )  # fmt: skip
    return bound(page, widget, lambda typed: stated(where, typed))


def statement(page: Page, where: str, label: str, *, lines: int = 3, hint: str = "", insert: Sequence[Option] = ()) -> w.VBox:
    """A statement in English and Chinese, with a list of what the kit fills in: figures, exhibits, facts."""
    now = page.session.file.document.get(where)
    both = {"en": now} if isinstance(now, str) else dict(now or {})
    english = text(
        page,
        where,
        f"{label} (English)",
        lines=lines,
        hint=hint,
        value=both.get("en", ""),
        change=lambda typed: said(where, typed),
    )
    chinese = text(
        page, where, f"{label} (中文)", lines=lines, value=both.get("zh", ""), change=lambda typed: said(where, typed, "zh")
    )
    fields = row(english, chinese)
    if not insert:
        return fields
    label_of = page.t("Insert a figure, fact or exhibit at the end of the English", "在英文末尾插入数字、事实或证据编号")
    menu = w.Dropdown(options=[(page.t("choose", "请选择"), ""), *insert], description=label_of, layout=w.Layout(width="100%"))
    menu.add_class("poa-field")

    def put(event: Any) -> None:
        if event["new"]:
            english.field.value = f"{english.field.value.rstrip()} {event['new']}".lstrip()
            menu.value = ""

    menu.observe(put, "value")
    return w.VBox([fields, menu])


def tick(page: Page, label: str, change: Callable[[bool], Change], *, is_on: bool) -> w.VBox:
    """A box to tick."""
    return bound(page, w.Checkbox(value=is_on, description=label, indent=False, layout=w.Layout(width="auto")), change)


def names(page: Page, where: str, key: str, label: str, options: Sequence[Option]) -> w.VBox:
    """Names in a list: those that are there each with a button that takes it out, the others to pick from."""
    box = w.VBox()

    def draw() -> None:
        there = tuple(page.session.file.document.get(f"{where}.{key}") or ())
        known = {value: shown for shown, value in options}
        out = [
            button(page, f"✕ {known.get(name, name)}", lambda name=name: put(name, is_linked=False)) for name in there
        ]  # fmt: skip
        more = [(shown, value) for shown, value in options if value not in there]
        menu = w.Dropdown(options=[(page.t("add …", "添加……"), ""), *more], description=label, layout=w.Layout(width="100%"))
        menu.add_class("poa-field")
        menu.observe(lambda event: put(event["new"], is_linked=True) if event["new"] else None, "value")
        box.children = (menu, row(*out)) if out else (menu,)
        box.field = menu

    def put(name: str, *, is_linked: bool) -> None:
        page.say(page.session.write(linked(where, key, name, is_linked=is_linked)))
        draw()

    draw()
    box.add_class("poa-cell")
    return box


def unsent(page: Page, name: str, widget: Any) -> Any:
    """A field whose text a button takes: until then it is kept beside the case, and is there again in a new kernel."""
    field, kept = f"{page.step.id}.{name}", page.session.unfinished
    widget.add_class("poa-field")
    widget.continuous_update = False
    widget.value = kept.get(field)
    widget.observe(lambda event: kept.put(field, event["new"]), "value")
    return widget


def together(page: Page, where: str, fields: Sequence[tuple[str, str, str]], *, lines: int = 1) -> list[w.VBox]:
    """Texts that the file takes only together: name, label, hint. Written once all are there, taken away once none is.

    Until then they are kept beside the case.
    """
    kept = page.session.unfinished
    cells = [
        text(
            page, f"{where}.{name}", label, hint=hint, lines=lines,
            value=value_of(page, f"{where}.{name}") or kept.get(f"{where}.{name}"), change=lambda _: change(),
        )
        for name, label, hint in fields
    ]  # fmt: skip

    def change() -> Change | None:
        typed = {name: clean(cell.field.value) for (name, _, _), cell in zip(fields, cells, strict=True)}
        for name, said_now in typed.items():
            kept.put(f"{where}.{name}", "" if all(typed.values()) else said_now)
        if all(typed.values()):
            return lambda document: document.put(where, typed)
        return None if any(typed.values()) else (lambda document: document.drop(where))

    return cells
