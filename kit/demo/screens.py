"""Screens of tools and sites, as a seller would photograph them: an address bar with its time, cards of facts, tables."""

from collections.abc import Sequence
from html import escape

from kit.demo.paper import INVENTED, png, screen, table

CSS = """
.bar { background: #E9ECEF; padding: 7pt 12pt; display: flex; justify-content: space-between; font-size: 8.5pt; color: #444 }
.bar .at { background: #FFF; border-radius: 8pt; padding: 1pt 14pt; width: 62% }
.page { padding: 20pt 28pt }
.crumb { font-size: 8.5pt; color: #777; margin-bottom: 7pt }
.logo { font-size: 17pt; line-height: 22pt; font-weight: 600; color: var(--tone); border-bottom: 2pt solid var(--tone); padding-bottom: 6pt; margin-bottom: 12pt }
h1 { font-size: 16pt; line-height: 21pt; font-weight: 600; margin: 0 0 10pt }
h2 { font-size: 11pt; line-height: 15pt; font-weight: 600; margin: 0 0 6pt }
.card { background: #FFF; border: 0.75pt solid #DDE1E5; border-radius: 5pt; padding: 12pt 15pt; margin-bottom: 10pt }
.rows div { display: flex; padding: 4pt 0; border-bottom: 0.5pt solid #EEF0F2 }
.rows div:last-child { border-bottom: none }
.rows span { width: 33%; flex: none; color: #666 }
.rows b { font-weight: 600 }
.tag { display: inline-block; background: #FBE9E7; color: #9B1C1C; border-radius: 3pt; padding: 1pt 7pt; font-size: 9pt; font-weight: 600 }
p { margin: 0 0 5pt }
table { width: 100%; border-collapse: collapse; font-size: 9pt; line-height: 12pt }
th { text-align: left; color: #666; font-weight: 600; border-bottom: 0.75pt solid #CCD; padding: 3pt 6pt 3pt 0 }
td { border-bottom: 0.5pt solid #EEF0F2; padding: 3pt 6pt 3pt 0 }
.number { text-align: right }
.foot { font-size: 8pt; color: #888 }
"""


def shot(
    at: str, taken: str, *cards: str, head: str = "", tone: str = "#27476B", ground: str = "#F5F6F8", height: float = 620
) -> bytes:
    """A screenshot, 610 points wide, as a PNG of few colours."""
    bar = f'<div class="bar"><div class="at">{escape(at)}</div><div>{escape(taken)}</div></div>'
    body = f'{bar}<div class="page">{head}{"".join(cards)}<div class="foot">{INVENTED}</div></div>'
    css = f"html {{ background: {ground}; color: #1D2126; --tone: {tone} }}{CSS}"
    return png(screen("Screen", body, css, width=610, height=height), colours=64)


def facts_card(title: str, *pairs: tuple[str, str]) -> str:
    """A card of facts, one a line."""
    lines = "".join(f"<div><span>{escape(k)}</span><b>{escape(v)}</b></div>" for k, v in pairs)
    return f'<div class="card"><h2>{escape(title)}</h2><div class="rows">{lines}</div></div>'


def table_card(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> str:
    """A card with a table."""
    return f'<div class="card"><h2>{escape(title)}</h2>{table(heads, rows, numbers=numbers)}</div>'


def text_card(title: str, *paragraphs: str) -> str:
    """A card of text."""
    return f'<div class="card"><h2>{escape(title)}</h2>{"".join(f"<p>{escape(p)}</p>" for p in paragraphs)}</div>'


def notice_head(violation: str, title: str, status: str) -> str:
    """The head of a notice in Seller Center."""
    return (
        f'<div class="crumb">Account health &gt; Violations &gt; {escape(violation)}</div><h1>{escape(title)}</h1>'
        f'<p><span class="tag">{escape(status)}</span></p><p></p>'
    )
