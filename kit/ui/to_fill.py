"""The page of a case in which lines are still to fill, as `poa new --from` makes it: a field for each, until the walk can open."""

from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w

from kit.appeal import Appeal
from kit.case import open_case
from kit.desk.edits import CaseFile, all_of, removed, stated
from kit.desk.unfilled import as_it_stands
from kit.errors import BadFile, KitError, Usage
from kit.new import site_time
from kit.phrases import Lang, say
from kit.take_in import take_in
from kit.ui.walk.page import alert
from kit.ui.walk.receipts import given, on_disk

_MOMENTS = ("violation.received", "violation.deadline")


class ToFill(w.VBox):  # type: ignore[misc]
    """The fields; what is typed stands in case.yaml at once, and what is wrong is said below."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        super().__init__()
        self.add_class("poa-portfolio")
        self._folder, self._lang = folder, lang
        self._said = w.HTML()
        self._draw()

    def _draw(self) -> None:
        opened, places = as_it_stands(self._folder, datetime.now(UTC))
        self._zone = Appeal(opened).policy.zone
        key = "to_fill_lead" if places else "to_fill_done"
        lead = w.HTML(f"<h2>{escape(self._folder.name)}</h2><p>{escape(say(self._lang, key, zone=self._zone.key))}</p>")
        self.children = (lead, *map(self._field, places), self._said)

    def _field(self, place: str) -> Any:
        """A place of the file with its own name; a file is dropped."""
        known = {"violation.id", "violation.title", "violation.ticket", *_MOMENTS}
        name = "violation_id" if place == "violation.id" else place.rpartition(".")[2]
        label = say(self._lang, f"ask_{name}") if place in known else place
        if place.endswith(".file"):
            upload = w.FileUpload(icon="", multiple=False, description=label, layout=w.Layout(width="auto"))
            upload.observe(
                lambda event: self._do(lambda: self._store(place, given(event, upload))) if event["new"] else None, "value"
            )
            return upload
        field: Any = w.Text(description=label, continuous_update=False)
        if place == "violation.ticket":
            field = w.Dropdown(description=label, options=[(one or "–", one) for one in ("", "pending", "enforced")], value="")
        field.style.description_width = "initial"
        field.add_class("poa-field")
        field.observe(lambda event: self._do(lambda: self._write(place, label, event["new"])) if event["new"] else None, "value")
        return field

    def _do(self, act: Any) -> None:
        problem = ""
        try:
            act()
        except KitError as error:
            problem = error.in_one_line
        self._said.value = alert(problem) if problem else ""

    def _write(self, place: str, label: str, typed: str) -> None:
        value = site_time(typed, self._zone, label) if place in _MOMENTS else typed
        CaseFile(self._folder).write(stated(place, value))
        with suppress(BadFile):  # other lines are still to fill, and somebody may type in their fields
            open_case(self._folder)
            self._draw()

    def _store(self, place: str, found: list[tuple[str, bytes]]) -> None:
        """The file goes into the case, and to that place instead of the end of the list."""
        with on_disk(found) as paths:
            fates = take_in(self._folder, paths, now=datetime.now(UTC))
        kept = [fate.kept_as for fate in fates if fate.kept_as and fate.outcome in {"kept", "same"}]
        if len(fates) != 1 or not kept:
            raise Usage(
                "; ".join(f"{Path(f.name).name}: {say(self._lang, f'fate_{f.outcome}')} {f.said}".rstrip() for f in fates)
            )
        opened, _ = as_it_stands(self._folder, datetime.now(UTC))
        unsorted = [e.id for e in opened.case.evidence if e.file == kept[0] and e.kind == "unsorted"]
        CaseFile(self._folder).write(all_of(*(removed("evidence", item) for item in unsorted), stated(place, kept[0])))
        self._draw()
