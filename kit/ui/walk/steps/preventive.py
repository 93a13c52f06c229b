"""What holds from now on: owner, since when, what sets it off, its limit, how it is measured."""

from collections.abc import Iterator
from typing import Any

from kit.ui.walk import fields
from kit.ui.walk.insert import insertable
from kit.ui.walk.page import Page, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.steps.causes import exhibits
from kit.ui.walk.steps.corrective import causes, owners, prompts
from kit.ui.walk.things import things


def _state(session: Session) -> State:
    found = session.case.preventive
    return "done" if found and all(p.owner and (p.since or p.by) and p.measured and p.answers for p in found) else "open"


def _content(page: Page) -> list[Any]:
    found = [(p.id, p.what) for p in page.session.case.preventive]
    ask = page.t("A new measure: what is checked, how often, by which rule", "新的措施：检查什么、多久一次、依据什么规则")
    return [
        html(prompts(page, "prevention")),
        *things(page, "preventive", found, _fields, name="measure", ask=ask),
    ]


def _fields(page: Page, where: str) -> Iterator[Any]:
    t, session = page.t, page.session
    yield fields.statement(page, f"{where}.what", t("What holds", "措施内容"), lines=3, insert=insertable(session))
    yield row(
        fields.picked(page, f"{where}.owner", t("Owner", "负责人"), [("–", ""), *owners(session)]),
        fields.text(page, f"{where}.since", t("In force since", "生效日期"), hint="2026-06-15"),
        fields.text(page, f"{where}.by", t("Or promised by", "或承诺完成日"), hint="2026-07-13"),
    )
    yield row(
        fields.text(page, f"{where}.trigger", t("What sets it off, how often", "触发条件与频率")),
        fields.text(page, f"{where}.limit", t("Limit", "限值")),
    )
    yield fields.statement(
        page, f"{where}.measured", t("How it is measured, and which record is kept", "如何衡量、保留什么记录"), lines=1
    )
    yield row(
        fields.names(page, where, "answers", t("Which cause it answers", "针对哪个原因"), causes(session)),
        fields.names(page, where, "exhibits", t("Shown by", "证据"), exhibits(session)),
    )


STEP = Step(
    id="preventive",
    order=120,
    title=("What holds from now on", "今后的措施"),
    lead=(
        "A rule with an owner, a day, a limit and a record; training alone is no measure.",
        "须有负责人、日期、限值和记录；单靠培训不算措施。",
    ),
    state=_state,
    content=_content,
    applies=lambda session: session.case.stance == "plan",
)
