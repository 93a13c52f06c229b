"""The first minute as an HTML file, and on paper: the sheet on one page whatever must go for it, the rubric behind it."""

import base64
from collections.abc import Iterator
from dataclasses import replace

from kit.errors import RenderError
from kit.first_minute.context import Box, MinuteContext
from kit.paths import TEMPLATES
from kit.phrases import Lang, say
from kit.tools.templates import rendered
from kit.tools.typeset import pdf as typeset


def page(context: MinuteContext) -> str:
    """The sheet and the rubric as one HTML file: no script, nothing fetched."""
    inline = [replace(t, src=f"data:image/jpeg;base64,{base64.b64encode(t.picture).decode()}") for t in context.thumbs]
    css = context.css + (TEMPLATES / "first_minute_screen.css").read_text(encoding="utf-8")
    return _html(replace(context, css=css, thumbs=tuple(inline)))


def pdf(context: MinuteContext) -> bytes:
    """The same as a PDF: the sheet on one page, whatever must go for it, with the rubric behind it."""
    for shape in _shapes(context):
        named = tuple(replace(t, src=f"kit:thumb-{n}") for n, t in enumerate(shape.thumbs))
        made = typeset(_html(replace(shape, thumbs=named)), {f"thumb-{n}": t.picture for n, t in enumerate(named)})
        if made.anchors.get("rubric") == 2:
            return made.content
    raise RenderError("the first minute does not fit on one page", ["shorten the summary and the titles in case.yaml"])


def _html(context: MinuteContext) -> str:
    return rendered("first_minute.html.j2", **{name: getattr(context, name) for name in context.__slots__})


def _shapes(context: MinuteContext) -> Iterator[MinuteContext]:
    """The sheet whole, then with less and less: the longest texts go first, gaps in the chain never."""
    one_row, texts = _fewer(context, 12), len(context.boxes)
    yield context
    if one_row != context:
        yield one_row
    for whole in reversed(range(texts)):
        yield replace(one_row, boxes=_only(context.boxes, whole))
    bare = replace(one_row, boxes=_only(context.boxes, 0))
    yield from (_shorter(bare, most) for most in (30, 20, 10) if most < len(context.lines))


def _only(boxes: tuple[Box, ...], whole: int) -> tuple[Box, ...]:
    return tuple(replace(box, is_whole=n < whole) for n, box in enumerate(boxes))


def _fewer(context: MinuteContext, most: int) -> MinuteContext:
    left = len(context.thumbs) - most
    says = say(_lang(context), "minute_thumbs_left", count=left) if left > 0 else ""
    return replace(context, thumbs=context.thumbs[:most], thumbs_left=says)


def _shorter(context: MinuteContext, most: int) -> MinuteContext:
    """So many lines, gaps and what they concern before all others."""
    broken = {line.where for line in context.lines if line.kind == "gap"}
    ranked = sorted(range(len(context.lines)), key=lambda n: context.lines[n].where not in broken)
    kept = set(ranked[:most])
    left = len(context.lines) - len(kept)
    says = say(_lang(context), "minute_lines_left", count=left) if left > 0 else ""
    return replace(context, lines=tuple(line for n, line in enumerate(context.lines) if n in kept), left_out=says)


def _lang(context: MinuteContext) -> Lang:
    return "zh" if context.lang == "zh" else "en"
