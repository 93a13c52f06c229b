"""An executed notebook as one HTML file that can be sent on: no script, nothing fetched, nothing read from this machine."""

import base64
import json
import re
from copy import deepcopy
from functools import cache, lru_cache
from typing import Any, cast

from kit.paths import TEMPLATES
from kit.tools.templates import rendered

_STYLE = re.compile(r"<style\b[^>]*>.*?</style>", re.DOTALL | re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b", re.IGNORECASE)
_BARE = re.compile(r"<img\b(?![^>]*\salt=)", re.IGNORECASE)
_BLOCKS = (
    "a", "b", "br", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "iframe", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul", "blockquote", "caption", "section", "article", "header", "details", "summary",
)  # fmt: skip
_ATTRIBUTES = {"class", "title", "alt", "lang", "dir", "colspan", "rowspan", "id", "open"}
_KEPT = ("image/svg+xml", "image/png", "image/jpeg", "text/html", "text/markdown", "text/plain")  # the first is shown


def page(notebook: dict[str, Any], title: str) -> str:
    """The notebook as a page."""
    import nbformat

    body, _ = _exporter().from_notebook_node(cast("Any", nbformat).reads(json.dumps(_prepared(notebook)), as_version=4))
    body = _BARE.sub('<img alt="No description has been provided for this image"', body)
    css = (TEMPLATES / "batch.css").read_text(encoding="utf-8")
    return rendered("batch_notebook.html.j2", title=title, body=_FRAME.sub('<iframe sandbox=""', body), css=css)


@cache
def _exporter() -> Any:
    """Made once: its templates are compiled by the first page, and a cell of the family's notebook is coloured once."""
    from nbconvert.exporters import html, templateexporter
    from nbconvert.filters import highlight, widgetsdatatypefilter

    base, kinds = cast("Any", html).HTMLExporter, cast("Any", widgetsdatatypefilter).WidgetsDataTypeFilter
    coloured = lru_cache(256)(cast("Any", highlight).Highlight2HTML(pygments_lexer="ipython3"))

    class Page(base):  # type: ignore[misc, valid-type]
        """Without HTMLExporter's second reading of the whole page: a third of the time for a word on pictures, see `page`."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
            me: Any = self
            me.register_filter("filter_data_type", kinds(notebook_metadata=me._nb_metadata, parent=me, resources=resources))  # noqa: SLF001
            me.register_filter("highlight_code", lambda source, **_: coloured(source))
            return cast("Any", templateexporter).TemplateExporter.from_notebook_node(me, nb, me._init_resources(resources), **kw)  # noqa: SLF001

    exporter = cast("Any", Page)(template_name="basic", sanitize_html=True, exclude_anchor_links=True, optimistic_validation=True)
    exporter.register_filter("clean_html", _clean)
    return exporter


def _clean(html: str | bytes) -> str:
    """Nothing but these tags and attributes; whatever else stood there stays as the text that it is."""
    text = html.decode() if isinstance(html, bytes) else html
    return str(_cleaner().clean(text))


@cache
def _cleaner() -> Any:
    from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]

    return Cleaner(tags=set(_BLOCKS), attributes=_is_kept, protocols={"data"}, strip=True)


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Whether an attribute stays: none that acts or leads out of the page."""
    if name in {"href", "src"}:
        return value.startswith(("#", "data:image/"))
    return name in _ATTRIBUTES or (tag == "iframe" and name == "srcdoc")


def _prepared(notebook: dict[str, Any]) -> dict[str, Any]:
    """A copy whose outputs hold one picture or text each; a drawing becomes a picture, in which no script can run."""
    copied = deepcopy(notebook)
    for cell in copied["cells"]:
        for output in cell.get("outputs", ()):
            if "data" in output:
                output["data"] = _shown({kind: _text(value) for kind, value in output["data"].items() if kind in _KEPT})
    return copied


def _shown(data: dict[str, str]) -> dict[str, str]:
    kind = next((k for k in _KEPT if k in data), "")
    if kind == "image/svg+xml":
        drawing = base64.b64encode(data[kind].encode()).decode()
        return {"text/html": f'<img alt="" src="data:image/svg+xml;base64,{drawing}">'}
    if kind == "text/html":
        return {kind: _STYLE.sub("", data[kind])}
    return {kind: data[kind]} if kind else {}


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)
