"""Clients whose names have no Latin letters: each is one of its own in the ledger, in warnings and among the cases beside it."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from test_new import ANSWERS

from kit import share_seller
from kit.appeal import Appeal
from kit.case import open_case
from kit.desk import elsewhere, submission
from kit.evidence.intake import Looks
from kit.ledger import Event, edits, ledger_path, opened
from kit.ledger.schema import STEPS
from kit.model import Seller, client_id, named, named_before
from kit.new import make_case
from kit.tools import siblings, yaml_text

NAMES = ("深圳蓝屿贸易有限公司", "广州白云电子商务有限公司")
SEARCH = elsewhere.search
OTHER = "8529184460379999"


@pytest.fixture
def practice(small, tmp_path, monkeypatch):
    """Two clients in one folder with the same files, as an earlier kit named them both: seller."""
    monkeypatch.setenv("POA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(elsewhere, "looks", lambda _: Looks())
    other = shutil.copytree(small, small.parent / "other")
    for folder, name, violation, shop in ((small, NAMES[0], "7529184460371124", "ONE"), (other, NAMES[1], OTHER, "TWO")):
        document = yaml_text.load(folder / "case.yaml")
        document["seller"].update(id="seller", legal_name=name)
        document["seller"]["shops"][0].update(code=shop)
        document.update(shop=shop)
        document["violation"].update(id=violation)
        yaml_text.write(folder / "case.yaml", document)
    return small, other


def test_a_new_case_of_each_has_an_id_of_its_own(tmp_path):
    ids = []
    for n, name in enumerate((*NAMES, NAMES[0], "广州 ABC 公司", "深圳 ABC 公司", "Müller GmbH", "Möller GmbH")):
        make_case(tmp_path / str(n), replace(ANSWERS, legal_name=name), today=date(2026, 7, 6))
        ids.append(open_case(tmp_path / str(n)).seller.id)
    assert ids[0] == ids[2]  # the same name, the same client
    assert len(set(ids)) == len(ids) - 1
    assert "seller" not in ids
    assert client_id("Lanyu Home Ltd.") == "lanyu-home-ltd"  # where Latin letters say it all nothing changes


def test_two_clients_share_no_row_no_sibling_and_no_name(practice):
    appeals = [Appeal.open(folder) for folder in practice]
    with opened() as ledger:
        for appeal in appeals:
            ledger.append(*submission._known(ledger, appeal, ()), actor="li")
        for appeal in appeals:
            assert not tuple(submission._known(ledger, appeal, ())), "the other client's row is not this one's newest"
        rows = ledger.entries(kind="client")
        whose = {e.key: e.body["client"] for e in ledger.entries(kind="shop")}
    assert {e.key: e.body["legal_name"] for e in rows} == {a.opened.seller.id: a.opened.seller.legal_name for a in appeals}
    assert whose == {"ONE": appeals[0].opened.seller.id, "TWO": appeals[1].opened.seller.id}
    for appeal in appeals:
        assert not list(siblings.of_client(appeal.opened))
    SEARCH(appeals[0].opened)
    found = SEARCH(appeals[1].opened)
    assert {(e.evidence, e.whose, e.violation) for e in found} == {("contract", "other", ""), ("screen", "other", "")}


def test_a_ledger_of_the_one_id_is_kept_and_goes_on(practice):
    case, _ = practice
    ledger_path().parent.mkdir()
    with closing(sqlite3.connect(ledger_path())) as db:
        for step in STEPS[:2]:
            for statement in step:
                db.execute(statement)
        mark = (
            "7529184460371124",
            1,
            "seller",
            named(NAMES[0]),
            "ONE",
            "",
            "contract",
            "number",
            b"INV20260417",
            "INV-2026-0417",
            "",
        )
        db.execute(f"insert into evidence_mark values ({', '.join('?' * 11)})", mark)
        db.execute(f"insert into evidence_mark values ({', '.join('?' * 11)})", (OTHER, *mark[1:3], "", *mark[4:]))
        db.execute("pragma user_version = 2")
        db.commit()
    with opened() as ledger:
        ledger.append(Event(kind="client", key="seller", body={"legal_name": NAMES[1]}), actor="li")
        ledger.append(*submission._known(ledger, Appeal.open(case), ()), actor="li")
        own = [(e.key, e.body["legal_name"]) for e in ledger.entries(kind="client")]
    assert own == [("seller", NAMES[1]), (client_id(NAMES[0]), NAMES[0])]
    assert edits(ledger_path()) == ()
    with closing(sqlite3.connect(ledger_path())) as db:
        assert db.execute("select violation, client from evidence_mark").fetchall() == [("7529184460371124", client_id(NAMES[0]))]
    assert SEARCH(open_case(case)) == (), "its own marks of before are no other client's"


def test_cases_under_a_client_file_of_the_old_id_still_open(practice):
    case, other = practice
    seller = yaml_text.load(case / "case.yaml")["seller"]
    yaml_text.write(case.parent / "client.yaml", seller)
    for folder in (case, other):
        document = yaml_text.load(folder / "case.yaml")
        del document["seller"]
        document.update(client="seller", shop="ONE")
        yaml_text.write(folder / "case.yaml", document)
        shutil.copy(folder / "signature.png", case.parent / "signature.png")
    assert {open_case(folder).seller.id for folder in (case, other)} == {client_id(NAMES[0])}
    assert [case.violation.id for _, case in siblings.of_client(open_case(case))] == [OTHER]


def test_the_id_follows_the_name():
    shops = [{"code": "A", "name": "A", "site": "UK", "seller_type": "local"}]
    one, two = (Seller.model_validate({"id": "seller", "legal_name": name, "shops": shops}) for name in NAMES)
    assert (one.id, two.id) == (client_id(NAMES[0]), client_id(NAMES[1]))
    assert Seller.model_validate(one.model_dump()) == one


def test_a_case_beside_is_told_as_another_sellers_by_its_name(practice):
    case, other = practice
    assert any("other sellers too (other)" in why for why in share_seller.against(open_case(case)))
    document = yaml_text.load(other / "case.yaml")
    document["seller"].update(legal_name=NAMES[0])
    yaml_text.write(other / "case.yaml", document)
    assert share_seller.against(open_case(case)) == []


BRACKETS = ("深圳蓝屿贸易（集团）有限公司", "深圳蓝屿贸易(集团)有限公司")


def test_a_name_typed_with_either_brackets_is_one_client():
    assert len({client_id(name) for name in BRACKETS}) == 1
    assert client_id("Ｌａｎｙｕ Home（Shenzhen）") == client_id("Lanyu Home(Shenzhen)") == "lanyu-home-shenzhen"
    stated = {
        "id": "client-12345678",
        "legal_name": BRACKETS[0],
        "shops": [{"code": "A", "name": "A", "site": "UK", "seller_type": "local"}],
    }
    assert Seller.model_validate(stated).id == "client-12345678", "what an earlier kit wrote stays"


def test_marks_of_a_name_in_other_brackets_are_the_clients_own(practice):
    for folder, name in zip(practice, BRACKETS, strict=True):
        document = yaml_text.load(folder / "case.yaml")
        document["seller"].update(id=f"client-{named_before(name)[:8]}", legal_name=name)
        yaml_text.write(folder / "case.yaml", document)
    case, other = practice
    SEARCH(open_case(case))
    with closing(sqlite3.connect(ledger_path())) as db, db:  # as an earlier kit kept it
        db.execute("update evidence_mark set named = ?", (named_before(BRACKETS[0]),))
    assert SEARCH(open_case(case)) == ()
    assert {(e.whose, e.violation) for e in SEARCH(open_case(other))} == {("own", "7529184460371124")}
    document = yaml_text.load(case / "case.yaml")
    document["seller"].update(id="seller")
    yaml_text.write(case / "case.yaml", document)
    assert {(e.whose, e.violation) for e in SEARCH(open_case(case))} == {("own", OTHER)}, (
        "not its own marks under the id of before"
    )


def test_marks_of_one_event_under_the_id_of_before_are_no_news(practice):
    for folder in practice:
        document = yaml_text.load(folder / "case.yaml")
        document["seller"].update(legal_name=BRACKETS[0])
        document.update(group="one-event")
        yaml_text.write(folder / "case.yaml", document)
    case, other = (open_case(folder) for folder in practice)
    SEARCH(other)
    with closing(sqlite3.connect(ledger_path())) as db, db:  # as a step makes the id: of the hash that the earlier kit kept
        before = named_before(BRACKETS[0])
        db.execute("update evidence_mark set named = ?, client = ?", (before, f"client-{before[:8]}"))
    assert SEARCH(case) == ()
    with closing(sqlite3.connect(ledger_path())) as db, db:  # a later attempt of the first case itself
        db.execute(
            "update evidence_mark set violation = ?, attempt = 2, event = '' where violation = ?", (case.case.violation.id, OTHER)
        )
    assert SEARCH(case) == ()
