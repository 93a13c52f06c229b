"""Which attempt this is, by which way, and what earlier appeals promised."""

from html import escape
from typing import Any

import ipywidgets as w

from kit.desk.edits import added, removed
from kit.ui.walk import fields
from kit.ui.walk.page import Page, button, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step


def _state(session: Session) -> State:
    case = session.case
    if case.attempt > 1 and not case.history:
        return "open"
    return "open" if any(p.became is None for a in case.history for p in a.promises) else "done"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    routes = [
        (t("appeal: ask for a review", "申诉：请求复核"), "appeal"),
        (t("correction: send proof of it", "整改：提交整改证明"), "correction"),
    ]
    stances = [
        (t("plan: our fault, put right", "整改：承认问题并已改正"), "plan"),
        (t("dispute: not our fault", "抗辩：并非我方责任"), "dispute"),
    ]
    modes = [
        (t("by the seller", "卖家自发货"), "seller"),
        (t("by the platform", "平台仓发货"), "platform"),
        (t("both", "两者都有"), "mixed"),
    ]
    return [
        row(
            fields.text(page, "attempt", t("Which attempt is this?", "这是第几次申诉？")),
            fields.picked(page, "route", t("Way", "途径"), routes),
            fields.picked(page, "stance", t("Stance; a letter never mixes them", "立场；一封信只能选一种"), stances),
            fields.picked(page, "fulfilment", t("Who ships", "由谁发货"), modes),
        ),
        html(f"<h4>{t('Earlier appeals of this violation', '此前的申诉')}</h4>"),
        *(part for n in range(len(session.case.history)) for part in _appeal(page, n)),
        _new(page),
    ]


def _appeal(page: Page, n: int) -> list[Any]:
    t, where, appeal = page.t, f"history.{n}", page.session.case.history[n]
    became = [
        (t(en, zh), value)
        for en, zh, value in (
            ("kept", "已兑现", "kept"),
            ("replaced", "已被替代", "replaced"),
            ("broken", "未兑现", "broken"),
            ("open", "仍在进行", "open"),
        )
    ]
    promises = [
        row(
            fields.text(page, f"{where}.promises.{k}.en", t("Promised", "承诺"), value=p.en),
            fields.picked(page, f"{where}.promises.{k}.became", t("What became of it", "结果"), became),
            fields.statement(
                page, f"{where}.promises.{k}.because", t("Why, or by what it was replaced", "原因或替代措施"), lines=1
            ),
        )
        for k, p in enumerate(appeal.promises)
    ]
    promised = w.Text(description=t("What it promised", "当时的承诺"), continuous_update=False)
    promised.add_class("poa-field")
    add = button(
        page,
        t("Add the promise", "添加承诺"),
        lambda: page.act(added(f"{where}.promises", {"en": promised.value})) if promised.value.strip() else None,
    )
    head = f"{appeal.file}, {appeal.date}, {appeal.outcome}"
    out = button(page, t("Take out", "移除"), lambda: page.act(removed("history", str(n))))
    return [row(html(f"<p><b>{escape(head)}</b></p>"), out), *promises, row(promised, add)]


def _new(page: Page) -> Any:
    t, session = page.t, page.session
    files = sorted(
        p.relative_to(session.folder).as_posix()
        for p in (session.folder / "evidence").glob("*")
        if p.suffix.lower() in {".pdf", ".docx", ".txt", ".md"}
    )
    if not files:
        return html(
            f"<p>{t('None is in evidence/. If there was one, drop its file in the step Files first.', 'evidence/ 中没有。如有，请先在“文件”一步上传。')}</p>"
        )
    file = w.Dropdown(options=files, description=t("Its file", "文件"))
    outcome = w.Dropdown(options=["rejected", "approved", "closed", "unknown"], description=t("Outcome", "结果"))
    day = w.Text(description=t("Day of the outcome", "结果日期"), placeholder="2026-06-20", continuous_update=False)
    for widget in (file, outcome, day):
        widget.add_class("poa-field")
    add = button(
        page,
        t("Add the earlier appeal", "添加此前申诉"),
        lambda: page.act(added("history", {"file": file.value, "outcome": outcome.value, "date": day.value})),
    )
    return row(file, outcome, day, add)


STEP = Step(
    id="attempt",
    order=30,
    title=("Attempt and promises", "次数与承诺"),
    lead=(
        "A second appeal that repeats the first, or forgets what it promised, is refused.",
        "重复前一次内容或遗忘承诺的再次申诉会被驳回。",
    ),
    state=_state,
    content=_content,
)
