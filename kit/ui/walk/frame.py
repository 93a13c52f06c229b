"""The walk on the screen: the steps with how each stands, one of them open, back and next, undo, and the language."""

from contextlib import suppress
from html import escape
from typing import Any

import ipywidgets as w

from kit.batch.summary import left
from kit.desk.deadlines import burning, dues
from kit.desk.edits import NotOurs
from kit.errors import KitError
from kit.ui.walk.page import Page, alert, html
from kit.ui.walk.session import Session
from kit.ui.walk.step import Step, steps

_SIGNS = {"done": "✓", "open": "○", "problem": "!", "stale": "!", "free": "·"}
_WORDS = {
    "done": ("done", "完成"),
    "open": ("open", "待办"),
    "problem": ("problem", "有问题"),
    "stale": ("stale", "已失效"),
    "free": ("if needed", "按需"),
}
STYLE = """<style>
.poa-walk{container-type:inline-size;max-width:1100px;width:100%;min-width:0;box-sizing:border-box;font-family:'Source Sans 3','Noto Sans SC',system-ui,sans-serif}
.poa-walk .widget-box,.poa-walk .widget-html,.poa-walk .widget-html-content{min-width:0;max-width:100%;overflow:visible;box-sizing:border-box}
.poa-walk .widget-html{height:auto;width:auto}
.poa-walk .widget-html-content{line-height:1.4;white-space:normal;overflow-x:auto}
.poa-walk .poa-body{align-items:flex-start;gap:16px}
.poa-walk .poa-steps{flex:0 0 210px}
.poa-walk .poa-steps button{width:100%!important;text-align:left;height:auto;min-height:30px;line-height:1.25;padding:4px 8px;white-space:normal}
.poa-walk .poa-stack{flex:1 1 0}.poa-walk .poa-stack>*,.poa-walk .poa-page{width:100%}
.poa-walk .poa td:first-child{white-space:nowrap!important}.poa-walk .poa td:nth-child(2){min-width:4em}
.poa-walk .poa-row{flex-flow:row wrap;gap:4px 12px;align-items:flex-end}
.poa-walk .poa-cell{flex:none}.poa-walk .poa-row>.poa-cell,.poa-walk .poa-row>.poa-field{flex:1 1 260px;align-self:flex-start}
.poa-walk .poa-row>.poa-html{align-self:flex-start}
.poa-walk .poa-page>button,.poa-walk .poa-page .widget-vbox>button{align-self:flex-start}
.poa-walk button.jupyter-button{max-width:100%;white-space:normal;height:auto;min-height:30px;line-height:1.25}
.poa-walk .poa-field{flex-direction:column!important;height:auto!important;width:100%!important;align-items:stretch;margin:2px 0}
.poa-walk .poa-field>label.widget-label{width:auto!important;max-width:none!important;text-align:left;white-space:normal;height:auto;line-height:1.3;flex:none;color:var(--jp-content-font-color1,#16191d)}
.poa-walk .poa-field>input,.poa-walk .poa-field>select,.poa-walk .poa-field>textarea{flex:none!important;width:100%!important;font:14px/1.4 inherit;font-family:inherit;min-height:32px;color:#16191d;background-color:#fff;border:1px solid #6b7680;box-sizing:border-box}
.poa-walk .widget-dropdown>select{height:32px}.poa-walk .widget-select>select{height:auto}
.poa-walk .widget-checkbox,.poa-walk .widget-checkbox label{height:auto;width:auto;white-space:normal;line-height:1.3}
.poa-walk.poa-walk :is(button,input,select,textarea):focus-visible{outline:2px solid #0b57d0!important;outline-offset:1px}
.poa-walk .poa-bad{color:#9b1c1c;font-weight:600;border-left:3px solid #9b1c1c;padding:4px 8px;margin:4px 0;background:#fdf2f2}
.poa-walk .poa-scroll{overflow-x:auto;max-width:100%}.poa-walk .poa-scroll:focus-visible{outline:2px solid #0b57d0}
.poa-walk .poa-clock{font-size:16px;font-weight:600;margin:4px 0}
.poa-walk .poa-chart svg{width:100%;max-width:420px;height:auto}
.poa-walk h3{margin:.2em 0}.poa-walk h4{margin:.8em 0 .2em}
@container (max-width:560px){.poa-walk .poa-body{flex-direction:column;align-items:stretch}.poa-walk .poa-steps{flex:none;width:100%;flex-flow:row wrap}
.poa-walk .poa-steps button{width:auto!important;flex:1 1 44%}.poa-walk .poa-stack{width:100%;flex:none}.poa-walk .poa table{min-width:460px}}
</style>"""


class Frame:
    """The walk's widgets, and which step is open: `children` are its parts from top to bottom."""

    def __init__(self, session: Session, *, start: str | None = None) -> None:
        self.session = session
        session.choices["go"] = self.go
        self.steps: tuple[Step, ...] = self._fitting()
        self.pages = {step.id: Page(session, step) for step in self.steps}
        self.clock, self.work, self.conflict = html(""), w.HTML(), w.VBox()
        self.language = w.ToggleButtons(options=[("English", "en"), ("中文", "zh")], value=session.lang, description="")
        self.language.style.button_width = "80px"
        self.undo = w.Button(layout=w.Layout(width="auto"))
        self.back, self.next = (
            w.Button(layout=w.Layout(width="auto")),
            w.Button(button_style="primary", layout=w.Layout(width="auto")),
        )
        self._unwritten = ""  # what was typed and met another hand's change: it stands in that notice alone
        self.list, self.stack = w.VBox(), w.Stack()
        self.list.add_class("poa-steps")
        self.stack.add_class("poa-stack")
        self.now = self.steps[0].id
        self._dress()
        self._listen()
        self.go(start or self._first_open())

    def go(self, step_id: str) -> None:
        """Open a step, as the case stands in its folder now: nothing is typed yet that could be lost."""
        with suppress(KitError):
            self.session.file.reread()
        self.now = step_id
        page = self.pages[step_id]
        page.draw()
        self.stack.selected_index = [s.id for s in self.steps].index(step_id)
        self.refresh()

    def refresh(self) -> None:
        """Show how each step stands now."""
        fitting = self._fitting()
        if [s.id for s in fitting] != [s.id for s in self.steps]:
            self._rebuild(fitting)
        for step, entry in zip(self.steps, self.list.children, strict=True):
            state = self._state(step)
            title = self.session.t(*step.title)
            word = self.session.t(*_WORDS[state])
            entry.description = f"{_SIGNS[state]} {title}{f' ({word})' if state == 'stale' else ''}"
            entry.tooltip = f"{title}: {word}"
            entry.button_style = "info" if step.id == self.now else "warning" if state in {"problem", "stale"} else ""
        self.clock.value = self._clock()
        self.undo.description = self.session.t("Undo", "撤销")
        self.undo.disabled = not self.session.file.can_undo
        at = [s.id for s in self.steps].index(self.now)
        self.back.description, self.next.description = self.session.t("Back", "上一步"), self.session.t("Next", "下一步")
        self.back.disabled, self.next.disabled = at == 0, at == len(self.steps) - 1

    # --- how -------------------------------------------------------------------------------------

    def _fitting(self) -> tuple[Step, ...]:
        return tuple(step for step in steps() if self._applies(step))

    def _applies(self, step: Step) -> bool:
        try:
            return step.applies(self.session)
        except KitError:
            return True

    def _state(self, step: Step) -> str:
        try:
            return step.state(self.session)
        except KitError:
            return "problem"

    def _first_open(self) -> str:
        """Where the walk goes on: told by the case alone."""
        return next((s.id for s in self.steps if self._state(s) in {"open", "problem", "stale"}), self.steps[-1].id)

    def _rebuild(self, fitting: tuple[Step, ...]) -> None:
        """Another stance has other steps."""
        self.steps = fitting
        self.pages = {step.id: self.pages.get(step.id) or Page(self.session, step) for step in fitting}
        if self.now not in self.pages:
            self.now = self._first_open()
            self.pages[self.now].draw()
        self._dress()

    def _dress(self) -> None:
        self.stack.selected_index = None
        self.stack.children = tuple(self.pages[s.id].box for s in self.steps)
        self.stack.selected_index = [s.id for s in self.steps].index(self.now)
        entries = []
        for step in self.steps:
            entry = w.Button()
            entry.on_click(lambda _, step_id=step.id: self.go(step_id))
            entries.append(entry)
        self.list.children = tuple(entries)

    def _listen(self) -> None:
        self.language.observe(self._speak, "value")
        self.undo.on_click(lambda _: self._undo())
        self.back.on_click(lambda _: self._step(-1))
        self.next.on_click(lambda _: self._step(1))
        self.session.on_change.append(self._changed)
        self.session.on_conflict.append(self._conflict)
        self.session.on_work.append(self._working)

    def _changed(self) -> None:
        self.refresh()
        self.pages[self.now].refresh()

    def _step(self, by: int) -> None:
        ids = [s.id for s in self.steps]
        self.go(ids[max(0, min(len(ids) - 1, ids.index(self.now) + by))])

    def _speak(self, event: Any) -> None:
        self.session.lang = event["new"]
        self.go(self.now)

    def _undo(self) -> None:
        t = self.session.t
        try:
            if self.session.undo():
                if not self._unwritten:  # the case is the one on the screen again
                    self.conflict.children = ()
                self.go(self.now)
        except NotOurs:
            self.pages[self.now].say(
                t(
                    "The case was changed elsewhere after your last change. Undo takes back only your own: correct the field itself.",
                    "您上次修改之后，案件又在别处被修改。撤销只收回自己的修改：请直接改相应的字段。",
                )
            )

    def _conflict(self, typed: str) -> None:
        """Another hand wrote the file: say so, keep what was typed on the screen, offer to load."""
        t, self._unwritten = self.session.t, typed
        lines = [
            t("Somebody else changed case.yaml meanwhile. Nothing was overwritten.", "case.yaml 已被他人修改。没有覆盖任何内容。")
        ]
        if typed:
            lines.append(t(f"Not written, copy it: {typed}", f"未写入，请复制：{typed}"))
        load = w.Button(description=t("Load it again", "重新载入"), button_style="warning", layout=w.Layout(width="auto"))

        def again(_: Any) -> None:
            self.conflict.children = ()
            self.session.reload()
            self.go(self.now)

        load.on_click(again)
        self.conflict.children = (html(alert(*lines)), load)

    def _working(self, what: str, step: int, steps_all: int) -> None:
        counted = f" ({step}/{steps_all})" if steps_all else f" ({step})" if step else ""
        self.work.value = f'<p role="status" class="poa-busy">… {escape(what)}{counted}</p>' if what else ""

    def _clock(self) -> str:
        """How long it is until the answer is due."""
        t = self.session.t
        try:
            due = burning(dues(self.session.case, self.session.policy, None))
        except KitError as error:
            return alert(t("case.yaml cannot be read:", "case.yaml 无法读取："), *error.problems)
        name = f"{self.session.case.violation.id} · {self.session.case.violation.title}"
        if due is None:
            told = t("no deadline is stated", "未注明截止时间")
        elif due.at < self.session.now():
            told = t("the deadline is past", "已过截止时间")
        else:
            span = left(due.at.isoformat(), self.session.now(), self.session.lang)
            told = t(f"{span} left", f"剩余 {span}")
        return f'<div class="poa-clock" role="timer" lang="{self.session.lang}">{escape(told)} <span style="font-weight:400">{escape(name)}</span></div>'

    @property
    def children(self) -> list[Any]:
        """The walk from top to bottom."""
        bar = w.HBox([self.language, self.undo])
        bar.add_class("poa-row")
        body = w.HBox([self.list, self.stack])
        body.add_class("poa-body")
        return [html(STYLE), self.clock, bar, self.conflict, body, self.work, w.HBox([self.back, self.next])]
