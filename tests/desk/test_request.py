"""What to ask whom for: what is open, five things at most, in the order in which it can come and counts."""

import json
import re
import shutil
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from kit import policy
from kit.case import open_case
from kit.cli import main
from kit.desk.checklist import checklist
from kit.desk.replies import replies
from kit.desk.requests import MOST, requests
from kit.policy import packs
from kit.policy.requests import form, giver, made

NOW = ["--as-of", "2026-06-20T09:00+00:00"]


@pytest.fixture
def folder(small):
    """The small case with its notice, and one more thing that a reviewer needs."""
    shutil.copy(small / "evidence" / "screen.png", small / "evidence" / "notice.png")
    with (small / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: notice, file: evidence/notice.png, kind: notice, caption: Notice of the platform}\n")
    return small


def asked(folder, capsys, *more):
    assert main(["request", str(folder), *NOW, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)["requests"]


def test_only_what_is_open_is_asked_for(folder, capsys):
    first = asked(folder, capsys)
    assert all([i["need"] for i in r["items"]] == sorted((i["need"] for i in r["items"]), reverse=True) for r in first)
    before = {i["id"] for r in first for i in r["items"]}
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("file: evidence/notice.png", "status: missing"), encoding="utf-8")
    found = asked(folder, capsys)
    after = {i["id"] for r in found for i in r["items"]}
    (new,) = after - before
    (item,) = [i for r in found for i in r["items"] if i["id"] == new]
    assert (item["need"], item["state"]) == ("required", "missing")
    first = next(r for r in found if any(i["id"] == new for i in r["items"]))
    assert first["items"][-1]["id"] == new  # the numbers of the first message stay
    assert first["by"].startswith("2026-07-06")  # the standard time is still enough until then
    path.write_text(path.read_text(encoding="utf-8").replace("status: missing", "status: applying", 1), encoding="utf-8")
    assert new not in {i["id"] for r in asked(folder, capsys) for i in r["items"]}


@pytest.mark.parametrize("stance", ["plan", "dispute"])
def test_nobody_is_asked_for_more_than_five_and_the_soonest_come_first(folder, stance):
    from kit.appeal import Appeal
    from kit.desk.quote import quoted

    appeal = Appeal.open(folder)
    case = appeal.case.model_copy(update={"stance": stance, "evidence": ()})
    quote = quoted(appeal.opened, appeal.policy, appeal.family, now=datetime(2026, 6, 20, tzinfo=UTC), rates=None)
    asks = checklist(case, appeal.family, ())
    found = requests(quote, asks)
    assert all(len(r.items) <= MOST for r in found)
    alike = [made(a.ask.kinds[0]) or a.ask.id for a in asks]  # one export for all that the kit makes from it
    assert sum(len(r.items) + r.later for r in found) == len({str(one) for one in alike})
    waits = [("today", "days", "weeks").index(r.giver.wait) for r in found]
    assert waits == sorted(waits)


def test_every_kind_that_a_family_asks_for_has_a_giver_and_a_form():
    kinds = {kind for pack in packs.families().values() for ask in pack.evidence for kind in ask.kinds}
    assert all(giver((kind,)).id and form(kind).how.zh for kind in kinds)
    assert giver(("test_report",)).id == "laboratory"
    assert giver(("carrier_letter", "manifest")).id == "warehouse"  # the sooner of two
    assert form("listing_export").id == "export"
    assert form("purchase_invoice").id == "paper"


def test_a_third_party_reads_nothing_of_a_company_of_its_own():
    """The message to a supplier asks of the shop: "your company" is the supplier's there."""
    asks = [ask for pack in packs.families().values() for ask in pack.evidence if not made(ask.kinds[0])]
    said = [f"{ask.what.en} {ask.what.zh}" for ask in asks if giver(ask.kinds).id != "shop"]
    assert len(said) > 10
    assert [words for words in said if re.search(r"\byour?\b|[贵您你]", words)] == []


@pytest.mark.parametrize(("lang", "said"), [("en", "To: "), ("zh", "致：")])
def test_it_is_ready_to_paste(folder, capsys, lang, said):
    assert main(["request", str(folder), *NOW, "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert "7529184460371124" in out
    assert "2026-07-07 06:59 (Asia/Shanghai; 07-06 23:59 BST)" in out  # the client reads its own clock


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1. sent to you\n2) tomorrow morning\n3: we don’t have it", ["said", "coming", "none"]),
        ("1、已发\n2、没有，下周补发\n3、拿不到", ["said", "coming", "none"]),
        ("1、没有问题，已发\n2、不会发\n3. we will not get it: not available", ["said", "said", "none"]),
        ("We packed 2 parcels on 1 June", []),
        ("7. what nobody asked for", []),
        ("1\n2 ", []),
        ("1. sent to you 2. tomorrow 3. we don't have it", ["said", "coming", "none"]),
        ("1、已发2、明天发，3、没有", ["said", "coming", "none"]),
        ("Hello, (1) sent (2) lost", ["said", "none"]),
        ("1. sent; 2. tomorrow 3. lost", ["said", "coming", "none"]),
        ("1. sent 3. lost", ["said", "none"]),
        ("1. it comes on 3. Monday, see 2. above, 3. June or 2:30", ["coming"]),
        ("1. sent 3. by the carrier 2. lost", ["said", "none"]),
        ("We have 2. No more", []),
    ],
)
def test_a_reply_is_read_by_its_numbers(text, told):
    assert [r.state for r in replies(text, {1, 2, 3})] == told


def test_what_takes_weeks_is_told_where_it_cannot_come(folder):
    from kit.appeal import Appeal
    from kit.desk.quote import quoted

    appeal = Appeal.open(folder)
    case = appeal.case.model_copy(update={"stance": "dispute", "evidence": ()})
    for day, slow in ((10, set()), (5, {"days", "weeks"})):
        now = datetime(2026, 6 if slow == set() else 7, day, tzinfo=UTC)
        quote = quoted(appeal.opened, appeal.policy, appeal.family, now=now, rates=None)
        found = requests(quote, checklist(case, appeal.family, ()))
        assert {r.giver.wait for r in found if not r.is_in_time} == slow & {r.giver.wait for r in found}


def test_nobody_is_asked_for_what_the_kit_makes_only_for_the_export_that_it_lacks(folder, capsys):
    def whats():
        return [i["what"] for r in asked(folder, capsys) for i in r["items"]]

    assert not [what for what in whats() if what.startswith("List of the affected")]
    assert len([what for what in whats() if what.startswith("The export of the orders")]) == 1
    (folder / "orders").mkdir()
    (folder / "orders" / "orders.csv").write_text("Order ID,Order Status\n")
    quote = SimpleNamespace(opened=SimpleNamespace(folder=folder), services=(), now=None)
    asks = checklist(open_case(folder).case, policy.family("logistics"), ())
    found = [i.ask.ask.what.en for r in requests(quote, asks) for i in r.items]
    assert found
    assert not [what for what in found if what.startswith(("The export of the orders", "List of the affected"))]


def test_a_message_to_paste_holds_no_word_of_our_own_files():
    texts = [text for pack in packs.families().values() for ask in pack.evidence for text in (ask.what.en, ask.what.zh)]
    assert not [text for text in texts if re.search(r"[a-z]_[a-z]|\bmade\b.?[:：]|case\.yaml", text)]


def test_the_numbers_are_those_of_the_first_message(folder, capsys):
    before = {one["to"]: one["items"] for one in asked(folder, capsys)}
    giver_, items = next((to, items) for to, items in before.items() if len(items) > 1)
    first, last = items[0], items[-1]
    assert [item["n"] for item in items] == [*range(1, len(items) + 1)]
    kind = next(a.kinds[0] for pack in packs.families().values() for a in pack.evidence if a.id == first["id"])
    with (folder / "case.yaml").open("a") as file:
        file.write(f"  - {{id: came, kind: {kind}, caption: It comes, status: applying}}\n")
    after = {one["to"]: one["items"] for one in asked(folder, capsys)}
    assert first["id"] not in {item["id"] for item in after[giver_]}
    assert {item["id"]: item["n"] for item in after[giver_]}[last["id"]] == last["n"], (
        "a reply to the first message means the same"
    )
    assert main(["request", str(folder), *NOW, "--lang", "en"]) == 0
    assert "The numbers are those of the first message" in capsys.readouterr().out
