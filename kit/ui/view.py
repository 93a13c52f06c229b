"""A view: one thing shown as HTML in Jupyter, as text in a terminal and in a saved notebook's fallback."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

_STYLE = (
    "<style>.poa{font:14px/1.45 'Source Sans 3','Noto Sans SC',system-ui,sans-serif;color:var(--jp-content-font-color1,#16191d)}"
    ".poa table{border-collapse:collapse;margin:.4em 0;font-size:13px;font-variant-numeric:tabular-nums}"
    ".poa table th,.poa table td{text-align:left!important;padding:4px 14px 4px 0!important;background:none!important}"
    ".poa table th{font-weight:600;border-bottom:1.5px solid currentColor;vertical-align:bottom}"
    ".poa table td{border-bottom:1px solid #c4cbd1;vertical-align:top;white-space:normal;max-width:46em}"
    ".poa table td.n{text-align:right!important}.poa .s{color:var(--jp-content-font-color2,#56616b)}"
    ".poa .bad{color:#9b1c1c;font-weight:600}.poa .warn{color:#a63a00;font-weight:600}.poa .ok{font-weight:600}"
    ".poa p{margin:.3em 0}.poa>svg{width:min(640px,100%);height:auto}</style>"
)
_WIDE = 150  # characters that a line of text may have


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """HTML with a plain text that says the same.

    `extra` holds further MIME types, such as a chart's spec; a chart has no HTML, since Jupyter would prefer it to the spec.
    """

    html: str
    text: str
    extra: dict[str, Any] = field(default_factory=dict, repr=False)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        del include, exclude
        framed = {"text/html": f'<div class="poa">{_STYLE}{self.html}</div>'} if self.html else {}
        return {**framed, "text/plain": self.text, **self.extra}

    def __repr__(self) -> str:
        return self.text

    def __add__(self, other: "View") -> "View":
        return View(html=self.html + other.html, text=f"{self.text}\n\n{other.text}", extra={**self.extra, **other.extra})


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with a look: `n` number, `s` quiet, `ok`, `warn`, `bad`."""

    text: str
    look: str = ""

    def __str__(self) -> str:
        return self.text


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> View:
    """The rows under their heads; text is escaped."""
    kept = [[c if isinstance(c, Cell) else Cell(str(c)) for c in row] for row in rows]
    body = "".join("<tr>" + "".join(_td(c) for c in row) + "</tr>" for row in kept)
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    html = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    text = _columns([list(heads), *[[c.text for c in row] for row in kept]])
    if not kept:
        html, text = "<p>none</p>", "none"
    if title:
        html, text = f"<p><b>{escape(title)}</b></p>{html}", f"{title}\n{text}"
    return View(html=html, text=text)


def note(*lines: str) -> View:
    """Plain sentences, one a paragraph."""
    return View(html="".join(f"<p>{escape(line)}</p>" for line in lines), text="\n".join(lines))


def _td(cell: Cell) -> str:
    look = f' class="{cell.look}"' if cell.look else ""
    return f"<td{look}>{escape(cell.text)}</td>"


def _columns(rows: list[list[str]]) -> str:
    """Rows as aligned text; as one block a row where that would be too wide to read."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    if sum(widths) > _WIDE:
        heads, *rest = rows
        return "\n\n".join(
            "\n".join(f"{h}: {c}".removeprefix(": ") for h, c in zip(heads, row, strict=True) if c) for row in rest
        )
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)
