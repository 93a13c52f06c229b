"""`poa new --from`: the case of the same event on another site, from one client folder, with nothing typed twice."""

import json
from datetime import date

import made_client
import pytest
import yaml

from kit import sibling
from kit.appeal import Appeal
from kit.case import open_case
from kit.cli import main
from kit.errors import BadFile, Exit, Usage
from kit.evidence import others
from kit.tools import pdf_read, yaml_text

TODAY = date(2026, 7, 6)
OWN = {  # a letter about what happened on the Thai site
    "root_causes": [
        {
            "id": "table",
            "what": "Gift sets waited for the only packing table in Samut Prakan, whose lamp had failed ({{ exhibit.licence }}).",
            "role": "Operations Manager",
            "when": "2026-05-18",
            "exhibits": ["licence"],
        }
    ],
    "corrective": [
        {
            "id": "second",
            "what": "A second packing table was set up beside the rear door ({{ exhibit.licence }}).",
            "owner": "manager",
            "done": "2026-06-14 11:00",
            "answers": ["table"],
            "exhibits": ["licence"],
        }
    ],
    "preventive": [
        {
            "id": "count",
            "what": "Unpacked gift sets are counted at noon, and two people move over ({{ exhibit.licence }}).",
            "owner": "manager",
            "since": "2026-06-16",
            "trigger": "More than 20 sets",
            "measured": "A signed count of each working day",
            "answers": ["table"],
            "exhibits": ["licence"],
        }
    ],
}


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    return made_client.make(tmp_path_factory.mktemp("client") / "client")


@pytest.fixture
def client(_made, tmp_path):
    import shutil

    return shutil.copytree(_made, tmp_path / "client")


def planned(client, site="TH", **asked):
    return sibling.planned(client / "uk", site, **{"folder": None, "shop": {}, "given": {}, "today": TODAY} | asked)


def made(client, **given):
    found = planned(client, given=given)
    sibling.make(found, today=TODAY)
    return found.folder


def unfilled(folder):
    with pytest.raises(BadFile) as caught:
        open_case(folder)
    return list(caught.value.problems)


def as_written(folder):
    return yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_what_differs_is_left_to_fill_and_named_all_at_once(client):
    problems = unfilled(made(client))
    wanted = ("id", "title", "ticket", "received", "deadline")
    assert [p.split(": ")[1] for p in problems] == [*(f"violation.{name}" for name in wanted), "evidence.0.file"]
    assert all(": to fill: " in p for p in problems)
    assert "Asia/Bangkok" in problems[3]
    assert "+07:00" in problems[3]


def test_the_seller_and_the_shared_file_are_linked_with_what_was_said_of_them(client):
    case = as_written(made(client))
    assert "seller" not in case
    assert (case["client"], case["shop"], case["group"]) == ("made", "MADETH", "small-case")
    there = as_written(client / "uk")
    shared = [item for item in there["evidence"] if item["id"] == "licence"]
    assert case["evidence"][1:] == shared
    assert case["letter"]["signer"] == "manager"
    assert not any(case[part] for part in ("root_causes", "corrective", "preventive"))


def test_what_is_the_other_site_s_alone_is_not_linked_and_said_why(client):
    assert dict(planned(client).left) == {
        "uk/evidence/contract.pdf": "of UK alone: it lies in that case; put it into inbox/ if both sites may show it",
        "uk/evidence/screen.png": "of UK alone: it lies in that case; put it into inbox/ if both sites may show it",
        "inbox/uk-catalogue.pdf": "speaks of UK",
        "inbox/notice.pdf": "the notice of UK",
        "inbox/secret.pdf": "linked by neither",
    }


def test_what_the_kit_makes_is_made_of_this_site_s_orders_under_its_own_caption(client):
    path = client / "uk" / "case.yaml"
    item = "  - {id: late, made: affected_orders, kind: affected_orders, caption: Orders of 11 May}\n"
    path.write_text(path.read_text(encoding="utf-8") + item, encoding="utf-8")
    folder = made(client)
    assert as_written(folder)["evidence"][2] == {
        "id": "late",
        "made": "affected_orders",
        "kind": "affected_orders",
        "caption": "",
    }
    assert unfilled(folder)[-1].endswith("evidence.2.caption: to fill: UK: Orders of 11 May")


def test_the_other_case_only_gets_its_group(client):
    before = (client / "uk" / "case.yaml").read_text(encoding="utf-8")
    made(client)
    after = (client / "uk" / "case.yaml").read_text(encoding="utf-8")
    assert after == before.replace("id: small-case\n", "id: small-case\ngroup: small-case\n", 1)


def test_the_terminal_says_what_differs_in_both_languages(client, capsys):
    assert main(["new", "--from", str(client / "uk"), "--site", "TH", "--lang", "en"]) == Exit.CLEAN
    told = capsys.readouterr().out
    for line in ("Violation ID\t7529184460371124\tto fill", "Signatory\tLi Wen (manager)\tLi Wen (manager)"):
        assert line in told
    assert "Amounts\tGBP 1,234.50 (£)\tTHB 1,234.50 (฿)" in told
    assert "late_dispatch.clock\tlabel\thandover" in told
    assert "licence\t../inbox/licence.pdf\tBusiness licence of Made Trading" in told
    assert main(["new", "th2", "--from", str(client / "uk"), "--site", "TH", "--lang", "zh"]) == Exit.USAGE  # not beside it
    assert main(["new", str(client / "th2"), "--from", str(client / "uk"), "--site", "TH", "--lang", "zh"]) == Exit.CLEAN
    assert "违规编号\t7529184460371124\t待填" in capsys.readouterr().out


def test_a_sibling_is_quoted_before_it_is_filled(client, capsys):
    folder = made(client)
    when = ["--as-of", "2026-06-12T09:00+07:00", "--lang", "en"]
    assert main(["quote", str(folder), *when, "--pdf", str(client / "quote.pdf")]) == Exit.CLEAN
    told = capsys.readouterr().out
    for line in (
        "Violation: not filled in yet",
        "Deadline: not filled in yet",
        "in case.yaml: violation.id, violation.title, violation.ticket, violation.received, violation.deadline, evidence.0.file",
        "required\tmissing\tThe notice as received",
        "further sites of the same event, a letter each: 1 (UK 7529184460371124)",
    ):
        assert line in told
    assert main(["quote", str(folder), *when, "--json"]) == Exit.CLEAN
    quoted = json.loads(capsys.readouterr().out)
    assert (quoted["violation_id"], quoted["deadline"], len(quoted["to_fill"])) == (None, None, 6)
    assert "  id: # to fill" in (folder / "case.yaml").read_text(encoding="utf-8")  # nothing was written into it
    with pdf_read.Reading.of(client / "quote.pdf") as reading:
        assert (reading.pages, "尚待填写" in reading.text(1)) == (1, True)
    assert main(["status", str(client), "--lang", "en"]) == Exit.CLEAN
    assert "to fill in\tth-logistics" in capsys.readouterr().out


def test_what_is_wrong_in_a_sibling_is_told_and_not_quoted(client, capsys):
    path = made(client) / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stance: plan", "stance: paln"), encoding="utf-8")
    assert main(["quote", str(path.parent), "--lang", "en"]) == Exit.BAD_FILE
    told = capsys.readouterr().err
    assert "violation.id: to fill" in told
    assert "stance: Input should be 'plan' or 'dispute'" in told


def test_what_the_kit_makes_of_orders_is_not_there_without_an_export(client, capsys):
    path = client / "uk" / "case.yaml"
    item = "  - {id: late, made: affected_orders, kind: affected_orders, caption: Orders of 11 May}\n"
    path.write_text(path.read_text(encoding="utf-8") + item, encoding="utf-8")
    quote = ["quote", str(path.parent), "--as-of", "2026-06-12T09:00+01:00", "--lang", "en"]
    for state in ("missing", "have"):
        assert main(quote) == Exit.CLEAN
        assert f"required\t{state}\tList of the affected order IDs" in capsys.readouterr().out
        (path.parent / "orders").mkdir(exist_ok=True)
        (path.parent / "orders" / "orders.csv").write_text("Order ID\n", encoding="utf-8")


def test_answers_may_be_given_at_once(client):
    folder = made(
        client,
        violation_id="852",
        title="Late: 'dispatch' # 1",
        ticket="enforced",
        received="2026-06-10 10:12",
        deadline="",
        clock="site",
    )
    assert folder.name == "th-852"
    assert [p.split(": ")[1] for p in unfilled(folder)] == ["evidence.0.file"]
    case = as_written(folder)
    assert case["violation"]["received"] == "2026-06-10T10:12+07:00"
    assert case["violation"]["title"] == "Late: 'dispatch' # 1"
    assert "deadline" not in case["violation"]


def test_an_answer_that_does_not_fit_leaves_nothing(client):
    with pytest.raises(Usage, match=r"violation\.ticket"):
        made(client, ticket="maybe")
    assert sorted(p.name for p in client.iterdir()) == ["client.yaml", "inbox", "signature.png", "uk"]
    assert "group" not in as_written(client / "uk")


@pytest.mark.parametrize(
    ("site", "asked", "said"),
    [
        ("UK", {}, "on UK already"),
        ("FR", {}, "has no shop on FR yet: say --shop-code and --shop-name, and it is added"),
        ("FR", {"shop": {"shop_name": "Made"}}, "say --shop-code, and"),
        ("TH", {"shop": {"shop_name": "Made Thailand"}}, "MADETH is known otherwise: leave out --shop-name"),
        ("TH", {"shop": {"shop_code": "NONE"}}, "--shop-code MADETH"),
        ("XX", {}, "no site 'XX'"),
    ],
)
def test_what_stands_against_it_is_said(client, site, asked, said):
    with pytest.raises(Usage, match=said):
        planned(client, site, **asked)


@pytest.fixture
def alone(small, tmp_path):
    """The case `uk` that states its seller itself, alone in the folder of its client."""
    import shutil

    return shutil.copytree(small, tmp_path / "alone" / "uk")


def test_a_case_that_states_its_seller_shares_it_in_one_step_with_the_shop_that_is_new(alone, capsys):
    path = alone / "case.yaml"
    text = path.read_text(encoding="utf-8")
    noted = text.replace("seller:\n", "seller:\n  # as the register has it\n", 1).replace(
        "shop: MADE\n", "\n# the shop\nshop: MADE\n", 1
    )
    path.write_text(noted.replace("  legal_name: Made Trading\n", "  legal_name: Made Trading # in full\n", 1), encoding="utf-8")
    before = open_case(alone)
    given = ["new", "--from", str(alone), "--site", "TH", "--shop-code", "MADETH", "--shop-name", "Made Thai", "--lang", "en"]
    assert main(given) == Exit.CLEAN
    told = capsys.readouterr().out
    assert f"into {alone.parent / 'client.yaml'}, which every case in that folder shares" in told
    assert "added the shop Made Thai (MADETH)" in told
    client = (alone.parent / "client.yaml").read_text(encoding="utf-8")
    assert client.startswith("id: made\nlegal_name: Made Trading # in full\n")
    after = path.read_text(encoding="utf-8")
    assert "client: made\n" in after
    assert "\n# the shop\nshop: MADE\n" in after
    assert after.partition("violation:")[2] == text.partition("violation:")[2]
    opened = open_case(alone)
    assert opened.signature.resolve() == before.signature.resolve()
    assert [(shop.code, shop.site, shop.seller_type) for shop in opened.seller.shops] == [
        ("MADE", "UK", "local"),
        ("MADETH", "TH", "local"),
    ]
    folder = made_client.filled(alone.parent / "th-logistics")
    assert open_case(folder).shop.name == "Made Thai"
    assert open_case(folder).signature.resolve() == before.signature.resolve()


def test_a_seller_that_stands_on_one_line_is_shared_too(alone):
    path = alone / "case.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("seller:"), text.index("shop: MADE")
    shops = "[{code: MADE, name: Made, site: UK, seller_type: local}, {code: T, name: Thai, site: TH, seller_type: local}]"
    own = "people: [{id: manager, name: Li Wen, title: Operations Manager, signature: signature.png}]"
    path.write_text(
        f"{text[:start]}seller: {{id: made, legal_name: Made Trading, shops: {shops}, {own}}}\n{text[end:]}", encoding="utf-8"
    )
    sibling.make(planned(alone.parent), today=TODAY)
    assert [shop.code for shop in open_case(alone).seller.shops] == ["MADE", "T"]
    assert open_case(alone).signature.is_file()


def test_all_that_stands_against_a_sibling_is_said_at_once_and_nothing_is_changed(alone):
    (alone.parent / "client.yaml").write_text("id: other\n", encoding="utf-8")
    (alone.parent / "th").mkdir()
    (alone.parent / "th" / "notes.txt").write_text("x", encoding="utf-8")
    before = (alone / "case.yaml").read_bytes()
    with pytest.raises(Usage) as caught:
        sibling.planned(alone, "TH", folder=alone.parent / "th", shop={}, given={}, today=TODAY)
    assert [
        word in problem
        for word, problem in zip(
            ("client.yaml is there already", "no shop on TH", "th is there already"), caught.value.problems, strict=True
        )
    ] == [True] * 3
    assert (alone / "case.yaml").read_bytes() == before


def test_a_seller_is_not_shared_with_the_cases_of_another(alone):
    other = alone.parent / "other" / "case.yaml"
    other.parent.mkdir()
    other.write_text("seller: {id: someone}\n", encoding="utf-8")
    with pytest.raises(Usage, match=r"cases of other sellers too \(other\): move uk into a folder of this client alone"):
        planned(alone.parent)


def test_an_answer_that_does_not_fit_moves_no_seller(alone):
    with pytest.raises(Usage, match=r"violation\.ticket"):
        sibling.make(planned(alone.parent, shop={"shop_code": "T", "shop_name": "Thai"}, given={"ticket": "maybe"}), today=TODAY)
    assert [p.name for p in alone.parent.iterdir()] == ["uk"]
    assert open_case(alone).case.seller


def test_the_signatory_is_left_to_fill_where_the_site_wants_another_person(client):
    path = client / "client.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("site: TH", "site: US"), encoding="utf-8")
    found = planned(client, "US")  # the seeds: a responsible person on the US site
    sibling.make(found, today=TODAY)
    assert any("letter.signer: to fill: who signs on US: manager (Li Wen" in p for p in unfilled(found.folder))


def test_a_file_of_the_other_case_cannot_be_named(client):
    folder = made_client.filled(made(client))
    document = as_written(folder)
    document["evidence"].append({"id": "spy", "file": "../uk/evidence/contract.pdf", "kind": "other", "caption": "Spy"})
    (folder / "case.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(BadFile, match="outside the case folder and the client's inbox"):
        open_case(folder)


def test_only_a_key_without_a_value_is_to_fill(tmp_path):
    path = tmp_path / "client.yaml"
    path.write_text("id: a # to fill: no\nlegal_name: # to fill: the name\nshops: # to fill: the shops\n", encoding="utf-8")
    from kit.model import Seller

    with pytest.raises(BadFile) as caught:
        yaml_text.read(Seller, path)
    assert list(caught.value.problems) == ["line 2: legal_name: to fill: the name", "line 3: shops: to fill: the shops"]


def codes(appeal, rule):
    return [(f.severity, f.message) for f in appeal.findings if f.rule.startswith(rule)]


@pytest.mark.slow
def test_one_text_for_two_sites_whose_policies_differ_is_refused(client):
    there = as_written(client / "uk")
    folder = made_client.filled(made(client))
    parts = {name: there[name] for name in ("root_causes", "corrective", "preventive")}
    shown = [item for item in there["evidence"] if item["id"] in {"contract", "screen"}]
    for item in shown:  # its own files, of the same names
        (folder / item["file"]).write_bytes((client / "uk" / item["file"]).read_bytes())
    document = as_written(folder)
    made_client.filled(folder, **parts, evidence=[*document["evidence"], *shown])
    appeal = Appeal.open(folder)
    found = codes(appeal, "S707")
    assert [severity for severity, _ in found] == ["error"]
    assert "late_dispatch.clock: handover on TH, label on UK" in found[0][1]
    assert appeal.build().status == "refused"


def test_the_other_case_is_known_with_its_text_and_what_its_policy_says_otherwise(client):
    folder = made_client.filled(made(client))
    (other,) = others(open_case(folder))
    assert "The carrier moved its collection" in other.text
    assert "late_dispatch.clock: handover on TH, label on UK" in other.differs
    assert not [told for told in other.differs if "not found" in told]


@pytest.mark.slow
def test_unlinked_files_never_reach_the_other_site_s_bundle(client):
    folder = made(client)
    document = as_written(folder)
    licence = document["evidence"][1] | {"use": "exhibit"}
    made_client.filled(folder, **OWN, evidence=[document["evidence"][0] | {"use": "background"}, licence])
    appeal = Appeal.open(folder)
    assert not codes(appeal, "S707")
    report = appeal.build(draft=True)
    with pdf_read.Reading.of(folder / report.pdf.path) as reading:
        text = "\n".join(reading.text(n) for n in range(1, reading.pages + 1))
    assert made_client.TEXTS["licence"] in text
    assert not [word for name, word in made_client.TEXTS.items() if name != "licence" and word in text]
    everything = b"".join(path.read_bytes() for path in (folder / "build").rglob("*") if path.suffix in {".json", ".txt"})
    assert not [word for word in (b"secret", b"uk-catalogue", b"contract.pdf", b"screen.png") if word in everything]
