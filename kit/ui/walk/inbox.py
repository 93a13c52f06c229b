"""The client's inbox on the screen: files that several cases use, taken in once, each linked to this case with a click."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w

from kit.case import files
from kit.desk.edits import added
from kit.take_in import Fate, unsorted
from kit.ui.walk.page import Page, button, html, row
from kit.ui.walk.receipts import given, refused, stored
from kit.ui.walk.session import Session


def _client(session: Session) -> Path | None:
    """The client's folder above the case; None where the case is complete in itself."""
    return session.folder.resolve().parent if session.case.seller is None else None


def inbox(page: Page) -> list[Any]:
    """The inbox, with a way in and a link for each file; nothing where there is no client's folder."""
    t, client = page.t, _client(page.session)
    if client is None:
        return []
    lead = t(
        "Files that several cases of this client use are kept once. A case sees only those that it links.",
        "本客户多个案件共用的文件只存一份。案件只使用其引用的文件。",
    )
    upload = w.FileUpload(
        icon="",
        multiple=True,
        description=t("Into the inbox, for all cases", "存入客户收件箱（供所有案件使用）"),
        layout=w.Layout(width="auto"),
    )
    upload.observe(lambda event: _receive(page, client, given(event, upload)) if event["new"] else None, "value")
    title = t("The client's inbox", "客户收件箱")
    return [html(f"<h4>{escape(title)}</h4><p>{escape(lead)}</p>"), upload, page.place("shared", lambda: _shared(page, client))]


def _receive(page: Page, client: Path, found: list[tuple[str, bytes]]) -> None:
    def done(fates: tuple[Fate, ...] | None, problem: str) -> None:
        told = [f"{f.shown}: {f.told(page.session.lang)}" for f in fates or () if f.said]
        page.renew("shared", problem="; ".join(filter(None, (problem, *told))))

    page.session.work(page.t("Taking in", "正在收入"), lambda progress: stored(page, found, progress, client=client), done)


def _shared(page: Page, client: Path) -> Iterator[Any]:
    """Each file with its link, or the name under which this case has it."""
    t, store = page.t, client / "inbox"
    names = [path.relative_to(store).as_posix() for path in files(store)]
    linked = {(page.session.folder / e.file).resolve(): e.id for e in page.session.case.evidence if e.file}
    if not names:
        yield html(f"<p>{t('It is empty.', '收件箱为空。')}</p>")
    for name in names:
        held = linked.get((store / name).resolve())
        if held:
            yield html(f"<p>✓ {escape(name)}: {t('linked as', '已引用为')} {escape(held)}</p>")
        else:
            label = t(f"Link {name} to this case", f"引用到本案件：{name}")
            yield row(button(page, label, lambda name=name: _link(page, name)))
    yield from refused(page, store)


def _link(page: Page, name: str) -> None:
    """Listed as evidence of this case: in the background until a person says what it shows. The file stays where it is."""
    item = unsorted(f"../inbox/{name}", name, [e.id for e in page.session.case.evidence])
    problem = page.session.write(added("evidence", item))
    page.renew("held", "shared")
    page.say(problem, page.t("Linked. Say in the step Evidence what it shows.", "已引用。请在“证据”一步说明其证明内容。"))
