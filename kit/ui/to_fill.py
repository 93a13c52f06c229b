"""The page of a case in which lines are still to fill, as `poa new --from` makes it: a field for each, until the walk can open."""

from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w

from kit.appeal import Appeal
from kit.case import open_case
from kit.desk.edits import CaseFile, added, all_of, removed, stated
from kit.desk.unfilled import as_it_stands
from kit.errors import BadFile, KitError, Usage
from kit.model import OpenCase
from kit.new import site_time
from kit.phrases import Lang, say
from kit.take_in import take_in, unsorted
from kit.to_fill_words import MOMENTS, named
from kit.ui.walk.frame import STYLE
from kit.ui.walk.page import alert, html
from kit.ui.walk.receipts import given, on_disk


class ToFill(w.VBox):  # type: ignore[misc]
    """The fields; what is typed stands in case.yaml at once, and what is wrong is said below."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        super().__init__()
        self.add_class("poa-walk")
        self._folder, self._lang = folder, lang
        self._lead, self._said = html(""), html("")
        opened, places = as_it_stands(folder, datetime.now(UTC))
        self._zone = Appeal(opened).policy.zone
        self._fields = {place: w.VBox([self._field(place, opened)]) for place in places}
        self._draw(places)

    def _draw(self, places: tuple[str, ...]) -> None:
        """Say what is left. The fields stay the same ones: in another a person may have half a word."""
        key = "to_fill_lead" if places else "to_fill_done"
        words = say(self._lang, key, zone=self._zone.key)
        self._lead.value = f"<h2>{escape(self._folder.name)}</h2><p>{escape(words)}</p>"
        left = [
            field for place, field in self._fields.items() if places or place.endswith(".file")
        ]  # a file may be the wrong one
        self.children = (html(STYLE), self._lead, *left, self._said)

    def _field(self, place: str, opened: OpenCase) -> Any:
        """A place of the file by its name; a file is dropped."""
        label = named(place, opened.case.evidence, self._lang)
        if place.endswith(".file"):
            return self._upload(place, label, label)
        field: Any = w.Text(description=label, continuous_update=False)
        if options := self._options(place, opened):
            field = w.Dropdown(description=label, options=[("–", ""), *options], value="")
        field.style.description_width = "initial"
        field.add_class("poa-field")
        field.observe(lambda event: self._do(lambda: self._write(place, label, event["new"])) if event["new"] else None, "value")
        return field

    def _upload(self, place: str, label: str, button: str) -> Any:
        layout = w.Layout(width="auto", align_self="flex-start")
        upload = w.FileUpload(icon="", multiple=False, description=button, tooltip=f"{button}: {label}", layout=layout)
        upload.observe(
            lambda event: self._do(lambda: self._store(place, label, given(event, upload))) if event["new"] else None, "value"
        )
        return upload

    def _options(self, place: str, opened: OpenCase) -> list[tuple[str, str]]:
        """What may stand there, where that is known."""
        if place == "letter.signer":
            return [(f"{person.name}, {person.title}", person.id) for person in opened.seller.people]
        return [(one, one) for one in ("pending", "enforced")] if place == "violation.ticket" else []

    def _do(self, act: Any) -> None:
        problem = ""
        try:
            act()
        except KitError as error:
            problem = error.in_one_line
        self._said.value = alert(problem) if problem else ""

    def _write(self, place: str, label: str, typed: str) -> None:
        value = site_time(typed, self._zone, label) if place in MOMENTS else typed
        CaseFile(self._folder).write(stated(place, value))
        with suppress(BadFile):  # other lines are still to fill, and somebody may type in their fields
            open_case(self._folder)
            self._draw(())

    def _store(self, place: str, label: str, found: list[tuple[str, bytes]]) -> None:
        """The file goes into the case, and to that place instead of the end of the list; one that stood there goes to the end."""
        with on_disk(found) as paths:
            fates = take_in(self._folder, paths, now=datetime.now(UTC))
        kept = [fate.kept_as for fate in fates if fate.kept_as and fate.outcome in {"kept", "same"}]
        if len(fates) != 1 or not kept:
            raise Usage(
                "; ".join(f"{f.shown}: {say(self._lang, f'fate_{f.outcome}')} {f.told(self._lang)}".rstrip() for f in fates)
            )
        opened, _ = as_it_stands(self._folder, datetime.now(UTC))
        items = opened.case.evidence
        change = [removed("evidence", e.id) for e in items if e.file == kept[0] and e.kind == "unsorted"]
        former = items[int(place.split(".")[1])].file
        if former and former != kept[0]:
            change.append(added("evidence", unsorted(former, Path(former).name, [e.id for e in items])))
        CaseFile(self._folder).write(all_of(stated(place, kept[0]), *change))
        done = html(f'<p role="status">✓ {escape(label)}: {escape(Path(kept[0]).name)}</p>')
        self._fields[place].children = (done, self._upload(place, label, say(self._lang, "to_fill_replace")))
        self._draw(as_it_stands(self._folder, datetime.now(UTC))[1])
