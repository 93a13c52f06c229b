"""A new case by dropping what the client sent: the violations found in it, the answers that matter, the folder made from them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as w

from kit import policy
from kit.desk.edits import CaseFile, stated
from kit.desk.notices import Noticed, notices
from kit.errors import KitError, Usage
from kit.new import SELLER, Answers, choices, client_above, folder_name, make_case, of_client, slug
from kit.phrases import Lang, said, say
from kit.take_in import Fate, take_in
from kit.terminal import clean
from kit.tools.file_names import safe

ASKED = (
    "violation_id",
    "title",
    "site",
    "family",
    "ticket",
    "received",
    "deadline",
    "clock",
    "route",
    "stance",
    "attempt",
    *SELLER,
)
_ROWS = (ASKED[:2], ASKED[2:5], ASKED[5:8], ASKED[8:11], ASKED[11:13], ASKED[13:])
_WORDS = {  # what a choice means, after its own word
    "pending": "已预告", "enforced": "已生效", "correction": "提交整改证明", "appeal": "申诉", "plan": "承认并整改", "dispute": "抗辩",
    "local": "本地", "cross_border": "跨境",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drop:
    """Files of the client in a folder of their own until the case is made."""

    folder: TemporaryDirectory[str]

    def put(self, name: str, content: bytes) -> None:
        """Keep one under its name."""
        place = Path(self.folder.name) / f"{len(self.paths):05}"
        place.mkdir()
        (place / safe(name)).write_bytes(content)

    @property
    def paths(self) -> list[Path]:
        """All that was dropped."""
        return sorted(p for p in Path(self.folder.name).glob("*/*") if p.is_file())


def _empty() -> Drop:
    return Drop(TemporaryDirectory(prefix="poa-new-"))


class Opening:
    """The screen: `children` from top to bottom; `made` gets the folder of the new case."""

    def __init__(self, folder: Path, lang: Lang, made: Callable[[Path], None]) -> None:
        self.folder, self.lang, self._made = folder, lang, made
        self.drop = _empty()
        self.found: tuple[Noticed, ...] = ()
        self._filled: dict[str, str] = {}  # what stands in the fields because a notice states it
        self.client = client_above(folder / "case")
        self.upload = w.FileUpload(icon="", multiple=True, description=say(lang, "opening_drop"), layout=w.Layout(width="auto"))
        self.which = _field(w.Dropdown(description=say(lang, "opening_found"), options=[]))
        self.which.layout.display = "none"
        self.fields = {name: self._field(name) for name in ASKED if self.client is None or name not in SELLER}
        self.name = _field(w.Text(description=say(lang, "opening_folder"), continuous_update=False))
        self.make = w.Button(description=say(lang, "opening_make"), button_style="primary", layout=w.Layout(width="auto"))
        self.dropped, self.said = w.HTML(), w.HTML()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="opening")
        self.upload.observe(self._received, "value")
        self.which.observe(lambda event: self._fill(event["new"]), "value")
        self.make.on_click(lambda _: self._make())

    @property
    def children(self) -> list[Any]:
        """From top to bottom."""
        rows = [[self.fields[name] for name in row if name in self.fields] for row in _ROWS]
        boxes = [w.HBox(row) for row in rows if row]
        for box in boxes:
            box.add_class("poa-filter")
        lead = w.HTML(f"<h2>{escape(say(self.lang, 'opening_title'))}</h2><p>{escape(say(self.lang, 'opening_lead'))}</p>")
        return [lead, self.upload, self.dropped, self.which, *boxes, self.name, self.make, self.said]

    def wait(self) -> None:
        """Until what runs beside the screen is done."""
        self._worker.submit(lambda: None).result()

    # --- what the client sent ----------------------------------------------------------------------

    def _received(self, event: Any) -> None:
        """Uploads go to a folder at once; none stays in the widget, and so in no saved notebook."""
        if not event["new"]:
            return
        for one in event["new"]:
            self.drop.put(str(one["name"]), bytes(one["content"]))
        self.upload.value = ()
        self.make.disabled = True
        self._worker.submit(self._look)

    def _look(self) -> None:
        """Read each file for a notice, beside the screen."""
        paths = self.drop.paths
        try:
            found = notices(
                paths, progress=lambda n, _, name: self._tell(say(self.lang, "opening_reading", n=n, name=clean(name)))
            )
            self._offer(found, len(paths))
        except KitError as error:
            self._say(error.in_one_line)
        except Exception as error:
            self._say(f"{type(error).__name__}: {error}")  # nobody waits for the worker
            raise
        finally:
            self.make.disabled = False

    def _offer(self, found: tuple[Noticed, ...], count: int) -> None:
        self.found = found
        key = "opening_none" if not found else "opening_one" if len(found) == 1 else "opening_several"
        self._tell(f"{say(self.lang, 'opening_dropped', count=count)} {say(self.lang, key, count=len(found))}")
        self.which.options = [(f"{n.violation_id} {n.title} ({n.file})"[:120], k) for k, n in enumerate(found)]
        self.which.layout.display = "" if len(found) > 1 else "none"
        if found:
            self._fill(0)

    def _fill(self, place: int | None) -> None:
        """What the notice seems to state, into the fields; what a person typed stays where it states nothing."""
        if place is None or place >= len(self.found):
            return
        notice = self.found[place]
        for name, field in self.fields.items():
            value = getattr(notice, name, "")
            if value or field.value == self._filled.get(name):
                with suppress(Exception):  # a choice that is not offered
                    field.value = value
        self._filled = {name: value for name in self.fields if (value := getattr(notice, name, ""))}

    # --- the case ----------------------------------------------------------------------------------

    def _make(self) -> None:
        try:
            folder = self._case()
        except KitError as error:
            self._say("; ".join([error.message, *map(self._on_screen, error.problems)]))
            return
        self.make.disabled = True
        self._worker.submit(self._take_in, folder)

    def _case(self) -> Path:
        """The new folder; raises Usage with all that is missing."""
        typed = {name: str(field.value or "").strip() for name, field in self.fields.items()}
        lacking = [
            self.fields[name].description for name, value in typed.items() if not value and name not in {"deadline", "clock"}
        ]
        if lacking:
            raise Usage(say(self.lang, "opening_lacking"), lacking)
        told = of_client(self.client, typed["site"], {}) if self.client else {}
        answers = Answers(**typed, **told, client=self.client.id if self.client else None)
        name = slug(self.name.value) or folder_name(answers)
        folder = self.folder / name
        make_case(folder, answers, today=date.today())  # noqa: DTZ011 - the person's own day
        return folder

    def _take_in(self, folder: Path) -> None:
        """What was dropped goes into the case; what cannot be used is named there again."""
        try:
            paths = self.drop.paths
            fates = take_in(folder, paths, now=datetime.now(UTC)) if paths else ()
            self._file_notice(folder, fates)
            refused = [f"{fate.shown}: {fate.told(self.lang)}" for fate in fates if fate.outcome == "refused"]
            self._tell(say(self.lang, "opening_made", name=folder.name, count=len(fates) - len(refused)))
            self._say("; ".join(refused))
            self.drop.folder.cleanup()
            self.drop = _empty()  # the next case is another one, perhaps of another client
            self._made(folder)
        except KitError as error:
            self._say(error.in_one_line)
        except Exception as error:
            self._say(f"{type(error).__name__}: {error}")  # nobody waits for the worker
            raise
        finally:
            self.make.disabled = False

    def _file_notice(self, folder: Path, fates: tuple[Fate, ...]) -> None:
        """The notice from which the case was made is filed as that; whether it is an exhibit a person says."""
        typed = self.fields["violation_id"].value.strip()
        name = next((notice.file for notice in self.found if notice.violation_id == typed), None)
        item = next((fate.evidence for fate in fates if fate.evidence and Path(fate.name).name == name), None)
        if item:
            CaseFile(folder).write(stated(f"evidence.{item}.kind", "notice"))

    # --- how ---------------------------------------------------------------------------------------

    def _field(self, name: str) -> Any:
        """The field of an answer: a choice where there is a list of it."""
        label, options = say(self.lang, f"ask_{name}"), self._options(name)
        if options:
            return _field(w.Dropdown(options=[("–", ""), *options], value="", description=label))
        return _field(w.Text(value="1" if name == "attempt" else "", description=label, continuous_update=False))

    def _options(self, name: str) -> list[tuple[str, str]]:
        zh = self.lang == "zh"
        if name == "site":
            return [(f"{code} {head.name_zh if zh else head.name}", code) for code, head in policy.heads().items()]
        if name == "clock":  # what is no time of the site's is, for a Chinese seller, China's
            return [(say(self.lang, "ask_clock_site"), "site"), ("Asia/Shanghai", "Asia/Shanghai"), ("UTC", "UTC")]
        if name == "family":
            return [(said(policy.family(one).title, self.lang), one) for one in policy.families()]
        return [(f"{one} {_WORDS[one]}" if zh else one.replace("_", " "), one) for one in choices().get(name, ())]

    def _on_screen(self, problem: str) -> str:
        """A problem by the name of its field instead of the command's option."""
        for name, field in self.fields.items():
            problem = problem.replace(f"--{name.replace('_', '-')} ", f"{field.description}: ")
        return problem

    def _tell(self, text: str) -> None:
        self.dropped.value = f'<p role="status">{escape(text)}</p>'

    def _say(self, problem: str) -> None:
        self.said.value = f'<div role="alert" class="poa-bad">{escape(problem)}</div>' if problem else ""


def _field(widget: Any) -> Any:
    """The field with its label above it."""
    widget.add_class("poa-field")
    widget.style.description_width = "initial"
    return widget
