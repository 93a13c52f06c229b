"""Buyers' data that the evidence shows, in a notebook: what was found with pictures, boxes to tick, and a button that decides."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from html import escape
from typing import Any

import ipywidgets as w

from kit import mask
from kit.appeal import Appeal
from kit.errors import KitError
from kit.model import BuyerData, MaskProposal
from kit.ui.panel import Panel
from kit.ui.view import Cell, View, note, table

_SAID = {"open": ("not yet decided", "warn"), "masked": ("to be covered", "ok"), "kept": ("stays readable", "s")}
_MOST = 40  # pictures shown at once


def masks(
    appeal: Appeal,
    *,
    interactive: bool,
    around: Callable[[], AbstractContextManager[None]] = nullcontext,
    after: Callable[[], None] = lambda: None,
) -> Any:
    """What was found as widgets, or as a table without any text of a buyer where nobody can click (batch, HTML).

    The decision is written within `around`; then `after` is called.
    """
    data = appeal.buyer_data
    if not interactive or not data.proposals:
        return static(data)
    said, rows, by = w.HTML(), w.VBox(), w.Text(description="By", placeholder="your name")
    cover = w.Button(description="Cover on a copy", button_style="primary")
    leave = w.Button(description="Leave readable")
    ticks = _fill(rows, appeal, data)

    def decide(*, keep: bool) -> None:
        chosen = [p for p, tick in zip(data.proposals, ticks, strict=False) if tick.value]
        try:
            with around():
                said.value = _decided(appeal, chosen, by.value, keep=keep)
        except KitError as error:
            said.value = escape(error.in_one_line)
        after()

    cover.on_click(lambda _: decide(keep=False))
    leave.on_click(lambda _: decide(keep=True))
    return Panel([rows, w.HBox([by, cover, leave]), said, w.HTML(_unsearched(data))], fallback=static(data))


def static(data: BuyerData) -> View:
    """The same as a table: where and what, but no text and no picture, for a saved notebook may go anywhere."""
    rows = [(f"{p.n}", p.evidence, f"{p.page}", p.kind, Cell(*_SAID[p.state])) for p in data.proposals]
    found = table(
        ["No.", "Evidence", "Page", "Seems to be", "Decided"], rows, title="Buyers' data that the evidence seems to show"
    )
    left = [f"{where}: {why}" for where, why in data.unsearched]
    return found + note(*left) if left else found


def _fill(rows: w.VBox, appeal: Appeal, data: BuyerData) -> list[Any]:
    """A row for each proposal; gives their boxes to tick."""
    ticks = []
    for proposal in data.proposals[:_MOST]:
        tick = w.Checkbox(value=False, description=f"{proposal.n}", indent=False, layout=w.Layout(width="56px"))
        words, look = _SAID[proposal.state]
        told = f"<b>{escape(proposal.evidence)}</b>, page {proposal.page}: {escape(proposal.kind)}<br>{escape(proposal.quote)}<br><i class='{look}'>{words}</i>"
        content = mask.picture(appeal, proposal)
        shown = (
            w.Image(value=content, format="png", layout=w.Layout(max_width="420px"))
            if content
            else w.HTML("no place on the page")
        )
        rows.children = (*rows.children, w.HBox([tick, w.HTML(told, layout=w.Layout(width="300px")), shown]))
        ticks.append(tick)
    return ticks


def _decided(appeal: Appeal, chosen: Sequence[MaskProposal], by: str, *, keep: bool) -> str:
    """Write the decision and say so, or what is missing for it."""
    if not by.strip():
        return "Say who decides."
    if not chosen:
        return "Tick what is meant."
    placed = [p for p in chosen if p.boxes]
    count = mask.decide(appeal.folder, mask.decisions(placed, keep=keep), by=by.strip(), on=date.today())  # noqa: DTZ011 - the person's own day
    lost = f" {len(chosen) - len(placed)} have no place: cover them with poa mask --add." if len(placed) < len(chosen) else ""
    return f"Written to case.yaml: {count}. Open the case again; the next build covers a copy, the original stays.{lost}"


def _unsearched(data: BuyerData) -> str:
    more = len(data.proposals) - _MOST
    lines = [*([f"and {more} more: use poa mask"] if more > 0 else []), *(f"{where}: {why}" for where, why in data.unsearched)]
    return "<br>".join(map(escape, lines))
