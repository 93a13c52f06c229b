"""Answers of the Open API become the same tables as exports do; no record is lost, no id repaired, no buyer kept."""

import json
import random
import time
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kit.errors import BadFile
from kit.orders import json_rows
from kit.orders.export_format import table_formats
from kit.orders.sheet import Request
from kit.orders.typed import typed
from kit.paths import FORMATS

ORDER = "576460752303423525"
NAME = "Budi Santoso 081234567890"
NOON = 1767268800  # 2026-01-01 12:00 UTC


def request(tmp_path, document, folder="orders", **more):
    path = tmp_path / "a.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return Request(path=path, file=f"{folder}/a.json", site="UK", folder=folder, secret=b"k", **more)


def read(tmp_path, document, folder="orders", **more):
    asked = request(tmp_path, document, folder, **more)
    (sheet,) = json_rows.read(asked)
    return typed(sheet, asked)


def refused(tmp_path, document, folder="orders", **more):
    with pytest.raises(BadFile) as error:
        read(tmp_path, document, folder, **more)
    return " ".join(error.value.problems)


def line(n=1, **more):
    return {"id": str(n), "sku_id": "1729382476852921560", "seller_sku": "A", "product_name": "Mug", **more}


def order(order_id=ORDER, lines=None, **more):
    return {
        "id": order_id,
        "status": "IN_TRANSIT",
        "create_time": NOON,
        "user_id": "7493996903972308733",
        "buyer_message": NAME,
        "recipient_address": {"name": NAME, "phone_number": NAME},
        "line_items": [line()] if lines is None else lines,
        **more,
    }


def orders(*records, **more):
    return {"code": 0, "message": "Success", "data": {"orders": list(records), **more}}


def rows(found):
    return found.table.to_pylist()


# --- what an order says -------------------------------------------------------------------------


def test_an_order_is_read_with_the_platforms_own_deadlines(tmp_path):
    stated = {
        "rts_sla_time": NOON + 1,
        "tts_sla_time": NOON + 2,
        "delivery_sla_time": NOON + 3,
        "collection_due_time": NOON + 4,
        "collection_time": NOON + 5,
        "order_type": "PRE_ORDER",
        "fulfillment_type": "FULFILLMENT_BY_SELLER",
        "cancellation_initiator": "SYSTEM",
        "handling_duration": {"days": "3", "type": "BUSINESS_DAY"},
    }
    (row,) = rows(read(tmp_path, orders(order(**stated, release_date=0))))
    second = lambda n: datetime(2026, 1, 1, 12, 0, n, tzinfo=UTC)  # noqa: E731
    assert [row[n] for n in ("label_due_at", "handover_due_at", "delivery_due_at", "auto_cancel_at", "shipped_at")] == [
        second(n) for n in range(1, 6)
    ]
    assert (row["created_at"], row["release_at"]) == (second(0), None)
    assert (row["status"], row["substatus"], row["order_kind"], row["cancel_by"]) == (
        "shipped",
        "in_transit",
        "pre_order",
        "system",
    )
    assert (row["fulfilment"], row["handling_days"]) == ("seller", 3)


def test_moments_are_moved_by_no_zone(tmp_path):
    plain = read(tmp_path, orders(order()))
    moved = read(tmp_path, orders(order()), zone="Asia/Tokyo", site_zone="America/New_York")
    assert rows(plain) == rows(moved)
    assert moved.zone == "UTC"


def test_a_flag_is_true_if_one_of_its_fields_is(tmp_path):
    found = rows(read(tmp_path, orders(order(is_replacement_order=False, is_exchange_order=True, is_sample_order=False))))
    assert (found[0]["is_replacement"], found[0]["is_sample"]) == (True, False)


def test_units_of_one_line_are_its_quantity(tmp_path):
    lines = [line(1), line(2), line(3, sku_id="1729382476852921561"), line(4)]
    found = read(tmp_path, orders(order(lines=lines)))
    assert [(row["sku_id"][-1], row["quantity"]) for row in rows(found)] == [("0", 3), ("1", 1)]
    assert "2 entries of line_items are further units of a line; counted as its quantity" in found.notes
    assert found.rows_in == 2


def test_packages_are_joined_to_lines_by_their_id(tmp_path):
    own = "1152921504606846977"
    packages = [{"id": "1152921504606846976"}, {"id": own}]
    lines = [line(1, package_id=own, tracking_number="T1"), line(2)]
    found = rows(read(tmp_path, orders(order(lines=lines, packages=packages))))
    assert [(row["package_id"], row["tracking_id"]) for row in found] == [(own, "T1"), (None, None)]
    (one,) = rows(read(tmp_path, orders(order(packages=packages[:1], tracking_number="T0"))))
    assert (one["package_id"], one["tracking_id"]) == ("1152921504606846976", "T0")


def test_other_texts_of_a_package_are_joined_to_its_lines(tmp_path):
    text = (FORMATS / "api_orders.yaml").read_text().replace("id: api_orders", "id: mine_orders")
    mine = tmp_path / "mine_orders.yaml"
    mine.write_text(text.replace("[/shipping_provider_name, shipping_provider]", '["packages[].shipping_provider_name"]'))
    packages = [{"id": str(10**12 + n), "shipping_provider_name": name} for n, name in enumerate(("Evri", "DPD"))]
    lines = [line(1, package_id=packages[1]["id"]), line(2, package_id=packages[0]["id"]), line(3)]
    found = read(tmp_path, orders(order(lines=lines, packages=packages)), client_formats=(mine,))
    assert [row["carrier"] for row in rows(found)] == ["DPD", "Evri", None]


def test_an_order_without_lines_is_kept(tmp_path):
    first, second = rows(read(tmp_path, orders(order(lines=[]), order("576460752303423526"))))
    assert (first["order_id"], first["sku_id"], first["quantity"], first["line"]) == (ORDER, None, None, 1)
    assert second["quantity"] == 1


def test_nothing_of_the_buyer_is_kept_but_a_digest(tmp_path):
    found = read(tmp_path, orders(order(surprise=NAME), {"create_time": 1, "buyer_message": NAME}))
    assert set(found.dropped) == {"buyer_message", "recipient_address"}
    assert found.unknown == ("surprise",)
    text = repr((rows(found), found.quarantined, found.notes))
    assert "Budi" not in text
    assert "0812" not in text
    assert "7493996903972308733" not in text
    assert rows(found)[0]["buyer"]


# --- pages, lists, lines ------------------------------------------------------------------------


def test_one_answer_a_list_and_one_a_line_say_the_same(tmp_path):
    rng = random.Random(3)
    pages = [orders(*(order(str(rng.randrange(10**17, 10**18))) for _ in range(4))) for _ in range(5)]
    listed = rows(read(tmp_path, pages))
    assert rows(read(tmp_path, "\n\n".join(map(json.dumps, pages)) + "\n")) == listed
    assert [row["line"] for row in listed] == list(range(1, 21))
    whole = orders(*(each for page in pages for each in page["data"]["orders"]))
    assert rows(read(tmp_path, whole)) == listed


def test_missing_pages_are_said(tmp_path):
    found = read(tmp_path, orders(order(), total_count=221, next_page_token="x"))
    assert "the answer counts 221 records, the file holds 1: pages are missing" in found.notes
    assert any("names a further page" in n for n in read(tmp_path, orders(order(), next_page_token="x")).notes)
    whole = read(tmp_path, [orders(order(), next_page_token="x"), orders(order("576460752303423526"), total_count=2)])
    assert not any("page" in note for note in whole.notes)


def test_orders_and_packages_in_one_file_are_two_sheets(tmp_path):
    package = {"id": "1152921504606846976", "orders": [{"id": ORDER}], "status": "FULFILLING", "create_time": NOON}
    asked = request(tmp_path, [orders(order()), {"data": {"packages": [package, package]}}])
    first, second = json_rows.read(asked)
    assert (first.format.id, second.format.id) == ("api_orders", "api_packages")
    assert second.lines.tolist() == [2, 3]


# --- what cannot be used ------------------------------------------------------------------------


def test_records_that_cannot_be_used_are_set_aside_each_with_its_place(tmp_path):
    found = read(
        tmp_path,
        orders(
            order(),
            7,
            None,
            {"id": "576460752303423526"},
            order(float(ORDER)),
            order("57646075230342352X"),
            order("576460752303423528", lines=[line(), "x", line(2, tracking_number=12345)]),
            order("576460752303423529", create_time="noon"),
            order(["576460752303423530"]),
        ),
    )
    said = {q.line: q.reason for q in found.quarantined}
    assert found.rows_in == len(rows(found)) + len(found.quarantined) == 11
    assert [row["line"] for row in rows(found)] == [1, 7]
    assert said[2] == said[3] == "is no object"
    assert "has no create_time" in said[4]
    assert "has lost its last digits" in said[5]
    assert "not a number of 10 digits" in said[6]
    assert [q.reason for q in found.quarantined if q.line == 7] == [
        "has an entry in line_items that is no object",
        "/tracking_number 12345 is a JSON number and may have lost zeros; save it as text",
    ]
    assert "does not fit UNIX" in said[8]
    assert "has no id" in said[9]


@pytest.mark.parametrize("number", ["5.7646075230342353e17", "576460752303423500", "-576460752303423525", "576460752303423525.0"])
def test_ids_that_are_long_numbers_are_damaged(tmp_path, number):
    text = json.dumps(orders(order(), order("@"))).replace('"@"', number)
    (aside,) = read(tmp_path, text).quarantined
    assert aside.rule == "record"
    assert "save ids as text" in aside.reason


def as_numbers(*numbers):
    """An answer whose order ids are bare JSON numbers."""
    text = json.dumps(orders(*(order(f"@{n}@") for n in range(len(numbers)))))
    for n, number in enumerate(numbers):
        text = text.replace(f'"@{n}@"', str(number))
    return text


def test_an_id_as_a_whole_number_is_used_where_no_float_can_have_written_it(tmp_path):
    found = read(tmp_path, as_numbers(576460752303423525, 576460752303423537, 4503599627370497))
    assert [row["order_id"] for row in rows(found)] == ["576460752303423525", "576460752303423537", "4503599627370497"]
    assert not found.quarantined


def test_a_rounded_id_is_used_only_beside_one_that_proves_its_writer_exact(tmp_path):
    rounded = 576460752303423500  # what a browser makes of …525, and of about one id in 60 that is right
    assert read(tmp_path, as_numbers(rounded, 576460752303423525)).table.num_rows == 2
    told = refused(tmp_path, as_numbers(rounded, 576460752303423600))
    assert "id 576460752303423500 is a JSON number that may have lost its last digits; save ids as text" in told


def test_every_number_that_a_float_wrote_is_told(tmp_path):
    dice = random.Random(5)
    written = [int(float(dice.randrange(10**17, 10**18))) for _ in range(200)]
    shortest = [int(json.dumps(float(number)).split("e")[0].replace(".", "").ljust(18, "0")) for number in written]
    assert all(json_rows._is_rounded(number) for number in shortest)
    assert sum(json_rows._is_rounded(dice.randrange(10**17, 10**18)) for _ in range(3_000)) < 120  # by chance


# --- money and days -------------------------------------------------------------------------------


def test_what_was_paid_and_in_which_currency(tmp_path):
    paid = {"total_amount": "1234.567", "sub_total": "1200", "currency": "IDR"}
    (first, second) = rows(read(tmp_path, orders(order(payment=paid), order("576460752303423526"))))
    assert (first["order_amount"], first["currency"]) == (Decimal("1234.567"), "IDR")
    assert (second["order_amount"], second["currency"]) == (None, None)


def test_an_amount_that_is_none_is_set_aside(tmp_path):
    found = read(tmp_path, orders(order(), order("576460752303423526", payment={"total_amount": "lots"})))
    assert [q.rule for q in found.quarantined] == ["money"]


def test_which_days_of_handling_are_meant_is_understood_or_named(tmp_path):
    kinds = ("CALENDAR_DAY", "BUSINESS_DAY", "LUNAR_DAY", None)
    found = read(
        tmp_path,
        orders(*(order(f"57646075230342352{n}", handling_duration={"days": "5", "type": k}) for n, k in enumerate(kinds))),
    )
    assert [row["handling_unit"] for row in rows(found)] == ["calendar_days", "business_days", None, None]
    assert [row["handling_days"] for row in rows(found)] == [5] * 4
    assert "handling_duration.type 'LUNAR_DAY' is not known (1 rows): left blank" in found.notes


def test_an_answer_that_is_none_is_kept_beside_others(tmp_path):
    found = read(tmp_path, [orders(order()), {"code": 105002, "message": NAME, "data": None}, orders()])
    (aside,) = found.quarantined
    assert (aside.line, aside.reason) == (2, "is no answer with data.orders: it reports an error, code 105002")


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (
            {"code": 105002, "message": NAME},
            "reports an error, code 105002; found 'code', 'message'; expected Open API, orders (data.orders)",
        ),
        ([], "is no known answer"),
        ("3", "found no object"),
        ({"data": {"orders": {"a": 1}}}, "is no known answer"),
        ({"data": {"orders": [{"order": "1"}]}}, "is no known answer"),
        ("", "is empty"),
        ("{", "is not JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"data": ' * 5_000 + "1" + "}" * 5_000, "nested too deep"),
        ('{"data": {"orders": [{"id": "1", "id": "2"}]}}', "states the key 'id' twice"),
        ('{"data": {"orders": [{"id": NaN}]}}', "holds NaN"),
        ('{"data": {}}\n{"data": }', "line 2, column 10: is not JSON"),
        (b"\xff\xfe{".decode("latin-1"), "is not JSON"),
    ],
)
def test_hostile_and_broken_files_are_refused_with_the_reason(tmp_path, document, says):
    assert says in refused(tmp_path, document)
    assert "Budi" not in refused(tmp_path, document)


def test_a_number_of_many_digits_is_no_bomb(tmp_path):
    text = json.dumps(orders(order(), order("@"))).replace('"@"', "9" * 200_000)
    (aside,) = read(tmp_path, text).quarantined
    assert len(aside.reason) < 200


def test_a_declared_format_alone_is_tried(tmp_path):
    assert "expected Open API, packages" in refused(tmp_path, orders(order()), format="api_packages")
    assert "none is known for this folder" in refused(tmp_path, orders(order()), folder="listings")


# --- the other tables ---------------------------------------------------------------------------


def test_the_detail_of_a_package(tmp_path):
    body = {"package_id": "1152921504606846976", "orders": [{"id": ORDER}, {"id": "576460752303423526"}], "tracking_number": "T1"}
    body |= {"package_status": "PROCESSING", "create_time": NOON, "recipient_address": {"name": NAME}, "sender_address": {}}
    found = read(tmp_path, {"data": body})
    assert (found.format, found.kind) == ("api_package_detail", "packages")
    assert [(r["package_id"], r["order_id"], r["tracking_id"], r["status"]) for r in rows(found)] == [
        ("1152921504606846976", each, "T1", "awaiting_collection") for each in (ORDER, "576460752303423526")
    ]


def returned(lines, **more):
    return {
        "return_id": "4035318504086604100",
        "order_id": ORDER,
        "return_type": "RETURN_AND_REFUND",
        "return_status": "RETURN_OR_REFUND_REQUEST_PENDING",
        "arbitration_status": "SUPPORT_SELLER",
        "return_reason": "ecom_order_delivered_refund_reason_wrong_product",
        "create_time": NOON,
        "refund_amount": {"currency": "GBP", "refund_total": "12.30"},
        "return_line_items": lines,
        **more,
    }


def test_returns_with_the_deadline_of_the_reply(tmp_path):
    answer = [
        {"action": "SELLER_RESPOND_RETURN", "deadline": NOON + 60},
        {"action": "SELLER_RESPOND_REFUND", "deadline": NOON + 60},
    ]
    amount = {"refund_amount": {"currency": "GBP", "refund_total": "4.10"}}
    lines = [line(1, **amount), line(2, **amount), line(3, sku_id="1729382476852921561", **amount)]
    found = rows(read(tmp_path, {"data": {"return_orders": [returned(lines, seller_next_action_response=answer)]}}, "returns"))
    assert [(row["quantity"], row["refund_amount"]) for row in found] == [(2, Decimal("8.20")), (1, Decimal("4.10"))]
    assert {row["respond_by"] for row in found} == {datetime(2026, 1, 1, 12, 1, tzinfo=UTC)}
    assert (found[0]["status"], found[0]["return_type"], found[0]["dispute_status"]) == (
        "awaiting_seller",
        "return_refund",
        "support_seller",
    )
    assert (found[0]["currency"], found[0]["requested_at"].hour) == ("GBP", 12)


def test_two_deadlines_that_differ_are_none(tmp_path):
    answer = [{"action": "A", "deadline": NOON}, {"action": "B", "deadline": NOON + 60}]
    (row,) = rows(read(tmp_path, {"data": {"return_orders": [returned([], seller_next_action_response=answer)]}}, "returns"))
    assert row["respond_by"] is None
    assert row["refund_amount"] == Decimal("12.30")


def test_a_total_is_not_repeated_on_each_line(tmp_path):
    lines = [line(1), line(2, sku_id="1729382476852921561")]
    found = rows(read(tmp_path, {"data": {"return_orders": [returned(lines)]}}, "returns"))
    assert [row["refund_amount"] for row in found] == [None, None]


def test_the_service_figures_need_the_days_of_the_query(tmp_path):
    body = {"support_session_count": 15, "response_percentage": "93.4", "response_time_mins": "3.4"}
    answer = {"code": 0, "data": {"performance": body}}
    wrapped = {"support_date_ge": "2026-07-01", "support_date_lt": "2026-07-08", "answer": answer}
    (row,) = rows(read(tmp_path, wrapped, "service", site_zone="Europe/London", site_zone_status="assumed"))
    assert (row["sessions"], row["response_share"], row["response_minutes"]) == (15, Decimal("93.4"), Decimal("3.4"))
    assert (row["from_at"], row["to_at"]) == (datetime(2026, 6, 30, 23, tzinfo=UTC), datetime(2026, 7, 7, 23, tzinfo=UTC))
    assert "has no @support_date_ge" in refused(tmp_path, answer, "service", site_zone="Europe/London")


# --- formats and size ---------------------------------------------------------------------------


@pytest.mark.parametrize("found", [f for f in table_formats() if f.layout.records], ids=lambda f: f.id)
def test_paths_of_a_format_are_well_formed(found):
    headers = [header for column in found.columns for header in column.headers]
    assert not [h for h in headers if h.startswith("/") and not found.layout.lines]
    assert found.date_format == "UNIX" or found.kind == "service"


@pytest.mark.parametrize("most", [6_000, pytest.param(60_000, marks=pytest.mark.soak)])
def test_time_is_in_proportion_to_the_orders(tmp_path, most):
    taken = {}
    for count in (most // 6, most):
        asked = request(tmp_path, orders(*(order(f"5764607523{n:08}", lines=[line(1), line(2)]) for n in range(count))))
        began = time.process_time()
        (sheet,) = json_rows.read(asked)
        taken[count] = time.process_time() - began
        assert len(sheet.lines) == count
    assert taken[most] < max(18 * taken[most // 6], 1)
    assert taken[most] < most / 1_500


def test_an_answer_in_another_currency_than_the_sites_is_said(tmp_path):
    for code, count in (("IDR", 1), ("GBP", 0)):
        found = read(tmp_path, orders(order(payment={"total_amount": "12", "currency": code})))
        assert len([note for note in found.notes if "its amounts are in IDR" in note]) == count
