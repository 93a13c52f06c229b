"""What stands, what is missing, and what to ask the client, where nobody can click."""

from html import escape
from typing import Any

from kit.desk.checklist import Ask, checklist
from kit.model import Case, Family, Finding
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


def summary(case: Case, family: Family, findings: tuple[Finding, ...], *, lang: str) -> View:
    """The checklist and the request as a static view, for batch and HTML."""
    asks = checklist(case, family, findings)
    text = request_text(case, asks, lang)
    html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return _table(asks, lang) + View(html=html, text=text)


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
