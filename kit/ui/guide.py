"""The guide of a case: what stands, what is missing, and what to ask the client, ready to copy."""

from html import escape
from typing import Any

import ipywidgets as w

from kit.model import Case, Family, Finding
from kit.ui.checklist import Ask, checklist
from kit.ui.view import Cell, View, table

_WORDS = {
    "en": {
        "missing": "missing", "applying": "applied for", "received": "received", "problem": "problem",
        "required": "required", "helpful": "helpful", "state": "State", "what": "What a reviewer asks for",
        "need": "Need", "files": "In the case", "title": "Evidence checklist",
        "count": "{have} of {all} required kinds are in place",
        "ask": "To ask the client for (copy)",
        "hello": "For violation {id} we still need, by order of importance:",
        "nothing": "Nothing is missing from the list.",
    },
    "zh": {
        "missing": "缺少", "applying": "办理中", "received": "已收到", "problem": "有问题",
        "required": "必需", "helpful": "有帮助", "state": "状态", "what": "审核员要看的材料",
        "need": "要求", "files": "案件中", "title": "证据清单",
        "count": "必需材料 {all} 类，已到 {have} 类",
        "ask": "向客户索取（可复制）",
        "hello": "违规编号 {id}，按重要程度还需要：",
        "nothing": "清单上的材料已齐。",
    },
}  # fmt: skip
_LOOK = {"missing": "bad", "applying": "warn", "received": "ok", "problem": "bad"}


def guide(case: Case, family: Family, findings: tuple[Finding, ...], *, interactive: bool, lang: str) -> Any:
    """The guide as widgets, or as a static view where nobody can click (batch, HTML)."""
    asks = checklist(case, family, findings)
    if not interactive:
        return _static(case, asks, lang)
    language = w.ToggleButtons(options=[("English", "en"), ("中文", "zh")], value=lang, description="Language")
    open_only = w.Checkbox(value=False, description="Only what is missing / 只看缺少的", indent=False)
    progress = w.IntProgress(min=0, bar_style="info", layout=w.Layout(width="320px"))
    counted, rows = w.HTML(), w.HTML()
    request = w.Textarea(layout=w.Layout(width="100%", height="130px"))
    boxes = (language, open_only, progress, counted, rows, request)

    def show(_: object = None) -> None:
        _fill(boxes, case, asks)

    language.observe(show, "value")
    open_only.observe(show, "value")
    show()
    return Panel([w.HBox([language, open_only]), w.HBox([progress, counted]), rows, request], fallback=_static(case, asks, lang))


class Panel(w.VBox):  # type: ignore[misc]
    """Widgets that still say something where widgets cannot be drawn."""

    def __init__(self, children: list[Any], *, fallback: View) -> None:
        super().__init__(children)
        self._fallback = fallback

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(**kwargs), **self._fallback._repr_mimebundle_()}


def request_text(case: Case, asks: tuple[Ask, ...], lang: str) -> str:
    """A message to the client: what is still needed, the required things first."""
    words = _WORDS[lang]
    wanted = [a for a in asks if a.is_open]
    if not wanted:
        return words["nothing"]
    lines = [
        f"{n}. {_say(a.ask.what, lang)} ({words['required' if a.is_required else 'helpful']}, {words[a.state]})"
        for n, a in enumerate(wanted, 1)
    ]
    return "\n".join([words["hello"].format(id=case.violation.id), *lines])


def _fill(boxes: tuple[Any, ...], case: Case, asks: tuple[Ask, ...]) -> None:
    language, open_only, progress, counted, rows, request = boxes
    lang = language.value
    required = [a for a in asks if a.is_required]
    have = sum(not a.is_open for a in required)
    progress.max, progress.value = max(len(required), 1), have
    counted.value = escape(_WORDS[lang]["count"].format(have=have, all=len(required)))
    shown = tuple(a for a in asks if a.is_open or not open_only.value)
    rows.value = _table(shown, lang)._repr_mimebundle_()["text/html"]
    request.description = ""
    request.placeholder = _WORDS[lang]["ask"]
    request.value = request_text(case, asks, lang)


def _static(case: Case, asks: tuple[Ask, ...], lang: str) -> View:
    text = request_text(case, asks, lang)
    html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return _table(asks, lang) + View(html=html, text=text)


def _table(asks: tuple[Ask, ...], lang: str) -> View:
    words = _WORDS[lang]
    rows = [
        (
            Cell(words[a.state], _LOOK[a.state]),
            words[a.need],
            _say(a.ask.what, lang),
            Cell(", ".join(_say(e.caption, lang) for e in a.items) or "–", "s"),
        )
        for a in asks
    ]
    return table([words["state"], words["need"], words["what"], words["files"]], rows, title=words["title"])


def _say(statement: Any, lang: str) -> str:
    return str((statement.zh or statement.en) if lang == "zh" else statement.en)
