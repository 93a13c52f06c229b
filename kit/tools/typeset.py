"""WeasyPrint, imported only here and late: HTML and the bytes that belong to it become a PDF. Nothing else is reached.

An asset is named `kit:NAME` in the HTML. The kit's own style sheets and fonts have names too: `kit:letter.css`,
`kit:fonts/….ttf`. Any other address (file, http, data) fails the build, as does every warning that WeasyPrint logs.
"""

import contextlib
import io
import logging
import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kit.errors import MissingTool, RenderError
from kit.paths import FONTS, TEMPLATES

SCHEME = "kit:"
INSTALL = (
    "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (macOS: brew install pango)"
)
_TURN = threading.Lock()  # Pango's font map is not safe to share between threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A PDF, how many pages it has, and the page of each element with an id."""

    content: bytes
    pages: int
    anchors: dict[str, int]


def pdf(html: str, assets: Mapping[str, bytes] | None = None) -> Typeset:
    """The HTML as a tagged PDF, the same bytes on every run.

    Dates come from `<meta name="dcterms.created">` in the HTML. Raises MissingTool without Pango, RenderError naming
    whatever WeasyPrint complained about.
    """
    weasyprint = library()
    with _TURN, _complaints() as said:
        fonts = _fonts()
        fetcher = _fetcher(dict(assets or {}))
        document = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=SCHEME).render(font_config=fonts, pdf_tags=True)
        content: bytes = document.write_pdf(pdf_tags=True)
    if said:
        raise RenderError("the page could not be set as it should be", dict.fromkeys(said))
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:  # an element that breaks over pages stands in each of them: its first counts
            anchors.setdefault(name, number)
    return Typeset(content=content, pages=len(document.pages), anchors=anchors)


@cache
def library() -> Any:
    """The weasyprint package; MissingTool says which system library is not there and how to get it."""
    try:
        # On a missing library it prints advice of its own and warns; ours stands in the error.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            import weasyprint
    except OSError as error:
        raise MissingTool("Pango, which sets the pages in type,", install=INSTALL, why=str(error).split("\n")[0][:200]) from None
    except ImportError as error:
        raise MissingTool("weasyprint", install="pip install weasyprint", why=str(error)) from None
    return weasyprint


@cache
def _fonts() -> Any:
    """The kit's faces and no other: read once a process (0.1 s), then warm."""
    from weasyprint.text.fonts import FontConfiguration

    with _no_system_fonts():
        configuration = FontConfiguration()
    css = (TEMPLATES / "fonts.css").read_text(encoding="utf-8")
    library().CSS(string=css, font_config=configuration, url_fetcher=_fetcher({}), base_url=SCHEME)
    return configuration


@contextlib.contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Fontconfig reads its configuration from the environment; ours names no folder."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _own(name: str) -> bytes | None:
    """A style sheet or face that the kit ships, by its plain name."""
    known = {f"fonts/{p.name}": p for p in FONTS.glob("*.ttf")} | {p.name: p for p in TEMPLATES.glob("*.css")}
    return known[name].read_bytes() if name in known else None


def _fetcher(assets: Mapping[str, bytes]) -> Any:
    """A fetcher that has only these bytes and the kit's own."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyAssets(URLFetcher):  # type: ignore[misc]
        """Opens no file and no connection."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            name = url.removeprefix(SCHEME)
            content = assets.get(name) if url.startswith(SCHEME) else None
            if content is None and url.startswith(SCHEME):
                content = _own(name)
            if content is None:
                raise RenderError(f"{url[:200]}: not among the files of this page")
            kind = {"css": "text/css", "svg": "image/svg+xml"}.get(name.rpartition(".")[2], "application/octet-stream")
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return OnlyAssets()


@contextlib.contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs in this thread at level WARNING or above."""
    said: list[str] = []
    thread = threading.get_ident()

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                said.append(f"{record.levelname.lower()}: {record.getMessage()}")

    handler, logger = Keep(logging.WARNING), logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
