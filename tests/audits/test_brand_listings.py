"""The mark is found as a word in every field of every export, and held against notice, letters and the last export."""

from time import process_time

import pytest
from made_chain import FIRST, RIGHT, SECOND, audit, made

from kit.appeal import Appeal
from kit.errors import BadFile

HEADS = "product_id,category,brand,product_name,product_description,sku_id,variation_value,price,quantity,seller_sku"
NOTICE = "{id: note, file: evidence/screen.png, kind: notice, caption: Notice, facts: {brand: Torvhald}}"
EXPORTED = """letter:
  date: 2026-07-06
"""
DATA = """data:
  listings:
    - {file: listings/a.csv, exported: "2026-05-01T10:00+01:00"}
    - {file: listings/b.csv, exported: "2026-06-09T11:00+01:00"}
    - {file: listings/c.csv, exported: "2026-07-05T10:00+01:00"}
"""


def export(*listings):
    """An export of such listings: seller SKU, brand, title, description."""
    explained = ["V4,,,,,,,,,", "Product ID,,,,,,,,,", "Mandatory,,,,,,,,,", "Do not change,,,,,,,,,"]
    rows = [
        f"17297330826{n:04},Cups,{brand},{title},{text},17297330900{n:04},,9.50,5,{sku}"
        for n, (sku, brand, title, text) in enumerate(listings, 1)
    ]
    return "\n".join((HEADS, *explained, *rows)) + "\n"


CLEAN = export(
    ("TH-1", "", "Steel bottle", "<p>Bottle</p>"), ("TH-2", "", "Steel cup", "<p>Cup</p>"), ("OWN-1", "", "Mug", "<p>Mug</p>")
)
NAMED = export(
    ("TH-1", "", "Bottle like Torvhald", "<p>Bottle</p>"), ("TH-2", "", "Steel cup", "<p>Fits <b>TORVHALD</b> lids</p>"),
    ("OWN-1", "", "Mug", "<p>Torvhalden wool</p>"),
)  # fmt: skip


def search(folder, *, last=CLEAN, papers=(NOTICE,), stance="plan", stood=NAMED):
    """The audit over three exports."""
    files = {"listings/a.csv": CLEAN, "listings/b.csv": stood, "listings/c.csv": last}
    return audit(
        made(folder / "case", papers=papers, files=files, stance=stance, sold=(), edits={EXPORTED: f"{DATA}{EXPORTED}"}),
        "brand_listings",
    )


def test_before_and_after(tmp_path):
    found = search(tmp_path)
    assert [row.cells for row in found.rows] == [
        ("TH-1", "Steel bottle", "none", "title", "none", "yes", "Put right"),
        ("TH-2", "Steel cup", "none", "description", "none", "yes", "Put right"),
    ]
    assert found.gaps == ()
    assert {fault.of for fault in found.faults} == {"TH-1", "TH-2"}
    assert (found.rates["named_then"].numerator, found.rates["named_now"].numerator, found.things) == (2, 0, 3)


@pytest.mark.parametrize(("stance", "severity"), [("plan", "error"), ("dispute", "warning")])
def test_a_listing_beyond_the_notice_is_named_too(tmp_path, stance, severity):
    last = export(("TH-1", "", "Steel bottle", ""), ("TH-2", "", "Cup", ""), ("OWN-1", "Torvhald", "Mug", ""))
    (gap,) = search(tmp_path, last=last, stance=stance).gaps
    assert (gap.id, gap.severity) == ("brand_listings.others", severity)
    assert "OWN-1" in gap.what


def test_a_reseller_may_name_the_brand_of_covered_goods(tmp_path):
    found = search(tmp_path, last=NAMED, papers=(RIGHT, FIRST, SECOND), stance="dispute")
    assert [(row.cells[0], row.cells[-1], row.state) for row in found.rows] == [
        ("TH-1", "Covered by the chain", "good"),
        ("TH-2", "Covered by the chain", "good"),
    ]
    assert [(gap.id, gap.severity) for gap in found.gaps] == [("brand_listings.within", "warning")]
    assert "OWN-1 “Torvhalden”" in found.gaps[0].what
    assert found.faults == ()


@pytest.mark.parametrize("word", ["#torvhaldlids", "TorvhaldV6", "forTorvhald"])
def test_a_long_mark_within_a_longer_word_is_a_warning(tmp_path, word):
    last = export(("TH-1", "", "Steel bottle", f"<p>{word}</p>"), ("TH-2", "", "Cup", ""), ("OWN-1", "", "Mug", ""))
    (gap,) = search(tmp_path, last=last).gaps
    assert (gap.id, gap.severity) == ("brand_listings.within", "warning")
    assert f"TH-1 “{word}”" in gap.what


def test_a_long_mark_within_a_longer_word_of_the_brand_field_is_a_warning(tmp_path):
    last = export(("TH-1", "TorvhaldOfficial", "Steel bottle", ""), ("TH-2", "", "Cup", ""), ("OWN-1", "", "Mug", ""))
    (gap,) = search(tmp_path, last=last).gaps
    assert gap.id == "brand_listings.within"
    assert "TH-1 “TorvhaldOfficial”" in gap.what


@pytest.mark.parametrize(
    ("mark", "text", "word"),
    [
        ("Torvhald", "fits Torvh\N{CYRILLIC SMALL LETTER A}ld lids", "Torvh\N{CYRILLIC SMALL LETTER A}ld"),
        ("Torvhald", "\N{GREEK CAPITAL LETTER TAU}ORVHALD lids", "\N{GREEK CAPITAL LETTER TAU}ORVHALD"),
        ("Müller-Lüdenscheidt", "for MUELLER LUEDENSCHEIDT", "MUELLERLUEDENSCHEIDT"),
        ("Mueller", "for Müller cups", "Müller"),
        ("Ørsted", "Oersted lamp", "Oersted"),
        ("Müller", "Muell sack", None),
        ("Torvhald", "Тор hald", None),
    ],
)
def test_what_reads_like_a_mark_in_other_letters_is_a_warning(tmp_path, mark, text, word):
    last = export(("TH-1", "", "Steel bottle", f"<p>{text}</p>"), ("TH-2", "", "Cup", ""), ("OWN-1", "", "Mug", ""))
    gaps = search(tmp_path, last=last, papers=(NOTICE.replace("brand: Torvhald", f"brand: {mark}"),)).gaps
    told = [(gap.severity, gap.what) for gap in gaps if gap.id == "brand_listings.like"]
    assert [severity for severity, _ in told] == ["warning"] * (word is not None)
    assert all("TH-1 “" in what and (word or "") in what.replace(" ", "") for _, what in told)


def test_a_text_without_a_blank_takes_no_longer_than_its_length():
    from kit.audits.brand_listings import _within

    start = process_time()
    assert _within(("Torvhald",)).search("杯" * 40_000) is None
    assert process_time() - start < 1


def test_an_entity_hides_no_mark(tmp_path):
    last = export(
        ("TH-1", "", "Torv&shy;hald bottle", ""), ("TH-2", "", "Cup", "fits TORVH&Aring;LD lids"), ("OWN-1", "", "Mug", "")
    )
    assert {row.cells[0] for row in search(tmp_path, last=last).rows if row.state == "gap"} == {"TH-1", "TH-2"}


@pytest.mark.parametrize(
    ("mark", "texts"),
    [
        ("Levi's", ("Levi’s jeans", "Levis jeans", "LEVI´S jeans", "牛仔裤Levi’s同款")),
        ("L'Oréal", ("L’Oréal dupe", "LOREAL dupe", "Loreal Paris", "L'Oreal")),
        ("Arc'teryx", ("Arcteryx", "ARC’TERYX")),
        ("Dr. Martens", ("Dr Martens laces", "DrMartens laces", "Dr.Martens")),
        ("Dr Martens", ("Dr. Martens laces",)),
        ("Coca-Cola", ("Coca\u2011Cola cup", "Coca\u2013Cola cup", "CocaCola", "Coca Cola")),
        ("Smith &amp; Wesson", ("Smith & Wesson grip", "Smith and Wesson")),
        ("LG", ("L.G. fridge", "适用LG冰箱")),
        ("3M", ("3M tape", "适用3M口罩", "tape,3M")),
        ("Ørsted & Næss", ("Orsted and Naess machines", "ØRSTED&NÆSS", "Orsted & Naess")),
        ("Orsted and Naess", ("Ørsted & Næss lamp",)),
        ("Straße", ("STRASSE", "strasse")),
        ("Łódź", ("LODZ",)),
        ("Đorðe Þór", ("Dorde Thor",)),
    ],
)
def test_apostrophes_points_and_dashes_hide_no_mark(mark, texts):
    from kit.audits.brand_listings import _pattern
    from kit.tools.trade_marks import plain

    assert [text for text in texts if not _pattern((mark,)).search(plain(text))] == []


@pytest.mark.parametrize(
    ("mark", "text"),
    [("3M", "13M tape"), ("3M", "33M"), ("3M", "Length 3 m"), ("3M", "1.3M"), ("Levi's", "levi jeans"), ("LG", "bulging algae")],
)
def test_a_measure_or_another_word_is_no_mark(mark, text):
    from kit.audits.brand_listings import _pattern
    from kit.tools.trade_marks import plain

    assert not _pattern((mark,)).search(plain(text))


def test_a_mark_that_no_listing_holds_is_told_and_the_search_is_drawn_all_the_same(tmp_path):
    searched = "{id: search, made: brand_listings, kind: brand_search, caption: Search}"
    found = search(tmp_path, stood=CLEAN, papers=(NOTICE, searched))
    assert [(g.id, g.severity) for g in found.gaps] == [("brand_listings.nowhere", "warning")]
    drawn = Appeal.open(tmp_path / "case").evidence
    (shown,) = [one for one in drawn if one.item.id == "search"]
    assert "none" in shown.text[0]


def test_an_exhibit_that_cannot_be_drawn_says_what_it_lacks(tmp_path):
    searched = "{id: search, made: brand_listings, kind: brand_search, caption: Search}"
    search(tmp_path, papers=(searched,))
    with pytest.raises(BadFile, match=r"evidence\.search: the kit cannot draw brand_listings: no paper states the mark"):
        Appeal.open(tmp_path / "case").evidence  # noqa: B018


def test_a_sku_that_no_export_has_is_said(tmp_path):
    gone = export(("TH-1", "", "Torvhald bottle", ""))
    files = {"listings/a.csv": gone}
    data = DATA.split("    - {file: listings/b", maxsplit=1)[0]
    appeal = made(tmp_path / "case", papers=(NOTICE,), files=files, sold=(), stance="plan", edits={EXPORTED: f"{data}{EXPORTED}"})
    assert ("brand_listings.absent", "warning") in {(gap.id, gap.severity) for gap in audit(appeal, "brand_listings").gaps}


def test_without_a_mark_there_is_nothing_to_search_for(tmp_path):
    assert "brand" in search(tmp_path, papers=()).unavailable


@pytest.mark.parametrize(
    "text",
    [
        "AURA-VANE filter",
        "for Auravanes",
        "ＡＵＲＡＶＡＮＥ",
        "Auravané",
        "Aura\u200bvane",
        "aura vane's",
        "Auravane™ filter",
        "AURAVANE® ",
    ],
)
def test_a_mark_is_found_however_it_is_written(text):
    from kit.audits.brand_listings import _pattern
    from kit.tools.trade_marks import plain

    for mark in ("Auravane", "AURAVANE®", "Auravane ™"):
        assert _pattern((mark,)).search(plain(text))
        assert not _pattern((mark,)).search(plain("Lauravanes"))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("适用奥瓦恩吸尘器滤芯", "奥瓦恩"),
        ("Filter 适用Auravane滤芯", "Auravane"),
        ("ไส้กรองAuravaneสำหรับบ้าน", "Auravane"),
        ("ໄສ້Auravaneກອງ", "Auravane"),
        ("តម្រងAuravaneថ្មី", "Auravane"),
        ("オーラベイン用フィルター", "オーラベイン"),
        ("Auravane용 필터", "Auravane"),
    ],
)
def test_a_script_without_blanks_hides_no_mark(text, mark):
    from kit.audits.brand_listings import _pattern
    from kit.tools.trade_marks import plain

    assert _pattern((mark,)).search(plain(text))


@pytest.mark.parametrize(
    ("text", "mark"), [("适用Auravanex滤芯", "Auravane"), ("เพลงXAuravane", "Auravane"), ("Ауравейнов", "Ауравейн")]
)
def test_a_longer_word_is_another_mark(text, mark):
    from kit.audits.brand_listings import _pattern
    from kit.tools.trade_marks import plain

    assert not _pattern((mark,)).search(plain(text))
