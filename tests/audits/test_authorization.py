"""The chain from owner to seller holds only where each letter names the right firms, days, country, SKUs and number."""

import pytest
from made_chain import FIRST, INVOICE, RIGHT, SECOND, SOLD, audit, made

PAPERS = {"RIGHT": RIGHT, "FIRST": FIRST, "SECOND": SECOND, "INVOICE": INVOICE}
TOO_NEAR = ("Made Trading", "Made Tradings")


def chain(folder, *, without=(), change=("", "", ""), sold=SOLD, **more):
    """The audit with papers left out, or one text of one paper changed."""
    where, old, new = change
    papers = {name: text for name, text in PAPERS.items() if name not in without}
    if where:
        assert old in papers[where]
        papers[where] = papers[where].replace(old, new)
    return audit(made(folder / "case", papers=tuple(papers.values()), sold=sold, **more), "authorization")


def test_a_whole_chain_covers_every_sku(tmp_path):
    found = chain(tmp_path)
    assert found.unavailable is None
    assert found.gaps == ()
    assert found.faults == ()
    assert (
        found.sentence
        == "2 of 2 SKUs of the notice are covered by the chain for Torvhald: 2 links from Torvhald AS to Made Trading."
    )
    assert [(row.cells[0], row.state, row.exhibits) for row in found.rows] == [
        ("Right", "good", ("right",)),
        ("1", "good", ("first",)),
        ("2", "good", ("second",)),
    ]
    assert found.figures["way"] == "Torvhald AS → Moorgate Outdoor Distribution Ltd → Made Trading"
    assert (found.rates["covered"].numerator, found.rates["covered"].denominator) == (2, 2)


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (("SECOND", "28 February 2027", "30 June 2026"), "expired", "in force from 1 July 2026 to the day of the letter"),
        (("SECOND", "1 March 2026", "1 April 2026"), "late", "first sale was on 20 March 2026"),
        (("SECOND", "TH-1, TH-2", "TH-1"), "sku_not_covered", "(TH-2)"),
        (("SECOND", "territory: United Kingdom", "territory: Ireland"), "no_territory", "“Ireland”, and the site is United Kingdom"),
        (("SECOND", "territory: United Kingdom", 'territory: "European Union"'), "no_territory", "“European Union”"),
        (("SECOND", "territory: United Kingdom", 'territory: "worldwide except UK"'), "no_territory", "worldwide except UK"),
        (("SECOND", "territory: United Kingdom", "note: none"), "territory_unsaid", "says no territory"),
        (("SECOND", "taker: Made Trading", "taker: Made Tradings"), "name_differs", "“Made Tradings” and “Made Trading”"),
        (("SECOND", "taker: Made Trading", "taker: Fell and Fern Ltd"), "missing_link", "from Fell and Fern Ltd to Made Trading"),
        (("SECOND", "brand: Torvhald", "brand: Torvik"), "other_brand", "“Torvik”"),
        (("FIRST", "UK00003811204", "UK00003811240"), "number_differs", "names the registration UK00003811240, and the certificate has UK00003811204"),
        (("RIGHT", "status: registered", "status: pending"), "pending", "“pending”"),
        (("RIGHT", "jurisdiction: United Kingdom", "jurisdiction: Norway"), "right_elsewhere", "the certificate is of Norway"),
        (("RIGHT", "4 May 2031", "4 May 2026"), "right_ended", "ended on 4 May 2026"),
        (("RIGHT", "caption: Certificate,", "caption: Certificate, status: applying,"), "right_not_here", "applying"),
    ],
)  # fmt: skip
def test_each_gap_has_its_name(tmp_path, change, kind, said):
    if kind == "right_not_here":
        change = (
            "RIGHT",
            "file: evidence/contract.pdf, kind: trademark_certificate",
            "status: applying, kind: trademark_certificate",
        )
    found = chain(tmp_path, change=change)
    assert [gap.id.rpartition(".")[2] for gap in found.gaps] == [kind]
    assert said in found.gaps[0].what
    assert found.gaps[0].severity == ("warning" if kind == "territory_unsaid" else "error")
    assert "gap" in {row.state for row in found.rows} or kind == "territory_unsaid"


def test_a_chain_without_the_middle_names_what_is_missing(tmp_path):
    found = chain(tmp_path, without=("FIRST",))
    assert [gap.what for gap in found.gaps] == ["no letter leads from Torvhald AS to MOORGATE OUTDOOR DISTRIBUTION LIMITED"]
    assert found.rows[-1].cells[0] == "missing"
    assert "no letter" in found.drawing
    assert found.rates["covered"].numerator == 0


def test_flaws_of_the_letters_that_stand_are_named_while_a_link_is_missing(tmp_path):
    found = chain(tmp_path, without=("FIRST",), change=("SECOND", "territory: United Kingdom", "territory: Ireland"))
    assert [gap.id.rpartition(".")[2] for gap in found.gaps] == ["missing_link", "no_territory"]
    ended = chain(tmp_path / "ended", without=("FIRST",), change=("SECOND", "28 February 2027", "30 June 2026"))
    assert [gap.id.rpartition(".")[2] for gap in ended.gaps] == ["missing_link", "expired"]


def test_letters_without_an_owner_have_no_beginning(tmp_path):
    found = chain(tmp_path, without=("RIGHT",))
    assert "no_right" in {gap.id.rpartition(".")[2] for gap in found.gaps}


def test_without_any_paper_there_is_nothing_to_look_at(tmp_path):
    assert chain(tmp_path, without=("RIGHT", "FIRST", "SECOND")).unavailable


def test_two_letters_that_follow_one_another_cover_the_time_together(tmp_path):
    earlier = (
        SECOND.replace("id: second", "id: earlier")
        .replace("1 March 2026", "1 February 2026")
        .replace("28 February 2027", "31 May 2026")
    )
    later = SECOND.replace("1 March 2026", "1 June 2026")
    whole = audit(made(tmp_path / "a", papers=(RIGHT, FIRST, earlier, later)), "authorization")
    assert whole.gaps == ()
    torn = audit(made(tmp_path / "b", papers=(RIGHT, FIRST, earlier, later.replace("1 June", "8 June"))), "authorization")
    assert [gap.what for gap in torn.gaps] == [
        "between MOORGATE OUTDOOR DISTRIBUTION LIMITED and Made Trading no letter was in force from 1 June 2026 to 7 June 2026"
    ]


def test_a_plan_is_held_to_today_and_its_faults_to_the_notice(tmp_path):
    renewed = SECOND.replace("1 March 2026", "20 June 2026")
    found = audit(made(tmp_path / "case", papers=(RIGHT, FIRST, renewed), stance="plan"), "authorization")
    assert found.gaps == ()
    assert {(fault.kind, fault.of) for fault in found.faults} == {("missing_link", "TH-1"), ("missing_link", "TH-2")}


def test_the_owner_who_sells_needs_no_letter(tmp_path):
    own = RIGHT.replace("owner: Torvhald AS", "owner: Made Trading")
    found = audit(made(tmp_path / "case", papers=(own,)), "authorization")
    assert found.gaps == ()
    assert found.figures["links"] == "0"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("SECOND", "28 February 2027", "30 June 2026"), "not in force now"),
        (("SECOND", "TH-1, TH-2", "TH-1"), "SKUs not named"),
        (("SECOND", "MOORGATE OUTDOOR", "MOORGATE OUTDOORS"), "names differ"),
    ],
)
def test_the_drawing_says_what_its_colour_says(tmp_path, change, word):
    whole, broken = chain(tmp_path / "a").drawing, chain(tmp_path / "b", change=change).drawing
    assert word in broken
    assert "stroke-dasharray" in broken
    assert word not in whole
    assert "stroke-dasharray" not in whole
    assert "MOORGATE OUTDOORS DISTRIBUTION LIMITED" in broken or "OUTDOORS" not in change[2]


@pytest.mark.parametrize("title", ["Copyright infringement", "Registered design infringement", "Patent infringement"])
def test_a_chain_of_a_mark_does_not_answer_another_right(tmp_path, title):
    found = chain(tmp_path, edits={"Counterfeit complaint": title})
    (gap,) = found.gaps
    assert (gap.id, gap.severity) == ("authorization.right.other_right", "error")
    assert "begins with a trademark certificate, which does not answer it" in gap.what
    assert found.rates["covered"].numerator == 0


def test_of_two_rights_the_one_that_the_notice_is_about_counts(tmp_path):
    work = RIGHT.replace("id: right", "id: work").replace("trademark_certificate", "copyright_record")
    found = audit(
        made(tmp_path / "case", papers=(RIGHT, work, FIRST, SECOND), edits={"Counterfeit complaint": "Copyright complaint"}),
        "authorization",
    )
    assert found.gaps == ()
    assert found.rows[0].exhibits == ("work",)


@pytest.mark.parametrize("written", ["TORVHALD®", "Torvhald™", "Torvhald (TM)", "ＴＯＲＶＨＡＬＤ"])
def test_the_sign_of_a_mark_is_no_part_of_it(tmp_path, written):
    assert chain(tmp_path, change=("SECOND", "brand: Torvhald", f'brand: "{written}"')).gaps == ()


PATENT = (
    "{id: right, file: evidence/contract.pdf, kind: patent_certificate, caption: Patent, facts: {owner: Harrowlight Ltd, number: USD1024517,"
    " status: granted}}"
)


@pytest.mark.parametrize(
    ("title", "papers", "is_told"),
    [
        ("Design patent infringement", (PATENT,), False),
        ("Patent infringement", (PATENT,), False),
        ("Design patent infringement", (PATENT, FIRST), True),  # who shows a letter says that he was let
        ("Counterfeit complaint", (PATENT,), True),
    ],
)
def test_a_dispute_by_difference_needs_no_letter_of_the_complainant(tmp_path, title, papers, is_told):
    edits = {"title: Counterfeit complaint": f"title: {title}"}
    found = audit(made(tmp_path / "case", papers=papers, sold=(), edits=edits), "authorization")
    assert (found.unavailable is None, bool(found.gaps)) == (is_told, is_told)
    assert is_told or "no letter leads from there" in found.unavailable


def test_a_letter_to_a_firm_through_which_no_way_leads_is_not_said_to_hold(tmp_path):
    side = FIRST.replace("id: first", "id: side").replace("Moorgate Outdoor Distribution Ltd", "Nord Vertrieb GmbH")
    side = side.replace("United Kingdom, Ireland", "Germany").replace("31 December 2027", "31 December 2025")
    found = audit(made(tmp_path / "case", papers=(RIGHT, side, FIRST, SECOND, INVOICE)), "authorization")
    said = {row.exhibits: (row.cells[-1], row.state) for row in found.rows}
    assert said[("side",)] == ("Not on the way to the seller", "plain")
    assert said[("first",)] == said[("second",)] == ("Holds", "good")
    assert found.gaps == ()


def other(name, *edits):
    """A further letter of the last step, with texts replaced."""
    text = SECOND.replace("id: second", f"id: {name}")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("territory: United Kingdom", "territory: Ireland"), "is for “Ireland”, and the site is United Kingdom"),
        (("TH-1, TH-2", "TH-1"), "does not name the SKU (TH-2)"),
        (("brand: Torvhald", "brand: Torvik"), "is about the brand “Torvik”"),
        (("1 March 2026, valid_to: 28 February 2027", "1 March 2025, valid_to: 28 February 2026"), "ended on 28 February 2026"),
        (("brand: Torvhald,", "brand: Torvhald, mark_number: UK1,"), "names the registration UK1"),
    ],
)
def test_a_letter_beside_one_that_fits_tells_its_own_fault(tmp_path, edit, said):
    found = audit(made(tmp_path / "case", papers=(RIGHT, FIRST, SECOND, other("beside", edit))), "authorization")
    rows = {row.exhibits: row for row in found.rows}
    assert rows[("second",)].cells[-1] == "Holds"
    assert said in rows[("beside",)].cells[-1]
    assert rows[("beside",)].cells[-1].endswith(", which another letter makes good")
    assert rows[("beside",)].state == "plain"
    assert found.gaps == ()
    assert found.rates["covered"].numerator == 2


def test_of_several_unfit_letters_each_tells_its_own_fault(tmp_path):
    elsewhere = SECOND.replace("territory: United Kingdom", "territory: Ireland")
    brand = other("brand", ("brand: Torvhald", "brand: Torvik"))
    found = audit(made(tmp_path / "case", papers=(RIGHT, FIRST, elsewhere, brand)), "authorization")
    said = {row.exhibits: (row.cells[-1], row.state) for row in found.rows}
    assert "“Ireland”" in said[("second",)][0]
    assert said[("second",)][1] == said[("brand",)][1] == "gap"
    assert said[("brand",)][0].endswith("is about the brand “Torvik”")
    assert [gap.id for gap in found.gaps] == ["authorization.second.no_territory"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("territory: United Kingdom", "territory: Ireland"), "is for “Ireland”, and the site is United Kingdom"),
        (("TH-1, TH-2", "TH-1"), "does not name the SKU (TH-2)"),
    ],
)
def test_a_renewal_that_does_not_renew_says_why_in_its_row(tmp_path, edit, said):
    ended = SECOND.replace("28 February 2027", "31 May 2026")
    renewal = other("renewal", ("1 March 2026", "1 June 2026"), edit)
    found = audit(made(tmp_path / "case", papers=(RIGHT, FIRST, ended, renewal)), "authorization")
    row = next(row for row in found.rows if row.exhibits == ("renewal",))
    assert row.cells[-1].endswith(said)
    assert row.state == "gap"
    assert [gap.id for gap in found.gaps] == ["authorization.second.expired"]


def test_a_firm_with_an_ampersand_is_the_same_with_and(tmp_path):
    old, one, other = "Moorgate Outdoor Distribution Ltd", "Moor & Gate Ltd", "Moor and Gate Limited"
    papers = (
        RIGHT,
        FIRST.replace(old, one),
        SECOND.replace("MOORGATE OUTDOOR DISTRIBUTION LIMITED", other),
        INVOICE.replace(old, one),
    )
    found = audit(made(tmp_path / "case", papers=papers, sold=SOLD), "authorization")
    assert (found.gaps, len(found.rows)) == ((), 3)
