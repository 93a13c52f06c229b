"""`poa map`: headers that no format knows become a format of the client, and buyers' data is never shown."""

import csv
import io
import json
import sys
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from order_exports import csv_text, rows, xlsx

from kit import cli
from kit.orders import mapping, synonyms
from kit.orders.export_format import _read as read_format
from kit.orders.fields import TABLES
from kit.orders.first_rows import FirstRows
from kit.orders.mapping import KINDS, Settings, proposed
from kit.orders.reading import parse
from kit.orders.sheet import Request
from kit.orders.synonyms import bare

BUYERS = ("ada_buyer", "Ada Buyerson", "+447700900123", "1 Hidden Lane", "请尽快发货")
CHINESE = "平台订单号,店铺,下单时间,付款时间,打单时间,发货时间,物流公司,物流单号,仓库,商品编码,数量,订单状态,买家昵称,收件人,手机号,收货地址,订单金额,买家留言,业务员"
ENGLISH = "Order No.,Store,Order Date,Date Paid,Label Printed,Dispatch Date,Courier,Waybill No,Ship From,SKU,Qty,State,Customer ID,Ship To Name,Mobile,Address Line 1,Grand Total,Customer Note,Agent"
STATES = ("已完成", "已发货", "已取消", "已归档")


def lines(count, stamp="%Y-%m-%d %H:%M:%S"):
    """What an ERP holds of so many orders."""
    for n in range(count):
        day = date(2026, 5, 4) + timedelta(days=n % 20)
        times = [f"{(day + timedelta(days=k)):{stamp.split(' ', maxsplit=1)[0]}} 1{k}:{n % 60:02}:00" for k in (0, 0, 1, 2)]
        carrier = ("YunExpress", f"YT26{n:012}", ("深圳仓", "义乌仓")[n % 2], f"LAMP-{n % 5}", "1", STATES[n % 4])
        ada, name, phone, lane, note = BUYERS
        yield [
            str(576_460_752_303_423_525 + n),
            "A1",
            *times,
            *carrier,
            f"{ada}_{n % 9}",
            name,
            phone,
            lane,
            "¥1,234.50",
            note,
            "小王",
        ]


def export(path, headers=CHINESE, count=40, encoding="utf-8-sig", **written):
    text = io.StringIO()
    csv.writer(text).writerows([headers.split(","), *lines(count, **written)])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def poa(*argv):
    return cli.main([str(a) for a in argv])


def no_buyer_in(text):
    return not any(secret in text for secret in BUYERS)


# --- the proposal ---------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [CHINESE, ENGLISH])
def test_headers_of_an_erp_are_proposed_in_both_languages(headers, tmp_path, capsys):
    assert poa("map", export(tmp_path / "erp.csv", headers), "--out", tmp_path, "--zone", "Asia/Shanghai", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [c["field"] for c in told["columns"]] == [
        "order_id", None, "created_at", "paid_at", "rts_at", "shipped_at", "carrier", "tracking_id", "warehouse", "seller_sku",
        "quantity", "status", "buyer", None, None, None, "order_amount", None, None,
    ]  # fmt: skip
    assert [c["header"] for c in told["columns"] if c["buyer"]] == [headers.split(",")[n] for n in (12, 13, 14, 15, 17)]
    assert all(c["reason"] for c in told["columns"])
    assert {(t["text"], t["means"]) for t in told["texts"]} == {
        ("已完成", "completed"),
        ("已发货", "shipped"),
        ("已取消", "cancelled"),
    }
    assert [(u["field"], u["text"], u["rows"]) for u in told["unknown"]] == [("status", "已归档", 10)]
    assert [row["line"] for row in told["rows"]] == [2, 3, 4, 5, 6]
    assert told["rows"][0]["cells"]["shipped_at"] == {"raw": "2026-05-06 12:00:00", "understood": "2026-05-06 04:00:00 UTC"}
    assert told["rows"][0]["cells"]["order_amount"]["understood"] == "1234.5"
    assert told["saved"] is None
    assert not list(tmp_path.glob("*.yaml"))
    assert no_buyer_in(json.dumps(told, ensure_ascii=False))


@pytest.mark.parametrize("headless", [True, False])
def test_a_file_without_its_header_is_refused_and_not_shown(tmp_path, capsys, headless):
    path = export(tmp_path / "erp.csv")
    if headless:
        path.write_bytes(path.read_bytes().split(b"\n", 1)[1])
    else:
        path.write_text("<div>Ada Buyerson</div>\n")
    assert poa("map", path, "--out", tmp_path, "--zone", "Asia/Shanghai", "--yes") != 0
    told = "".join(capsys.readouterr())
    assert ("looks like data, not headers; export it again with its header row" in told) is headless
    assert no_buyer_in(told)


def top(headers, *body):
    return FirstRows(
        sheet=None, encoding="utf-8", delimiter=",", rows=(tuple(headers), *body), lines=tuple(range(1, len(body) + 2))
    )


def field_of(draft, header):
    return next(g for g in draft.guesses if g.header == header)


NUMBERS = ("576460752303423525", "576460752303423526")


def test_a_header_that_its_values_deny_is_not_taken():
    draft = proposed(
        top(["订单号", "下单时间", "发货时间", "数量"], *[(n, "2026-05-04 10:00", "顺丰", "两件") for n in NUMBERS]), Settings()
    )
    assert field_of(draft, "发货时间").field is None
    assert "but only 0% are dates" in field_of(draft, "发货时间").reason
    assert field_of(draft, "数量").field is None
    assert field_of(draft, "下单时间").confidence == "sure"


def test_of_two_columns_the_one_whose_values_fit_is_taken():
    draft = proposed(top(["订单号", "平台订单号", "下单时间"], *[("SO-1", n, "2026-05-04 10:00") for n in NUMBERS]), Settings())
    assert field_of(draft, "平台订单号").field == "order_id"
    assert field_of(draft, "订单号").field is None


def test_a_longer_header_and_a_column_without_a_telling_header_are_guessed_less_surely():
    body = [(n, "2026-05-04 10:00", s) for n, s in zip(NUMBERS, ("已发货", "已完成"), strict=True)]
    draft = proposed(top(["TikTok平台订单号(主)", "TT下单时间", "C7"], *body), Settings())
    assert (field_of(draft, "TikTok平台订单号(主)").field, field_of(draft, "TikTok平台订单号(主)").confidence) == (
        "order_id",
        "likely",
    )
    assert (field_of(draft, "C7").field, field_of(draft, "C7").confidence) == ("status", "guess")


def test_rows_above_the_header_are_passed_over_and_the_zone_is_read_off_a_header():
    draft = proposed(
        top(["2026年5月订单导出"], ("订单号", "下单时间（北京时间）"), *[(n, "2026-05-04 10:00") for n in NUMBERS]), Settings()
    )
    assert draft.header == 1
    assert (draft.zone, draft.lacking) == ("Asia/Shanghai", ())
    assert draft.date_format == "YYYY-MM-DD HH:MM"


def test_days_and_months_that_could_be_either_are_asked_and_decided_by_one_column():
    body = [(n, "04/05/2026 10:00:00", "05/05/2026 10:00:00") for n in NUMBERS]
    draft = proposed(top(["Order No", "Order Date", "Ship Date"], *body), Settings())
    assert draft.date_format is None
    assert "ambiguous" in draft.date_problem
    sure = proposed(
        top(["Order No", "Order Date", "Ship Date"], *body, (NUMBERS[0], "04/05/2026 10:00:00", "25/05/2026 10:00:00")),
        Settings(),
    )
    assert sure.date_format == "DD/MM/YYYY HH:MM:SS"


@pytest.mark.parametrize(
    ("headers", "cells", "kind"),
    [
        (["售后单号", "订单号", "申请时间", "处理时间", "售后类型"], ["R1-77", NUMBERS[0], "2026-05-04 10:00", "2026-05-05 10:00", "仅退款"], "returns"),
        (["会话ID", "买家消息时间", "首次回复时间", "接待类型"], ["c-991", "2026-05-04 10:00", "2026-05-04 10:05", "人工"], "chats"),
        (["订单号", "星级", "评价时间", "评价内容"], [NUMBERS[0], "1", "2026-05-04 10:00", "坏了"], "reviews"),
    ],
)  # fmt: skip
def test_the_kind_of_table_is_told_by_its_columns(headers, cells, kind):
    draft = proposed(top(headers, tuple(cells)), Settings())
    assert (draft.kind, draft.lacking) == (kind, ())


def test_amounts_with_a_comma_before_the_decimals():
    body = [(n, "2026-05-04 10:00", "1.234,50 €") for n in NUMBERS]
    assert proposed(top(["Order No", "Order Date", "Grand Total"], *body), Settings()).notation.decimal == ","


@pytest.mark.parametrize("words", synonyms.read().kinds, ids=lambda words: words.kind)
def test_a_synonym_means_one_thing(words):
    stated = [bare(header) for column in words.fields for header in column.headers]
    assert not {name for name in stated if stated.count(name) > 1} - {"订单号", "sku"}
    assert {column.field for column in words.fields} <= set(TABLES[words.kind].fields)


def test_texts_mean_what_the_formats_of_the_kit_know():
    for group in synonyms.read().texts:
        known = {m for kind in KINDS if group.field in TABLES[kind].fields for m in mapping.meanings(kind, group.field)}
        assert {means for _, means in group.means} <= known


# --- saving ---------------------------------------------------------------------------------------


def saved(tmp_path, *options, **file):
    path = export(tmp_path / "erp.csv", **file)
    assert poa("map", path, "--out", tmp_path / "formats", "--zone", "Asia/Shanghai", "--yes", *options) == 0
    return read_format(tmp_path / "formats" / "erp.yaml")


def test_it_is_saved_as_a_format_of_the_client(tmp_path, capsys):
    found = saved(tmp_path, "--value", "status:已归档=completed")
    told = capsys.readouterr().out
    assert "saved" in told
    assert no_buyer_in(told)
    assert (found.kind, found.market, found.zone, found.grade, found.seen) == (
        "orders",
        None,
        "Asia/Shanghai",
        "derived",
        date.today(),
    )
    assert "erp.csv" in found.source[0]
    assert set(found.buyer) == {"收件人", "手机号", "收货地址", "买家留言"}
    assert found.meanings("status")["已归档"] == "completed"
    assert found.meanings("status")["completed"] == "completed"  # what this file does not hold is known too
    assert no_buyer_in((tmp_path / "formats" / "erp.yaml").read_text(encoding="utf-8"))
    assert [p.name for p in (tmp_path / "formats").iterdir()] == ["erp.yaml"]


def test_what_a_person_states_wins(tmp_path):
    found = saved(
        tmp_path, "--set", "paid_at=", "--set", "rts_at=付款时间", "--name", "erp", "--date-format", "YYYY-MM-DD HH:MM:SS"
    )
    columns = {c.field: c.headers[0] for c in found.columns}
    assert "paid_at" not in columns
    assert columns["rts_at"] == "付款时间"


def test_a_format_is_replaced_only_by_force(tmp_path, capsys):
    saved(tmp_path)
    before = (tmp_path / "formats" / "erp.yaml").read_bytes()
    again = ("map", tmp_path / "erp.csv", "--out", tmp_path / "formats", "--zone", "Europe/London", "--yes")
    assert poa(*again) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "formats" / "erp.yaml").read_bytes() == before
    assert poa(*again, "--force") == 0
    assert (tmp_path / "formats" / "erp.yaml").read_bytes() != before


def test_nobody_to_ask_and_no_yes_saves_nothing(tmp_path, capsys):
    assert poa("map", export(tmp_path / "erp.csv"), "--out", tmp_path / "f", "--zone", "Asia/Shanghai") == 2
    assert "--yes" in capsys.readouterr().out
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--zone"),
        (["--zone", "Mars"], "zone 'Mars' is not known"),
        (["--zone", "Asia/Shanghai", "--set", "order_id="], "no column is order_id; say which: --set order_id=HEADER"),
        (["--zone", "Asia/Shanghai", "--set", "order_id=Nope"], "there is no such header"),
        (["--set", "nope=店铺"], "write field=header"),
        (["--zone", "Asia/Shanghai", "--value", "status:已归档=gone"], "meanings are"),
        (["--date-format", "soon"], "date format 'soon' is not known"),
        (["--kind", "sales"], "known: orders"),
        (["--name", "Über"], "small letters"),
        (["--name", "uk_orders"], "the kit has a format of that name"),
    ],
)
def test_what_is_not_decided_or_does_not_fit_is_said(options, said, tmp_path, capsys):
    assert poa("map", export(tmp_path / "erp.csv"), "--out", tmp_path / "f", "--yes", *options) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "f").exists()


def test_ambiguous_dates_are_not_guessed(tmp_path, capsys):
    path = export(tmp_path / "erp.csv", stamp="%m/%d/%Y", count=5)
    arguments = ("map", path, "--out", tmp_path / "f", "--zone", "Asia/Shanghai", "--yes")
    assert poa(*arguments) == 2
    assert "ambiguous date" in capsys.readouterr().err
    assert poa(*arguments, "--date-format", "MM/DD/YYYY HH:MM:SS") == 0
    assert read_format(tmp_path / "f" / "erp.yaml").date_format == "MM/DD/YYYY HH:MM:SS"


def test_the_zone_of_an_erp_is_never_the_sites_in_silence(example, capsys):
    path = export(example / "orders" / "erp.csv", count=60)
    assert poa("map", path, "--value", "status:已归档=completed", "--yes") == 2
    told = capsys.readouterr().err
    assert "--zone Europe/London (the case's site) or --zone Asia/Shanghai" in told
    assert not (example / "formats").exists()


def test_one_header_for_two_fields_is_a_clear_refusal(tmp_path, capsys):
    arguments = ("--kind", "chats", "--set", "chat_id=业务员", "--set", "asked_at=业务员")
    assert poa("map", export(tmp_path / "erp.csv"), "--out", tmp_path / "f", "--yes", *arguments) == 2
    assert "'业务员' for chat_id and for asked_at" in capsys.readouterr().err


def test_an_encoding_that_was_declared_is_kept_in_the_format(tmp_path, capsys):
    path = export(tmp_path / "erp.csv", encoding="gb18030")
    arguments = ("--out", tmp_path / "f", "--zone", "Asia/Shanghai", "--yes", "--encoding", "gb18030")
    assert poa("map", path, *arguments) == 0
    saved = tmp_path / "f" / "erp.yaml"
    assert read_format(saved).encoding == "gb18030"
    (found,) = parse(Request(path=path, file="orders/erp.csv", site="UK", client_formats=(saved,)))
    assert (found.encoding, found.table.num_rows) == ("gb18030", 40)


def test_a_workbook_and_a_legacy_encoding(tmp_path, capsys):
    body = [["note"], CHINESE.split(","), *lines(9)]
    xlsx([["nothing"]], tmp_path / "订单导出.xlsx", extra={"明细": body})
    assert poa("map", tmp_path / "订单导出.xlsx", "--out", tmp_path / "a", "--zone", "Asia/Shanghai", "--yes") == 0
    found = read_format(tmp_path / "a" / "mapped_export.yaml")
    assert found.layout.sheets == ("明细",)
    path = export(tmp_path / "erp.csv", encoding="gb18030")
    assert poa("map", path, "--out", tmp_path / "b", "--zone", "Asia/Shanghai", "--yes") == 3
    assert "gb18030" in capsys.readouterr().err
    assert poa("map", path, "--out", tmp_path / "b", "--zone", "Asia/Shanghai", "--yes", "--encoding", "gb18030") == 0


def test_a_file_that_cannot_be_used_is_refused(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(b"")
    assert poa("map", tmp_path / "a.csv", "--out", tmp_path / "f", "--yes") == 3
    assert poa("map", tmp_path / "none.csv", "--out", tmp_path / "f", "--yes") == 3
    (tmp_path / "b.csv").write_text("<html><table>")
    assert poa("map", tmp_path / "b.csv", "--out", tmp_path / "f", "--yes") == 3
    assert "Traceback" not in capsys.readouterr().err
    assert poa("map", export(tmp_path / "erp.csv"), "--yes") == 2
    assert "--case" in capsys.readouterr().err


# --- with a person --------------------------------------------------------------------------------


def test_a_person_corrects_decides_and_confirms(tmp_path, monkeypatch, capsys):
    answers = iter(
        ["nonsense", "seller_sku=", "", "soon", "DD/MM/YYYY", "Nowhere/Land", "Asia/Shanghai", "gone", "completed", "y"]
    )
    asked = []

    def prompt(text, **_):
        asked.append(text)
        return next(answers)

    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    path = export(tmp_path / "erp.csv", stamp="%d/%m/%Y", count=6)
    assert poa("map", path, "--out", tmp_path / "f", "--lang", "zh") == 0
    told = capsys.readouterr().out
    found = read_format(tmp_path / "f" / "erp.yaml")
    assert (found.date_format, found.zone) == ("DD/MM/YYYY HH:MM:SS", "Asia/Shanghai")
    assert found.meanings("status")["已归档"] == "completed"
    assert "seller_sku" not in {c.field for c in found.columns}
    assert next(answers, None) is None
    assert "已保存" in told
    assert no_buyer_in(told + "".join(asked))


def test_a_person_may_decline(tmp_path, monkeypatch, capsys):
    answers = iter(["", "", "n"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert poa("map", export(tmp_path / "erp.csv"), "--out", tmp_path / "f", "--zone", "Asia/Shanghai") == 0
    assert "nothing was saved" in capsys.readouterr().out
    assert not (tmp_path / "f").exists()


# --- end to end -----------------------------------------------------------------------------------


def test_afterwards_the_case_reads_the_file(example, capsys):
    path = export(example / "orders" / "erp.csv", count=60)
    assert poa("orders", example) == 3
    assert "poa map" in capsys.readouterr().err
    assert poa("map", path, "--zone", "Asia/Shanghai", "--value", "status:已归档=completed", "--yes") == 0
    assert (example / "formats" / "erp.yaml").is_file()
    capsys.readouterr()
    assert poa("orders", example, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    reading = next(r for r in told["readings"] if r["file"] == "orders/erp.csv")
    assert (reading["format"], reading["rows_in"], reading["used"], reading["zone"]) == ("erp", 60, 60, "Asia/Shanghai")
    assert no_buyer_in(json.dumps(told, ensure_ascii=False))


def test_an_export_that_the_kit_knows_is_proposed_as_it_is_known(tmp_path, capsys):
    (tmp_path / "known.csv").write_text(csv_text(rows(800)), encoding="utf-8")
    assert poa("map", tmp_path / "known.csv", "--out", tmp_path, "--zone", "Europe/London", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    found = {c["field"] for c in told["columns"]}
    assert {
        "order_id",
        "sku_id",
        "created_at",
        "rts_at",
        "shipped_at",
        "tracking_id",
        "package_id",
        "status",
        "substatus",
    } <= found
    assert told["unknown"] == []


# --- what stood in a person's way -----------------------------------------------------------------

TIMES = ("下单时间", "付款时间", "打单时间", "发货时间")


def rewritten(path, change, count=20):
    """An export whose times are written otherwise."""
    body = [[change(cell) if CHINESE.split(",")[n] in TIMES else cell for n, cell in enumerate(line)] for line in lines(count)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([CHINESE.split(","), *body])
    return path


def test_a_file_of_another_encoding_is_asked_for_with_its_headers_as_they_would_be(tmp_path, capsys):
    assert poa("map", export(tmp_path / "erp.csv", encoding="gb18030"), "--out", tmp_path, "--yes") == 3
    told = capsys.readouterr().err
    assert "--encoding gb18030 (an office in China)" in told
    assert "as gb18030 its headers are 平台订单号, 店铺, 下单时间" in told
    assert "case.yaml" not in told
    (tmp_path / "b.csv").write_bytes(b"\xff" + "\n".join(",".join(line) for line in lines(5)).encode("gb18030"))
    assert poa("map", tmp_path / "b.csv", "--out", tmp_path, "--yes") == 3
    assert no_buyer_in("".join(capsys.readouterr()))


def test_unknown_headers_are_told_with_what_their_cells_could_be(tmp_path, capsys):
    unknown = "Ref,Shop,Placed,Settled,Packed,Out,Way,No2,Depot,Item,Pcs,Stage,Cust,Consignee,Tel,Addr,Amt,Memo,Who"
    assert poa("map", export(tmp_path / "erp.csv", unknown), "--out", tmp_path, "--yes", "--zone", "Asia/Shanghai") == 2
    told = capsys.readouterr().err
    assert "no column is order_id; say which: --set order_id=HEADER (by their cells it could be Ref)" in told
    assert "--set created_at=HEADER (by their cells it could be Placed or Settled or Packed or Out)" in told


def test_times_that_say_their_offset_need_no_zone(tmp_path):
    path = rewritten(tmp_path / "erp.csv", lambda text: text.replace(" ", "T") + "+08:00")
    assert poa("map", path, "--out", tmp_path / "f", "--yes") == 0
    saved = tmp_path / "f" / "erp.yaml"
    assert (read_format(saved).date_format, read_format(saved).zone) == ("YYYY-MM-DDTHH:MM:SSZ", "UTC")
    (found,) = parse(Request(path=path, file="orders/erp.csv", site="UK", client_formats=(saved,)))
    assert f"{found.table['created_at'].to_pylist()[0]:%Y-%m-%d %H:%M}" == "2026-05-04 02:00"


def test_chinese_dates_are_proposed_as_such(tmp_path):
    path = rewritten(tmp_path / "erp.csv", lambda text: f"{text[:4]}年{int(text[5:7])}月{int(text[8:10])}日 {text[11:16]}")
    assert poa("map", path, "--out", tmp_path / "f", "--yes", "--zone", "Asia/Shanghai") == 0
    assert read_format(tmp_path / "f" / "erp.yaml").date_format == "YYYY年MM月DD日 HH:MM"


def test_days_as_excel_counts_them_are_asked_and_saved(tmp_path, capsys):
    path = rewritten(tmp_path / "erp.csv", lambda text: f"{46146 + int(text[11:13]) / 24:.6f}")
    arguments = ("map", path, "--out", tmp_path / "f", "--yes", "--zone", "Asia/Shanghai")
    assert poa(*arguments) == 2
    told = capsys.readouterr().err
    assert "holds bare numbers" in told
    assert "EXCEL SERIAL" in told
    assert poa(*arguments, "--date-format", "EXCEL SERIAL") == 0
    saved = tmp_path / "f" / "erp.yaml"
    assert read_format(saved).date_format == "EXCEL SERIAL"
    (found,) = parse(Request(path=path, file="orders/erp.csv", site="UK", client_formats=(saved,)))
    assert f"{found.table['created_at'].to_pylist()[0]:%Y-%m-%d %H:%M:%S}" == "2026-05-04 02:00:00"
