"""WeasyPrint reaches nothing but the bytes that it is handed, and whatever it complains about fails the build."""

import builtins
import sys

import pytest

from kit.errors import Exit, MissingTool, RenderError
from kit.tools import glyphs, typeset

HEAD = '<html lang="en"><title>t</title><meta name="dcterms.created" content="2026-07-06">'
PAGE = f'{HEAD}<link rel="stylesheet" href="kit:letter.css"><body><p id="here">Hello'


@pytest.mark.parametrize(
    "reach",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="hostname" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="data:image/png;base64,AAAA" alt="x">',
        '<img src="kit:../LICENSE" alt="x">',
        '<img src="kit:fonts/OFL-source-sans-3.txt" alt="x">',
        '<img src="kit:letter.html.j2" alt="x">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<style>@import "file:///etc/hostname";</style>',
        '<style>@font-face { font-family: x; src: url("file:///etc/hostname") }</style>',
        '<div style="background: url(//127.0.0.1:9/x)">x</div>',
        '<svg width="9" height="9"><image width="9" height="9" href="file:///etc/hostname"/></svg>',
    ],
)
def test_any_other_address_fails_the_build(reach):
    with pytest.raises(RenderError) as caught:
        typeset.pdf(PAGE + reach)
    assert caught.value.exit == Exit.RENDER
    assert caught.value.problems


@pytest.mark.parametrize(
    "fault",
    ["<style>p { colour: red }</style>", '<a href="#nowhere">x</a>', '<img src="kit:broken" alt="x">', "<p>한"],
    ids=["unknown property", "dead anchor", "broken picture", "no glyph"],
)
def test_any_complaint_fails_the_build(fault):
    with pytest.raises(RenderError):
        typeset.pdf(PAGE + fault, {"broken": b"\x89PNG\r\n\x1a\nbroken"})


def test_assets_are_served_by_name():
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    made = typeset.pdf(PAGE + '<img src="kit:square.svg" alt="A square">', {"square.svg": square})
    assert made.pages == 1
    assert made.anchors == {"here": 1}
    assert made.content.startswith(b"%PDF")


def test_the_same_page_gives_the_same_bytes():
    assert typeset.pdf(PAGE).content == typeset.pdf(PAGE).content


def test_a_complaint_of_another_page_is_not_kept():
    with pytest.raises(RenderError):
        typeset.pdf(PAGE + '<img src="kit:none" alt="x">')
    assert typeset.pdf(PAGE).pages == 1


def test_missing_pango_says_how_to_get_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    real = builtins.__import__

    def without_pango(name, *rest, **more):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    typeset.library.cache_clear()
    with pytest.raises(MissingTool, match="Pango") as caught:
        typeset.library()
    assert "libharfbuzz-subset0" in caught.value.problems[0]
    assert "brew install pango" in caught.value.problems[0]
    monkeypatch.undo()
    typeset.library.cache_clear()


def test_glyphs_of_our_scripts_are_covered():
    text = "Plan of Action – “10.5%” £ → Zoë Đặng 蓝屿家居（深圳）ไทย العربية\u200b\u00a0\u2068"
    assert glyphs.uncovered(text) == ()
    assert glyphs.uncovered("한국 😀 한") == ("한", "국", "😀")


def test_a_missing_glyph_is_named_with_its_place():
    told = glyphs.problems([("corrective.0.what", "fine"), ("corrective.1.what", "moved by 한국 to Daventry")])
    assert len(told) == 1
    assert told[0].startswith("corrective.1.what: no font of the kit has '한' (U+D55C hangul syllable han), '국'")
    assert "moved by 한국 to Daventry" in told[0]
    with pytest.raises(RenderError):
        glyphs.check([("x", "한")])
