"""Files taken in from the screen, into a case or into its client's inbox, and what could not be used of those that came before."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kit.take_in import Fate, refused_before, take_in
from kit.tools.file_names import safe
from kit.ui.view import table
from kit.ui.walk.page import Page, html, shown

Given = list[tuple[str, bytes]]  # name and content


def given(event: Any, upload: Any) -> Given:
    """What was uploaded; none of it stays in the widget, and so in no saved notebook."""
    found = [(str(one["name"]), bytes(one["content"])) for one in event["new"]]
    upload.value = ()
    return found


def stored(page: Page, found: Given, progress: Any, *, client: Path | None = None) -> tuple[Fate, ...]:
    """The fate of files that were uploaded."""
    with on_disk(found) as paths:
        return taken(page, paths, progress, client=client)


@contextmanager
def on_disk(found: Given) -> Iterator[list[Path]]:
    """For the block, uploads as files under their own names."""
    with TemporaryDirectory() as folder:
        paths = []
        for n, (name, content) in enumerate(found):
            path = Path(folder) / f"{n:05}" / safe(name)
            path.parent.mkdir()
            path.write_bytes(content)
            paths.append(path)
        yield paths


def taken(page: Page, paths: list[Path], progress: Any, *, client: Path | None = None) -> tuple[Fate, ...]:
    """The fate of files on this machine: taken into the case, or into the inbox of the client's folder."""
    now = page.session.now()
    if client:
        return take_in(client, paths, now=now, progress=progress)
    with page.session.by_other():
        return take_in(page.session.folder, paths, now=now, progress=progress)


def refused(page: Page, store: Path) -> list[Any]:
    """What came before and could not be used, with the reason: a new file is still to be asked for."""
    t, found = page.t, refused_before(store)
    if not found:
        return []
    head = t("These came and could not be used; ask for them anew", "以下文件已收到但不能使用，需重新索取")
    heads = [t("File", "文件"), t("Came on", "收到日期"), t("Why", "原因")]
    rows = [(one.shown, one.received[:10], one.told(page.session.lang)) for one in found]
    return [html(f"<p><b>{escape(head)}</b></p>"), shown(table(heads, rows))]
