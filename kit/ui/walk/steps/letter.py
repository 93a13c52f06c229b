"""The letter's head: its day, its signer, and the three lines by which a reviewer decides whether to read on."""

from typing import Any

from kit.ui.walk import fields
from kit.ui.walk.insert import insertable
from kit.ui.walk.page import Page, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step


def _state(session: Session) -> State:
    return "done" if session.case.letter.summary and session.case.letter.signer else "open"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    people = [(f"{p.name}, {p.title}", p.id) for p in session.opened.seller.people]
    head = row(
        fields.text(page, "letter.date", t("Day of the letter", "信的日期"), hint="2026-07-06"),
        fields.picked(page, "letter.signer", t("Signed by", "签字人"), people),
    )
    three = (
        ("happened", t("What happened, with the figure", "发生了什么（含数字）")),
        ("why", t("Why, in one line", "一句话原因")),
        ("now", t("What holds now, with the figure after it", "现在如何（含整改后数字）")),
    )
    if session.case.letter.summary is None:
        return [head, html(f"<h4>{t('Three lines', '三行摘要')}</h4>"), *_first(page, three)]
    insert = insertable(session)
    return [head, *(fields.statement(page, f"letter.summary.{name}", label, lines=2, insert=insert) for name, label in three)]


def _first(page: Page, three: tuple[tuple[str, str], ...]) -> list[Any]:
    """The three lines are written together, once all are there; until then they stand only here."""
    cells = fields.together(page, "letter.summary", [(name, label, "") for name, label in three], lines=2)
    for cell in cells:
        cell.field.observe(lambda _: page.draw() if page.session.case.letter.summary else None, "value")
    note = page.t("Written to case.yaml as soon as all three are there.", "三行都填写后写入 case.yaml。")
    return [*cells, html(f"<p>{note}</p>")]


STEP = Step(
    id="letter",
    order=140,
    title=("Head of the letter", "信的开头"),
    lead=("A reviewer reads three lines before deciding to read on.", "审核员先看三行，再决定是否往下读。"),
    state=_state,
    content=_content,
)
