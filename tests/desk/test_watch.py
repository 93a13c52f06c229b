"""`poa watch`: rates against letter, promise and limit; records of measures; papers that end; the page for the client."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.appeal import Appeal
from kit.cli import main
from kit.commands import watch_said
from kit.desk import watch as desk
from kit.desk.watch import Warned, exports, rates, routine
from kit.errors import BadFile, Usage
from kit.ledger import Event, opened
from kit.model import Analysis, Calendar, Case, Metric, Preventive, Rate, Window
from kit.policy import resolve
from kit.tools import yaml_text

VIOLATION = "7529184460371124"
EXPORT = Path(__file__).parents[2] / "cases" / "uk-late-dispatch" / "orders" / "orders_2026-06-01_to_2026-07-05.csv"
ENGLAND = Calendar(zone="Europe/London", zone_status="assumed", holidays="GB", subdivision="ENG")


def measure(trigger, **more):
    return Preventive(id="check", what={"en": "It is checked."}, trigger=trigger, **more)


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("Every working day at 16:00", ("working_day", ())),
        ("每个工作日 16:00", ("working_day", ())),
        ("Every day at 08:30", ("day", ())),
        ("Daily", ("day", ())),
        ("Every Monday, from the order export", ("week", (0,))),
        ("Each Monday and Thursday, the returns of the last seven days", ("week", (0, 3))),
        ("Weekly", ("week", ())),
        ("每周一", ("week", ())),
        ("The third Monday of each month", ("month", ())),
        ("First working day of each month", ("month", ())),
        ("Each upload of a paper, and the first Monday of January, April, July and October", ("event", ())),
        ("Every cancellation for want of stock", ("event", ())),
        ("A carrier's notice of change", ("event", ())),
        (None, ("event", ())),
    ],
)
def test_a_measures_rhythm_is_what_its_trigger_says(trigger, expected):
    assert routine.rhythm(measure(trigger)) == expected


@pytest.mark.parametrize(
    ("trigger", "start", "today", "due"),
    [
        (
            "Every working day",
            date(2026, 8, 27),
            date(2026, 9, 2),
            [date(2026, 8, 27), date(2026, 8, 28), date(2026, 9, 1)],
        ),  # a holiday
        ("Every day", date(2026, 7, 1), date(2026, 7, 3), [date(2026, 7, 1), date(2026, 7, 2)]),
        ("Every Monday", date(2026, 7, 1), date(2026, 7, 14), [date(2026, 7, 6)]),  # that of the 13th may come today
        ("Weekly", date(2026, 7, 1), date(2026, 7, 14), [date(2026, 7, 6)]),
        ("Every month", date(2026, 7, 1), date(2026, 8, 1), [date(2026, 7, 1)]),
        ("Every delivery", date(2026, 7, 1), date(2026, 8, 1), []),
    ],
)
def test_what_was_due_is_over_and_no_holiday(trigger, start, today, due):
    how, weekdays = routine.rhythm(measure(trigger))
    assert [first for first, _ in routine._due(how, weekdays, ENGLAND, start, today)] == due


# --- rates ------------------------------------------------------------------------------------------


def analysed(counts, start=date(2026, 7, 13)):
    """An analysis of days with so many late of so many orders."""
    days = [(start + timedelta(n), k < late) for n, (late, of) in enumerate(counts) for k in range(of)]
    judged = pd.DataFrame(
        {
            "order_id": [str(n) for n in range(len(days))],
            "day": pd.Series([d for d, _ in days], dtype="datetime64[us]"),
            "due_at": pd.Series(pd.NaT, index=range(len(days)), dtype="datetime64[us, UTC]"),
            "late_dispatch": pd.array([late for _, late in days], dtype="boolean"),
        }
    )
    window = Window(start=start, end=start + timedelta(len(counts) - 1))
    week = Rate(numerator=0, denominator=1, window=window)
    metric = Metric(
        id="late_dispatch", title="Late dispatch", definition="", clock="handover", unit="%", noun="orders", periods=(), sentence="",
        weekly=(week,),
    )  # fmt: skip
    return Analysis(periods=(), metrics=(metric,), drivers=(), judged=judged, main="late_dispatch")


def case_of(small, **changes):
    path = small / "case.yaml"
    document = yaml_text.load(path)
    document["violation"]["figures"] = [{"metric": "late_dispatch", "value": "10.6%"}]
    document["evidence"][0]["facts"] = {"limit": "4.0%"}
    document["evidence"][0]["kind"] = "notice"
    document["preventive"][0]["limit"] = "Late share of 2.5% in a week"
    for key, value in changes.items():
        document["preventive"][0][key] = value
    yaml_text.write(path, document)
    return yaml_text.read(Case, path)


def seen(small, counts, sent=None):
    policy = resolve("UK", "seed", seller_type="local", fulfilment="seller", day=date(2026, 7, 20))
    found = analysed(counts)
    told = (
        {"late_dispatch": {"after": {"numerator": sent[0], "denominator": sent[1], "window": ("2026-06-16", "2026-07-01")}}}
        if sent
        else {}
    )
    start = date(2026, 7, 13)
    until = start + timedelta(len(counts) - 1)
    return next(rates.watched(case_of(small), found, policy, ("late_dispatch",), since=start, until=until, sent=told))


def test_a_week_is_held_against_letter_promise_and_limit(small):
    one = seen(small, [(0, 50)] * 7 + [(2, 50)] * 7, sent=(9, 845))
    assert (one.limit.by, one.limit.share) == ("notice", 0.04)
    assert (one.promise.measure, one.promise.share) == ("weekly", 0.025)
    assert [(w.wrong, w.rate.denominator) for w in one.weeks] == [(0, 350), (14, 350)]
    assert [w.is_beyond_chance for w in one.weeks] == [False, True]
    assert [one.is_above(w.rate, one.promise) for w in one.weeks] == [False, True]
    assert (one.since.numerator, one.since.denominator, one.room) == (14, 700, 14)


def test_a_letter_without_a_late_order_leaves_room_for_chance(small):
    one = seen(small, [(1, 60)] + [(0, 60)] * 6, sent=(0, 845))
    assert not one.weeks[0].is_beyond_chance
    assert seen(small, [(0, 60)]).weeks[0].most is None


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 60), st.integers(1, 3_000), st.sampled_from([0.02, 0.04, 0.1, 0.95]))
def test_the_next_wrong_order_after_the_room_passes_the_limit(wrong, of, share):
    of = max(of, wrong)
    metric = analysed([(0, 1)]).metrics[0]
    rate = Rate(numerator=wrong, denominator=of, window=Window(start=date(2026, 7, 1), end=date(2026, 7, 2)))
    room = rates._room(rate, rates.Limit(by="site", share=share, said=""), metric)
    if room >= 0:
        assert (wrong + room) / (of + room) <= share + 1e-9
    if room >= -1:
        assert (wrong + room + 1) / (of + room + 1) > share - 1e-9


def test_a_limit_of_something_else_is_no_promise(small):
    case = case_of(small, limit="Not below 95% of the sheets signed")
    policy = resolve("UK", "seed", seller_type="local", fulfilment="seller", day=date(2026, 7, 20))
    found = next(
        rates.watched(
            case, analysed([(0, 5)]), policy, ("late_dispatch",), since=date(2026, 7, 13), until=date(2026, 7, 13), sent={}
        )
    )
    assert found.promise is None


def test_beside_a_share_stands_the_count_that_it_is_of():
    rate = Rate(numerator=737, denominator=744, window=Window(start=date(2026, 7, 13), end=date(2026, 7, 19)))
    assert watch_said._rate(rate, "en") == "99.1% (737/744)"


@pytest.mark.parametrize(("count", "said"), [(1, "1 order will be late"), (2, "2 orders will be late")])
def test_one_order_is_told_as_one(count, said):
    found = Warned(severity="warning", what="due_soon", values={"count": count, "first": "9:00", "orders": ["1", "2"][:count]})
    assert watch_said.warning(found, None, "en", watch_said.by_id).startswith(said)


# --- the command ------------------------------------------------------------------------------------


def export(path, days, late=0):
    """A small later export: the rows of one day of the example, its times moved, the first ones handed over six days later."""
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    place = {name: n for n, name in enumerate(header)}
    rows = [row for row in rows if "15/06/2026" in row[place["Created Time"]]][:40]

    def moved(text, days=days):
        def later(found):
            day, month, year = (int(n) for n in found.groups())
            return f"{date(year, month, day) + timedelta(days):%d/%m/%Y}"

        return re.sub(r"(\d\d)/(\d\d)/(\d{4})", later, text)

    for n, row in enumerate(rows):
        row[:] = [moved(cell) for cell in row]
        for name in ("RTH Time", "Shipped Time", "Delivered Time") if n < late else ():
            row[place[name]] = moved(row[place[name]], 6)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def case(small, tmp_path, monkeypatch):
    """A case that was approved on 13 July."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    case_of(small)
    sent = {"state": "submitted", "sent": "2026-07-06T10:41:00+01:00", "pdf": {"name": "x.pdf", "sha256": "0"}}
    approved = {"state": "approved", "on": "2026-07-13T09:00:00+01:00", "says": ""}
    with opened() as ledger:
        key = f"{VIOLATION}/1"
        ledger.append(Event(kind="submission", key=key, body=sent), Event(kind="outcome", key=key, body=approved), actor="li")
    return small


def looked(case, capsys, *more, code=0):
    assert main(["watch", str(case), "--as-of", "2026-07-28T09:00+01:00", "--json", *map(str, more)]) == code
    return json.loads(capsys.readouterr().out)


def test_records_and_papers_are_held_against_the_calendar(case, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(routine, "text_of", lambda path: (path.read_text(),))  # else read in a worker
    log = tmp_path / "sheet.csv"
    log.write_text("day,signed\n2026-07-13,li\n2026-06-29,li\n")
    document = yaml_text.load(case / "case.yaml")
    document["evidence"][1]["facts"] = {"valid_to": "1 July 2026"}
    document["evidence"][1]["kind"] = "certificate"
    yaml_text.write(case / "case.yaml", document)
    told = looked(case, capsys, "--trace", f"weekly={log}", code=1)
    assert (told["approved"], told["until"], told["upto"]) == ("2026-07-13", "2026-08-12", None)
    assert told["kept"] == ["watch/traces/weekly/20260728-sheet.csv"]
    weekly = told["measures"][0]
    assert (weekly["rhythm"], weekly["due"], weekly["missing"]) == ("week", ["2026-07-13", "2026-07-20"], ["2026-07-20"])
    assert told["papers"] == [{"id": "screen", "end": "2026-07-01", "said": ""}]
    assert [(w["severity"], w["id"]) for w in told["warnings"]] == [
        ("error", "ended"),
        ("warning", "no_export"),
        ("warning", "trace_missing"),
    ]
    again = looked(case, capsys, "--trace", f"weekly={log}", code=1)
    assert again["kept"] == told["kept"]
    with opened() as ledger:
        assert [e.body["missing"] for e in ledger.entries(kind="watch")] == [{"weekly": ["2026-07-20"]}]  # the same is noted once


@pytest.mark.slow
def test_an_export_is_kept_read_warned_of_and_set_on_one_page(case, tmp_path, capsys):
    import pypdf

    page = tmp_path / "week.pdf"
    told = looked(case, capsys, export(tmp_path / "orders.csv", 30, late=6), "--pdf", page, code=1)
    assert told["kept"] == ["watch/orders/20260728-orders.csv"]
    late = told["metrics"][0]
    assert (late["id"], late["since"]["numerator"], late["since"]["denominator"], late["room"] < 0) == (
        "late_dispatch",
        6,
        36,
        True,
    )
    found = {w["id"]: w["message"] for w in told["warnings"]}
    assert "is past the limit of 4.0%" in found["limit_passed"]
    assert "has no appeal" in found["limit_passed"]
    assert "the letter promised “Late share of 2.5% in a week” (weekly)" in found["promise_broken"]
    assert "old_export" in found
    set_ = pypdf.PdfReader(io.BytesIO(page.read_bytes()))
    text = " ".join(set_.pages[0].extract_text().split())
    assert len(set_.pages) == 1
    for words in (
        "Weekly watch",
        "每周观察",
        "延迟发货率",
        "is past the limit of 4.0%",
        "已超过限值 4.0%",
        "The cut-off is held against",
    ):
        assert words in text
    assert "poa watch" not in text
    urgent = [w for w in told["warnings"] if w["severity"] != "info"]
    below = [w for w in urgent if w["id"] == "trace_missing"]
    assert below
    assert f"{len(urgent)} to act on, {len(below)} of them with the measures that lack a record" in text


def test_the_columns_have_heads_in_a_pipe_too(case, tmp_path, capsys):
    looked(case, capsys, export(tmp_path / "orders.csv", 30))
    main(["watch", str(case), "--as-of", "2026-07-28T09:00+01:00", "--lang", "en"])
    told = capsys.readouterr().out.splitlines()
    for heads in ("Metric\tSince the approval\t", "Week: Late dispatch\tShare", "Measure\tHow often\tShown\tLast record"):
        assert any(line.startswith(heads) for line in told), heads


@pytest.mark.slow
def test_a_week_of_many_warnings_tells_the_most_urgent_on_its_page_and_all_beside_it(case, tmp_path, capsys):
    import pypdf

    document = yaml_text.load(case / "case.yaml")
    for n in range(70):
        paper = {"id": f"paper{n}", "file": "evidence/contract.pdf", "kind": "certificate", "caption": "C"}
        document["evidence"].append({**paper, "facts": {"valid_to": "1 July 2026" if n == 40 else "1 August 2026"}})
    yaml_text.write(case / "case.yaml", document)
    page = tmp_path / "week.pdf"
    looked(case, capsys, "--pdf", page, code=1)
    (only,) = pypdf.PdfReader(page).pages
    text = " ".join(only.extract_text().split())
    assert "paper40 ended on" in text
    assert re.search(r"\d\d more to act on, and 0 more measures: all stand in week\.all\.txt", text)
    everything = (tmp_path / "week.all.txt").read_text(encoding="utf-8")
    assert everything.count(" ends on ") == 69
    assert everything.count("到期：请立即申请续期") == 69


def test_what_was_given_wrongly_is_named_and_nothing_kept(case, tmp_path):
    appeal = Appeal.open(case)
    with pytest.raises(Usage, match="measures") as told:
        desk.keep_traces(appeal.opened, [("none", tmp_path / "a"), ("other", tmp_path / "b")], date(2026, 7, 28))
    assert len(told.value.problems) == 2
    with pytest.raises(BadFile, match="2 problems"):
        desk.keep(appeal.opened, [tmp_path / "a.csv", tmp_path / "b.csv"], date(2026, 7, 28))
    assert main(["watch", str(case), "--trace", "weekly"]) == 2
    assert not list((case / "watch").rglob("*.csv"))


def test_a_file_that_cannot_be_read_spoils_no_later_look(case, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(exports.worker, "run", lambda *_: None)  # of no known format

    def broken(*_):
        raise BadFile("orders.csv", ["holds no header"])

    with monkeypatch.context() as unread:
        unread.setattr(exports, "read", broken)
        (tmp_path / "orders.csv").write_text("a,b")
        assert main(["watch", str(case), str(tmp_path / "orders.csv")]) == 3
    assert not list((case / "watch").rglob("*.csv"))
    capsys.readouterr()
    assert looked(case, capsys)["kept"] == []


def test_a_family_without_rates_asks_for_no_orders(case, capsys):
    change = yaml_text.load(case / "case.yaml")
    change["violation"]["family"] = "certification"
    yaml_text.write(case / "case.yaml", change)
    assert "no_export" not in {w["id"] for w in looked(case, capsys)["warnings"]}


def test_two_weeks_of_the_same_name_are_both_kept(case, tmp_path, monkeypatch):
    monkeypatch.setattr(exports.worker, "run", lambda *_: ("orders", "an export"))
    opened_case = Appeal.open(case).opened
    first = desk.keep(opened_case, [export(tmp_path / "orders.csv", 30)], date(2026, 7, 28))
    second = desk.keep(opened_case, [export(tmp_path / "orders.csv", 37)], date(2026, 7, 28))
    assert first != second
    assert desk.keep(opened_case, [tmp_path / "orders.csv"], date(2026, 8, 4)) == second


def test_without_a_noted_approval_the_days_are_counted_from_the_letter(small, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    told = looked(small, capsys)
    assert (told["approved"], told["from"], told["warnings"][-1]["id"]) == (None, "2026-07-06", "not_noted")
    assert not (tmp_path / "ledger.sqlite").exists()


def test_what_is_watched_is_no_input_of_the_next_build(case):
    from kit.batch.inputs import inputs
    from kit.batch.jobs import find

    (case / "watch" / "orders").mkdir(parents=True)
    (case / "watch" / "orders" / "x.csv").write_text("a")
    (case / "messages").mkdir()
    (case / "messages" / "x.eml").write_text("a")
    assert not [p for p in inputs(find(case)[0]) if p.name in {"x.csv", "x.eml"}]


def test_the_moment_of_a_look_is_the_sites_day(case):
    found = desk.watch(Appeal.open(case), None, now=datetime(2026, 7, 27, 23, 30, tzinfo=UTC))
    assert (found.today, found.day) == (date(2026, 7, 28), 22)


@pytest.mark.parametrize("moment", ["2026-07-28T09:00+01:00", "2031-01-06T09:00+08:00"])
def test_a_look_as_of_another_moment_is_a_row_of_now(case, capsys, moment):
    before = datetime.now(UTC) - timedelta(seconds=1)
    main(["watch", str(case), "--as-of", moment, "--json"])
    with opened() as ledger:
        ledger.append(Event(kind="message", key=VIOLATION), actor="li")
        look, after = ledger.entries()[-2:]
    assert before <= look.at <= after.at
    assert not look.is_behind
    assert not after.is_behind
    assert datetime.fromisoformat(look.body["as_of"]) == datetime.fromisoformat(moment)
    assert main(["ledger", "check"]) == 0
    assert "clock" not in capsys.readouterr().out.split("}")[-1]
