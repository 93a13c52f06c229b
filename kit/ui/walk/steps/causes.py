"""Causes: what the data show and what they deny, and those that the letter names."""

from collections.abc import Iterator
from html import escape
from typing import Any

import ipywidgets as w

from kit import letter
from kit.desk.edits import added, stated
from kit.metrics import analyse
from kit.model import CauseFinding
from kit.phrases import said
from kit.ui.walk import fields
from kit.ui.walk.insert import insertable
from kit.ui.walk.page import Page, button, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.things import things

_VERDICT = {"supported": ("the data show it", "数据支持"), "denied": ("the data deny it", "数据否定"), "unclear": ("unclear", "无法判定"), "not run": ("not run", "未检验")}  # fmt: skip
_ORDER = ("supported", "unclear", "denied", "not run")


def _state(session: Session) -> State:
    causes = session.case.root_causes
    denied = {c.pattern for c in (session.checked.subject.causes or ()) if c.verdict == "denied"} if session.checked else set()
    if any(c.pattern in denied for c in causes):
        return "problem"
    return "done" if causes and all(c.role and c.when and c.exhibits for c in causes) else "open"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    held = button(
        page,
        t("Hold known causes against the data", "用数据检验已知原因"),
        lambda: session.check(lambda problem: page.renew("tested", problem=problem)),
    )
    found = [(c.id, c.what) for c in session.case.root_causes]
    ask = t("A new cause: which step failed, where, whose task, since when", "新的原因：哪个环节、在哪里、谁负责、从何时起")
    return [
        held,
        page.place("tested", lambda: _tested(page)),
        html(f"<h4>{t('Causes that the letter names', '信中写明的原因')}</h4>"),
        *things(page, "root_causes", found, _fields, name="cause", ask=ask),
    ]


def _tested(page: Page) -> list[Any]:
    """Each known cause with its verdict and figures, and the chart that shows the rise beside them."""
    t, session = page.t, page.session
    found = session.checked.subject.causes if session.checked else None
    if found is None:
        return []
    shown = [c for c in sorted(found, key=lambda c: _ORDER.index(c.verdict)) if c.verdict in {"supported", "unclear"}]
    sentences = [w.VBox([html(_sentence(page, cause)), _take(page, cause)]) for cause in shown]
    parts: list[Any] = [row(w.VBox(sentences, layout=w.Layout(flex="1 1 300px")), _chart(page))]
    denied = [c for c in found if c.verdict == "denied"]
    if denied:
        lines = "".join(f"<li>{escape(c.name)}: {escape(' '.join(c.evidence_against))}</li>" for c in denied)
        parts.append(html(f"<p><b>{t('Denied by the data: do not claim them', '被数据否定，不可主张')}</b></p><ul>{lines}</ul>"))
    unrun = [c for c in found if c.verdict == "not run"]
    if unrun:
        lines = "".join(f"<li>{escape(c.name)}: {escape(c.why_not_run or '')}</li>" for c in unrun)
        words = t("Not run, and why", "未检验及原因")
        parts.append(html(f"<details><summary>{words} ({len(unrun)})</summary><ul>{lines}</ul></details>"))
    return parts


def _sentence(page: Page, cause: CauseFinding) -> str:
    word = page.t(*_VERDICT[cause.verdict])
    against = f"<br>{escape(' '.join(cause.evidence_against))}" if cause.evidence_against else ""
    return f"<p><b>{escape(word)}</b>: {escape(cause.name)}<br>{escape(' '.join(cause.evidence_for))}{against}</p>"


def _chart(page: Page) -> w.HTML:
    """The figures that the sentences rest on, drawn beside the screen: what explains the rise, then the metric by week."""
    session, picture = page.session, html("", flex="1 1 300px")
    checked, (of, drawn) = session.checked, page.choices.get("chart", (None, ""))

    def done(svg: str | None, problem: str) -> None:
        picture.value = svg or escape(problem)
        page.choices["chart"] = (checked, picture.value)

    if of is checked:
        picture.value = drawn
    elif checked and checked.subject.orders is not None:
        session.work(page.t("Drawing", "正在绘制"), lambda _: _drawn(checked.subject), done)
    return picture


def _drawn(subject: Any) -> str:
    analysis = analyse(subject.case, subject.orders, subject.policy, subject.family)
    drawn = letter.drawings(subject.case, subject.policy, analysis, subject.family)
    if drawn is None:
        return ""
    from kit.tools import charts  # altair takes a second to import

    shown = [drawn.sources, drawn.weekly] if drawn.sources is not None else [drawn.weekly]
    words = escape(drawn.metric.sentence or drawn.metric.title)
    return "".join(f'<div class="poa-chart">{charts.svg(one)}</div>' for one in shown) + f"<p>{words}</p>"


def _take(page: Page, cause: CauseFinding) -> Any:
    """The cause taken over: its pattern is noted, its words are the person's."""
    t, session = page.t, page.session
    if any(c.pattern == cause.pattern for c in session.case.root_causes):
        return html(f"<i>{t('named in the letter', '信中已写明')}</i>")

    def add() -> None:
        page.choices["root_causes"] = cause.pattern
        item = {
            "id": cause.pattern,
            "pattern": cause.pattern,
            "metrics": list(session.family.metrics[:1]),
            "what": " ".join(cause.evidence_for) or cause.name,
        }
        page.act(added("root_causes", item))

    return button(page, t("Take it as a cause, then write it in your words", "列为原因，再用自己的话写明"), add)


def _fields(page: Page, where: str) -> Iterator[Any]:
    t, session = page.t, page.session
    found = next(c for c in session.case.root_causes if where == f"root_causes.{c.id}")
    pattern = next((p for p in session.family.patterns if p.id == found.pattern), None)
    if pattern and pattern.asks:
        yield html(f"<p><i>{escape(said(pattern.asks, session.lang))}</i></p>")
    yield fields.statement(page, f"{where}.what", t("What went wrong", "问题所在"), lines=4, insert=insertable(session))
    yield fields.statement(page, f"{where}.short", t("In one line, for page 1", "首页一句话"), lines=1)
    known = [(said(p.name, session.lang), p.id) for p in session.family.patterns if p.test]
    yield row(
        fields.suggested(
            page, f"{where}.role", t("Whose task it was", "责任岗位"), [p.title for p in session.opened.seller.people]
        ),
        fields.text(page, f"{where}.when", t("Since", "起始"), hint="2026-05-11"),
        fields.text(page, f"{where}.until", t("Until, if it ended before the actions", "截止（如在整改前已结束）")),
        fields.picked(
            page,
            f"{where}.pattern",
            t("Tested in the data as", "数据检验方式"),
            [("–", ""), *known],
            change=lambda value: stated(f"{where}.pattern", value),
        ),
    )
    yield row(
        fields.names(
            page, where, "metrics", t("Seen in", "体现于指标"), [(m.replace("_", " "), m) for m in session.family.metrics]
        ),
        fields.names(page, where, "exhibits", t("Shown by", "证据"), exhibits(session)),
    )


def exhibits(session: Session) -> list[fields.Option]:
    """Each file that may be cited, in words."""
    return [(f"{said(e.caption, session.lang)[:70]} ({e.id})", e.id) for e in session.case.evidence if e.use == "exhibit"]


STEP = Step(
    id="causes",
    order=90,
    title=("Causes", "原因"),
    lead=(
        "A cause names a step, a place, a role and a day, and the data must not deny it.",
        "原因须写明环节、地点、岗位和日期，且不被数据否定。",
    ),
    state=_state,
    content=_content,
    applies=lambda session: session.case.stance == "plan",
)
