"""What was done: who, when it was finished, which cause it answers, which file proves it."""

from collections.abc import Iterator
from html import escape
from typing import Any

from kit.phrases import said
from kit.ui.walk import fields
from kit.ui.walk.brief import brief
from kit.ui.walk.insert import insertable
from kit.ui.walk.page import Page, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.steps.causes import exhibits
from kit.ui.walk.things import things


def _state(session: Session) -> State:
    actions = session.case.corrective
    return "done" if actions and all(a.owner and a.done and a.answers and a.exhibits for a in actions) else "open"


def _content(page: Page) -> list[Any]:
    found = [(a.id, a.what) for a in page.session.case.corrective]
    ask = page.t("A new action: what was done, where, to what value", "新的措施：做了什么、在哪里、改为多少")
    return [
        html(prompts(page, "correction")),
        *things(page, "corrective", found, _fields, name="action", ask=ask),
    ]


def _fields(page: Page, where: str) -> Iterator[Any]:
    t, session = page.t, page.session
    yield fields.statement(page, f"{where}.what", t("What was done", "做了什么"), lines=3, insert=insertable(session))
    yield fields.statement(page, f"{where}.short", t("In one line, for page 1", "首页一句话"), lines=1)
    yield row(
        fields.picked(page, f"{where}.owner", t("Who did it", "执行人"), [("–", ""), *owners(session)]),
        fields.text(
            page, f"{where}.done", t("Finished, day and time at the site", "完成时间（站点当地）"), hint="2026-06-12 09:40"
        ),
    )
    yield row(
        fields.names(page, where, "answers", t("Which cause it answers", "针对哪个原因"), causes(session)),
        fields.names(page, where, "exhibits", t("Proved by", "证据"), exhibits(session)),
    )


def owners(session: Session) -> list[fields.Option]:
    """Each person of the seller's."""
    return [(f"{p.name}, {p.title}", p.id) for p in session.opened.seller.people]


def causes(session: Session) -> list[fields.Option]:
    """Each cause of the letter, in words."""
    return [(brief(c.short or c.what, session.lang, 90), c.id) for c in session.case.root_causes]


def prompts(page: Page, name: str) -> str:
    """What usually answers the causes of the letter: to think of, never to copy."""
    named = {c.pattern for c in page.session.case.root_causes}
    asked = [getattr(p, name) for p in page.session.family.patterns if p.id in named]
    lines = [said(one, page.session.lang) for one in asked if one]
    return "".join(f"<p><i>{escape(line)}</i></p>" for line in lines)


STEP = Step(
    id="corrective",
    order=110,
    title=("What was done", "已做的整改"),
    lead=(
        "Finished actions only: who, on which day at what time, and the file that shows it.",
        "只写已完成的：谁、何时完成、哪份文件证明。",
    ),
    state=_state,
    content=_content,
    applies=lambda session: session.case.stance == "plan",
)
