"""A dispute: what happened, why the measure is wrong, what is asked for."""

from collections.abc import Iterator
from typing import Any

from kit.ui.walk import fields
from kit.ui.walk.insert import insertable
from kit.ui.walk.page import Page, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.steps.causes import exhibits
from kit.ui.walk.things import things


def _state(session: Session) -> State:
    found = session.case.dispute
    return "done" if found.happened and found.wrong and found.asks and all(p.exhibits for p in found.wrong) else "open"


def _content(page: Page) -> list[Any]:
    t, found = page.t, page.session.case.dispute
    parts = (
        ("happened", t("What happened", "事实经过"), found.happened),
        ("wrong", t("Why the measure is wrong", "处罚为何有误"), found.wrong),
        ("asks", t("What we ask for", "我方请求"), found.asks),
    )
    shown: list[Any] = []
    for name, title, points in parts:
        part = f"dispute.{name}"
        listed = [(p.id, p.what) for p in points]
        shown += [
            html(f"<h4>{title}</h4>"),
            *things(page, part, listed, _fields, name="point", ask=title),
        ]
    return shown


def _fields(page: Page, where: str) -> Iterator[Any]:
    t, session = page.t, page.session
    yield fields.statement(page, f"{where}.what", t("In words", "内容"), lines=3, insert=insertable(session))
    yield row(
        fields.text(page, f"{where}.when", t("When", "时间"), hint="2026-06-03 16:10"),
        fields.names(page, where, "exhibits", t("Proved by", "证据"), exhibits(session)),
    )


STEP = Step(
    id="dispute",
    order=110,
    title=("The dispute", "抗辩内容"),
    lead=(
        "Facts first, each with its file; then why the measure does not fit them; then one clear request.",
        "先写有文件支持的事实，再写处罚为何不符，最后提出明确请求。",
    ),
    state=_state,
    content=_content,
    applies=lambda session: session.case.stance == "dispute",
)
