"""The client's files: dropped, taken in unchanged, and each one's fate told."""

from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w

from kit.desk.edits import added, all_of
from kit.errors import Usage
from kit.phrases import say
from kit.take_in import Fate, unsorted
from kit.ui.password import password
from kit.ui.view import Cell, table
from kit.ui.walk.inbox import inbox
from kit.ui.walk.page import Page, button, html, listed, row
from kit.ui.walk.page import shown as as_html
from kit.ui.walk.receipts import given, refused, stored, taken
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step

_LOOK = {"refused": "bad", "same": "warn", "kept": "ok", "data": "ok", "left_out": "s"}


def _state(session: Session) -> State:
    opened = session.opened
    if opened.unlisted:
        return "problem"
    return "done" if any(e.file for e in opened.case.evidence) else "open"


def _content(page: Page) -> list[Any]:
    t = page.t
    upload = w.FileUpload(
        icon="",
        multiple=True,
        description=t("Drop or choose files (a ZIP too)", "上传文件（可传 ZIP）"),
        layout=w.Layout(width="auto"),
    )
    upload.observe(lambda event: _received(page, upload, event), "value")
    where = w.Text(
        description=t("Or a file or folder on this machine (no limit of size)", "或本机上的文件、文件夹（不限大小）"),
        continuous_update=False,
    )
    where.add_class("poa-field")
    take = button(page, t("Take in", "收入"), lambda: _from_here(page, where.value))
    size = t(
        "One upload may have up to 200 MB where the kit opened the page; larger files by their place on this machine.",
        "通过本工具打开的页面，一次上传最多 200 MB；更大的文件请填写其在本机的位置。",
    )
    return [
        row(upload, html(f"<p>{escape(size)}</p>")),
        row(where, take),
        page.place("held", lambda: _held(page)),
        *inbox(page),
        password(page.session.lang),
    ]


def _held(page: Page) -> list[Any]:
    """What became of the last drop, and what lies there."""
    count = html(f"<p>{page.t('Known so far', '已收')}: {len(page.session.case.evidence)}</p>")
    return [*_fates(page), *_unlisted(page), *refused(page, page.session.folder / "evidence"), count]


def _received(page: Page, upload: w.FileUpload, event: Any) -> None:
    if event["new"]:
        found = given(event, upload)
        _do(page, lambda progress: stored(page, found, progress))


def _from_here(page: Page, typed: str) -> None:
    path = Path(typed.strip()).expanduser()
    if not typed.strip() or not path.exists():
        raise Usage(page.t("There is no such file or folder.", "没有这个文件或文件夹。"))
    _do(page, lambda progress: taken(page, [path], progress))


def _do(page: Page, job: Any) -> None:
    def done(fates: tuple[Fate, ...] | None, problem: str) -> None:
        page.choices["fates"] = fates or ()
        page.session.changed()
        page.renew("held", problem=problem)

    page.session.work(page.t("Taking in", "正在收入"), job, done)


def _fates(page: Page) -> list[Any]:
    """What became of each file of the last drop: what needs a person first."""
    lang, fates = page.session.lang, page.choices.get("fates", ())
    if not fates:
        return []
    told = sorted(fates, key=lambda f: ("refused", "same", "left_out", "data", "kept").index(f.outcome))
    rows = [(f.shown, Cell(say(lang, f"fate_{f.outcome}"), _LOOK[f.outcome]), f.kept_as or "", f.told(lang)) for f in told]
    heads = [say(lang, f"intake_{name}") for name in ("file", "outcome", "kept_as", "said")]
    counts = {name: sum(f.outcome == name for f in fates) for name in _LOOK}
    return [html(f'<p role="status"><b>{escape(say(lang, "intake_counted", **counts))}</b></p>'), as_html(table(heads, rows))]


def _unlisted(page: Page) -> list[Any]:
    """Files that lie in evidence/ and stand nowhere in the case."""
    t, names = page.t, page.session.opened.unlisted
    if not names:
        return []

    def put() -> None:
        taken = [e.id for e in page.session.case.evidence]
        items = []
        for name in names:
            items.append(unsorted(name, name, taken))
            taken.append(items[-1]["id"])
        page.act(all_of(*(added("evidence", item) for item in items)))

    head = t("These lie in evidence/ and the case does not name them:", "以下文件在 evidence/ 中，但案件未列出：")
    return [html(f"<p><b>{head}</b></p>{listed(names)}"), button(page, t("List them", "列入案件"), put)]


STEP = Step(
    id="files",
    order=40,
    title=("The client's files", "客户文件"),
    lead=(
        "Drop all that the client sent. Each file is told by its content and kept as it is; what cannot be used is named with the reason.",
        "把客户发来的全部上传。按内容识别，原样保存；不能用的会说明原因。",
    ),
    state=_state,
    content=_content,
)
