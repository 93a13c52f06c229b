"""The first minute in a notebook: the page in a frame of its own, so that no style leaks either way."""

from html import escape

from kit.appeal import Appeal
from kit.phrases import Lang
from kit.ui.view import View


def review(appeal: Appeal, lang: Lang = "en") -> View:
    """What a reviewer sees in the first minute, with the twelve criteria below; the text says the same."""
    from kit.first_minute import first_minute, page, text  # late: the first widget does not wait for it

    context = first_minute(appeal, lang).context
    frame = (
        f'<iframe sandbox srcdoc="{escape(page(context))}" title="{escape(context.words["minute_kind"])}"'
        ' style="width:100%;max-width:820px;height:760px;box-sizing:border-box;border:1px solid #C4CBD1;background:#FFFFFF"></iframe>'
    )
    return View(html=frame, text=text(context))
