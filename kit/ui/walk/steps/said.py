"""What the client says: kept as a statement, which proves nothing by itself."""

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as w

from kit.desk.edits import all_of, stated
from kit.errors import Usage
from kit.phrases import said
from kit.take_in import take_in
from kit.ui.walk.fields import unsent
from kit.ui.walk.page import Page, button, html, listed, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step


def _state(session: Session) -> State:
    return "done" if any(e.kind == "statement" for e in session.case.evidence) else "free"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    questions = [f"{said(q.ask, session.lang)} {said(q.why, session.lang)}".strip() for q in session.family.questions]
    held = [f"{said(e.caption, session.lang)} ({e.file})" for e in session.case.evidence if e.kind == "statement"]
    who = unsent(page, "who", w.Text(description=t("Who says it", "由谁陈述")))
    what = unsent(page, "what", w.Textarea(description=t("In their words", "原话"), rows=5, layout=w.Layout(width="100%")))

    def keep() -> None:
        if not (who.value.strip() and what.value.strip()):
            raise Usage(t("Say who, and what.", "请填写陈述人和内容。"))
        kept(page, who.value.strip(), what.value)
        who.value = what.value = ""
        page.draw()

    return [
        html(f"<b>{t('To ask', '要问的问题')}</b>{listed(questions)}"),
        row(who),
        what,
        button(page, t("Keep it as a statement, unproved", "存为陈述（未证实）"), keep, style="primary"),
        html(f"<b>{t('Kept', '已存')}</b>{listed(held)}" if held else f"<p>{escape(t('None is kept yet.', '尚无陈述。'))}</p>"),
    ]


def kept(page: Page, who: str, words: str, *, about: str = "") -> None:
    """Keep what somebody says as a file of its own, read by us and never submitted."""
    session = page.session
    now = session.now().astimezone(session.policy.zone)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"statement-{now:%Y-%m-%d-%H%M%S}.txt"
        path.write_text(f"{who}, {now:%Y-%m-%d %H:%M %Z}\n{about}\n\n{words.strip()}\n", encoding="utf-8")
        with session.by_other():
            fates = take_in(session.folder, [path], now=now)
    session.changed()
    if fates[0].outcome == "same":  # the same words in the same minute
        page.say("")
        return
    item = fates[0].evidence
    if item is None:
        raise Usage(fates[0].told(session.lang) or fates[0].outcome)
    where = f"evidence.{item}"
    caption = f"{about or 'Statement'} by {who}, {now:%Y-%m-%d}"
    page.say(
        session.write(
            all_of(
                stated(f"{where}.kind", "statement"), stated(f"{where}.caption", caption), stated(f"{where}.use", "background")
            )
        )
    )


STEP = Step(
    id="said",
    order=100,
    title=("What the client says", "客户的说法"),
    lead=(
        "Written down with the day and the name. It proves nothing by itself: what stands in the letter needs a file.",
        "注明日期和姓名记录下来。口头说法本身不作证明：信中的内容须有文件支持。",
    ),
    state=_state,
    content=_content,
)
