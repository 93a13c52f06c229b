"""The pages of the app: what `/` and `/case` show, by the address that was asked for."""

import os
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import ipywidgets as w

from kit.batch.jobs import find
from kit.errors import BadFile, KitError
from kit.phrases import Lang, chosen, say
from kit.terminal import clean
from kit.ui.appeal import Appeal
from kit.ui.cases import portfolio
from kit.ui.panel import Panel
from kit.ui.to_fill import ToFill

ROOT = "POA_APP_FOLDER"  # what the app serves


def portfolio_page() -> Any:
    """The portfolio; where the folder is a case, its walk."""
    folder, lang = Path(os.environ[ROOT]), _lang()
    if (folder / "case.yaml").is_file():
        return _walk(folder, lang)
    try:
        shown = portfolio(folder, lang=lang)
    except KitError as error:
        shown = _told(error)
    other, name = ("en", "English") if lang == "zh" else ("zh", "中文")
    title = escape(say(lang, "app_portfolio"))
    way = f'<p><a href="/?lang={other}" lang="{other}">{name}</a></p>'
    return w.VBox([w.HTML(f'<h1 class="poa-title" lang="{lang}" style="font-size:22px;margin:.2em 0">{title}</h1>{way}'), shown])


def case_page() -> Any:
    """The walk of the case that the address names; only one that the portfolio lists."""
    name, lang = _asked("case"), _lang()
    try:
        known = {job.name: job.folder for job in find(Path(os.environ[ROOT]))}
    except KitError as error:
        return _told(error)
    if name not in known:
        return w.HTML(f'<p role="alert">{escape(say(lang, "app_no_case", name=clean(name)))}</p>{_way_back(lang)}')
    return _walk(known[name], lang, back=True)


def _walk(folder: Path, lang: Lang, *, back: bool = False) -> Any:
    try:
        shown = _opened(folder, lang)
    except KitError as error:
        shown = _told(error)
    if not back:
        return shown
    way = w.HTML(_way_back(lang))
    if isinstance(shown, Panel):  # the walk: another language there is that of the way back too
        shown.frame.language.observe(lambda event: setattr(way, "value", _way_back(event["new"])), "value")
    return w.VBox([way, shown])


def _way_back(lang: Lang) -> str:
    """The link to the portfolio, as markup."""
    return f'<p><a href="/?lang={lang}">← {escape(say(lang, "app_back"))}</a></p>'


def _opened(folder: Path, lang: Lang) -> Any:
    """The walk; where lines are still to fill, these."""
    try:
        appeal: Any = Appeal.open(folder)
    except BadFile as error:
        try:
            return ToFill(folder, lang)
        except KitError:
            raise error from None
    return appeal.guide(interactive=True, lang=lang)


def _told(error: KitError) -> w.HTML:
    """What is wrong, one a line."""
    lines = "<br>".join(escape(clean(line)) for line in (error.message, *error.problems))
    return w.HTML(f'<div role="alert">{lines}</div>')


def _asked(name: str) -> str:
    """A value of the address."""
    return parse_qs(os.environ.get("QUERY_STRING", "")).get(name, [""])[0]


def _lang() -> Lang:
    asked = _asked("lang")
    return chosen(asked if asked in {"en", "zh"} else None, dict(os.environ))
