"""Facts are proposed from text with page, words around and confidence; nothing is taken over by itself."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from kit.evidence import Known, proposed
from kit.lint.examples import example
from kit.model import Evidence, EvidenceItem, PageSize, Shown, Word
from kit.tools.paper_labels import labels


def paper(*pages, facts=(), kind="invoice"):
    item = EvidenceItem.model_validate(
        {"id": "paper", "file": "evidence/a.pdf", "kind": kind, "caption": {"en": "A"}, "facts": dict(facts)}
    )
    return Evidence(
        item=item, path=Path("a.pdf"), sha256="0" * 64, bytes=1, media="pdf", pages=(PageSize(width=595, height=842),) * len(pages),
        picked=tuple(range(1, len(pages) + 1)), text=pages, shown=Shown(path=Path("a.pdf"), media="pdf", sha256="0" * 64),
    )  # fmt: skip


def found(text, known=None, **more):
    return {(f.key, f.value, f.confidence) for f in proposed([paper(text, **more)], known)}


_LONG = "Shenzhen Northern Harbour Product Inspection and Certification Services Company Limited"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Agreement CEX-2026-0614, signed 14 June 2026", ("contract_number", "CEX-2026-0614", "high")),
        ("Agreement CEX-2026-0614, signed 14 June 2026", ("signed", "14 June 2026", "high")),
        ("in force from Monday 15 June 2026 for twelve months", ("valid_from", "15 June 2026", "high")),
        ("Valid until: 13/06/2027", ("valid_to", "13 June 2027", "high")),
        ("Valid until: 05/06/2027", ("valid_to", "05/06/2027", "low")),
        ("Invoice No.: INV/2026/00417", ("invoice_number", "INV/2026/00417", "high")),
        ("INVOICE NUMBER\nAB12-99", ("invoice_number", "AB12-99", "high")),
        ("between Calder Express (the Carrier) and", ("carrier", "Calder Express", "medium")),
        ("Issued by: Prüfinstitut Nord GmbH\r\nHamburg", ("issuer", "Prüfinstitut Nord GmbH", "medium")),
        ("Issued by: Prüfinstitut Nord GmbH, Hamburg", ("issuer", "Prüfinstitut Nord GmbH", "medium")),
        ("Grand total: £1,240.50", ("amount", "£1,240.50", "high")),
        ("Brand: Lanyu  Model: X", ("brand", "Lanyu", "medium")),
        ("Waybill No: JD00123456789", ("tracking_number", "JD00123456789", "high")),
        ("合同编号：HT-2026-118", ("contract_number", "HT-2026-118", "high")),
        ("发票号码:04417829", ("invoice_number", "04417829", "high")),
        ("证书编号： CNCA-R-2026-01", ("certificate_number", "CNCA-R-2026-01", "high")),
        ("有效期至 2027 年 6 月 13 日", ("valid_to", "13 June 2027", "high")),
        ("第 2 版，自 2026 年 6 月 15 日起施行。", ("valid_from", "15 June 2026", "high")),
        ("承运商：中通快递 仓库运营：远山物流", ("carrier", "中通快递", "medium")),
        ("Issued by: Foshan Testing Co., Ltd., Foshan", ("issuer", "Foshan Testing Co., Ltd", "medium")),
        ("Issued by: Hill & Dale Assay, Inc.\r\nOhio", ("issuer", "Hill & Dale Assay, Inc", "medium")),
        (f"Issued by: {_LONG}, Shenzhen", ("issuer", _LONG, "medium")),
        ("发证机构：华南检测中心", ("issuer", "华南检测中心", "medium")),
        ("价税合计：¥12,400.00", ("amount", "¥12,400.00", "high")),
        ("The van came on 3 July 2026.", ("date", "3 July 2026", "low")),
        ("Lumora® lamps", ("brand", "Lumora", "medium")),
        ("RR123456785GB", ("tracking_number", "RR123456785GB", "medium")),
    ],
)
def test_a_value_is_proposed(text, fact):
    assert fact in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The carrier collects parcels at the premises, and the contract ends by notice.",
        "Our total effort was amount to nothing; the brand is ours.",
        "Certificate of Conformity",
        "Invoice date to follow",
        "RR123456786GB",  # its check digit is wrong
        "Call 1234567890123",
        "Invoice 3 July 2026",  # a date is no number
    ],
)
def test_plain_words_propose_no_number_or_name(text):
    assert {key for key, _, _ in found(text)} <= {"date"}


def test_what_the_case_knows_is_surer():
    known = Known(orders=frozenset({"577702583986651165"}), carriers=frozenset({"Calder Express"}), brands=frozenset({"Lumora"}))
    text = "Order ID 577702583986651165 577702583986651166\nCarrier: Calder Express\nBrand: Lumola"
    told = {f.value: f for f in proposed([paper(text)], known)}
    assert told["577702583986651165"].confidence == "high"
    assert told["577702583986651166"].confidence == "medium"
    assert told["Calder Express"].confidence == "high"
    assert told["Lumola"].why == "stands after “Brand”; no brand that this case names"


def test_page_and_words_around_are_told():
    (fact,) = (f for f in proposed([paper("Nothing here", "We agree.\nInvoice no 4471-B for May")]) if f.key == "invoice_number")
    assert (fact.evidence, fact.page) == ("paper", 2)
    assert fact.around == "We agree. Invoice no 4471-B for May"


def test_a_long_list_is_counted():
    orders = [f"5777025839866{n:05d}" for n in range(60)]
    (fact,) = proposed([paper(" ".join(orders))], Known(orders=frozenset(orders[:40])))
    assert (fact.key, fact.value, fact.why) == ("order_numbers", "60", "40 of them are in the case's order data")


def test_a_list_of_days_becomes_its_ends():
    told = {f.key: f.value for f in proposed([paper("\n".join(f"{n} June 2026 ok" for n in (9, 15, 3, 4, 5, 6)))])}
    assert told == {"first_day": "3 June 2026", "last_day": "15 June 2026"}


def test_what_the_case_states_is_held_against_it():
    text = "Contract number HT-118, valid until 13 June 2027"
    told = {f.key: f for f in proposed([paper(text, facts={"number": "HT-118", "valid_to": "13 June 2026"})])}
    assert told["contract_number"].stated == "HT-118"  # under another name
    assert told["contract_number"].agrees
    assert told["valid_to"].stated == "13 June 2026"
    assert not told["valid_to"].agrees
    (same,) = proposed([paper("valid until 13 June 2027", facts={"until": "13 June 2027, 12:00"})])
    assert same.agrees


def test_what_the_kit_made_is_not_read():
    subject = example({"evidence.0": {"id": "old_contract", "made": "affected_orders", "kind": "orders", "caption": "A"}})
    assert subject.evidence is not None
    assert not [f for f in proposed(subject.evidence) if f.evidence == "old_contract"]


def test_every_label_is_one_of_a_kind():
    words = [word.casefold() for label in labels() for word in (*label.words, *label.behind)]
    assert len(words) == len(set(words)) >= 100
    assert len({label.key for label in labels()}) == len(labels())


@pytest.mark.spread(4)
@pytest.mark.parametrize(
    "piece",
    [
        "carrier: ",
        "valid from 3 May 2026 ",
        "1/1/2026 ",
        "A1",
        "1",
        "invoice no ",
        "£1,",
        "Aa Aa (the Carrier) ",
        "Aa®",
        "品牌：",
    ],
)
def test_hostile_text_takes_linear_time(piece):
    short, long = (piece * (size // len(piece)) for size in (10_000, 40_000))
    started = time.process_time()
    proposed([paper(short)])
    middle = time.process_time()
    proposed([paper(long)])
    assert time.process_time() - middle < max(1.5, 14 * (middle - started))


def test_what_was_read_in_a_picture_is_never_quite_sure():
    word = Word(text="HT-118", line=1, left=0, top=0, right=1, bottom=1)
    (fact,) = proposed([replace(paper("Contract no HT-118"), words=((word,),))])
    assert (fact.confidence, fact.why) == ("medium", "stands after “Contract no”; read in a picture")
