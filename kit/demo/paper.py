"""Sheets of paper and screens as HTML, set by the kit's own typesetter; screens become pictures."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from kit.tools import typeset
from kit.tools.pdf_read import Reading

LATIN, CHINESE, MONO = '"Source Sans 3"', '"Noto Sans SC"', '"Source Code Pro"'

INVENTED = "Example, all names and data invented."

_PAPER = f"""
@page {{ size: A4; margin: 56pt 62pt 52pt; @bottom-center {{ content: element(foot) }} }}
html {{ font: 400 10pt/14pt {LATIN}, {CHINESE}; color: #1A1A1A; hyphens: none }}
body, h1, h2, p, table {{ margin: 0 }}
h1 {{ font-size: 17pt; line-height: 22pt; font-weight: 600; margin: 20pt 0 3pt }}
h2 {{ font-size: 11pt; line-height: 15pt; font-weight: 600; margin: 13pt 0 4pt }}
p {{ margin-bottom: 6pt }}
.foot {{ position: running(foot); font-size: 8pt; line-height: 11pt; color: #666; text-align: center }}
.sheet {{ break-before: page }}
.from {{ display: flex; justify-content: space-between; border-bottom: 2pt solid var(--tone); padding-bottom: 8pt }}
.mark {{ font-size: 15pt; line-height: 19pt; font-weight: 600; color: var(--tone) }}
.about {{ text-align: right; font-size: 8.5pt; line-height: 12pt; color: #555 }}
.under {{ color: #555 }}
.clause {{ display: flex; margin-bottom: 6pt }}
.clause .n {{ width: 30pt; flex: none; font-weight: 600 }}
table {{ width: 100%; border-collapse: collapse; font-size: 9.5pt; line-height: 13pt }}
th {{ text-align: left; font-weight: 600; font-size: 8.5pt; border-bottom: 1pt solid #333; padding: 3pt 6pt 3pt 0; vertical-align: bottom }}
td {{ border-bottom: 0.5pt solid #BBB; padding: 3pt 6pt 3pt 0; vertical-align: top }}
.number {{ text-align: right }}
td.number, th.number {{ padding-right: 12pt }}
.id {{ font-family: {MONO}; font-size: 8.5pt }}
.sum td {{ font-weight: 600; border-top: 1pt solid #333 }}
.facts {{ display: flex; flex-wrap: wrap; margin: 8pt 0 10pt }}
.facts > div {{ width: 33.3%; padding-bottom: 6pt }}
.facts .k, .who {{ font-size: 8.5pt; line-height: 12pt; color: #555 }}
.signed {{ display: flex; margin-top: 20pt }}
.signed > div {{ width: 50%; padding-right: 24pt }}
.signed svg {{ width: 143pt; height: 45pt }}
.signed .line {{ border-top: 0.75pt solid #333; padding-top: 3pt }}
.pair {{ display: flex; margin-bottom: 5pt; font-size: 9pt; line-height: 12pt }}
.pair h2 {{ margin: 7pt 0 1pt; font-size: 10pt }}
.pair > div {{ width: 50%; padding-right: 14pt }}
.pair > div + div {{ padding: 0 0 0 14pt }}
"""


def sheet(title: str, body: str, *, day: str, foot: str, tone: str = "#27476B", language: str = "en-GB") -> bytes:
    """A PDF on A4."""
    return _pdf(
        title, f'<div class="foot">{escape(foot)}. {INVENTED}</div>{body}', f":root {{ --tone: {tone} }}{_PAPER}", day, language
    )


def screen(title: str, body: str, css: str, *, width: float, height: float) -> Any:
    """A screen of so many points, twice as many pixels, as a Pillow image."""
    style = f"@page {{ size: {width}pt {height}pt; margin: 0 }} html {{ font: 400 10pt/14pt {LATIN}, {CHINESE} }} body {{ margin: 0 }}{css}"
    content = _pdf(title, body, style, "2026-01-01", "en-GB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screen.pdf"
        path.write_bytes(content)
        with Reading.of(path) as reading:
            return reading.image(1, scale=2.0).convert("RGB")


def png(image: Any, *, colours: int | None = None) -> bytes:
    """The picture as a PNG; with few colours it stays small."""
    out = io.BytesIO()
    (image.quantize(colours) if colours else image).save(out, "PNG", optimize=True)
    return out.getvalue()


def letterhead(name: str, *about: str) -> str:
    """The head of a company's sheet."""
    lines = "<br>".join(escape(line) for line in about)
    return f'<div class="from"><div class="mark">{escape(name)}</div><div class="about">{lines}</div></div>'


def clauses(*numbered: tuple[str, str]) -> str:
    """Numbered clauses."""
    return "".join(f'<div class="clause"><div class="n">{n}</div><div>{escape(text)}</div></div>' for n, text in numbered)


def in_both(en: str, zh: str, *, head: tuple[str, str] = ("", "")) -> str:
    """English beside Chinese, below a heading in each if there is one."""
    left, right = (f"{f'<h2>{escape(h)}</h2>' if h else ''}{escape(text)}" for h, text in zip(head, (en, zh), strict=True))
    return f'<div class="pair"><div>{left}</div><div lang="zh-CN">{right}</div></div>'


def facts(*pairs: tuple[str, str]) -> str:
    """Small facts, three a row."""
    return f'<div class="facts">{"".join(f"<div><div class=k>{escape(k)}</div>{escape(v)}</div>" for k, v in pairs)}</div>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = (), total: Sequence[str] = ()) -> str:
    """A table; `numbers` are the columns that stand to the right."""

    def cells(tag: str, texts: Sequence[str]) -> str:
        return "".join(f"<{tag}{' class=number' if n in numbers else ''}>{escape(t)}</{tag}>" for n, t in enumerate(texts))

    lines = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    end = f'<tr class="sum">{cells("td", total)}</tr>' if total else ""
    return f"<table><thead><tr>{cells('th', heads)}</tr></thead><tbody>{lines}{end}</tbody></table>"


def signed(*people: tuple[str, str, str]) -> str:
    """Signatures side by side: drawing, who, when and for whom."""
    return f'<div class="signed">{"".join(_signature(*p) for p in people)}</div>'


def _signature(drawing: str, name: str, under: str) -> str:
    return f'<div>{drawing}<div class="line">{escape(name)}<div class="who">{escape(under)}</div></div></div>'


def _pdf(title: str, body: str, css: str, day: str, language: str) -> bytes:
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="dcterms.created" content="{day}"><style>{css}</style></head><body>{body}</body></html>'
    )
    return typeset.pdf(html).content
