"""What is still missing, the most important first, each with the step that mends it."""

from html import escape
from typing import Any

from kit.model import Finding
from kit.ui.walk.brief import brief
from kit.ui.walk.page import Page, button, counted, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step, steps

_MOST = 30
_STEPS = {
    "violation": "notice", "seller": "seller", "shop": "seller", "history": "attempt", "data": "orders", "metrics": "orders",
    "evidence": "evidence", "root_causes": "causes", "corrective": "corrective", "preventive": "preventive",
    "dispute": "dispute", "put_right": "put_right", "letter": "letter",
}  # fmt: skip


def _state(session: Session) -> State:
    if session.problems:
        return "problem"
    if not session.is_checked:
        return "open"
    return "problem" if any(f.severity == "error" for f in session.findings) else "done"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    check = button(
        page,
        t("Check everything", "全面检查"),
        lambda: session.check(lambda problem: page.renew("found", problem=problem)),
        style="primary",
    )
    return [check, page.place("found", lambda: _found(page))]


def _found(page: Page) -> list[Any]:
    """What the last check found."""
    t, session = page.t, page.session
    if session.checked is None:
        return []
    shown: list[Any] = []
    if not session.is_checked:
        shown.append(html(f"<p>{t('Something changed since this check.', '检查之后内容有变动。')}</p>"))
    found = session.findings
    counts = {s: sum(f.severity == s for f in found) for s in ("error", "warning", "info")}
    words = t(
        f"{counted(counts['error'], 'error stands', 'errors stand')} in the way, {counted(counts['warning'], 'warning', 'warnings')},"
        f" {counted(counts['info'], 'note', 'notes')}.",
        f"{counts['error']} 个错误须改正，{counts['warning']} 个警告，{counts['info']} 条提示。",
    )
    shown.append(html(f'<p role="status"><b>{words}</b></p>'))
    shown += [_row(page, finding) for finding in found[:_MOST]]
    if len(found) > _MOST:
        shown.append(html(f"<p>{t(f'and {len(found) - _MOST} more: poa check', f'另有 {len(found) - _MOST} 条：poa check')}</p>"))
    unrun = [s for s in session.checked.skipped if s.applies]
    if unrun:
        lines = "".join(f"<li>{escape(s.rule)}: {escape(s.why)}</li>" for s in unrun)
        shown.append(
            html(
                f"<details><summary>{t('Rules that could not run', '未能运行的规则')} ({len(unrun)})</summary><ul>{lines}</ul></details>"
            )
        )
    return shown


def _row(page: Page, finding: Finding) -> Any:
    lang = page.session.lang
    look = ' class="poa-bad"' if finding.severity == "error" else ""
    name = f'<b title="{escape(finding.where, quote=True)}">{escape(named(page.session, finding.where))}</b>'
    words = f"<div{look}>{name}: {escape(finding.says(lang))}<br>{escape(finding.next_step(lang))}</div>"
    step = _step(page.session, finding.where)
    if step is None:
        return html(words)
    title = page.t(*step.title)
    label = page.t(f"Go to: {title}", f"前往：{title}")
    return row(html(words, flex="1 1 380px"), button(page, label, lambda: _go(page.session, step.id, finding.where)))


def _step(session: Session, where: str) -> Step | None:
    return next((s for s in steps() if s.id == step_of(where) and s.applies(session)), None)


def named(session: Session, where: str) -> str:
    """A place of the case as a person would name it: its step, and the words of the thing that is meant."""
    step, thing = _step(session, where), _thing(session, where)
    stands = session.file.document.get(".".join(thing)) if thing else None
    words = brief(stands.get("caption") or stands.get("what") or "", session.lang) if isinstance(stands, dict) else ""
    title = session.t(*step.title) if step else ""
    return " · ".join(filter(None, (title, words))) or where


def step_of(where: str) -> str | None:
    """The step in which that place of the case is written."""
    if where.startswith("letter.signer"):
        return "seller"
    return _STEPS.get(where.partition(".")[0])


def _go(session: Session, step: str, where: str) -> None:
    """Open the step, and there the thing that is meant."""
    if found := _thing(session, where):
        part, thing = found
        meant = {"open": thing, "only": "all"} if part == "evidence" else {part: thing}
        session.choices.setdefault(step, {}).update(meant)
    session.choices["go"](step)


def _thing(session: Session, where: str) -> tuple[str, str] | None:
    """The list of things in which a place lies, and the id of the thing; None where it lies in none."""
    names, document = where.split("."), session.file.document
    for n in range(1, len(names)):
        part = ".".join(names[:n])
        if isinstance(document.get(part), tuple):
            found = document.get(f"{part}.{names[n]}")
            return (part, found["id"]) if isinstance(found, dict) and "id" in found else None
    return None


STEP = Step(
    id="missing",
    order=150,
    title=("What is still missing", "还缺什么"),
    lead=("Errors stop the PDF, warnings weaken it. Mend from the top.", "错误会阻止生成，警告会削弱申诉。请从上往下改。"),
    state=_state,
    content=_content,
)
