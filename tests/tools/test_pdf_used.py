"""What of its resources a page uses: told without a parser where that is certain, and then as the parser tells it."""

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Stream

from kit.tools import pdf_used
from kit.tools.pdf_used import Used

KINDS = {
    "Do": "/XObject", "Tf": "/Font", "gs": "/ExtGState", "cs": "/ColorSpace", "scn": "/Pattern", "sh": "/Shading", "BDC": "/Properties"
}  # fmt: skip
NAMES = ("/A", "/B1", "/B10", "/OC")


@pytest.fixture(scope="module")
def pdf():
    with pikepdf.new() as made:
        yield made


def of(pdf, content):
    """Kind and name of what is kept of resources that hold each name in each kind."""
    resources = Dictionary({kind: Dictionary(dict.fromkeys(NAMES, 1)) for kind in KINDS.values()})
    kept = Used().of([Stream(pdf, content)], resources)
    return {(kind, name) for kind, names in kept.items() for name in names.keys()}  # noqa: SIM118


def parsed(pdf, content):
    """The same as pikepdf's parser tells it."""
    found = pikepdf.parse_content_stream(Stream(pdf, content))
    told = [(str(f.operator), f.operands) for f in found if not isinstance(f, pikepdf.ContentStreamInlineImage)]
    return {(KINDS[o], str(n)) for o, names in told if o in KINDS for n in names if isinstance(n, Name) and str(n) in NAMES}


@pytest.mark.parametrize(
    "content",
    [
        b"q 1 0 0 1 0 0 cm /A Do Q",
        b"BT /B1 12 Tf (a \\) b) Tj <0041> Tj ET",
        b"BT/B10 -.5 Tf[(x)-20<41>]TJ ET\n0.5 .2 /A scn",
        b"/OC /A BDC /Artifact BMC EMC EMC\r/Span <</MCID 0 /Lang /en>> BDC EMC",
        b"(its words: /OC Do) Tj /DeviceGray cs 1 w",
    ],
)
def test_a_plain_page_needs_no_parser(pdf, content, monkeypatch):
    expected = parsed(pdf, content)
    monkeypatch.setattr(pdf_used, "parse_content_stream", None)
    resources = Dictionary({kind: Dictionary({n: 1 for k, n in expected if k == kind}) for kind, _ in expected})
    if "/Font" not in resources:
        resources["/Font"] = Dictionary({"/Unused": 1})
    kept = Used().of([Stream(pdf, content)], resources)
    assert {(kind, name) for kind, names in kept.items() for name in names.keys()} == expected  # noqa: SIM118


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"(a /A Do (b) /B1 Do) Tj", set()),
        (b"% /A Do\n/B1 Do", {("/XObject", "/B1")}),
        (b"/#41 Do", {("/XObject", "/A")}),
        (b"/A Dos /B1 12Tf /B1Do", set()),
        (b"/A null Do", {("/XObject", "/A")}),
        (b"/A 1 2 3 4 5 6 7 8 9 10 11 12 scn", {("/Pattern", "/A")}),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID /A Do EI", {("/ColorSpace", n) for n in NAMES}),
    ],
)
def test_what_only_a_parser_tells_apart(pdf, content, expected):
    assert of(pdf, content) == expected


PARTS = [
    *NAMES,
    *KINDS,
    "q",
    "Tj",
    "BMC",
    "Tfs",
    "1",
    "-.5",
    "null",
    "(x)",
    "(a /A Do)",
    "(\\))",
    "<41>",
    "[(x) 1]",
    "<</MCID 0>>",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from([" ", " ", "\n", ""])), max_size=20))
def test_what_is_told_is_what_the_parser_tells(pdf, parts):
    content = "".join(part + between for part, between in parts).encode() + b" n"
    try:
        expected = parsed(pdf, content)
    except pikepdf.PdfError:
        return  # then each name anywhere is kept
    assert of(pdf, content) == expected


def test_many_names_without_an_operator_end_soon(pdf):
    assert of(pdf, b"/Z " * 200_000 + b"/A Do") == {("/XObject", "/A")}
