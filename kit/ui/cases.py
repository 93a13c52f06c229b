"""The cases of a practice: whose, due when, how each stands, what is missing; found, opened and built from one place."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import ipywidgets as w

from kit.appeal import Appeal
from kit.batch.jobs import Job, find, home
from kit.batch.outcome import Outcome
from kit.batch.run import run_batch
from kit.batch.standing import Standing, standing
from kit.batch.summary import counted, left, write_summary
from kit.batch.summary import counts as counts_of
from kit.errors import KitError, Usage
from kit.phrases import Lang, say
from kit.terminal import clean
from kit.ui.guide import summary
from kit.ui.opening import Opening
from kit.ui.panel import Panel
from kit.ui.view import View, table
from kit.ui.walk import walk

LINK = "POA_CASE_PAGE"  # the page of a case in the app: its address up to the folder's name
_MOST = 200
_BAD = {"refused", "failed", "unreadable", "rejected"}
_CLOSED = {"unreadable", "unfilled"}  # no walk of such a case opens
_GOOD = {"ready", "submitted", "in_review", "approved"}
_HEADS = (
    "portfolio_client",
    "case",
    "portfolio_site",
    "portfolio_due",
    "status",
    "portfolio_missing",
    "portfolio_findings",
    "portfolio_sent",
)
_STYLE = """<style>
.poa-portfolio{max-width:1200px;font:14px/1.45 'Source Sans 3','Noto Sans SC',system-ui,sans-serif}
.poa-portfolio .poa-filter{flex-flow:row wrap;gap:4px 16px;align-items:flex-end;overflow:visible}
.poa-portfolio .poa-field{flex-direction:column!important;height:auto!important;align-items:stretch;width:auto!important}
.poa-portfolio .poa-filter>.poa-field{flex:1 1 200px}
.poa-portfolio .poa-field>label.widget-label{width:auto!important;max-width:none!important;text-align:left;height:auto;line-height:1.3;color:var(--jp-content-font-color1,#16191d)}
.poa-portfolio .poa-field>input,.poa-portfolio .poa-field>select{flex:none!important;height:32px;width:100%!important;min-height:30px;font-size:14px;color:#16191d;background-color:#fff;border:1px solid #6b7680;box-sizing:border-box}
.poa-portfolio .widget-html,.poa-portfolio .widget-html-content{height:auto;overflow:visible;white-space:normal;max-width:100%;line-height:1.4}
.poa-portfolio button{height:auto;min-height:30px;white-space:normal}
.poa-portfolio>button,.poa-portfolio>.widget-vbox>button{align-self:flex-start}.poa-portfolio .poa-bad{color:#9b1c1c;font-weight:600}
.poa-portfolio.poa-portfolio :focus-visible{outline:2px solid #0b57d0!important;outline-offset:1px}
.poa-cases{width:100%;border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums;color:var(--jp-content-font-color1,#16191d)}
.poa-cases th,.poa-cases td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid #c4cbd1;white-space:normal;overflow-wrap:anywhere}
.poa-cases th{white-space:nowrap;border-bottom:1.5px solid currentColor;font-weight:600}
.poa-cases small{display:block;color:#56616b}.poa-cases a{color:#123f63}
.poa-cases .bad{color:#9b1c1c;font-weight:600}.poa-cases .ok{font-weight:600}
@media (max-width:760px){.poa-cases thead{position:absolute;left:-9999px}.poa-cases,.poa-cases tbody,.poa-cases tr,.poa-cases td{display:block}
.poa-cases tr{border-bottom:2px solid #8a949d;padding:6px 0}.poa-cases td{border:0;padding:1px 0}
.poa-cases td:before{content:attr(data-head) ": ";color:#56616b}.poa-portfolio .poa-filter>.poa-field{flex-basis:100%}}
</style>"""


def portfolio(
    folder: Path | str, *, interactive: bool = True, lang: Lang = "en", now: Callable[[], datetime] | None = None
) -> Any:
    """Every case below a folder, what burns first; a static table where nobody can click."""
    clock = now or (lambda: datetime.now(UTC))
    cases = _Cases(Path(folder), lang, clock)
    if not interactive:
        return cases.static()
    screen = _Screen(cases)
    panel = Panel(screen.children, fallback=cases.static())
    panel.add_class("poa-portfolio")
    panel.screen = screen
    return panel


class _Cases:
    """The cases of a folder as they stand."""

    def __init__(self, folder: Path, lang: Lang, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.lang: Lang = lang
        self.now = now
        self.read()

    def read(self) -> None:
        """Look at every folder again."""
        self.jobs = {job.name: job for job in self._found()}
        self.found = standing(tuple(self.jobs.values()))

    def _found(self) -> Sequence[Job]:
        """The cases; none where the folder waits for its first."""
        try:
            return find(self.folder, lang=self.lang)
        except Usage:
            if self.folder.is_dir():
                return ()
            raise

    def say(self, key: str, **values: object) -> str:
        """In the language of the screen."""
        return say(self.lang, key, **values)

    def page(self, name: str) -> str:
        """The address of a case in the app, in the language of the screen; empty where no app serves it."""
        start = os.environ.get(LINK)
        return f"{start}{quote(name)}&lang={self.lang}" if start else ""

    def fitting(self, *, words: str = "", state: str = "", site: str = "", order: str = "") -> tuple[Standing, ...]:
        """The cases that hold all the words, in that state and site."""
        wanted = words.casefold().split()
        kept = [
            s
            for s in self.found
            if (not state or s.state == state)
            and (not site or s.site == site)
            and all(word in f"{s.client} {s.path} {s.id} {s.violation_id} {s.family}".casefold() for word in wanted)
        ]
        return tuple(sorted(kept, key=lambda s: str(getattr(s, order))) if order else kept)

    def cells(self, s: Standing) -> tuple[str, ...]:
        """A case as it is told, one text a head."""
        due = f"{self.say(f'due_{s.next}')}: {left(s.next_at, self.now(), self.lang)}" if s.next else ""
        deadline = (s.deadline or "")[:16].replace("T", " ")
        built = self.say("portfolio_counts", errors=s.errors, warnings=s.warnings)
        return (
            clean(s.client),
            clean(f"{s.path} ({s.violation_id})" if s.violation_id else s.path),
            ", ".join(part for part in (s.site, s.family) if part),
            "; ".join(part for part in (deadline, due) if part) or self.say("no_deadline"),
            self.say(f"state_{s.state}"),
            f"{len(s.missing)}: {', '.join(s.missing).replace('_', ' ')}" if s.missing else "0",
            self.say("portfolio_unbuilt") if s.state in {"new", *_CLOSED} else built,
            (s.submitted or "")[:16].replace("T", " ") or self.say("portfolio_never"),
        )

    def heads(self) -> tuple[str, ...]:
        """The heads of the table."""
        return tuple(self.say(head) for head in _HEADS)

    def static(self) -> View:
        """The table where nobody can click."""
        title = self.say("portfolio_shown", shown=len(self.found), count=len(self.found))
        return table(self.heads(), [self.cells(s) for s in self.found], title=title)

    def html(self, shown: Sequence[Standing]) -> str:
        """The table on the screen: one row a case, one block a case where the window is narrow."""
        if not shown:
            return f"<p>{escape(self.say('portfolio_none'))}</p>"
        heads = self.heads()
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
        rows = "".join(self._row(s, heads) for s in shown[:_MOST])
        more = len(shown) - _MOST
        said = f"<p>{escape(self.say('portfolio_more', count=more))}</p>" if more > 0 else ""
        return f'<table class="poa-cases"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{said}'

    def _row(self, s: Standing, heads: Sequence[str]) -> str:
        texts = [escape(cell) for cell in self.cells(s)]
        page = self.page(s.path)
        if page and s.state != "unreadable":
            texts[1] = f'<a href="{escape(page, quote=True)}">{texts[1]}</a>'
        if s.why:
            texts[4] += f"<small>{escape(clean(s.why))}</small>"
        state = "bad" if s.state in _BAD else "ok" if s.state in _GOOD else ""
        looks = ("", "", "", "", state, "bad" if s.missing else "", "", "")
        cells = (
            f'<td data-head="{escape(head)}" class="{look}">{text}</td>'
            for head, text, look in zip(heads, texts, looks, strict=True)
        )
        return f"<tr>{''.join(cells)}</tr>"


class _Screen:
    """The table with what narrows it, one case opened below it, and the batch of what is shown."""

    def __init__(self, cases: _Cases) -> None:
        self.cases = cases
        say_ = cases.say
        self.words = _field(w.Text(description=say_("portfolio_find"), continuous_update=True))
        self.state = _field(w.Dropdown(description=say_("portfolio_state")))
        self.site = _field(w.Dropdown(description=say_("portfolio_of_site")))
        orders = [(say_("portfolio_burns"), ""), (say_("portfolio_client"), "client"), (say_("portfolio_state"), "state")]
        self.order = _field(w.Dropdown(description=say_("portfolio_order"), options=orders))
        self.count, self.table, self.said = w.HTML(), w.HTML(), w.HTML()
        self.pick = _field(w.Dropdown(description=say_("portfolio_pick")))
        self.opened = w.VBox()
        self.drafts = w.Checkbox(description=say_("portfolio_drafts"), indent=False)
        self.bar = w.IntProgress(min=0, layout=w.Layout(display="none"))
        self.open = self._button(say_("portfolio_open"), self._open)
        self.build = self._button("", self._build)
        self.again = self._button(say_("portfolio_again"), self._read)
        self.new = self._button(say_("opening_new"), self._new)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="portfolio")
        self._options()
        for field in (self.words, self.state, self.site, self.order):
            field.observe(lambda _: self.draw(), "value")
        self.draw()
        if not cases.found and cases.folder.is_dir():
            self._new()

    @property
    def children(self) -> list[Any]:
        """From top to bottom."""
        filters, actions = (
            w.HBox([self.words, self.state, self.site, self.order]),
            w.HBox([self.new, self.build, self.drafts, self.again]),
        )
        link = os.environ.get(LINK)
        opening = w.HTML(f"<p>{escape(self.cases.say('portfolio_link'))}</p>") if link else w.HBox([self.pick, self.open])
        for box in (filters, actions, opening):
            box.add_class("poa-filter")
        return [w.HTML(_STYLE), filters, self.count, self.table, opening, actions, self.bar, self.said, self.opened]

    def shown(self) -> tuple[Standing, ...]:
        """The cases that fit the fields."""
        return self.cases.fitting(
            words=self.words.value, state=self.state.value or "", site=self.site.value or "", order=self.order.value
        )

    def draw(self) -> None:
        """Show what fits."""
        shown, say_ = self.shown(), self.cases.say
        told = say_("portfolio_shown", shown=len(shown), count=len(self.cases.found))
        self.count.value = f'<p role="status">{escape(told)}</p>'
        self.table.value = self.cases.html(shown)
        self.pick.options = [(clean(s.path), s.path) for s in shown if s.state not in _CLOSED]
        self.pick.index = 0 if self.pick.options else None
        self.open.disabled = not self.pick.options
        self.build.description = say_("portfolio_build", count=len(shown))
        self.build.disabled = not shown

    def wait(self) -> None:
        """Until what runs beside the screen is done."""
        self._worker.submit(lambda: None).result()

    def _options(self) -> None:
        found, every = self.cases.found, (self.cases.say("portfolio_all"), "")
        states = Counter(s.state for s in found)
        for field, options in (
            (self.state, [every, *((f"{self.cases.say(f'state_{k}')} ({n})", k) for k, n in states.items())]),
            (self.site, [every, *((name, name) for name in sorted({s.site for s in found if s.site}))]),
        ):
            before = field.value or ""
            field.options = options
            field.value = before if before in {value for _, value in options} else ""

    def _read(self) -> None:
        self.cases.read()
        self._options()
        self.draw()

    def _open(self) -> None:
        """The walk of the picked case below, with a button that closes it."""
        case = Appeal.open(self.cases.jobs[self.pick.value].folder)
        seen = summary(case.case, case.family, (), lang=self.cases.lang)
        self._show(walk(case.folder, lang=self.cases.lang, fallback=seen))

    def _new(self) -> None:
        """The screen for a new case below."""
        self.opening = Opening(self.cases.folder, self.cases.lang, self._made)
        self._show(*self.opening.children)

    def _show(self, *parts: Any) -> None:
        """Something below the table, with a button that closes it."""
        close = self._button(self.cases.say("portfolio_close"), lambda: setattr(self.opened, "children", ()))
        self.opened.children = (close, *parts)

    def _made(self, folder: Path) -> None:
        """A case was made: listed, and opened or linked to, in the place of its answers; what was refused is still told."""
        told = (self.opening.dropped, self.opening.said)
        self._read()
        name = folder.relative_to(self.cases.folder).as_posix()
        if page := self.cases.page(name):
            words = escape(self.cases.say("portfolio_go", name=name))
            link = f'<p role="status"><a href="{escape(page, quote=True)}">{words}</a></p>'
            self._show(*told, w.HTML(link))
        elif name in {value for _, value in self.pick.options}:
            self.pick.value = name
            self._open()
            self._show(*told, *self.opened.children[1:])

    def _build(self) -> None:
        """Build what is shown, beside the screen."""
        jobs = [replace(self.cases.jobs[s.path], draft=self.drafts.value) for s in self.shown()]
        self.build.disabled, self.bar.max, self.bar.value = True, len(jobs), 0
        self.bar.layout.display = ""
        self._worker.submit(self._run, jobs)

    def _run(self, jobs: Sequence[Job]) -> None:
        def told(outcome: Outcome, done: int, count: int) -> None:
            self.bar.value = done
            self._status(self.cases.say("portfolio_building", done=done, count=count, name=clean(outcome.path)))

        try:
            outcomes = run_batch(jobs, workers=2, told=told)
            folder = home(self.cases.folder)
            folder = folder / "build" if (folder / "case.yaml").is_file() else folder
            places = {job.name: job.folder for job in jobs}
            write_summary(folder, outcomes, self.cases.lang, now=self.cases.now(), cases=places)
            counts = ", ".join(said for _, said in counted(counts_of(outcomes), self.cases.lang))
            self._status(self.cases.say("portfolio_built", counts=counts, path=folder / "batch.html"))
        except KitError as error:
            self._refused(error)
        except Exception as error:
            self._status(f"{type(error).__name__}: {error}", is_bad=True)  # nobody waits for the worker
            raise
        finally:
            self.bar.layout.display = "none"
            with suppress(KitError):
                self._read()

    def _button(self, label: str, act: Callable[[], None]) -> w.Button:
        """A button; what goes wrong is said below the table."""
        found = w.Button(description=label, layout=w.Layout(width="auto"))

        def clicked(_: Any) -> None:
            try:
                act()
            except KitError as error:
                self._refused(error)

        found.on_click(clicked)
        return found

    def _refused(self, error: KitError) -> None:
        self._status(error.in_one_line, is_bad=True)

    def _status(self, text: str, *, is_bad: bool = False) -> None:
        role = "alert" if is_bad else "status"
        self.said.value = f'<p role="{role}">{escape(text)}</p>'


def _field(widget: Any) -> Any:
    """The field with its label above it."""
    widget.add_class("poa-field")
    widget.style.description_width = "initial"
    return widget


__all__ = ["LINK", "portfolio"]
