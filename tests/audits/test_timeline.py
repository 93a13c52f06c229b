"""The seller's log is held against the moments of the letter, drawn as an exhibit, and named where it lacks one."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from made_records import case

from kit.audits import timeline

LOG = """Time,Role,What,Evidence
2026-05-11 15:30,Carrier,First day on which the van left at 15:30,contract
2026-06-12 09:44,Operations Manager,Cut-off moved to 14:30,screen
2026-06-15 16:00,Warehouse coordinator,First daily check,
"""
MADE = {
    "evidence:\n": "evidence:\n  - {id: log, made: timeline, kind: action_log, caption: Log of the incident}\n",
    "({{ exhibit.screen }}).\n    answers": "({{ exhibit.screen }}, {{ exhibit.log }}). The log has {{ audit.timeline.entries }} entries.\n    answers",
}


def test_every_stated_moment_stands_in_the_log(tmp_path):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG})
    audit = next(a for a in appeal.audits if a.id == "timeline")
    assert (audit.id, audit.unavailable, audit.gaps) == ("timeline", None, ())
    assert audit.sentence == "The log has 3 entries; 3 of 3 moments stated in the letter stand in it."
    assert [row.exhibits for row in audit.rows] == [("contract",), ("screen",), ()]


def entry(what):
    return SimpleNamespace(what=what, shown_by=None)


def found(appeal):
    return [(f.severity, f.where) for f in appeal.findings if f.rule.startswith("E830")]


@pytest.mark.parametrize(("at", "is_other"), [("09:44", False), ("09:56", True), ("10:40", True)])
def test_an_entry_of_the_same_event_at_another_time_contradicts(tmp_path, at, is_other):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG.replace("09:44", at)})
    assert found(appeal) == [("error", "corrective.0.done")] * is_other
    told = [f.message for f in appeal.findings if f.rule.startswith("E830")]
    assert all(
        f"the log has it at another time, 2026-06-12 {at}: “Cut-off moved to 14:30” (records/log.csv:3)" in message
        for message in told
    )


@pytest.mark.parametrize(("beside", "is_other"), [("Meeting of the team,", True), ("Portal open at the cut-off,screen", False)])
def test_an_entry_about_something_else_does_not_stand_for_an_event_that_stands_elsewhere(tmp_path, beside, is_other):
    log = LOG.replace("09:44", "11:20") + f"2026-06-12 09:44,Operations Manager,{beside}\n"
    assert found(case(tmp_path / "case", files={"records/log.csv": log})) == [("error", "corrective.0.done")] * is_other


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("The cut-off was moved on {{ evidence.screen.changed }}", True),  # a filled time
        ("The cut-off was moved on 12 June 2026 at {{ evidence.screen.hour }}", True),
        ("The cut-off was moved by hand at 17:20", True),  # on the day of the action
        ("The cut-off was moved by hand at 09:50", False),
        ("The cut-off was moved to 14:30", False),  # what happened, not when
        ("The van leaves at 17:20", False),  # a rule: no entry tells of it
    ],
)
def test_a_time_that_is_filled_in_or_has_no_day_beside_it_is_held_against_the_log(tmp_path, typed, told):
    log = f"{LOG}2026-06-12 18:00,Lead,Home,\n"
    facts = 'caption: Dispatch settings, facts: {changed: "12 June 2026, 17:20", hour: "17:20"}'
    edits = {"The cut-off was moved to an hour before the collection (": f"{typed} (", "caption: Dispatch settings": facts}
    appeal = case(tmp_path / "case", files={"records/log.csv": log}, edits=edits)
    audit = next(a for a in appeal.audits if a.id == "timeline")
    assert [g.where for g in audit.gaps] == ["corrective.0.what"] * told


def test_an_entry_in_two_languages_is_the_same_in_one_of_them():
    moment = timeline._Moment(where="x", name="it", at=date(2026, 6, 1), told="Three listings were set to nought.")
    assert timeline._is_same(entry("Three listings set to nought 三款商品库存清零"), moment)


@pytest.mark.parametrize(
    ("noted", "severity", "said"),
    [
        ("Cut-off moved to 14:30,screen", "error", "the log has it on another day, 2026-06-13 09:44: “Cut-off moved to 14:30”"),
        ("Cut-off moved in the portal after a call with Kestrel,", "warning", "one of 2026-06-13 09:44: “Cut-off moved in"),
        ("Meeting of the team,", "warning", "has no entry for corrective action"),
    ],
)
def test_the_same_event_on_another_day_is_told_with_both_days(tmp_path, noted, severity, said):
    log = LOG.replace("2026-06-12 09:44", "2026-06-13 09:44").replace("Cut-off moved to 14:30,screen", noted)
    (told,) = [f for f in case(tmp_path / "case", files={"records/log.csv": log}).findings if f.rule.startswith("E830")]
    assert (told.severity, told.where) == (severity, "corrective.0.done")
    assert said in told.message
    assert ("may be of it" in told.message) is ("one of" in said)


@pytest.mark.parametrize(
    ("entry", "where"),
    [("2026-05-11", "root_causes.0.when"), ("2026-06-12", "corrective.0.done"), ("2026-06-15", "preventive.0.since")],
)
def test_a_moment_that_no_entry_shows_is_named(tmp_path, entry, where):
    log = "".join(line for line in LOG.splitlines(keepends=True) if not line.startswith(entry))
    assert found(case(tmp_path / "case", files={"records/log.csv": log})) == [("warning", where)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("On 12 June 2026 at 09:50 the cut-off was moved", False),  # within minutes of an entry
        ("On 12 June 2026 at 17:20 the carrier was told", True),
        ("On 12 June 2026 the carrier was told", False),
        ("From 15:30 on 11 May 2026 to 16:30 on 12 May 2026 nothing left", False),  # a span is no moment
    ],
)
def test_a_moment_that_a_sentence_writes_itself_is_looked_for(tmp_path, typed, told):
    edits = {"The cut-off in the system was not moved with it.": f"{typed}."}
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG}, edits=edits)
    audit = next(a for a in appeal.audits if a.id == "timeline")
    assert [g.where for g in audit.gaps] == ["root_causes.0.what"] * told


def gaps_of(folder, *, what, log=LOG, more=None):
    """Where the audit finds something when the action's text is this."""
    edits = {"The cut-off was moved to an hour before the collection (": f"{what} (", **(more or {})}
    audit = next(a for a in case(folder, files={"records/log.csv": log}, edits=edits).audits if a.id == "timeline")
    return [(g.where, g.what) for g in audit.gaps]


FACTS = 'caption: Dispatch settings, facts: {early: "06:05", late: "06:40", checked: "15 June 2026, 16:00"}'


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("On 12 June 2026 at 06:05 the cut-off was moved, and by 06:40 the van had left", "06:05"),
        ("The cut-off was moved by hand at 08:05 and the carrier was told at 08:10", "08:05"),
        (
            "On 12 June 2026 at {{ evidence.screen.early }} the cut-off was moved, and by {{ evidence.screen.late }} it was seen",
            "06:05",
        ),
        ("The carrier was told at 08:10, and at 09:00 the cut-off was moved by hand", "09:00"),
        ("Between 17:40 and 18:20 the cut-off was moved by hand", "17:40:00+01:00 and 2026-06-12 18:20"),
        ("The cut-off was moved by hand after 12 June 2026, 17:40", "17:40"),
        ("The cut-off was moved by hand before 12 June 2026, 06:00", "06:00"),
        ("The notice came on 9 June 2026; the cut-off was moved by hand on 13 June 2026 at 9:44 AM", "2026-06-13 09:44"),
        ("After the notice of 9 June 2026 the cut-off was moved by hand on {{ evidence.screen.checked }}", "2026-06-15 16:00"),
        ("The cut-off was moved by hand on 15 June 2026, 16:00", "2026-06-15 16:00"),  # the moment of another entry
        ("The cut-off was moved by hand on 14 June 2026", "2026-06-14"),
        ("The cut-off was moved by hand on 14 June", "2026-06-14"),
        ("The cut-off was moved by hand in the evening of 11 June 2026", "2026-06-11"),
    ],
)
def test_each_moment_of_a_sentence_is_held_against_the_entry_that_fits_the_words_of_its_clause(tmp_path, what, said):
    ((where, told),) = gaps_of(tmp_path / "case", what=what, more={"caption: Dispatch settings": FACTS})
    assert where == "corrective.0.what"
    assert f"the letter says 2026-06-{said[8:] if said.startswith('2026-06-') else '12 ' + said}" in told
    assert "2026-06-12 09:44: “Cut-off moved to 14:30” (records/log.csv:3)" in told


@pytest.mark.parametrize(
    "what",
    [
        "On 12 June 2026 at 09:40 the cut-off was moved, and on 15 June 2026 at 16:00 the first daily check was made",
        "The cut-off was moved by hand at 09:40 and the settings were photographed at 09:44",
        "The notice came on 9 June 2026; on 12 June 2026 the cut-off was moved by hand",
        "After the notice of 9 June 2026 the cut-off was moved by hand",
        "Between 09:30 and 10:00 the cut-off was moved by hand",
        "Before 15 June 2026 the cut-off was moved by hand",
        "From 12 June 2026 the cut-off moved with the timetable",
        "By hand the cut-off was moved from 15:30 to 14:00",
        "Every Monday at 17:20 the cut-off is moved by hand",
        "On 12 and 13 June 2026 the cut-off was moved by hand",
        "On June 12 and 13, 2026 the cut-off was moved by hand",
    ],
)
def test_right_moments_and_those_of_other_things_are_no_finding(tmp_path, what):
    assert gaps_of(tmp_path / "case", what=what) == []


@pytest.mark.parametrize(("at", "told"), [("17:20", True), ("09:44", False)])
def test_a_log_in_chinese_is_held_against_the_chinese_text(tmp_path, at, told):
    log = LOG.replace("Cut-off moved to 14:30", "截单时间提前一小时")
    zh = "what: {zh: '运营经理于 {{ evidence.screen.at }} 将截单时间提前一小时。', en: 'The cut-off was moved to an hour before the collection ("
    more = {
        "what: The cut-off was moved to an hour before the collection (": zh,
        "({{ exhibit.screen }}).\n    answers": "({{ exhibit.screen }}).'}\n    answers",
        "caption: Dispatch settings": f'caption: Dispatch settings, facts: {{at: "12 June 2026, {at}"}}',
    }
    audit = next(a for a in case(tmp_path / "case", files={"records/log.csv": log}, edits=more).audits if a.id == "timeline")
    assert [g.where for g in audit.gaps] == ["corrective.0.what"] * told


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("2026-05-11 17:30,Carrier,Carrier moved its collection,contract\n", True),
        ("2026-05-12 15:30,Carrier,Carrier moved its collection,contract\n", True),
        ("2026-05-11 15:35,Carrier,Carrier moved its collection,contract\n", False),
        ("2026-05-11 17:30,Carrier,Van seen again,contract\n", False),
    ],
)
def test_an_entry_near_the_time_of_a_cause_does_not_hide_one_in_its_own_words(tmp_path, beside, told):
    log = LOG.replace("First day on which the van left at 15:30", "Server restarted") + beside
    appeal = case(tmp_path / "case", files={"records/log.csv": log}, edits={"when: 2026-05-11": "when: 2026-05-11 15:30"})
    audit = next(a for a in appeal.audits if a.id == "timeline")
    assert [g.where for g in audit.gaps] == ["root_causes.0.when"] * told
    assert all("“Carrier moved its collection”" in g.what for g in audit.gaps)


def test_of_a_cause_the_entry_nearest_in_time_is_named(tmp_path):
    log = LOG.replace(
        "2026-05-11 15:30,Carrier,First day on which the van left at 15:30", "2026-05-13 15:30,Carrier,Collection earlier"
    )
    log += "2026-05-28 15:30,Carrier,Carrier moved its collection,contract\n"
    appeal = case(tmp_path / "case", files={"records/log.csv": log})
    (gap,) = next(a for a in appeal.audits if a.id == "timeline").gaps
    assert "“Collection earlier”" in gap.what


@pytest.mark.parametrize(
    ("again", "told"),
    [
        (("2026-06-12 11:20",), True),
        (("2026-06-13 09:44",), False),
        (("2026-06-12 17:20", "2026-06-13 09:44", "2026-06-13 17:20"), False),  # every day, twice
    ],
)
def test_one_event_at_two_times_of_a_day_is_told_and_what_is_done_each_day_is_not(tmp_path, again, told):
    log = LOG + "".join(f"{at},Operations Manager,Cut-off moved to 14:30,screen\n" for at in again)
    assert moments(tmp_path / "case", log)[1] == ["timeline.twice.records/log.csv.5"] * told


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("The notice came on 10 June 2026", True),
        ("After your notice of 8 June 2026 we looked", True),
        ("The notice was received on 9 June 2026", False),
        ("The notice of 2 June 2026 came first", False),  # a notice of that day is in the bundle
    ],
)
def test_a_day_that_the_letter_gives_the_notice_is_that_of_the_notice(tmp_path, what, told):
    more = {"kind: carrier_contract, caption: Contract with the carrier": "kind: notice, caption: 'Notice, 2 June 2026'"}
    found = gaps_of(tmp_path / "case", what=what, more=more)
    assert [(where, "of the notice" in said) for where, said in found] == [("corrective.0.what", True)] * told


def test_an_entry_of_after_the_letter_cannot_be_true(tmp_path):
    log = LOG + "2026-07-07 09:00,Carrier,Van at 15:30,\n"
    (gap,) = next(a for a in case(tmp_path / "case", files={"records/log.csv": log}).audits if a.id == "timeline").gaps
    assert (gap.severity, gap.where) == ("error", "records/log.csv:5")


PROMISED = """attempt: 2
history:
  - file: first.txt
    outcome: rejected
    date: 2026-06-20
    promises:
      - {en: From 22 June 2026 two people read the timetable., became: open, because: It starts on 1 August 2026.}"""


def test_promises_and_points_are_held_against_the_log_and_what_is_to_come_is_not(tmp_path):
    edits = {
        "attempt: 1": PROMISED,
        "evidence:\n": "dispute:\n  happened: [{id: van, what: The van came., when: 2026-06-03 17:30}]\nevidence:\n",
    }
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG, "first.txt": "An appeal"}, edits=edits)
    audit = next(a for a in appeal.audits if a.id == "timeline")
    assert [g.where for g in audit.gaps] == ["dispute.happened.0.when", "history.0.date", "history.0.promises.0"]
    assert "2026-06-22" in audit.gaps[-1].what


def test_words_of_one_event_are_known_in_both_languages():
    moment = timeline._Moment(
        where="corrective.0.done", name="it", at=date(2026, 6, 1), told="Three listings were set to nought. 三款商品库存清零。"
    )
    assert timeline._is_same(entry("Three listings set to nought"), moment)
    assert timeline._is_same(entry("三款商品库存清零"), moment)
    assert not timeline._is_same(entry("Three parcels came back"), moment)
    assert not timeline._is_same(entry("收到违规通知"), moment)


def test_without_a_log_nothing_is_said_of_it(tmp_path):
    appeal = case(tmp_path / "case", files={})
    assert all(a.unavailable for a in appeal.audits)
    assert not [f for f in appeal.findings if f.rule.startswith("E830")]


def test_the_log_is_an_exhibit_whose_rows_are_all_accounted_for(tmp_path):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG}, edits=MADE)
    made = appeal.build()
    assert made.status == "ready", made.findings
    assert [x.id for x in made.exhibits if x.source.endswith("timeline.pdf")] == ["log"]
    assert made.audits["timeline"].figures["entries"] == "3"
    assert any("The log has 3 entries." in p.text for p in appeal.letter.passages)
    assert (appeal.folder / "build" / "timeline.csv").read_text(encoding="utf-8-sig").count("\n") == 4
    assert json.loads((appeal.folder / "build" / "report.json").read_text())["audits"]["timeline"]["gaps"] == []


def moments(folder, log):
    """What the audit of a log in this shape says of the three moments of the letter, and every gap."""
    audit = next(a for a in case(folder, files={"records/log.csv": log}).audits if a.id == "timeline")
    return audit.unavailable or audit.sentence, [gap.id for gap in audit.gaps]


WHOLE = ("The log has 3 entries; 3 of 3 moments stated in the letter stand in it.", [])


@pytest.mark.parametrize(
    "log",
    [
        "Date,Time,Person,Description\n2026-05-11,15:30,Carrier,Van\n2026-06-12,09:44,Manager,Cut-off\n2026-06-15,16:00,Lead,Check\n",
        "Time,Date,Event,Notes\n3:30 PM,11/05/2026,Van,early\n9:44 AM,12/06/2026,Cut-off,\n4:00 PM,15/06/2026,Check,first\n",
        "Timestamp,Actor,Action\n2026-05-11T15:30:00+01:00,a,Van\n2026-06-12T08:44:00Z,b,Cut-off\n2026-06-15T16:00:00+01:00,c,Check\n",
        "日期时间;岗位;动作;备注\n2026/5/11 15:30;承运商;提前离场;\n2026/6/12 9:44;主管;改截单;\n2026/6/15 16:00;主管;首次检查;每天\n",
        "When,Done by,What was done\n2026-05-11 15:30,a,Van\n2026-06-12 09:44,b,Cut-off\n2026-06-15 16:00,c,Check\n",
        "Datetime\tDone by\tDetails\n11.05.2026 15:30\ta\tVan\n12.06.2026 09:44\tb\tCut-off\n15.06.2026 16:00\tc\tCheck\n",
    ],
)
def test_any_log_with_a_time_and_what_was_done_is_read(tmp_path, log):
    assert moments(tmp_path / "case", log) == WHOLE


def test_an_entry_that_stands_twice_is_told_and_not_lost(tmp_path):
    repeated = "2026-06-12 09:44,Operations Manager,Cut-off moved to 14:30,screen\n"
    other = repeated.replace("screen", "contract")
    said, gaps = moments(tmp_path / "case", LOG + repeated + other)
    assert said == "The log has 4 entries; 3 of 3 moments stated in the letter stand in it."
    assert gaps == ["timeline.twice.records/log.csv.6", "timeline.repeated.records/log.csv"]


def test_a_row_of_the_log_that_cannot_be_used_is_told(tmp_path):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG + "yesterday evening,Lead,Called the carrier,\n"})
    (told,) = [f for f in appeal.findings if f.rule.startswith("E832")]
    assert told.message.startswith("1 of 4 rows could not be used (line 5: ")


CHINESE_LOG = f"""{LOG}2026-06-12 18:20,运营经理,从五个商品页删除八张场景图片,
"""
IN_CHINESE = "The cut-off was moved to an hour before the collection ({{ exhibit.screen }})."


@pytest.mark.parametrize(
    ("zh", "said"),
    [
        ("场景图片已于2026年6月12日18:20从五个商品页删除。", None),
        ("场景图片已于6月12日下午6点20分从五个商品页删除。", None),
        ("场景图片已于六月十二日傍晚六时二十分从五个商品页删除。", None),
        ("场景图片已于2026年6月12日20:20从五个商品页删除。", "2026-06-12 20:20"),
        ("场景图片已于6月12日20：20从五个商品页删除。", "2026-06-12 20:20"),
        ("场景图片已于6月12日晚上8点20分从五个商品页删除。", "2026-06-12 20:20"),
        ("场景图片已于6月12日20时20分从五个商品页删除。", "2026-06-12 20:20"),
        ("场景图片已于六月十三日从五个商品页删除。", "2026-06-13"),
        ("至6月12日15:00场景图片已从五个商品页删除。", "2026-06-12 15:00"),
    ],
)
def test_a_moment_in_running_chinese_is_held_against_the_log(tmp_path, zh, said):
    edits = {f"{IN_CHINESE}\n": f'{{en: "{IN_CHINESE}", zh: "{zh}"}}\n'}
    appeal = case(tmp_path / "case", files={"records/log.csv": CHINESE_LOG}, edits=edits)
    told = [g.what for g in next(a for a in appeal.audits if a.id == "timeline").gaps if g.where == "corrective.0.what"]
    assert [f"the letter says {said}" in what for what in told] == [True] * (said is not None)


@pytest.mark.parametrize(
    ("zh", "said"),
    [
        ("截止时间已改（6月12日20:20）。", "20:20, which neither its English nor the log"),
        ("截止时间已于六月十三日改。", "六月十三日, which neither"),
        ("截止时间已于6月12日9:44改。", None),  # as the action has it
        ("面包车首次15:30出发为5月11日。", None),  # as the log has it
    ],
)
def test_a_moment_that_only_the_chinese_has_is_told(tmp_path, zh, said):
    edits = {f"{IN_CHINESE}\n": f'{{en: "{IN_CHINESE}", zh: "{zh}"}}\n'}
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG}, edits=edits)
    gaps = next(a for a in appeal.audits if a.id == "timeline").gaps
    assert [(g.where, said in g.what) for g in gaps] == [("corrective.0.what.zh", True)] * (said is not None)


@pytest.mark.parametrize(("day", "told"), [("6月20日", False), ("6月21日", True)])
def test_a_day_of_a_paper_that_a_list_of_exhibits_names_is_known(tmp_path, day, told):
    listed = "The cut-off was moved to an hour before the collection ({{ exhibits.screen.contract }})."
    edits = {
        f"{IN_CHINESE}\n": f'{{en: "{listed}", zh: "截止时间已改（{day}）。"}}\n',
        "kind: carrier_contract,": "kind: carrier_contract, facts: {signed: 20 June 2026},",
    }
    gaps = next(a for a in case(tmp_path / "case", files={"records/log.csv": LOG}, edits=edits).audits if a.id == "timeline").gaps
    assert [day in g.what for g in gaps] == [True] * told


@pytest.mark.parametrize(("day", "told"), [("6 月 12 日", False), ("6 月 15 日", True)])
def test_a_day_of_the_chinese_is_that_of_its_english(tmp_path, day, told):
    said = f'{{en: "Until 12 June 2026 the cut-off stood still ({{{{ exhibit.screen }}}}).", zh: "此后至 {day}截止时间未变。"}}\n'
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG}, edits={f"{IN_CHINESE}\n": said})
    gaps = next(a for a in appeal.audits if a.id == "timeline").gaps
    assert [g.what for g in gaps] == [f"the Chinese says {day}, the English 12 June 2026"] * told


@pytest.mark.parametrize(
    ("at", "severity"), [("12 June 2026, 9:44 am", None), ("12 June 2026, 8:20 pm", "error"), ("13 June 2026, 9:44 am", "error")]
)
def test_a_row_of_a_typed_table_is_held_against_the_log_by_its_own_words(tmp_path, at, severity):
    table = f"| When | Step | |---|---| | 11 May 2026, 15:30 | First day on which the van left | | {at} | Cut-off moved |"
    edits = {f"{IN_CHINESE}\n": f"'Steps ({{{{ exhibit.screen }}}}): {table}'\n"}
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG}, edits=edits)
    gaps = next(a for a in appeal.audits if a.id == "timeline").gaps
    assert [(g.where, g.severity) for g in gaps] == [("corrective.0.what", severity)] * (severity is not None)


@pytest.mark.parametrize(("by", "told"), [("noon", True), ("3 PM", True), ("4 PM", False)])
def test_an_event_after_the_end_that_the_letter_gives_it_is_told(tmp_path, by, told):
    log = f"{LOG}2026-06-12 15:40,Lead,All boxes of the shop counted,\n2026-06-10 09:00,Lead,Boxes of the shop ordered,\n"
    edits = {"The cut-off in the system was not moved with it.": f"All boxes of the shop were counted by {by} on 12 June 2026."}
    appeal = case(tmp_path / "case", files={"records/log.csv": log}, edits=edits)
    gaps = next(a for a in appeal.audits if a.id == "timeline").gaps
    assert [g.where for g in gaps if g.where.endswith(".what")] == ["root_causes.0.what"] * told


def test_a_time_of_the_log_is_stated_in_the_case(tmp_path):
    typed = {"The cut-off in the system was not moved with it.": "The first daily check was at 4 PM on 15 June 2026."}
    (untold, told) = (
        [f.quote for f in case(tmp_path / str(n), files=files, edits=typed).findings if f.rule.startswith("F903")]
        for n, files in enumerate(({}, {"records/log.csv": LOG}))
    )
    assert (any("4 PM" in quote for quote in untold), any("4 PM" in quote for quote in told)) == (True, False)
