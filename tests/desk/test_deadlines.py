"""What is due when: hours in UTC, days on the site's clock, business days by its holidays."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import small_case

from kit.desk.deadlines import burning, clocks, dues
from kit.desk.steps import Standing
from kit.ledger import Entry
from kit.model import Case
from kit.policy import resolve
from kit.tools import ics, yaml_text


@pytest.fixture
def case(tmp_path):
    def made(**changes):
        text = small_case.CASE
        for old, new in changes.pop("words", {}).items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "case.yaml").write_text(text)
        return yaml_text.read(Case, tmp_path / "case.yaml")

    return made


def policy(site="UK", profile="seed"):
    return resolve(site, profile, seller_type="cross_border", fulfilment="seller", day=datetime(2026, 7, 6).date())


def step(state, **body):
    def entry(**noted):
        return Entry(id=1, at=datetime(2026, 7, 6, tzinfo=UTC), actor="an", kind="submission", key="x/1", body=noted, hash="h")

    return Standing(state=state, entry=entry(state=state, **body), sent=entry(sent="2026-07-03T16:00:00+01:00"))


def shown(found):
    return {d.what: d.at.isoformat(timespec="minutes") for d in found}


NO_DEADLINE = {"  deadline: 2026-07-09T23:59+01:00\n": ""}


def test_the_notices_own_deadline_goes_before_the_window(case):
    assert shown(dues(case(), policy(), None)) == {"answer": "2026-07-09T22:59+00:00"}
    assert shown(dues(case(), None, None)) == {"answer": "2026-07-09T22:59+00:00"}


def test_without_one_the_profiles_hours_count_from_the_notice(case):
    found = dues(case(words=NO_DEADLINE), policy(), None)
    assert shown(found) == {"answer": "2026-06-12T09:12+00:00"}
    assert (found[0].fact.id, found[0].fact.grade) == ("appeal.window_hours", "seed")
    assert dues(case(words=NO_DEADLINE), None, None) == ()


def test_hours_pass_over_a_change_of_clocks(case):
    words = NO_DEADLINE | {"2026-06-09T10:12+01:00": "2026-10-24T10:12+01:00"}  # the UK goes back on 25 October
    assert shown(dues(case(words=words), policy(), None)) == {"answer": "2026-10-27T09:12+00:00"}


def test_days_keep_the_sites_clock_over_a_change(case):
    site = policy("US", "official")
    words = NO_DEADLINE | {"2026-06-09T10:12+01:00": "2026-10-20T10:12-07:00", "site: UK": "site: US"}
    days = next((f for f in site.facts if f.id == "appeal.window_days"), None)
    if days is None or days.value is None:
        pytest.fail("the pack of the US names no window any more; take another site")
    at = dues(case(words=words), site, None)[0].at.astimezone(site.zone)
    start = datetime.fromisoformat("2026-10-20T10:12-07:00").astimezone(site.zone)
    assert (at.hour, at.minute) == (start.hour, start.minute)
    assert at.utcoffset() != start.utcoffset()
    assert (at.date() - start.date()).days == days.value


def test_a_pending_measure_has_its_clock(case):
    found = shown(dues(case(words={"ticket: enforced": "ticket: pending"}), policy(), None))
    assert found["pending_review"] == "2026-06-12T09:12+00:00"


def test_after_the_upload_a_ticket_then_the_review_by_working_days(case):
    found = dues(case(), policy(), step("submitted"))  # Friday 16:00 in London
    assert shown(found) == {
        "support_ticket": "2026-07-05T15:00+00:00",
        "review_from": "2026-07-08T22:59+00:00",
        "review_by": "2026-07-14T22:59+00:00",
    }
    assert burning(found).what == "support_ticket"
    waiting = dues(case(), policy(), step("in_review"))
    assert shown(waiting)["support_ticket"] == shown(waiting)["review_by"]  # until then it is waited for
    assert burning(waiting).what == "support_ticket"
    answered = dues(case(), policy(), replace(step("in_review"), is_answered=True))
    assert "support_ticket" not in shown(answered)
    assert burning(answered).what == "review_from"


def test_after_a_rejection_the_second_window_and_after_the_last_attempt_none(case):
    words = {"site: UK": "site: TH"}
    rejected = step("rejected", on="2026-07-10T09:00:00+07:00")
    assert shown(dues(case(words=words), policy("TH"), rejected)) == {"second_appeal": "2026-07-25T02:00+00:00"}
    assert dues(case(words=words | {"attempt: 1": "attempt: 2"}), policy("TH"), rejected) == ()
    assert shown(dues(case(), policy(), step("approved", on="2026-07-10T09:00:00+01:00"))) == {
        "watch_until": "2026-08-09T08:00+00:00"
    }


def test_a_second_attempt_is_due_by_its_own_window(case):
    earlier = "history: [{file: first.pdf, outcome: rejected, date: 2026-07-10}]\nevidence:\n"
    words = {"attempt: 1": "attempt: 2", "evidence:\n": earlier}
    assert shown(dues(case(words=words | {"site: UK": "site: TH"}), policy("TH"), None)) == {
        "second_appeal": "2026-07-24T17:00+00:00"
    }
    assert dues(case(words=words), policy("UK"), None) == ()  # the UK's is not known, and the notice's was the first appeal's
    anew = {"deadline: 2026-07-09T23:59+01:00": "deadline: 2026-07-20T23:59+01:00"}
    assert shown(dues(case(words=words | anew), policy("UK"), None)) == {"answer": "2026-07-20T22:59+00:00"}


def test_one_moment_on_three_clocks(case):
    at = datetime(2026, 7, 9, 22, 59, tzinfo=UTC)
    found = clocks(at, policy(), case().seller, ZoneInfo("America/New_York"))
    assert [f"{c:%d %H:%M}" for c in (found.site, found.client, found.own)] == ["09 23:59", "10 06:59", "09 18:59"]
    with pytest.raises(Exception, match="no zone 'Mars'"):
        case(words={"  legal_name: Made Trading": "  legal_name: Made Trading\n  zone: Mars"})


def test_a_moment_in_the_calendar_is_utc():
    at = datetime.fromisoformat("2026-07-09T23:59:00+01:00")
    made = ics.calendar("Appeals", [ics.Entry(day=at.date(), at=at, summary="answer")], made_on=at.date())
    assert b"DTSTART:20260709T225900Z\r\n" in made
    assert b"DTEND" not in made
