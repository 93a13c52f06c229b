"""What a screen reader is told of the letter within the bundle: its language, title, headings, tables, links and figures."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

HEAD = 64 / 0.75  # pixels from the top of a page: its margin
ALLOWED_BELOW = {"/Table": {"/THead", "/TBody", "/TR", "/Caption"}, "/TR": {"/TH", "/TD"}, "/LI": {"/Lbl", "/LBody"}}


def elements(node, above=()):
    """Every structure element with those above it, in reading order."""
    if isinstance(node, Array):
        for kid in node:
            yield from elements(kid, above)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node, above
        yield from elements(node.get("/K", Array()), (*above, str(node.S)))


def marked(node, page=None):
    """Each piece of content that the structure names: (page object, its number there)."""
    if isinstance(node, Array):
        for kid in node:
            yield from marked(kid, page)
    elif isinstance(node, int):
        yield page, node
    elif isinstance(node, Dictionary):
        page = node.Pg.objgen if "/Pg" in node else page
        if node.get("/Type") == Name.MCR:
            yield page, int(node.MCID)
        elif "/K" in node:
            yield from marked(node.K, page)


def annotations(node):
    """The annotations that an element stands for."""
    kids = node.get("/K", Array())
    return [k.Obj for k in (kids if isinstance(kids, Array) else [kids]) if isinstance(k, Dictionary) and "/Obj" in k]


def attribute(node, name):
    owned = node.get("/A", Dictionary())
    return next((a[name] for a in (owned if isinstance(owned, Array) else [owned]) if name in a), None)


@pytest.fixture(scope="module")
def bundle(built):
    """The example's bundle with the pages of its letter, and the elements of its structure by their kind."""
    folder, report = built
    with pikepdf.open(folder / report.pdf.path) as pdf:
        found: dict[str, list] = {}
        for element, above in elements(pdf.Root.StructTreeRoot.K):
            found.setdefault(str(element.S), []).append((element, above))
        yield pdf, pdf.pages[: report.exhibits[0].first_page - 1], found


def test_language_title_and_no_claim_of_ua(bundle):
    pdf, _, _ = bundle
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True)
    assert str(pdf.docinfo.Title).startswith("Plan of Action")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "/Metadata" not in pdf.Root, "the pages of others are not tagged: the bundle claims nothing"


def test_headings_paragraphs_and_lists_nest_as_they_should(bundle):
    _, _, found = bundle
    assert len(found["/H1"]) >= 1
    assert len(found["/H2"]) >= 3
    assert len(found["/P"]) > 5
    for kind, allowed in ALLOWED_BELOW.items():
        kids = [k for element, _ in found.get(kind, []) for k in element.get("/K", Array()) if isinstance(k, Dictionary)]
        assert {str(k.S) for k in kids if "/S" in k} <= allowed, kind
    assert all("/LI" in above for _, above in found["/LBody"])


def test_every_cell_names_its_headers(bundle):
    _, _, found = bundle
    heads = {str(element.ID) for element, _ in found["/TH"] if "/ID" in element}
    assert len(found["/Table"]) >= 3
    assert found["/TD"]
    for cell, above in found["/TD"]:
        assert "/Table" in above
        named = attribute(cell, "/Headers")
        assert named is not None
        assert {str(n) for n in named} <= heads


def test_every_figure_says_what_it_shows(bundle):
    _, _, found = bundle
    said = [str(element.get("/Alt", "")).strip() for element, _ in found["/Figure"]]
    assert len(said) >= 2, "a chart and the signature"
    assert all(len(text) > 5 for text in said), said


def test_every_link_is_an_element_and_every_element_a_link(bundle):
    pdf, letter, found = bundle
    drawn = {a.objgen for page in letter for a in page.get("/Annots", Array())}
    told = [a.objgen for element, _ in found["/Link"] for a in annotations(element)]
    assert sorted(told) == sorted(drawn)
    assert len(drawn) > 10
    parents = {int(k): v for k, v in pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items()}
    for page in letter:
        for link in page.get("/Annots", Array()):
            assert str(parents[int(link.StructParent)].S) == "/Link"


def test_all_that_is_drawn_is_told_or_ornament_or_the_head_of_a_page(bundle):
    """The running head is an element beside the tree: it is on every page, and nothing is lost without it."""
    pdf, letter, _ = bundle
    told = set(marked(pdf.Root.StructTreeRoot.K))
    for n, page in enumerate(letter, 1):
        within, pieces = [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BMC", "BDC"):
                number = operands[1].get("/MCID") if str(operator) == "BDC" and isinstance(operands[1], Dictionary) else None
                is_told = number is not None and (page.obj.objgen, int(number)) in told
                pieces += is_told
                within.append("ornament" if operands[0] == Name.Artifact else "told" if is_told else "beside")
            elif str(operator) == "EMC":
                within.pop()
            elif str(operator) in ("Tj", "TJ", "Do", "f", "S", "B"):
                assert within, f"page {n}: {operator} is neither told nor ornament"
            elif str(operator) == "Tm" and set(within) == {"beside"}:
                assert float(operands[5]) < HEAD, f"page {n}: words of the text are not in the tree"
        assert pieces > 5
