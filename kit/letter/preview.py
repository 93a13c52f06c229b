"""The letter for a notebook: the template of the PDF in a frame of its own, so that no style leaks either way."""

import base64
import re
from html import escape

from kit.letter.press import assets, page
from kit.model import Letter
from kit.paths import TEMPLATES

_ASSET = re.compile(r'src="kit:([\w.-]+)"')
_STYLE = re.compile(r'<link rel="stylesheet" href="kit:letter.css">')


def preview(letter: Letter) -> str:
    """One self-contained HTML element: the letter before its exhibits have pages."""
    drawn = dict(assets(letter.context))

    def inline(asset: re.Match[str]) -> str:
        content = drawn[asset[1]]
        kind = "svg+xml" if asset[1].endswith(".svg") else "png" if content.startswith(b"\x89PNG") else "jpeg"
        return f'src="data:image/{kind};base64,{base64.b64encode(content).decode()}"'

    css = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("letter.css", "preview.css"))
    html = _ASSET.sub(inline, _STYLE.sub(lambda _: f"<style>{css}</style>", page(letter.context, None)))
    return (
        f'<iframe sandbox srcdoc="{escape(html)}" title="{escape(letter.title)}"'
        ' style="width:100%;max-width:720px;height:640px;box-sizing:border-box;border:1px solid #C4CBD1;background:#FFFFFF"></iframe>'
    )
