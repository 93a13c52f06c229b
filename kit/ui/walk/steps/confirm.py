"""The client confirms: the copy in English and Chinese that is read and signed, or the client's word where English is read."""

import getpass
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as w

from kit.appeal import Appeal
from kit.desk import review_copy
from kit.desk.edits import worded
from kit.errors import Usage
from kit.letter import Line
from kit.phrases import say
from kit.tools.file_names import safe
from kit.ui.walk import fields
from kit.ui.walk.download import download
from kit.ui.walk.page import Page, button, counted, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.steps.said import kept

CONFIRMED = "Confirmation"


def _words(session: Session) -> list[tuple[str, bool]]:
    """Each time the client's word was given, kept as a statement, and whether it is of what is stated now."""
    now, found = review_copy.states(session.opened), []
    for item in session.case.evidence:
        if item.kind == "statement" and item.file and item.caption.en.startswith(f"{CONFIRMED} by "):
            with suppress(OSError):
                words = (session.folder / item.file).read_text(encoding="utf-8", errors="replace")
                found.append((item.caption.en, now in words))
    return found


def _state(session: Session) -> State:
    signed = review_copy.latest(session.folder, session.case.attempt)
    if signed and _holds(session, signed):
        return "done"
    given = _words(session)
    if any(is_current for _, is_current in given) and not review_copy.demanded(session.opened):
        return "done"
    return "stale" if signed or given else "open"


def _holds(session: Session, signed: review_copy.Signature) -> bool:
    """Whether the confirmed copy is the one of now: by its code where that is known, else by whether anything was changed."""
    stated, held = review_copy.states(session.opened), session.choices.get("copy_of_now")
    return signed.digest == held[1] if held and held[0] == stated else signed.states == stated


def _content(page: Page) -> list[Any]:
    t = page.t
    page.parts["words"], page.parts["code"] = html(_given(page)), html(_code(page))
    page.parts["lacking"] = {}
    _compare(page)
    return [
        page.parts["words"],
        button(page, t("Make the copy in English and Chinese", "生成中英对照审阅稿"), lambda: _make(page), style="primary"),
        page.parts["code"],
        page.place("lacking", lambda: _lacking(page)),
        page.place("files", lambda: _files(page)),
        *_signed(page),
        *_spoken(page),
    ]


def _refresh(page: Page) -> None:
    page.parts["words"].value = _given(page)
    page.parts["code"].value = _code(page)


def _given(page: Page) -> str:
    """Who confirmed what, and whether it still holds, as markup."""
    t, session = page.t, page.session
    signed = review_copy.latest(session.folder, session.case.attempt)
    stale = t("a word changed since: it is stale", "此后文字有变动：已失效")
    told = [caption if is_current else f"{caption} ({stale})" for caption, is_current in _words(session)]
    if signed:
        english = f"{signed.by} confirmed copy {signed.digest[:8]} on {signed.at[:10]}"
        chinese = f"{signed.by} 于 {signed.at[:10]} 确认了审阅稿 {signed.digest[:8]}"
        told.append(t(english, chinese) + ("" if _holds(session, signed) else f" ({stale})"))
    return f"<p><b>{escape('; '.join(told or [t('Nobody has confirmed yet.', '尚无人确认。')]))}</b></p>"


def _compare(page: Page) -> None:
    """Write the letter of a signed case once as it stands, off the screen's thread: not each change is one of its words."""
    session, stated = page.session, review_copy.states(page.session.opened)
    is_signed = review_copy.latest(session.folder, session.case.attempt) is not None
    if not is_signed or stated in {session.choices.get("copy_of_now", ("",))[0], page.choices.get("comparing")}:
        return
    page.choices["comparing"] = stated

    def job(progress: Any) -> str:
        return review_copy.copied(Appeal.open(session.folder, progress=progress)).digest

    def done(digest: str | None, problem: str) -> None:
        session.choices["copy_of_now"] = (stated, digest or "")
        page.choices.pop("comparing", None)
        session.changed()
        page.say(problem)

    session.work(page.t("Comparing with what was confirmed", "正在与已确认的内容比对"), job, done)


def _files(page: Page) -> list[Any]:
    """The copy and its pictures, to be saved from the page."""
    t, folder = page.t, page.session.folder / "build" / "review"
    pictures = sorted(folder.glob("zh-*.png"), key=lambda path: (len(path.name), path.name))
    if not (folder / "zh.pdf").is_file() or not pictures:
        return []
    return [
        row(
            download(page, t("Get the copy to sign", "下载待签字的审阅稿"), "zh.pdf", lambda: [folder / "zh.pdf"]),
            download(page, t("Get its pictures for a chat", "下载聊天用图片"), "review-copy.zip", lambda: pictures),
        )
    ]


def _make(page: Page) -> None:
    """The copy and its pages as pictures, off the screen's thread; lines without Chinese are named."""
    session, stated = page.session, review_copy.states(page.session.opened)

    def job(progress: Any) -> tuple[review_copy.Copy, review_copy.Made]:
        appeal = Appeal.open(session.folder, progress=progress)
        copy = review_copy.copied(appeal)
        return copy, review_copy.make(appeal, copy, session.folder / "build" / "review")

    def done(made: tuple[review_copy.Copy, review_copy.Made] | None, problem: str) -> None:
        page.choices["copy"] = (stated, *made) if made else None
        if made:
            session.choices["copy_of_now"] = (stated, made[0].digest)
        session.changed()
        page.renew("lacking", "files", problem=problem)

    session.work(page.t("Making the copy", "正在生成审阅稿"), job, done)


def _code(page: Page) -> str:
    """What the copy made last is good for, as markup: the code to answer with, for as long as no word has changed."""
    t, session, held = page.t, page.session, page.choices.get("copy")
    if held is None:
        return ""
    stated, copy, made = held
    wrote = f"<p>{escape(say(session.lang, 'copy_wrote', path=made.pdf, count=len(made.pictures)))}</p>"
    count = len(copy.lacking)
    if copy.lacking:
        fill = t(
            f"{counted(count, 'line has', 'lines have')} no Chinese, so it cannot be signed: write it here, then make the copy again.",
            f"{count} 行没有有效中文，不可签字：请在此填写中文，然后重新生成。",
        )
        return f'{wrote}<p class="poa-bad">{escape(fill)}</p>'
    if stated != review_copy.states(session.opened):
        again = t("Something changed since this copy was made: make it again.", "此稿生成后内容有变动：请重新生成。")
        return f'<p class="poa-bad">{escape(again)}</p>'
    code = t(f"The client answers with the code {copy.short}.", f"客户以确认码 {copy.short} 回复。")
    return f"{wrote}<p><b>{escape(code)}</b></p>"


def _lacking(page: Page) -> list[Any]:
    """A field for each line without Chinese. One that has it by now is hidden and stays, so that no other is drawn anew."""
    held, fields_of = page.choices.get("copy"), page.parts["lacking"]
    lines = {line.where: line for line in held[1].lacking} if held else {}
    for where, line in lines.items():
        if where not in fields_of:
            fields_of[where] = _line(page, line)
    for where, cell in fields_of.items():
        cell.layout.display = "" if where in lines else "none"
    return list(fields_of.values())


def _line(page: Page, line: Line) -> Any:
    """A line of the letter with a field for its Chinese."""
    why = say(page.session.lang, f"copy_{line.lacks}")
    return fields.text(
        page, f"review.words.{line.where}", f"{line.where} ({why}): {line.alone}", value="",
        change=lambda typed: worded(line.where, line.alone, typed) if typed.strip() else None,
    )  # fmt: skip


def _signed(page: Page) -> list[Any]:
    """The client's answer with the code, and what shows it."""
    t, session = page.t, page.session
    code = w.Text(description=t("Code that the client answered", "客户回复的确认码"), continuous_update=False)
    who = w.Text(description=t("Who confirmed it", "确认人"), continuous_update=False)
    for widget in (code, who):
        widget.add_class("poa-field")
    proof = w.FileUpload(
        icon="", multiple=False, description=t("Screenshot of the answer", "回复截图"), layout=w.Layout(width="auto")
    )
    given: list[tuple[str, bytes]] = []

    def hold(event: Any) -> None:
        """What was chosen stays here and not in the widget, which a notebook may save."""
        if event["new"]:
            given[:] = [(str(one["name"]), bytes(one["content"])) for one in event["new"]]
            proof.value = ()
            page.say("", f"{proof.description}: {given[0][0]}")

    proof.observe(hold, "value")

    def note() -> None:
        by, answered, now = who.value, code.value, session.now()

        def job(progress: Any) -> None:
            with TemporaryDirectory() as folder:
                paths = [Path(folder) / safe(name) for name, _ in given]
                for path, (_, content) in zip(paths, given, strict=True):
                    path.write_bytes(content)
                appeal = Appeal.open(session.folder, progress=progress)
                shows = paths[0] if paths else None
                noted_by, words = getpass.getuser(), partial(say, session.lang)
                review_copy.confirm(appeal, answered, by=by, at=now, proof=shows, noted_by=noted_by, now=now, say=words)

        def done(_: None, problem: str) -> None:
            session.changed()
            page.say(problem, t("It is noted.", "已记录。"))

        session.work(t("Noting the confirmation", "正在记录确认"), job, done)

    return [row(code, who), row(proof, button(page, t("Note the confirmation", "记录确认"), note))]


def _spoken(page: Page) -> list[Any]:
    """The client's word that what is stated is true, where English is read: kept as a statement."""
    t, session = page.t, page.session
    who = w.Text(
        description=t("Or: who has read the English and confirms it", "或：已阅读英文并确认的人"), continuous_update=False
    )
    who.add_class("poa-field")

    def keep() -> None:
        if not who.value.strip():
            raise Usage(t("Say who confirms.", "请填写确认人。"))
        digest = review_copy.states(session.opened)
        words = f"I have read what case.yaml of {session.case.id} states, and it is true.\nSHA-256 of what it states: {digest}"
        kept(page, who.value.strip(), words, about=CONFIRMED)
        page.draw()

    return [row(who, button(page, t("Confirmed by this person", "由此人确认"), keep))]


STEP = Step(
    id="confirm",
    order=155,
    title=("The client confirms", "客户确认"),
    lead=(
        "What is said is said in the client's name: nothing is sent before it was read and confirmed.",
        "内容以客户名义提交：须经客户阅读确认后再提交。",
    ),
    state=_state,
    content=_content,
    refresh=_refresh,
)
