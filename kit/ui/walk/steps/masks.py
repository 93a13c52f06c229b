"""Buyers' data that the evidence shows: looked for beside the screen, decided by a person."""

from typing import Any

import ipywidgets as w

from kit.appeal import Appeal
from kit.model import BuyerData
from kit.ui.masks import masks
from kit.ui.walk.page import Page, button, html
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step


def _found(session: Session) -> BuyerData | None:
    return session.checked.subject.buyer_data if session.checked else None


def _state(session: Session) -> State:
    found = _found(session)
    if found is None:
        return "done" if any(e.masks for e in session.case.evidence) else "free"
    return "open" if any(p.state == "open" for p in found.proposals) else "done"


def _content(page: Page) -> list[Any]:
    t = page.t
    page.parts["found"] = w.VBox()
    look = button(page, t("Look for buyers' data", "查找买家信息"), lambda: _look(page), style="primary")
    if found := _found(page.session):
        count = sum(p.state == "open" for p in found.proposals)
        words = t(
            f"{len(found.proposals)} places found, {count} not yet decided.",
            f"发现 {len(found.proposals)} 处，{count} 处未决定。",
        )
        return [html(f"<p>{words}</p>"), look, page.parts["found"]]
    return [look, page.parts["found"]]


def _look(page: Page) -> None:
    def job(progress: Any) -> Appeal:
        appeal = Appeal.open(page.session.folder, progress=progress)
        _ = appeal.buyer_data
        return appeal

    def done(appeal: Appeal | None, problem: str) -> None:
        if appeal is not None:
            nothing = page.t("Nothing was found that looks like a buyer's data.", "未发现疑似买家信息。")
            panel = masks(appeal, interactive=True, around=page.session.by_other, after=page.session.changed)
            page.parts["found"].children = (panel,) if isinstance(panel, w.Widget) else (html(f"<p>{nothing}</p>"),)
        page.say(problem)

    page.session.work(page.t("Reading every page", "正在逐页读取"), job, done)


STEP = Step(
    id="masks",
    order=80,
    title=("Buyers' data", "买家信息"),
    lead=(
        "Names, addresses and numbers of buyers are covered on a copy; your file stays as it is.",
        "买家姓名、地址、号码在副本上遮盖；原件不变。",
    ),
    state=_state,
    content=_content,
)
