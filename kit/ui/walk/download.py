"""A button that hands files to the browser, wherever the page was opened: in JupyterLab, in the app, on a phone."""

import io
import zipfile
from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import ipywidgets as w

from kit.errors import Usage
from kit.ui.walk.page import Page, button, row

MOST_BYTES = 60_000_000  # a page holds no more at once; what is larger is taken from its folder


def download(page: Page, label: str, name: str, paths: Callable[[], Sequence[Path]]) -> Any:
    """A button; clicked it shows a link that saves the file under its own name, several as the ZIP `name`."""
    link = w.HTML()

    def hand() -> None:
        found = [path for path in paths() if path.is_file()]
        if not found:
            raise Usage(page.t("It is not there any more; make it again.", "文件已不在，请重新生成。"))
        if sum(path.stat().st_size for path in found) > MOST_BYTES:
            raise Usage(
                page.t(f"Too large for the page; it lies in {found[0].parent}", f"过大，请从文件夹取用：{found[0].parent}")
            )
        content = found[0].read_bytes() if len(found) == 1 else zipped(found)
        link.value = _link(page, found[0].name if len(found) == 1 else name, content)

    link.add_class("poa-html")
    return row(button(page, label, hand), link)


def zipped(paths: Sequence[Path]) -> bytes:
    """The files side by side in a ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return held.getvalue()


def _link(page: Page, name: str, content: bytes) -> str:
    """The bytes stand in the link itself: no server needs to know the case's files, and none can be asked for another."""
    kind = guess_type(name)[0] or "application/octet-stream"
    size = f"{len(content) / 1e6:.1f} MB" if len(content) >= 100_000 else f"{len(content) / 1e3:.0f} kB"
    words = page.t(f"Save {name} ({size})", f"保存 {name}（{size}）")
    data = f"data:{kind};base64,{b64encode(content).decode()}"
    return f'<a download="{escape(name, quote=True)}" href="{data}" class="poa-save">{escape(words)}</a>'
