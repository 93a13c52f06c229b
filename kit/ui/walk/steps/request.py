"""What to ask whom tonight: one message for each giver, ready to be copied; what comes back ticks its item off."""

from collections.abc import Iterator
from html import escape
from typing import Any

import ipywidgets as w

from kit.commands.request import message
from kit.desk.asked import asked, order
from kit.desk.checklist import Ask, checklist
from kit.desk.edits import Change, added, all_of, new_id, removed, stated
from kit.desk.quote import quoted
from kit.desk.replies import Reply, replies, state
from kit.desk.requests import Item, Request
from kit.errors import Usage
from kit.model import EvidenceItem
from kit.phrases import said, say
from kit.policy.requests import Giver
from kit.take_in import Fate
from kit.ui.walk.fields import unsent
from kit.ui.walk.page import Page, alert, button, html, listed, row
from kit.ui.walk.receipts import given, stored
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step
from kit.ui.walk.steps.said import kept

_SHORT = 60  # characters of what is asked for, on a button


def _asks(session: Session) -> tuple[Ask, ...]:
    return checklist(session.case, session.family, session.findings)


def _state(session: Session) -> State:
    return "open" if any(a.is_required and a.state in {"missing", "problem"} for a in _asks(session)) else "done"


def _content(page: Page) -> list[Any]:
    found = _requests(page.session)
    shown: list[Any] = [part for one in found for part in _request(page, one.giver)]
    if not shown:
        shown.append(html(f"<p>{escape(say(page.session.lang, 'request_nothing'))}</p>"))
    return [*shown, page.place("coming", lambda: _coming(page)), page.place("fates", lambda: _fates(page))]


def _requests(session: Session) -> tuple[Request, ...]:
    """What each is asked for, by the numbers that are kept."""
    quote = quoted(session.opened, session.policy, session.family, now=session.now(), rates=None)
    return asked(session.unfinished, quote, _asks(session))


def _answered(session: Session, ask: str) -> str:
    """What was replied of one thing, in the words of the reply."""
    return session.unfinished.get(f"request.replied_{ask}")


def _coming(page: Page) -> Iterator[Any]:
    """What somebody has applied for, each with a place for it."""
    on_its_way = [a for a in _asks(page.session) if a.state == "applying"]
    if on_its_way:
        yield html(f"<h4>{escape(page.t('On its way', '在途'))}</h4>")
        for ask in on_its_way:
            yield row(_dropped(page, ask, page.t("It came: {what}", "已到：{what}")), *_noted(page, ask))


def _request(page: Page, giver: Giver) -> Iterator[Any]:
    """The message to one giver with where to drop what it asks for, which follows the case, and the field for a reply."""
    yield html(f"<h4>{escape(said(giver.who, page.session.lang))}</h4>")
    yield page.place(f"asked_{giver.id}", lambda: _asked(page, giver))
    yield _reply(page, giver)


def _asked(page: Page, giver: Giver) -> Iterator[Any]:
    """The message to one giver, and for each thing that it asks for where to drop it."""
    session, lang = page.session, page.session.lang
    one = next((one for one in _requests(session) if one.giver == giver), None)
    if one is None or not one.items:
        return
    text = "\n".join(message(one, session.opened, session.policy.site.calendar.zone, lang))
    rows = min(16, text.count("\n") + 2)
    area = w.Textarea(value=text, rows=rows, description=said(giver.who, lang), layout=w.Layout(width="100%"))
    area.add_class("poa-field")
    yield area
    for item in one.items:
        yield _item(page, item)


def _reply(page: Page, giver: Giver) -> Any:
    """Where the answer is pasted; its numbers are those of the messages to this giver, whatever came meanwhile."""
    t, session = page.t, page.session
    words = unsent(page, f"reply_{giver.id}", w.Textarea(rows=3, layout=w.Layout(width="100%")))
    words.description = t("Paste the reply here, a voice note as its text", "把回复粘贴在此（语音请转成文字）")

    def keep() -> None:
        typed = words.value
        if not typed.strip():
            raise Usage(t("Paste the reply first.", "请先粘贴回复。"))
        numbers = order(session.unfinished, giver.id)
        found = {numbers[r.n - 1]: r for r in replies(typed, range(1, len(numbers) + 1))}
        kept(page, giver.who.en, typed, about="Reply")
        wrong = page.said.value
        now = {ask.ask.id: ask for ask in _asks(session)} | {i.ask.ask.id: i.ask for one in _requests(session) for i in one.items}
        told = [_told(page, now[name], reply) for name, reply in found.items() if name in now]
        for name, reply in found.items():
            session.unfinished.put(f"request.replied_{name}", reply.words)
        coming = [now[name] for name, reply in found.items() if name in now and reply.state == "coming"]
        for ask in (ask for ask in coming if ask.state == "missing" and not _is_noted(session, ask)):
            wrong = alert(problem) if (problem := session.write(_applying(page, ask))) else wrong
        words.value = ""
        page.draw()
        none = t("No number of the message was read in it: it is kept as a statement alone.", "未读到清单编号：仅存为陈述。")
        page.said.value = f'{wrong}<div role="status">{listed(told or [none])}</div>'

    return row(words, button(page, t("Keep it as a statement, unproved", "存为陈述（未证实）"), keep))


def _told(page: Page, ask: Ask, reply: Reply) -> str:
    """To which thing a line of the reply went."""
    what = said(ask.ask.what, page.session.lang)
    came = page.t(" (has come already)", "（已收到）") if ask.state == "received" else ""
    return f"{reply.n} → {what}{came}: {_says(page, reply.words)}: {reply.words}"


def _says(page: Page, words: str) -> str:
    """How a reply is read."""
    return {
        "coming": page.t("on its way, as they say", "对方称已在办理"),
        "none": page.t("cannot be had, as they say", "对方称没有"),
        "said": page.t("they say, unproved", "对方称，未证实"),
    }[state(words)]


def _item(page: Page, item: Item) -> Any:
    """One thing asked for: dropped, or noted as on its way, with what the reply says of it."""
    n = item.n
    coming = button(page, page.t(f"{n}. is on its way", f"第 {n} 项已在办理"), lambda: page.act(_applying(page, item.ask)))
    parts = [_dropped(page, item.ask, page.t(f"Drop {n}: {{what}}", f"上传第 {n} 项：{{what}}"))]
    parts += [coming] if item.ask.state == "missing" else []
    return row(*parts, *_noted(page, item.ask))


def _noted(page: Page, ask: Ask) -> Iterator[Any]:
    """What the reply says of one thing."""
    if words := _answered(page.session, ask.ask.id):
        yield html(f"<p><b>{escape(_says(page, words))}:</b> {escape(words)}</p>")


def _applying(page: Page, ask: Ask) -> Change:
    """Listed as applied for, so that nobody asks twice."""
    name = new_id(ask.ask.kinds[0], [e.id for e in page.session.case.evidence], "file")
    return added("evidence", {"id": name, "kind": ask.ask.kinds[0], "caption": ask.ask.what.en, "status": "applying"})


def _is_noted(session: Session, ask: Ask) -> bool:
    """Whether it is listed as applied for."""
    return any(e.kind in ask.ask.kinds and e.status == "applying" for e in session.case.evidence)


def _dropped(page: Page, ask: Ask, label: str) -> Any:
    """Where the files that answer an ask are dropped: they are taken in as of its kind."""
    what = said(ask.ask.what, page.session.lang)
    words = label.format(what=f"{what[:_SHORT]}…" if len(what) > _SHORT else what)
    upload = w.FileUpload(icon="", multiple=True, description=words, tooltip=what, layout=w.Layout(width="auto"))

    def received(event: Any) -> None:
        if event["new"]:
            _take(page, ask, given(event, upload))

    upload.observe(received, "value")
    return upload


def _take(page: Page, ask: Ask, found: list[tuple[str, bytes]]) -> None:
    session = page.session

    def done(fates: tuple[Fate, ...] | None, problem: str) -> None:
        page.choices["fates"] = fates or ()
        kept_as = {fate.kept_as for fate in fates or () if fate.outcome in {"kept", "same"}}
        if new := [e for e in session.case.evidence if e.file in kept_as and e.kind == "unsorted"]:
            problem = session.write(all_of(*_answer(session, ask, new))) or problem
            session.unfinished.put(f"request.replied_{ask.ask.id}", "")
        session.changed()
        page.renew(*page.places, problem=problem)

    session.work(page.t("Taking in", "正在收入"), lambda progress: stored(page, found, progress), done)


def _answer(session: Session, ask: Ask, new: list[EvidenceItem]) -> Iterator[Change]:
    """The files are of the kind asked for; the first takes the place of what was noted as on its way, with its links."""
    for item in new:
        yield stated(f"evidence.{item.id}.kind", ask.ask.kinds[0])
    waiting = next((e for e in session.case.evidence if e.kind in ask.ask.kinds and e.status == "applying"), None)
    if waiting:
        yield removed("evidence", new[0].id)
        yield stated(f"evidence.{waiting.id}.file", str(new[0].file))
        yield stated(f"evidence.{waiting.id}.status", "")


def _fates(page: Page) -> list[Any]:
    """What became of what was dropped last."""
    lang = page.session.lang
    lines = [f"{f.shown}: {say(lang, f'fate_{f.outcome}')} {f.told(lang)}" for f in page.choices.get("fates", ())]
    bad = any(f.outcome == "refused" for f in page.choices.get("fates", ()))
    if any(f.outcome == "kept" for f in page.choices.get("fates", ())):
        lines.append(page.t("Say in the step Evidence what it shows.", "请在“证据”一步说明其证明内容。"))
    return [html("".join(f'<p role="status"{" class=poa-bad" if bad else ""}>{escape(line)}</p>' for line in lines))]


STEP = Step(
    id="request",
    order=70,
    title=("What to ask for", "向谁索取"),
    lead=(
        "Copy each message into the chat; switch the language above for the client's. Drop what comes back at its item, paste what is answered.",
        "把每段文字复制到聊天中，上方可切换语言。收到的文件上传到对应的项，文字回复粘贴到下方。",
    ),
    state=_state,
    content=_content,
)
