"""The notice: what it says, and until when the answer must lie there."""

import re
from html import escape
from typing import Any

import ipywidgets as w

from kit import policy
from kit.desk.deadlines import burning, clocks, dues
from kit.desk.edits import Change, added, all_of, clean, removed, stated
from kit.phrases import said as words_of
from kit.ui.walk import fields
from kit.ui.walk.page import Page, button, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step


def _state(session: Session) -> State:
    violation = session.case.violation
    return "done" if violation.deadline and (violation.window or not session.family.metrics) else "open"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    page.parts["clocks"] = html(_clocks(page))
    sites = [(f"{code} {head.name_zh if session.lang == 'zh' else head.name}", code) for code, head in policy.heads().items()]
    families = [(words_of(policy.family(name).title, session.lang), name) for name in policy.families()]
    tickets = [
        (t("announced (pending)", "已预告（pending）"), "pending"),
        (t("in force (enforced)", "已生效（enforced）"), "enforced"),
    ]
    return [
        page.parts["clocks"],
        row(
            fields.picked(page, "violation.site", t("Site", "站点"), sites, change=lambda code: _moved(session, code)),
            fields.picked(page, "violation.family", t("Kind of violation", "违规类别"), families),
            fields.picked(page, "violation.ticket", t("Ticket status", "工单状态"), tickets),
        ),
        row(
            fields.text(page, "violation.id", t("Violation ID, as printed", "违规编号（照抄）")),
            fields.text(page, "violation.title", t("The notice's own name for it", "通知上的名称（原文）")),
            fields.text(page, "violation.code", t("Code, if one is printed", "代码（如有）")),
        ),
        row(
            fields.moment(page, "violation.received", t("Notice received", "收到通知")),
            fields.moment(page, "violation.deadline", t("Deadline; empty if none is named", "截止时间；未写则留空")),
        ),
        row(
            *fields.together(
                page,
                "violation.window",
                [
                    ("start", t("First day that the notice counts", "统计首日"), "2026-05-11"),
                    ("end", t("Last day that it counts", "统计末日"), "2026-06-07"),
                ],
            )
        ),
        fields.statement(page, "violation.enforcement", t("The measure taken", "处罚措施"), lines=1),
        *_figures(page),
        fields.text(
            page,
            "violation.orders",
            t("Order IDs that the notice lists, one a line", "通知列出的订单号，每行一个"),
            lines=2,
            value="\n".join(session.case.violation.orders),
            change=lambda typed: _list("violation.orders", typed),
        ),
        fields.text(
            page,
            "violation.skus",
            t("SKUs that the notice lists, one a line", "通知列出的 SKU，每行一个"),
            lines=2,
            value="\n".join(session.case.violation.skus),
            change=lambda typed: _list("violation.skus", typed),
        ),
    ]


def _refresh(page: Page) -> None:
    page.parts["clocks"].value = _clocks(page)


def _figures(page: Page) -> list[Any]:
    """The figures printed in the notice: one a line, with a way to add and to take away."""
    t, session = page.t, page.session
    metrics = [(m.replace("_", " "), m) for m in session.family.metrics]
    if not metrics:
        return []
    rows = []
    for n, figure in enumerate(session.case.violation.figures):
        out = button(
            page,
            f"✕ {figure.metric.replace('_', ' ')}: {figure.value}",
            lambda n=n: page.act(removed("violation.figures", str(n))),
        )
        rows.append(out)
    kind = w.Dropdown(options=metrics, description=t("Figure that the notice prints", "通知所列指标"))
    value = w.Text(description=t("As printed there", "数值（照抄）"), placeholder="10.6%", continuous_update=False)
    for widget in (kind, value):
        widget.add_class("poa-field")
    add = button(
        page,
        t("Add the figure", "添加指标"),
        lambda: (
            page.act(added("violation.figures", {"metric": kind.value, "value": value.value})) if value.value.strip() else None
        ),
    )
    return [row(kind, value, add), row(*rows)] if rows else [row(kind, value, add)]


def _list(where: str, typed: str) -> Change:
    found = [clean(one) for one in re.split(r"[\s,;，；、]+", typed) if one.strip()]
    return (lambda document: document.put(where, found)) if found else (lambda document: document.drop(where))


def _moved(session: Session, code: str) -> Change:
    """Another site; a shop that stands in the case itself moves with it."""
    case = session.case
    shop = [stated(f"seller.shops.{case.shop}.site", code)] if case.seller else []
    return all_of(stated("violation.site", code), *shop)


def _clocks(page: Page) -> str:
    """The moment on three clocks, and by which fact."""
    t, session = page.t, page.session
    due = burning(dues(session.case, session.policy, None))
    if due is None:
        return f'<p class="poa-bad">{escape(t("No deadline is stated or known: ask for it today.", "未注明截止时间：请今天就问清。"))}</p>'
    on = clocks(due.at, session.policy, session.opened.seller)
    named = [(t("Site", "站点"), on.site), (t("Client", "客户"), on.client), (t("You", "您"), on.own)]
    cells = "".join(
        f"<td style='padding-right:18px'><b>{escape(name)}</b><br>{at:%Y-%m-%d %H:%M} {escape(at.tzname() or '')}</td>"
        for name, at in named
    )
    why = "" if due.fact is None else t(
        f"by the rule {due.fact.id} ({due.fact.grade}), for the notice names no deadline", f"依据规则 {due.fact.id}（{due.fact.grade}），通知未写明期限"
    )  # fmt: skip
    return f"<table><tr>{cells}</tr></table><p>{escape(why)}</p>"


STEP = Step(
    id="notice",
    order=10,
    title=("The notice and its deadline", "通知与期限"),
    lead=(
        "Copy from the notice word for word. Everything else is held against it.",
        "照通知原文填写，后面的内容都以此为准。",
    ),
    state=_state,
    content=_content,
    refresh=_refresh,
)
