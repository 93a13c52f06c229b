"""Buyers of the case's own files are found in texts by columns that stay in the worker: names, phones, addresses, in any notation."""

import csv
import json

import order_exports
import pytest
from tests_root import EXAMPLE

from kit.errors import BadFile
from kit.orders import named
from kit.orders.sheet import Request
from kit.paths import FORMATS

SOURCE = next((EXAMPLE / "orders").glob("orders_2026-04*.csv"))


def rows(*buyers):
    """The header of the example's export, and a row for each buyer."""
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        header, first = next(lines), next(lines)
    made = [
        dict(zip(header, first, strict=True)) | {"Order ID": f"57761689939468{n:04}"} | buyer for n, buyer in enumerate(buyers)
    ]
    return [header, *([row[name] for name in header] for row in made)]


def export(folder, *buyers):
    path = folder / "orders.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows(*buyers))
    return path


def found(path, *texts, site="UK", folder="orders"):
    places = named.find(Request(path=path, file=path.name, site=site, folder=folder), texts)
    return {(n, kind, texts[n][start:end]) for n, kind, start, end in places}


@pytest.mark.parametrize(
    ("column", "value", "text", "kind", "quote"),
    [
        ("Recipient", "Priya Raman", "Left with PRIYA  raman at the door", "name", "PRIYA  raman"),
        ("Recipient", "Priya Raman", "Signed: Priya\nRaman", "name", "Priya\nRaman"),
        ("Recipient", "Zoë O'Brien", "for Zoë O’Brien", "name", "Zoë O’Brien"),
        ("Recipient", "王小明", "王小明已签收", "name", "王小明"),
        ("Recipient", "山田 太郎", "受取人 山田太郎 様", "name", "山田太郎"),
        ("Buyer Username", "leedsflorist88", "user leedsflorist88 wrote", "name", "leedsflorist88"),
        ("Phone #", "(+44)7911123456", "call 07911 123456 now", "phone number", "07911 123456"),
        ("Phone #", "07911 123 456", "+44 7911-123456", "phone number", "+44 7911-123456"),
        ("Phone #", "(+44)7911***456", "(+44)7911***456", "phone number", "(+44)7911***456"),
        (
            "Detail Address",
            "14 Orchard Mews, Otley",
            "at 14 Orchard Mews Otley LS21\nnext",
            "address",
            "14 Orchard Mews Otley LS21",
        ),
        (
            "Detail Address",
            "上海市浦东新区世纪大道100号",
            "送至上海市浦东新区世纪大道100号",
            "address",
            "上海市浦东新区世纪大道100号",
        ),
        ("Zipcode", "LS21 3AB", "Otley, ls21 3ab.", "postcode", "ls21 3ab"),
    ],
)
def test_what_a_buyers_column_holds_is_found(tmp_path, column, value, text, kind, quote):
    assert (0, kind, quote) in found(export(tmp_path, {column: value}), text)


@pytest.mark.parametrize(
    ("buyer", "text"),
    [
        ({"Recipient": "Will"}, "The van will leave. Will it?"),
        ({"Recipient": "J*** D***"}, "J and D left"),
        ({"Recipient": "Priya Raman"}, "Priyanka Ramani"),
        ({"Phone #": "(+44)7*******38"}, "order 38, 44 parcels"),
        ({"Phone #": "(+44)7911123456"}, "order 577616891179111234561"),
        ({"Zipcode": "10115"}, "10115 parcels"),
        ({"Country": "United Kingdom", "State": "England"}, "England, United Kingdom"),
        ({"Product Name": "Linen Cushion Cover"}, "Linen Cushion Cover"),
    ],
)
def test_plain_words_are_not(tmp_path, buyer, text):
    assert found(export(tmp_path, buyer), text) == set()


def test_each_text_and_each_buyer_is_told(tmp_path):
    path = export(tmp_path, {"Recipient": "Priya Raman"}, {"Recipient": "Tom Hale"})
    assert found(path, "Tom Hale", "nobody", "Priya Raman and Tom Hale") == {
        (0, "name", "Tom Hale"), (2, "name", "Priya Raman"), (2, "name", "Tom Hale"),
    }  # fmt: skip


def test_a_workbook_is_searched_alike(tmp_path):
    order_exports.xlsx(rows({"Recipient": "Priya Raman"}), tmp_path / "orders.xlsx")
    assert found(tmp_path / "orders.xlsx", "Priya Raman") == {(0, "name", "Priya Raman")}


def test_damaged_quotes_hide_no_buyer(tmp_path):
    path = export(tmp_path, {"Recipient": "Priya Raman"})
    path.write_text(path.read_text(encoding="utf-8-sig") + '"never closed\n', encoding="utf-8")
    assert found(path, "Priya Raman") == {(0, "name", "Priya Raman")}


def test_rows_of_another_width_hide_no_buyer(tmp_path):
    path = export(tmp_path, {"Recipient": "Priya Raman"}, {"Recipient": "Tom Hale"})
    whole = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*whole[:-1], whole[-1] + ",one more"]), encoding="utf-8")
    assert {quote for _, _, quote in found(path, "Priya Raman", "Tom Hale")} == {"Priya Raman", "Tom Hale"}


def test_a_file_is_read_in_the_encoding_that_the_clients_format_states(tmp_path):
    path = export(tmp_path, {"Recipient": "王小明"})
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("gb18030"))
    own = (FORMATS / "uk_orders.yaml").read_text(encoding="utf-8").replace("id: uk_orders", "id: mine")
    (tmp_path / "mine.yaml").write_text(f"{own}\nencoding: gb18030\n", encoding="utf-8")
    request = Request(path=path, file=path.name, site="UK", client_formats=(tmp_path / "mine.yaml",))
    assert [place.kind for place in named.find(request, ("王小明已签收",))] == ["name"]


def test_answers_one_a_line_are_searched_and_a_broken_one_is_said(tmp_path):
    path = tmp_path / "a.json"
    people = [
        json.dumps({"id": str(n), "recipient_address": {"name": name}}) for n, name in enumerate(("Tom Hale", "Priya Raman"))
    ]
    path.write_text("\n".join(people), encoding="utf-8")
    assert found(path, "Priya Raman") == {(0, "name", "Priya Raman")}
    path.write_text(people[0][:-3], encoding="utf-8")
    with pytest.raises(BadFile, match="is not JSON"):
        found(path, "Priya Raman")


def test_answers_of_the_open_api(tmp_path):
    path = tmp_path / "a.json"
    order = {
        "id": "1",
        "recipient_address": {"name": "Priya Raman", "phone_number": "(+44)7911123456", "full_address": "14 Orchard Mews, Otley"},
    }
    path.write_text(json.dumps({"data": {"orders": [order]}}), encoding="utf-8")
    kinds = {kind for _, kind, _ in found(path, "Priya Raman, 14 Orchard Mews, Otley, 07911123456")}
    assert kinds == {"name", "address", "phone number"}


def test_a_text_without_hits_costs_no_answer(tmp_path):
    assert found(export(tmp_path, {"Recipient": "Priya Raman"})) == set()
