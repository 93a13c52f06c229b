"""Sent: the Case ID, the time and the screenshot that prove it, kept with the PDF as it was sent."""

import re
import shlex
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as w

from kit.commands.submit import Given, submit
from kit.desk.steps import key_of, standing
from kit.desk.submission import kept_in
from kit.errors import KitError, Usage
from kit.ledger import opened as ledger
from kit.new import site_time
from kit.phrases import Lang
from kit.terminal import Terminal
from kit.tools.file_names import safe
from kit.ui.walk.download import download
from kit.ui.walk.fields import unsent
from kit.ui.walk.page import Page, button, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step


def _receipt(session: Session) -> Path:
    return kept_in(session.folder, session.case.attempt) / "receipt.json"


def _state(session: Session) -> State:
    return "done" if _receipt(session).is_file() else "open"


class _Said(Terminal):
    """What is said, kept for the screen."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(lang)
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        """Keep one line."""
        self.lines.append(text)


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    receipt = _receipt(session)
    if receipt.is_file():
        kept = sorted(p for p in receipt.parent.iterdir() if p.is_file())
        told = t(f"Attempt {session.case.attempt} is noted as sent.", f"第 {session.case.attempt} 次申诉已记录为已提交。")
        name = f"{session.case.violation.id}-sent.zip"
        return [
            html(f'<p role="status"><b>{escape(told)}</b> {escape(str(receipt.parent))}</p>'),
            *_said(page),
            download(page, t("Get what was sent, with its proof", "下载提交内容及凭证"), name, lambda: kept),
            _packing(page),
        ]
    return [*_said(page), *_fields(page), _packing(page)]


def _packing(page: Page) -> Any:
    """How the case is handed on."""
    command = f"poa pack {shlex.quote(str(page.session.folder))}"
    words = page.t("To hand the case to a colleague or the client as one ZIP:", "把案件打包成一个 ZIP 交给同事或客户：")
    return html(f"<p>{escape(words)} <code>{escape(command)}</code></p>")


def _said(page: Page) -> list[Any]:
    return [html("".join(f"<p>{escape(line)}</p>" for line in page.choices.get("said", ())))]


def _fields(page: Page) -> list[Any]:
    """What Seller Center shows once the appeal is there; all of it is noted together or nothing."""
    t, session = page.t, page.session
    zone = session.policy.zone
    number = unsent(page, "case_id", w.Text(description=t("Case ID that Help Center shows", "帮助中心显示的 Case ID")))
    sent = unsent(
        page, "at", w.Text(description=t(f"Sent at ({zone.key})", f"提交时间（{zone.key}）"), placeholder="2026-07-06 10:41")
    )
    proof = w.FileUpload(
        icon="",
        multiple=False,
        description=t("Screenshot of “Appeal Submitted”", "“Appeal Submitted” 截图"),
        layout=w.Layout(width="auto"),
    )
    given: list[tuple[str, bytes]] = page.choices.setdefault("proof", [])
    chosen = html(escape(given[0][0]) if given else "")

    def hold(event: Any) -> None:
        """What was chosen stays here and not in the widget, which a notebook may save."""
        if event["new"]:
            given[:] = [(str(one["name"]), bytes(one["content"])) for one in event["new"]]
            proof.value = ()
            chosen.value = escape(given[0][0])

    proof.observe(hold, "value")

    def note() -> None:
        lacking = [
            x.description
            for x, is_there in ((number, number.value.strip()), (sent, sent.value.strip()), (proof, given))
            if not is_there
        ]
        if lacking:
            raise Usage(t("nothing was noted; still missing", "未记录；还缺"), lacking)
        _note(page, number.value, site_time(sent.value, zone, sent.description), *given[0])

    return [row(number, sent), row(proof, chosen, button(page, t("Note that it was sent", "记录已提交"), note, style="primary"))]


def _note(page: Page, number: str, at: str, name: str, content: bytes) -> None:
    """Held against the build as `poa submit` does, off the screen's thread."""
    session = page.session

    def job(_: Any) -> list[str]:
        said = _Said(session.lang)
        with TemporaryDirectory() as folder:
            picture = Path(folder) / safe(name)
            picture.write_bytes(content)
            given = Given(case_id=number, at=at, screenshot=picture, was_sent=_is_begun(session))
            try:
                submit(said, session.folder, given, now=session.now(), ask=None, as_json=False)
            except KitError as error:
                raise Usage(_on_screen(error.message), [_on_screen(problem) for problem in error.problems]) from None
        return [line for line in said.lines if str(folder) not in line]

    def done(lines: list[str] | None, problem: str) -> None:
        page.choices["said"] = lines or []
        if not problem:
            page.choices["proof"].clear()
            for field in ("case_id", "at"):
                session.unfinished.put(f"sent.{field}", "")
        session.changed()
        if problem:
            page.say(problem)  # what was typed is put right in its field
        else:
            page.draw()

    session.work(page.t("Noting that it was sent", "正在记录提交"), job, done)


def _is_begun(session: Session) -> bool:
    """Whether the upload was noted as begun already, from the command line or before a stop."""
    with ledger() as held:
        found = standing(held, key_of(session.case))
    return found is not None and found.state == "submitting"


def _on_screen(problem: str) -> str:
    """A problem by the names of the fields instead of the command's options."""
    for option, name in (("--case-id", "Case ID"), ("--at", "time"), ("--screenshot", "screenshot")):
        problem = re.sub(rf"{option}\b", name, problem)
    return problem


STEP = Step(
    id="sent",
    order=170,
    title=("Sent, with proof", "提交与凭证"),
    lead=(
        "Upload the PDF in Seller Center, then note here what it shows. Without a confirmation an appeal counts as not sent.",
        "在卖家中心上传 PDF 后，在此记录页面显示的内容。没有确认的申诉视为未提交。",
    ),
    state=_state,
    content=_content,
)
