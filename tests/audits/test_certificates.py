"""Every SKU is held against its papers on two days; each planted fault is told as what it is, and no other."""

from datetime import date

import pytest
from made_records import case
from tests_root import copied

from kit import causes
from kit.appeal import Appeal
from kit.audits._named import names_parameter
from kit.errors import BadFile
from kit.policy import certificates as matrix

GOODS = """Seller SKU,Model,Goods Category,Role,Supplier,Papers Asked For,Listed On,Listing Ended On
TOY-1,Bear 30,Toys,importer,Fang Toys,Declaration of Conformity; EN 71 test report,2026-01-05,
TOY-2,Bear 45,Toys,importer,Fang Toys,Declaration of Conformity; EN 71 test report,2026-01-05,{ended}
"""
REGISTER = """Document,Number,Issuer,Holder,Models Named,SKUs,Market,Parameters,Applied On,Valid From,Valid To
UK Declaration of Conformity,FT-1,Fang Toys,Fang Toys,Bear 30; Bear 45,TOY-1; TOY-2,UK,,,2026-01-02,
EN 71 test report,SZ-100,Lab,Fang Toys,Bear 30,TOY-1,UK,EN 71-1; EN 71-3,,2026-01-02,2027-01-01
{second}
"""
GOOD = "EN 71 test report,SZ-101,Lab,Fang Toys,Bear 45,TOY-2,UK,EN 71-1; EN 71-3,,2026-01-03,2027-01-01"
FAULTS = {
    "covered": (GOOD, ()),
    "missing": ("", ("missing",)),
    "applying": ("EN 71 test report,,Lab,Fang Toys,Bear 45,TOY-2,UK,,2026-06-01,,", ("applying",)),
    "later": (GOOD.replace("2026-01-03", "2026-06-20"), ("missing",)),
    "expired": (GOOD.replace("2026-01-03,2027-01-01", "2025-01-03,2026-05-01"), ("expired",)),
    "other model": (GOOD.replace("Bear 45", "Bear 30"), ("wrong_model",)),
    "other market": (GOOD.replace(",UK,", ",DE,"), ("wrong_market",)),
    "other holder": (GOOD.replace("Fang Toys", "Somebody Else"), ("wrong_holder",)),
    "no parameter": (GOOD.replace("; EN 71-3", ""), ("parameter",)),
}
CAUSE = {
    "missing": "paper_missing",
    "applying": "paper_applying",
    "expired": "paper_expired",
    "wrong_model": "paper_wrong_model",
    "wrong_market": "paper_wrong_market",
    "wrong_holder": "paper_wrong_holder",
    "parameter": "report_without_parameter",
    "issued_after_sale": "paper_after_sale",
    "wrong_category": "listed_in_wrong_category",
    "prohibited": "prohibited_goods",
}
EDITS = {
    "family: logistics": "family: certification\n  skus: [TOY-2]",
    "evidence:\n": "evidence:\n  - {id: seen, file: evidence/screen.png, kind: notice, use: background, caption: Notice, facts: {parameter: EN 71-3}}\n",
}  # fmt: skip


def audit(folder, second=GOOD, ended="", **files):
    made = {"records/goods.csv": GOODS.format(ended=ended), "records/certificates.csv": REGISTER.format(second=second)}
    appeal = case(folder / "case", files=made | files, edits=EDITS)
    return appeal, next(a for a in appeal.audits if a.id == "certificates")


@pytest.mark.parametrize("stance", ["plan", "dispute"])
@pytest.mark.parametrize(("start", "is_unseen"), [("2026-02-10", True), ("2026-01-05", False)])
def test_sales_before_the_paper_that_no_orders_reach_are_not_excluded(tmp_path, stance, start, is_unseen):
    appeal, _ = audit(tmp_path, GOOD.replace("2026-01-03", start))
    path = appeal.folder / "case.yaml"
    path.write_text(path.read_text().replace("stance: plan", f"stance: {stance}"))
    found = next(a for a in Appeal.open(appeal.folder).audits if a.id == "certificates")
    gaps = [g for g in found.gaps if g.id == "certificates.TOY-2.unseen"]
    assert [g.severity for g in gaps] == ["warning"] * is_unseen
    assert [r.cells[0] for r in found.rows if any("sales before not excluded" in cell for cell in r.cells)] == [
        "TOY-2"
    ] * is_unseen
    if is_unseen:
        assert "TOY-2 was listed from 5 January 2026" in gaps[0].what
        assert "sales before the paper cannot be excluded" in gaps[0].what


def test_of_a_reseller_the_marketplace_asks_for_more_than_the_law_does(tmp_path):
    files = {"records/goods.csv": GOODS.format(ended="").replace("Bear 45,Toys,importer", "Bear 45,Toys,reseller")}
    invoice = GOOD + "\nPurchase invoice,INV-1,Fang Toys,,,TOY-2,UK,,,2026-01-02,"
    asked = {}
    for name, second in (("without", GOOD), ("with", invoice)):
        gaps = [g for g in audit(tmp_path / name, second, **files)[1].gaps if ".role." in g.id]
        assert {g.severity for g in gaps} <= {"info"}
        asked[name] = [g.id.rpartition(".")[2] for g in gaps]
    assert asked == {"without": ["CERT-002", "CERT-003"], "with": ["CERT-003"]}
    assert (
        "the marketplace, not the law, asks for Letter of Authorisation (brand) (CERT-003, own_knowledge: unverified)"
        in gaps[0].what
    )


@pytest.mark.parametrize("planted", FAULTS)
def test_each_fault_is_told_as_what_it_is(tmp_path, planted):
    second, kinds = FAULTS[planted]
    appeal, found = audit(tmp_path, second)
    assert supported(appeal, found) == {CAUSE[kind] for kind in kinds}
    assert tuple(fault.kind for fault in found.faults) == kinds
    assert {fault.of for fault in found.faults} <= {"TOY-2"}
    assert (found.rates["before"].numerator, found.rates["before"].denominator) == (2 - len(kinds), 2)
    still = () if planted == "later" else kinds
    assert tuple(gap.id for gap in found.gaps) == tuple(f"certificates.TOY-2.{kind}" for kind in still)


def test_an_ended_listing_is_no_gap_and_stays_a_fault(tmp_path):
    _, found = audit(tmp_path, "", ended="2026-06-12")
    assert [fault.kind for fault in found.faults] == ["missing"]
    assert (found.gaps, found.rates["after"].numerator, found.rates["after"].denominator) == ((), 1, 1)
    assert found.figures["ended"] == "1"


def test_a_letter_of_the_holder_ties_its_paper_from_its_day(tmp_path):
    second = (
        GOOD.replace("Fang Toys", "Hall Import Ltd") + "\nLetter of authorisation,,,Hall Import Limited,,TOY-2,UK,,,2026-06-15,"
    )
    _, found = audit(tmp_path, second)
    assert [fault.kind for fault in found.faults] == ["wrong_holder"]
    assert found.gaps == ()


def test_a_number_is_plausible_or_not_recognised_and_never_more(tmp_path):
    goods = "Seller SKU,Goods Category,Papers Asked For\nLIP-1,Cosmetics,Cosmetic notification\n"
    register = "Document,Number,SKUs,Valid From\nCosmetic notification,{},LIP-1,2026-01-01\n"
    for number, told in (("UKCP-00012345", 0), ("12345", 1)):
        files = {"records/goods.csv": goods, "records/certificates.csv": register.format(number)}
        appeal = case(tmp_path / number, files=files, edits={"family: logistics": "family: certification"})
        gaps = [g for a in appeal.audits for g in a.gaps if g.id.endswith(".shape")]
        assert [g.severity for g in gaps] == ["warning"] * told
        assert all("not recognised" in g.what and "valid" not in g.what and "false" not in g.what for g in gaps)


def test_prohibited_goods_have_no_cure(tmp_path):
    goods = "Seller SKU,Goods Category,Papers Asked For\nVAPE-1,E-cigarettes,Test report\n"
    register = "Document,Number,SKUs,Valid From\nTest report,SZ-1,VAPE-1,2026-01-01\n"
    files = {"records/goods.csv": goods, "records/certificates.csv": register}
    appeal = case(tmp_path / "case", files=files, edits={"family: logistics": "family: certification"})
    found = appeal.audits[0]
    (gap,) = found.gaps
    assert (found.faults[0].kind, gap.severity) == ("prohibited", "error")
    assert supported(appeal, found) == {CAUSE["prohibited"]}
    assert "no paper cures it" in gap.fix


def test_what_the_matrix_asks_for_is_a_warning_that_says_so(tmp_path):
    goods = "Seller SKU,Goods Category,Role\nTOY-1,Toys,importer\n"
    register = "Document,Number,SKUs,Valid From\nUK Declaration of Conformity,FT-1,TOY-1,2026-01-01\n"
    files = {"records/goods.csv": goods, "records/certificates.csv": register}
    appeal = case(tmp_path / "case", files=files, edits={"family: logistics": "family: certification"})
    (gap,) = (gap for gap in appeal.audits[0].gaps if not gap.id.endswith(".blank"))
    assert (gap.severity, "CERT-050" in gap.what, "Category Requirements" in gap.what) == ("warning", True, True)
    assert any("not by a list of the platform" in note for note in appeal.audits[0].notes)


def test_the_listing_export_contradicts_an_ended_listing_and_names_strangers(tmp_path):
    listing = "product_id,sku_id,seller_sku,category,product_name\n" + "".join(f"{k}\n" for k in ("v", "l", "m", "h"))
    rows = "1729000000000000001,1729000000000000011,TOY-1,Toys (600),Bear\n1729000000000000002,1729000000000000012,TOY-2,Toys (600),Bear\n"
    more = "1729000000000000003,1729000000000000013,TOY-9,Toys (600),Bear\n"
    _, found = audit(tmp_path, ended="2026-06-12", **{"listings/now.csv": listing + rows + more})
    assert [gap.id for gap in found.gaps] == ["certificates.TOY-2.still_listed", "certificates.TOY-9.unknown"]


def test_the_register_is_held_against_the_paper(tmp_path):
    second = GOOD + "\nUK Declaration of Conformity,FT-2,Fang Toys,Fang Toys,,TOY-1,UK,,,2026-01-02,,doc"
    files = {
        "records/goods.csv": GOODS.format(ended=""),
        "records/certificates.csv": REGISTER.format(second=second)
        .replace("Valid To\n", "Valid To,Evidence\n")
        .replace("2027-01-01\n", "2027-01-01,\n")
        .replace("2026-01-02,\n", "2026-01-02,,\n", 1),
    }
    paper = "  - {id: doc, file: evidence/contract.pdf, kind: declaration_of_conformity, caption: D, use: background, facts: {number: FT-3, signed: 2 January 2026}}\n"
    edits = {**EDITS, "evidence:\n": EDITS["evidence:\n"] + paper}
    appeal = case(tmp_path / "case", files=files, edits=edits)
    (gap,) = appeal.audits[0].gaps
    assert (gap.severity, gap.exhibits) == ("error", ("doc",))
    assert "FT-2" in gap.what
    assert "FT-3" in gap.what


MANY = "".join(f"TOY-{n},Bear {n},Toys,importer,Fang Toys,EN 71 test report,2026-01-05,\n" for n in range(1, 10))
REMOVED = {
    "ticket: enforced": "ticket: enforced\n  enforcement: {en: Nine products removed from sale}",
    "family: logistics": f"family: certification\n  skus: [{', '.join(f'TOY-{n}' for n in range(1, 10))}]",
}


@pytest.mark.parametrize("is_removed", [True, False])
def test_goods_without_a_paper_are_told_once_and_not_where_the_platform_removed_them(tmp_path, is_removed):
    files = {"records/goods.csv": GOODS.partition("TOY-1")[0] + MANY}
    edits = {"family: logistics": REMOVED["family: logistics"]} | (REMOVED if is_removed else {})
    found = case(tmp_path, files=files, edits=edits).audits[0]
    assert (len(found.faults), found.rates["after"].denominator) == (9, 0 if is_removed else 9)
    told = [(gap.id, gap.what) for gap in found.gaps]
    assert len(told) == (0 if is_removed else 1)
    assert all("9 SKUs are on sale on the letter's day" in what and "TOY-6 and 3 more); " in what for _, what in told)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("2026-01-03,2025-01-01", "ends on 2025-01-01, before it begins on 2026-01-03"),
        ("2026-01-03,2027-01-01", ""),
    ],
)
def test_days_of_a_paper_that_cannot_all_be_true_are_told(tmp_path, days, said):
    _, found = audit(tmp_path, GOOD.replace("2026-01-03,2027-01-01", days))
    assert [gap.what for gap in found.gaps if gap.id.endswith(".days")] == ([f"EN 71 test report SZ-101 {said}"] if said else [])


HEADS = "product_id,sku_id,seller_sku,category,product_name,product_status\n" + "".join(f"{k}\n" for k in "vlmh")
ROW = "172900000000000000{n},172900000000000001{n},TOY-{n},Toys (600),Bear,{status}\n"


@pytest.mark.parametrize(
    ("exported", "ended", "told"),
    [
        ("2026-06-10", "2026-06-12", ["certificates.export_older"]),
        ("2026-06-20", "2026-06-12", ["certificates.TOY-2.still_listed"]),
        ("2026-06-12", "2026-06-12", ["certificates.export_older"]),
    ],
)
def test_an_export_from_before_a_listing_ended_does_not_deny_it(tmp_path, exported, ended, told):
    rows = ROW.format(n=1, status="") + ROW.format(n=2, status="")
    listed = {
        "letter:\n  date": f"data:\n  listings: [{{file: listings/now.csv, exported: {exported}T10:00+01:00}}]\nletter:\n  date"
    }
    files = {
        "records/goods.csv": GOODS.format(ended=ended),
        "records/certificates.csv": REGISTER.format(second=""),
        "listings/now.csv": HEADS + rows,
    }
    found = case(tmp_path, files=files, edits=EDITS | listed).audits[0]
    assert [gap.id for gap in found.gaps] == told


def test_a_register_that_leaves_out_what_the_paper_has_is_told_as_that(tmp_path):
    paper = "  - {id: report, file: evidence/contract.pdf, kind: test_report, caption: R, use: background, facts: {number: SZ-101, parameters: EN 71-1; EN 71-3}}\n"
    second = GOOD.replace("; EN 71-3", "") + ",report"
    files = {
        "records/goods.csv": GOODS.format(ended=""),
        "records/certificates.csv": REGISTER.format(second=second)
        .replace("Valid To\n", "Valid To,Evidence\n")
        .replace("2027-01-01\n", "2027-01-01,\n", 1)
        .replace("2026-01-02,\n", "2026-01-02,,\n", 1),
    }
    edits = {**EDITS, "evidence:\n": EDITS["evidence:\n"] + paper}
    (gap,) = case(tmp_path / "case", files=files, edits=edits).audits[0].gaps
    assert gap.id == "certificates.TOY-2.parameter"
    assert gap.fix.startswith("the paper report states EN 71-1; EN 71-3, the register EN 71-1 (records/certificates.csv, row 4)")


ORDERS = """Order ID,Created Time,Paid Time,Order Status,Seller SKU,SKU ID,Quantity
576000000000000001,2026-01-08 09:00:00,2026-01-08 09:01:00,Completed,TOY-1,1729000000000000011,1
576000000000000002,2026-01-09 09:00:00,2026-01-09 09:01:00,Completed,TOY-2,1729000000000000012,1
"""


@pytest.mark.parametrize(("begins", "is_late"), [("2026-01-09", False), ("2026-01-10", True)])
def test_a_paper_issued_after_the_first_sale_is_its_own_cause(tmp_path, begins, is_late):
    files = {"orders/orders.csv": ORDERS}
    appeal, found = audit(tmp_path, GOOD.replace("2026-01-03", begins), **files)
    assert [fault.kind for fault in found.faults] == ["issued_after_sale"] * is_late
    assert supported(appeal, found) == ({CAUSE["issued_after_sale"]} if is_late else set())


def test_goods_listed_in_another_category_are_their_own_cause(tmp_path):
    listing = "product_id,sku_id,seller_sku,category,product_name\n" + "".join(f"{k}\n" for k in ("v", "l", "m", "h"))
    row = "172900000000000000{n},172900000000000001{n},TOY-{n},{category},Bear\n"
    rows = row.format(n=1, category="Toys (600)") + row.format(n=2, category="Beauty & Personal Care (601450)")
    appeal, found = audit(tmp_path, **{"listings/now.csv": listing + rows})
    assert [(fault.kind, fault.of) for fault in found.faults] == [("wrong_category", "TOY-2")]
    assert found.faults[0].said == "TOY-2 is “Toys and children's products”, listed as “Cosmetics”."
    assert supported(appeal, found) == {CAUSE["wrong_category"]}


def test_the_other_causes_are_denied(tmp_path):
    appeal, found = audit(tmp_path, FAULTS["expired"][0])
    told = {f.pattern: f.verdict for f in of_causes(appeal, found)}
    assert {v for p, v in told.items() if p != "paper_expired"} == {"denied", "not run"}
    assert sum(v == "denied" for v in told.values()) == len(CAUSE) - 1


def supported(appeal, found):
    return {f.pattern for f in of_causes(appeal, found) if f.verdict == "supported"}


def of_causes(appeal, found):
    return causes.tested(appeal.case, appeal.orders, appeal.analysis, appeal.policy, appeal.family, audits=(found,))


@pytest.mark.parametrize(
    ("parameters", "is_named"),
    [("EN 71-1; EN 71-3:2019+A1", True), ("EN71-3", True), ("EN 71-1; EN 71-33", False), ("EN 171-3", False)],
)
def test_a_parameter_is_named_whole(parameters, is_named):
    assert names_parameter("EN 71-3", parameters) is is_named


def test_a_category_that_is_not_known_is_no_cover(tmp_path):
    goods = GOODS.replace(",Toys,", ",Wooden playthings,").replace("Declaration of Conformity; EN 71 test report", "")
    _, found = audit(tmp_path, **{"records/goods.csv": goods.format(ended="")})
    assert [(gap.id, gap.severity) for gap in found.gaps] == [("certificates.TOY-1.category", "error")]
    assert found.gaps[0].what.startswith("TOY-1, TOY-2: their categories are not recognised")


def toys(folder, old, new):
    """The example of a dispute with one text of its goods changed."""
    path = copied("uk-toy-report-covers", folder) / "records" / "goods.csv"
    rows = path.read_text(encoding="utf-8-sig")
    assert old in rows
    path.write_text(rows.replace(old, new), encoding="utf-8")
    appeal = Appeal.open(folder)
    return next(a for a in appeal.audits if a.id == "certificates")


def test_orders_of_an_unknown_sku_are_named_and_not_counted(tmp_path):
    whole = toys(tmp_path / "whole", "ML-TR-02", "ML-TR-02")
    found = toys(tmp_path / "part", "ML-TR-02", "ML-TR-99")
    assert set(found.reads) == {"records", "listings", "orders"}
    assert not [gap for gap in whole.gaps if gap.id == "certificates.orders.unknown"]
    (gap,) = (gap for gap in found.gaps if gap.id == "certificates.orders.unknown")
    left = int(whole.figures["orders_before"]) - int(found.figures["orders_before"])
    assert left > 0
    assert f"{left} orders hold a SKU" in gap.what


def test_a_dispute_of_goods_off_sale_is_held_against_the_day_of_the_notice(tmp_path):
    edits = {
        **EDITS,
        "stance: plan": "stance: dispute",
        "root_causes:": "dispute: {happened: [{id: a, what: It was on file., exhibits: [contract, screen]}]}\nroot_causes:",
    }
    made = {"records/goods.csv": GOODS.format(ended="2026-06-09"), "records/certificates.csv": REGISTER.format(second="")}
    appeal = case(tmp_path / "case", files=made, edits=edits)
    found = next(a for a in appeal.audits if a.id == "certificates")
    assert [(gap.id, gap.severity) for gap in found.gaps] == [("certificates.TOY-2.then.missing", "error")]


REPORT = (
    "  - {id: report, file: evidence/contract.pdf, kind: test_report, caption: R, use: background, facts: {number: SZ-101,"
    ' issued: 3 January 2026, models: "Bear 45", parameters: "EN 71-1:2014; EN 71-3:2019+A1"}}\n'
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Bear 45", "bear-45", None),
        ("EN 71-1; EN 71-3", "EN 71-3", None),
        ("Bear 45", "Bear 45; Bear 60", "the register has the models Bear 60, the paper report Bear 45"),
        ("EN 71-3", "EN 71-3; EN 62115", "the register has the parameters EN 62115, the paper report EN 71-1:2014; EN 71-3:2019+A1"),
    ],
)  # fmt: skip
def test_models_and_parameters_of_the_register_stand_in_the_paper(tmp_path, old, new, said):
    assert old in GOOD
    files = {
        "records/goods.csv": GOODS.format(ended=""),
        "records/certificates.csv": REGISTER.format(second=GOOD.replace(old, new) + ",report")
        .replace("Valid To\n", "Valid To,Evidence\n")
        .replace("2027-01-01\n", "2027-01-01,\n")
        .replace("2026-01-02,\n", "2026-01-02,,\n", 1),
    }
    appeal = case(tmp_path / "case", files=files, edits={**EDITS, "evidence:\n": EDITS["evidence:\n"] + REPORT})
    gaps = appeal.audits[0].gaps
    assert [(gap.severity, gap.what.partition(": ")[2]) for gap in gaps] == ([("error", said)] if said else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [(",UK,", ",Great Britain,"), (",UK,", ",gb,"), (",UK,", ',"UK, IE",'), (",UK,", ',"EU; United Kingdom",'), ("TOY-2", '"TOY-9, toy-2"'), ("Bear 45", '"Bear 30, Bear 45"')],
)  # fmt: skip
def test_markets_by_name_and_lists_with_commas_are_read(tmp_path, old, new):
    assert old in GOOD
    _, found = audit(tmp_path, GOOD.replace(old, new))
    assert (found.faults, found.gaps) == ((), ())


@pytest.mark.parametrize("market", ["Malaysia", "DE", "worldwide except UK"])
def test_a_market_by_name_is_another_s(tmp_path, market):
    _, found = audit(tmp_path, GOOD.replace(",UK,", f",{market},"))
    assert [fault.kind for fault in found.faults] == ["wrong_market"]


def test_goods_are_prohibited_by_the_listing_s_own_words(tmp_path):
    goods = GOODS.replace("Bear 45,Toys", "Bear 45,电子烟配件")
    _, found = audit(tmp_path, GOOD, **{"records/goods.csv": goods.format(ended="")})
    assert [(gap.id, gap.severity) for gap in found.gaps] == [("certificates.TOY-2.prohibited", "error")]


def test_a_title_that_names_prohibited_goods_is_to_be_looked_at(tmp_path):
    listing = "product_id,sku_id,seller_sku,category,product_name\n" + "".join(f"{k}\n" for k in ("v", "l", "m", "h"))
    rows = (
        "1729000000000000001,1729000000000000011,TOY-1,Toys (600),Bear\n1729000000000000002,1729000000000000012,TOY-2,Toys (600),"
    )
    _, found = audit(tmp_path, GOOD, **{"listings/now.csv": listing + rows + "Bear for vapes\n"})
    assert [(gap.id, gap.severity) for gap in found.gaps] == [("certificates.TOY-2.title", "warning")]
    assert "BAN-01, own_knowledge: unverified" in found.gaps[0].what


def test_skus_of_which_nothing_is_asked_do_not_count_as_having_every_paper():
    from types import SimpleNamespace

    from kit.audits._books import _rate

    found = _rate({"A": None, "B": SimpleNamespace(is_good=True), "C": SimpleNamespace(is_good=False)}, date(2026, 7, 1))
    assert (found.numerator, found.denominator) == (1, 2)


def test_a_day_without_a_sku_on_sale_is_told_in_words(tmp_path):
    appeal = Appeal.open(copied("uk-toy-report-covers", tmp_path / "case"))
    found = next(a for a in appeal.audits if a.id == "certificates")
    assert found.sentence.endswith("no SKU was on sale.")
    assert "0 of 0" not in found.sentence


def test_a_record_in_the_offices_encoding_is_read_where_it_is_declared(tmp_path):
    made = {"records/goods.csv": GOODS.format(ended=""), "records/certificates.csv": REGISTER.format(second=GOOD)}
    found = case(tmp_path / "case", files=made, edits=EDITS)
    path = found.folder / "records" / "goods.csv"
    path.write_bytes(path.read_text(encoding="utf-8").replace("TOY-1", "玩具-1").encode("gb18030"))
    with pytest.raises(BadFile, match=r"gb18030.*case\.yaml data\.records"):
        _ = Appeal.open(found.folder).audits
    stated = found.folder / "case.yaml"
    declared = "data:\n  records:\n    - {file: records/goods.csv, encoding: %s}\n"
    text = stated.read_text(encoding="utf-8")
    assert "\ndata:" not in text
    stated.write_text(text + declared % "gb18030", encoding="utf-8")
    audits = Appeal.open(found.folder).audits
    assert "玩具-1" in str(next(a for a in audits if a.id == "certificates").rows)
    stated.write_text(text + declared % "ascii", encoding="utf-8")
    with pytest.raises(BadFile, match=r"is not ascii.*case\.yaml data\.records"):
        _ = Appeal.open(found.folder).audits


@pytest.mark.spread(4)
@pytest.mark.parametrize(
    ("blank", "left"),
    [
        ("SZ-101", "number is"), ("Fang Toys", "holder is"), (",UK,", "market is"), ("Bear 45", "models are"),
    ],
)  # fmt: skip
def test_a_blank_cell_of_the_register_is_told_as_not_compared(tmp_path, blank, left):
    _, found = audit(tmp_path, GOOD.replace(blank, ",," if blank == ",UK," else ""))
    (gap,) = found.gaps
    assert (gap.severity, gap.where) == ("warning", "records/certificates.csv, row 4")
    assert gap.what.endswith(f"as covering TOY-2, and {left} blank: nothing was compared there")
    (row,) = (row for row in found.rows if row.cells[0] == "TOY-2" and row.state == "open")
    assert row.cells[-1] == f"covered ({left.split()[0]} not compared)"


@pytest.mark.parametrize("applied", ["", "2026-01-01"])
def test_a_paper_without_a_first_day_is_neither_missing_nor_in_force(tmp_path, applied):
    appeal, found = audit(tmp_path, GOOD.replace(",,2026-01-03,", f",{applied},,"))
    assert [(gap.id, gap.severity) for gap in found.gaps] == [("certificates.TOY-2.no_first_day", "error")]
    assert "states no first day (records/certificates.csv, row 4), so it cannot be told" in found.gaps[0].what
    assert (found.faults, found.untold, found.rates["before"].numerator) == ((), 1, 1)
    assert {f.verdict for f in of_causes(appeal, found)} == {"unclear", "not run"}


def test_a_paper_that_ended_is_expired_though_its_first_day_is_not_stated(tmp_path):
    _, found = audit(tmp_path, FAULTS["expired"][0].replace("2025-01-03", ""))
    assert [fault.kind for fault in found.faults] == ["expired"]


def unasked(folder, rows, notice="EN 71-3"):
    """The example of a dispute with other goods."""
    goods = copied("uk-toy-report-covers", folder) / "records" / "goods.csv"
    text = goods.read_text(encoding="utf-8-sig")
    for sku in rows:
        line = next(line for line in text.splitlines() if line.startswith(sku))
        text = text.replace(line, line.replace(",Toys,", ",Jewellery,").replace("Declaration of conformity; Test report", ""))
    goods.write_text(text.replace(",manufacturer,", ",reseller,"), encoding="utf-8")
    stated = folder / "case.yaml"
    stated.write_text(stated.read_text(encoding="utf-8").replace("parameter: EN 71-3", notice), encoding="utf-8")
    return next(a for a in Appeal.open(folder).audits if a.id == "certificates")


def test_what_no_paper_is_known_to_be_asked_for_stands_apart(tmp_path):
    whole = unasked(tmp_path / "whole", ())
    part = unasked(tmp_path / "part", ["ML-TR-01", "ML-TR-02"])
    none = unasked(tmp_path / "none", ["ML-ST-20", "ML-ST-30", "ML-TR-01", "ML-TR-02"])
    assert (whole.figures["unasked"], part.figures["unasked"], none.figures["unasked"]) == ("0", "2", "4")
    assert "revenue_unasked_before" not in whole.figures
    assert (
        f"{part.figures['revenue_unasked_before'].split()[1]} more with no paper known to be asked"
        in part.figures["revenue_before"]
    )
    assert int(part.figures["orders_before"]) < int(whole.figures["orders_before"])
    nothing = f"GBP 0.00 ({none.figures['revenue_unasked_before']} more with no paper known to be asked)"
    assert (none.figures["revenue_before"], none.figures["orders_before"]) == (nothing, "0")
    assert none.figures["revenue_unasked_before"] in whole.figures["revenue_before"]
    told = [gap for gap in none.gaps if gap.id.endswith(".unasked")]
    assert [(gap.severity, "neither the table of goods nor the kit's matrix knows a paper" in gap.what) for gap in told] == [
        ("error", True)
    ]
    assert any(note.startswith("For 4 SKUs no paper is known to be asked") for note in none.notes)


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("parameter: EN 71-3", []),
        ("paper: Test report", []),
        ("paper: Type approval", ["type_approval"]),
        ("paper: Letter of fitness", ["kind"]),
    ],
)
def test_a_paper_complained_of_that_is_not_known_to_be_asked_is_told(tmp_path, notice, told):
    found = unasked(tmp_path / "case", (), notice)
    assert [gap.id.rpartition(".")[2] for gap in found.gaps if ".unasked" in gap.id] == told


def test_goods_that_are_all_prohibited_ask_for_no_paper(tmp_path):
    goods = "Seller SKU,Goods Category\nVAPE-1,E-cigarettes\n"
    files = {
        "records/goods.csv": goods,
        "records/certificates.csv": "Document,Number,SKUs,Valid From\nTest report,SZ-1,VAPE-1,2026-01-01\n",
    }
    notes = case(tmp_path / "case", files=files, edits={"family: logistics": "family: certification"}).audits[0].notes
    assert notes[0] == "No paper is asked for: all the goods are prohibited, and no paper cures it."


@pytest.mark.parametrize(
    ("parameter", "text", "is_named"),
    [
        ("EN71-3", "EN 71 - 3", True),
        ("EN 71-3:2019+A1:2021", "EN 71-1; EN 71-3", True),
        ("EN 71-3:2019+A1:2021", "EN 71-3:2019 + A1:2021", True),
        ("EN 71-3:2019+A1:2021", "EN 71-3:2013+A3:2018", False),
        ("EN 71-3", "EN 713", False),
    ],
)
def test_a_parameter_is_its_standard_in_no_other_edition(parameter, text, is_named):
    assert names_parameter(parameter, text) is is_named


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Vitamin C Serum", "cosmetics"), ("Vitamin C Face Serum", "cosmetics"), ("Vitamins", "food_supplements"),
        ("Vitamin C Tablets", "food_supplements"), ("Baby Skincare", "cosmetics"), ("Baby Bottles", "toys_children"),
        ("toys_children", "toys_children"), ("radio_electronics", "radio_electronics"),
    ],
)  # fmt: skip
def test_a_category_is_taken_by_what_the_goods_are(words, category):
    assert matrix.category_of(words) == category
