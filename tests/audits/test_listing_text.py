"""Listings are searched before and after: what stood where, what is left, how the words came in."""

import re

import pytest
from made_records import case

from kit.demo.listings import Row, template
from kit.policy import claim_words

FAMILY = {
    "family: logistics": "family: content",
    "stance: plan": "stance: plan\ndata:\n  listings:\n@@",
    "caption: Contract with the carrier}": 'caption: Contract with the carrier}\n  - {id: notice, file: evidence/notice.txt, kind: notice, caption: N, facts: {claims: "kills mites; medical grade"}}',
}
DAYS = {"a": "2026-05-01T09:00+01:00", "b": "2026-06-10T09:00+01:00", "c": "2026-06-20T09:00+01:00"}
WORDS = "<p>A <b>medical</b> grade lamp.</p><script>kills mites</script>"


def row(n, description, *, title="Lamp"):
    return Row(
        product_id=str(1729611043000 + n // 2), sku_id=str(1729611043900 + n), seller_sku=f"S{n}", category="Lamps (1)", brand="Made",
        title=title, description=description, variation=f"V{n}", price="9.90", quantity=5,
    )  # fmt: skip


def appeal(folder, *, skus=("S0",), more=None, **exports):
    """A case of content with these exports: by letter of `DAYS` the descriptions of S0, S1, …"""
    hints = "".join(f"    - {{file: listings/{d}.xlsx, exported: {DAYS[d]}}}\n" for d in exports).rstrip("\n")
    edits = {old: new.replace("@@", hints) for old, new in FAMILY.items()}
    edits["ticket: enforced"] = f"ticket: enforced\n  skus: [{', '.join(skus)}]"
    for day, texts in exports.items():
        path = folder / "listings" / f"{day}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(template(row(n, text) for n, text in enumerate(texts)))
    return case(folder, files={"evidence/notice.txt": "Notice of a violation", **(more or {})}, edits=edits)


def audit(made, name="listing_text"):
    return next(a for a in made.audits if a.id == name)


def kinds(found):
    return {(f.kind, f.of) for f in found.faults}


def test_one_edit_of_many_is_told_from_words_that_one_listing_holds(tmp_path):
    many = audit(appeal(tmp_path / "many", a=["x"] * 6, b=[WORDS] * 4 + ["x"] * 2, c=["x"] * 6))
    assert many.figures["edited_skus"] == many.figures["before_skus"] == "4"
    assert many.figures["edited_listings"] == "2"
    assert {f for f in kinds(many) if f[0] == "bulk"} == {("bulk", f"S{n}") for n in range(4)}
    assert many.gaps == ()
    one = audit(appeal(tmp_path / "one", a=["x"] * 6, b=[WORDS] * 2 + ["x"] * 4, c=["x"] * 6))
    assert {k for k, _ in kinds(one)} == {"single", "beyond"}
    assert one.figures["edited_skus"] == "0"


def test_the_drawing_shows_each_export_and_the_notice(tmp_path):
    found = audit(appeal(tmp_path / "three", a=["x"] * 4, b=[WORDS] * 3 + ["x"], c=["x"] * 4))
    assert re.findall(r">(\d+ of \d+)<", found.drawing) == ["0 of 4", "3 of 4", "0 of 4"]
    assert "Notice, 9 June 2026" in found.drawing
    first = audit(appeal(tmp_path / "two", b=[WORDS], c=["x"])).drawing
    assert re.search(r'text-anchor="start">Notice', first)  # at the left there is no room before the line
    assert audit(appeal(tmp_path / "one", b=[WORDS])).drawing is None


def test_words_that_stood_there_before_are_no_edit(tmp_path):
    found = audit(appeal(tmp_path / "case", a=[WORDS] * 4, b=[WORDS] * 4, c=["x"] * 4))
    assert {k for k, _ in kinds(found)} == {"older", "beyond"}


def test_what_is_left_after_the_correction_is_an_error_with_its_place(tmp_path):
    made = appeal(tmp_path / "case", a=["x"] * 4, b=[WORDS] * 4, c=["x", "x", "x", "Kills   MITES at once"])
    found = audit(made)
    assert [(g.severity, g.where) for g in found.gaps] == [("error", "listings/c.xlsx")]
    assert "S3" in found.gaps[0].what
    assert "Kills MITES at once" in found.gaps[0].what
    assert {r.cells[0]: r.state for r in found.rows} == {"S0": "good", "S1": "good", "S2": "good", "S3": "gap"}
    assert found.rates["before"].numerator == 4
    assert found.rates["after"].numerator == 1


def test_forbidden_claims_and_contacts_are_found_beside_the_words_of_the_notice(tmp_path):
    found = audit(appeal(tmp_path / "case", b=["x", "全网第一，加微信 lamp88", "See www.lamp.example/shop", "x"], c=["x"] * 4))
    assert {f for f in kinds(found) if f[0] == "off_platform"} == {("off_platform", "S1"), ("off_platform", "S2")}
    assert found.rates["forbidden_before"].numerator == 2
    assert found.figures["before_skus"] == "0"


def test_a_claim_that_the_sheet_proves_is_no_gap(tmp_path):
    sheet = {
        "records/claims.csv": "Claim,SKU,Proof kind,Proof\nmedical grade,all,packaging,screen\nkills mites,all,test,contract\n"
    }
    made = appeal(tmp_path / "case", more=sheet, b=[WORDS] * 2, c=[WORDS] * 2)
    assert audit(made).gaps == ()
    assert all(r.state == "good" for r in audit(made).rows)


@pytest.mark.parametrize(
    ("exports", "gap"), [({"b": [WORDS]}, "listing_text.no_after"), ({"b": ["x"], "c": ["x"]}, "listing_text.not_listed")]
)
def test_what_could_not_be_looked_at_is_said(tmp_path, exports, gap):
    assert gap in [g.id for g in audit(appeal(tmp_path / "case", skus=("S0", "S9"), **exports)).gaps]


def test_words_that_no_text_holds_are_told_and_not_counted(tmp_path):
    found = audit(appeal(tmp_path / "case", b=["x", "y"], c=["x", "y"]))
    assert found.sentence == "The words of the notice stood in no text of 2 SKUs on 10 June 2026 and 20 June 2026."
    assert [(g.id, g.severity) for g in found.gaps] == [("listing_text.nowhere", "warning")]
    assert "kills mites; medical grade" in found.gaps[0].what


def test_without_the_notices_words_the_sentence_is_of_other_claims(tmp_path):
    made = appeal(tmp_path / "case", b=["Write to us on WhatsApp", "y"], c=["x", "y"])
    path = made.folder / "case.yaml"
    path.write_text(path.read_text().replace("claims:", "words:"))
    said = audit(type(made).open(made.folder)).sentence
    assert said.startswith("The notice's words are not stated; forbidden claims without proof stood in 1 of 2 SKUs on 10 June")


def test_without_the_moment_of_its_export_nothing_is_guessed(tmp_path):
    made = appeal(tmp_path / "case", b=[WORDS])
    (tmp_path / "case" / "listings" / "b.xlsx").rename(tmp_path / "case" / "listings" / "other.xlsx")
    path = tmp_path / "case" / "case.yaml"
    path.write_text(
        path.read_text().replace(f"    - {{file: listings/b.xlsx, exported: {DAYS['b']}}}", "    - {file: listings/other.xlsx}")
    )
    assert "listings/other.xlsx" in audit(type(made).open(tmp_path / "case")).unavailable


@pytest.mark.parametrize("kind", claim_words.classes(), ids=lambda c: c.id)
def test_each_class_of_claims_has_its_page_and_its_words(kind):
    assert kind.source.startswith("https://")
    assert kind.read_on
    assert kind.en
    assert kind.zh
    for phrase in (*kind.en, *kind.zh):
        text = phrase.replace("#", "99.9")
        assert any(s.kind == kind.id for s in claim_words.said(f"Now {text} today", ())), phrase


@pytest.mark.parametrize(
    "text",
    [
        "Best before 07/2027. Cleans dust and crumbs with 12 kPa.",
        "Helps keep skin soft. For normal to dry skin.",
        "保质期三年。可水洗滤芯，5 米电源线。",
        "Contact the shop by chat; one year of warranty, 0.4 L, v2.0.",
        "Secures the lid; 100% cotton; first use: charge 3 hours.",
    ],
)
def test_ordinary_words_are_no_claim(text):
    assert list(claim_words.said(text, ())) == []


@pytest.mark.parametrize("text", ["KILLS\u200b mites", "ｋｉｌｌｓ ｍｉｔｅｓ", "kills\n  mites"])
def test_words_that_are_hidden_from_a_search_are_found(text):
    assert claim_words.holds(text, "Kills mites")
    assert [s.kind for s in claim_words.said(text, ("kills mites",))] == [claim_words.COMPLAINED]


def test_names_of_prohibited_goods_are_searched_for(tmp_path):
    found = audit(appeal(tmp_path / "case", b=[WORDS, "Pen for e-liquid"], c=["x", "Pen for e-liquid"]))
    (gap,) = found.gaps
    assert (gap.id, gap.severity) == ("listing_text.prohibited", "warning")
    assert gap.what.startswith("1 SKU still holds the name of prohibited goods (BAN-01, own_knowledge: unverified)")
    assert "no paper cures it" in gap.fix


CHANGED = [
    ("kills 99.9% of dust mites", "Gets to kill 99.9 % of dust-mites."),
    ("medical grade UV sterilization", "Medical grade UV steri\u200blisation"),
    ("relieves asthma and allergies", "Relieving asthma and allergies"),
    ("relieves asthma and allergies", "relieves allergies and asthma"),
    ("relieves asthma and allergies", "It relieves an allergy and asthma"),
]


@pytest.mark.parametrize(("phrase", "text"), CHANGED)
def test_words_of_the_notice_in_another_form_are_told_as_such(phrase, text):
    assert not claim_words.holds(text, phrase)
    assert [(s.kind, s.phrase) for s in claim_words.said(text, (phrase,)) if s.kind == claim_words.CHANGED] == [
        (claim_words.CHANGED, phrase)
    ]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("kills 99.9% of dust mites", "Removes 99% of dust. Mites dislike it; heat kills."),
        ("kills 99.9% of dust mites", "Killer of 99% of dust mites"),
        ("relieves asthma and allergies", "Ask a doctor about asthma. Allergies are relieved by others."),
        ("medical grade", "A medical lamp of some very good grade"),
        ("for all cares", "for all cars"),
    ],
)
def test_other_words_are_no_form_of_the_notices(phrase, text):
    assert [s.kind for s in claim_words.said(text, (phrase,)) if s.kind == claim_words.CHANGED] == []


def test_another_form_is_a_warning_with_both_texts_and_is_told_apart_in_the_exhibit(tmp_path):
    found = audit(appeal(tmp_path / "case", a=["x"] * 2, b=[WORDS] * 2, c=["x", "Killing the mites"]))
    (gap,) = found.gaps
    assert (gap.id, gap.severity, gap.where) == ("listing_text.changed.1", "warning", "listings/c.xlsx")
    assert "words close to “kills mites” of the notice after the correction: S1; description: “Killing the mites”" in gap.what
    row = next(r for r in found.rows if r.cells[0] == "S1")
    assert row.cells[-1] == "0 + 1 in another form"
    assert "“Killing the mites” on 20 June 2026, another form of “kills mites”" in row.cells[2]
    assert row.state == "gap"
    assert found.rates["after"].numerator == 0


def test_where_only_another_form_stood_the_notices_words_are_asked_for_with_what_was_found(tmp_path):
    found = audit(appeal(tmp_path / "case", b=["Killing mites", "y"], c=["x", "y"]))
    (gap,) = found.gaps
    assert gap.id == "listing_text.nowhere"
    assert "in another form: “Killing mites”" in gap.what


@pytest.mark.parametrize("stance", ["dispute", "plan"])
def test_another_forbidden_claim_is_told_of_the_one_export_too(tmp_path, stance):
    made = appeal(tmp_path / "case", b=[f"{WORDS} Write to us on WhatsApp", "y"])
    path = made.folder / "case.yaml"
    path.write_text(path.read_text().replace("stance: plan", f"stance: {stance}"))
    gaps = {g.id: g for g in audit(type(made).open(made.folder)).gaps}
    assert gaps["listing_text.contact"].severity == "warning"
    assert gaps["listing_text.contact"].what.startswith(
        "1 SKU holds a forbidden claim (handle, phone or chat) on 10 June 2026: S0;"
    )
    assert "listing_text.complained" not in gaps
