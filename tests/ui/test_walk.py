"""The walk driven in this process: what is clicked and typed stands in case.yaml at once, and is there again afterwards."""

import re
import time
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from io import BytesIO
from types import SimpleNamespace

import ipywidgets as w
import made_bundle
import made_client
import pytest
import small_case
import yaml
from PIL import Image

from kit.case import open_case
from kit.desk.checklist import checklist
from kit.desk.edits import added, all_of, stated, worded
from kit.desk.review_copy import copied
from kit.model import CauseFinding, Finding
from kit.new import Answers, make_case
from kit.take_in import unsorted
from kit.ui import Appeal, views
from kit.ui.walk.frame import Frame
from kit.ui.walk.session import Session
from kit.ui.walk.step import steps
from kit.ui.walk.steps.causes import _sentence
from kit.ui.walk.steps.missing import _found, _go, named

NOW = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
ANSWERS = Answers(
    ticket="enforced", route="appeal", stance="plan", attempt="1", site="UK", family="logistics", violation_id="7529184460371124",
    title="Late dispatch rate", received="2026-06-09 10:12", deadline="2026-07-09 23:59", clock="site", legal_name="Made Trading Ltd",
    shop_code="MADE", shop_name="Made", seller_type="local",
)  # fmt: skip


def walked(folder, lang="en"):
    return Frame(Session(folder, lang, now=lambda: NOW))


def all_in(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from all_in(child)


def find(frame, label, kind=w.Widget):
    """The widget of the open step whose label begins so."""
    found = [
        x
        for x in all_in(frame.pages[frame.now].box)
        if isinstance(x, kind) and str(getattr(x, "description", "")).startswith(label)
    ]
    assert found, (label, [x.description for x in all_in(frame.pages[frame.now].box) if getattr(x, "description", "")])
    return found[0]


def fill(frame, **values):
    for label, value in values.items():
        find(frame, label.replace("_", " ")).value = value


def click(frame, label):
    find(frame, label, w.Button).click()
    frame.session.wait()


def alerts(frame):
    return [x.value for x in all_in(frame.pages[frame.now].box) if isinstance(x, w.HTML) and 'role="alert"' in x.value]


def made_picture(colour):
    made = BytesIO()
    Image.new("RGB", (300, 200), colour).save(made, "PNG")
    return made.getvalue()


def upload(frame, *files):
    find(frame, "Drop", w.FileUpload).value = tuple(
        {"name": name, "type": "", "size": len(content), "content": memoryview(content), "last_modified": NOW}
        for name, content in files
    )
    frame.session.wait()


@pytest.fixture
def folder(tmp_path):
    return small_case.make(tmp_path / "case")


@pytest.fixture
def frame(folder):
    return walked(folder)


def test_each_step_draws_in_both_languages(frame):
    for lang in ("zh", "en"):
        frame.language.value = lang
        for step in frame.steps:
            frame.go(step.id)
            assert len(frame.pages[step.id].box.children) > 2, step.id
            assert escape(step.title[lang == "zh"]) in frame.pages[step.id].box.children[0].value
    assert {s.id for s in steps()} - {s.id for s in frame.steps} == {"dispute"}


def test_the_clock_counts_whole_hours_and_days_that_are_left(frame):
    for deadline, told in (
        ("2026-07-08T08:30+00:00", "47 h left"),
        ("2026-07-11T08:00+00:00", "4 days left"),
        ("2026-07-06T08:30+00:00", "is past"),
    ):
        assert not frame.session.write(stated("violation.deadline", deadline))
        assert told in frame.clock.value


def test_a_field_is_in_the_file_at_once_and_after_a_new_kernel(frame, folder):
    frame.go("corrective")
    find(frame, "Finished").value = "2026-06-13 08:00"
    assert f"{open_case(folder).case.corrective[0].done:%d %H:%M}" == "13 08:00"
    frame.go("notice")
    find(frame, "Deadline").value = "2026-07-10 12:00"
    assert open_case(folder).case.violation.deadline.isoformat() == "2026-07-10T12:00:00+01:00"
    again = walked(folder)
    again.go("notice")
    assert find(again, "Deadline").value == "2026-07-10 12:00"
    again.undo.click()
    assert find(again, "Deadline").value == "2026-07-09 23:59"
    assert again.undo.disabled is False


def test_what_cannot_be_read_is_said_below_its_field_and_not_written(frame, folder):
    before = (folder / "case.yaml").read_text()
    frame.go("corrective")
    find(frame, "Finished").value = "yesterday"
    assert any("write a date as 2026-06-12" in a for a in alerts(frame))
    frame.go("notice")
    find(frame, "Deadline").value = "soon"
    assert any("is not a time" in a for a in alerts(frame))
    assert (folder / "case.yaml").read_text() == before


def test_the_second_writer_is_told_and_overwrites_nothing(frame, folder):
    frame.go("corrective")
    other = walked(folder)
    other.go("letter")
    find(other, "Day of the letter").value = "2026-07-05"
    find(frame, "Finished").value = "2026-06-14 08:00"
    assert "Somebody else" in frame.conflict.children[0].value
    assert "2026-06-14 08:00" in frame.conflict.children[0].value, "what was typed is not lost"
    assert open_case(folder).case.corrective[0].done.day == 12
    frame.conflict.children[1].click()
    assert not frame.conflict.children
    find(frame, "Finished").value = "2026-06-14 08:00"
    case = open_case(folder).case
    assert (case.corrective[0].done.day, case.letter.date.day) == (14, 5)
    other.go("corrective")
    assert find(other, "Finished").value == "2026-06-14 08:00", "who opens a step sees it as it stands"


def test_undo_refuses_what_another_walk_changed(frame, folder):
    frame.go("corrective")
    other = walked(folder)
    find(frame, "Finished").value = "2026-06-14 08:00"
    other.go("letter")
    assert other.undo.disabled
    find(other, "Day of the letter").value = "2026-07-05"
    frame.go("corrective")
    frame.undo.click()
    assert any("Undo takes back only your own" in said for said in alerts(frame))
    case = open_case(folder).case
    assert (case.corrective[0].done.day, case.letter.date.day) == (14, 5)


def test_an_undo_that_works_takes_the_old_alert_away(frame, folder):
    frame.go("corrective")
    find(frame, "Finished").value = "2026-06-14 08:00"
    other = walked(folder)
    other.go("letter")
    find(other, "Day of the letter").value = "2026-07-05"
    frame.undo.click()
    assert "Somebody else" in frame.conflict.children[0].value
    other.undo.click()
    frame.go("letter")
    frame.undo.click()
    assert not frame.conflict.children
    assert open_case(folder).case.corrective[0].done.day == 12


def test_a_file_without_a_preview_says_so_in_words(frame, folder):
    (folder / "evidence" / "fake.jpg").write_text("The link has expired.")
    frame.session.write(added("evidence", unsorted("evidence/fake.jpg", "fake.jpg", [])))
    for lang, words in (("zh", "无法生成此文件的预览"), ("en", "No preview can be made of this file")):
        frame.language.value = lang
        frame.go("evidence")
        frame.session.wait()
        shown = " ".join(x.value for x in all_in(frame.pages["evidence"].box) if isinstance(x, w.HTML))
        assert words in shown
        assert "Vips" not in shown
        assert "/tmp" not in shown


def test_another_stance_has_other_steps(frame):
    frame.go("attempt")
    find(frame, "Stance").value = "dispute"
    assert "dispute" in frame.pages
    assert "causes" not in frame.pages
    frame.go("dispute")
    for label, words in (("What happened", "The carrier collected at 16:10."), ("What we ask", "Please lift the measure.")):
        find(frame, label, w.Textarea).value = words
        buttons = [x for x in all_in(frame.pages["dispute"].box) if isinstance(x, w.Button) and x.description == "Add"]
        buttons[0 if "happened" in label else 2].click()
    dispute = frame.session.case.dispute
    assert (dispute.happened[0].what.en, dispute.asks[0].what.en) == (
        "The carrier collected at 16:10.",
        "Please lift the measure.",
    )


def test_dropped_files_are_taken_in_and_named(frame, tmp_path, folder):
    made_bundle.text_pdf(tmp_path / "new.pdf")
    pdf = (tmp_path / "new.pdf").read_bytes() + b"\n%x"
    old = (folder / "evidence" / "screen.png").read_bytes()
    frame.go("files")
    upload(frame, ("new.pdf", pdf), ("again.png", old), ("broken.pdf", b"%PDF-1.7 nothing"), ("../../etc/x.exe", b"MZ\x90\0\3\0"))
    shown = " ".join(x.value for x in all_in(frame.pages["files"].box) if isinstance(x, w.HTML))
    assert "1 taken in" in shown
    assert "1 here already" in shown
    assert "2 refused" in shown
    assert "broken.pdf" in shown
    assert find(frame, "Drop", w.FileUpload).value == ()
    item = frame.session.case.evidence[-1]
    assert (item.file, item.kind, item.use) == ("evidence/new.pdf", "unsorted", "background")
    assert not (tmp_path / "etc").exists()


def test_a_file_is_sorted_captioned_and_linked(frame, folder):
    frame.go("evidence")
    find(frame, "Files").value = "contract"
    fill(frame, What_it_is="carrier_letter", Pages="1", Use="background")
    find(frame, "Caption (English)").value = "Letter of the carrier"
    find(frame, "Caption (中文)").value = "物流商函件"
    find(frame, "done: The cut-off was moved").value = True
    find(frame, "Fact", w.Text).value = "collection"
    find(frame, "As it stands there").value = "15:30"
    click(frame, "Add the fact")
    case = open_case(folder).case
    item = case.item("contract")
    assert (item.kind, item.pages, item.use) == ("carrier_letter", "1", "background")
    assert (item.caption.en, item.caption.zh, item.caption.is_stale) == ("Letter of the carrier", "物流商函件", False)
    assert case.corrective[0].exhibits == ("screen", "contract")
    assert dict(item.facts) == {"collection": "15:30"}
    frame.session.wait()
    shown = [x.value for x in all_in(frame.pages["evidence"].box) if isinstance(x, w.HTML)]
    assert any("data:image/jpeg" in value for value in shown), shown


def test_what_is_missing_is_asked_for_and_noted_as_applied_for(frame, folder):
    frame.go("evidence")
    find(frame, "Still missing").value = "notice"
    click(frame, "It is applied for")
    assert open_case(folder).case.evidence[-1].status == "applying"
    frame.go("request")
    asked = [x.value for x in all_in(frame.pages["request"].box) if isinstance(x, w.Textarea) and x.value]
    assert asked
    assert all("7529184460371124" in text for text in asked)


def test_work_that_fails_unexpectedly_is_said(frame):
    def failing(_):
        raise OSError("no room is left")

    told = []
    frame.session.work("x", failing, lambda value, problem: told.append((value, problem)))
    with pytest.raises(OSError, match="no room"):
        frame.session.wait()
    assert told == [(None, "OSError: no room is left")]
    assert not frame.work.value


def test_words_of_the_client_are_kept_as_a_statement(frame, folder):
    frame.go("said")
    fill(frame, Who_says_it="Li Wen", In_their_words="The van came at 15:30 from the first day on.")
    click(frame, "Keep it")
    item = open_case(folder).case.evidence[-1]
    assert (item.kind, item.use) == ("statement", "background")
    assert "The van came at 15:30" in (folder / item.file).read_text()


@pytest.mark.slow
def test_the_checked_case_is_built_taken_along_and_noted_as_sent(frame, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    frame.go("missing")
    click(frame, "Check everything")
    assert frame.session.is_checked
    assert not [f for f in frame.session.findings if f.severity == "error"]
    frame.go("build")
    frame.session.wait()
    assert "<iframe sandbox" in "".join(x.value for x in all_in(frame.pages["build"].box) if isinstance(x, w.HTML))
    click(frame, "Build the PDF")
    assert (folder / "build" / "7529184460371124.pdf").is_file()
    texts = [x.value for x in all_in(frame.pages["build"].box) if isinstance(x, w.Textarea)]
    assert any("7529184460371124" in text for text in texts)
    frame.refresh()
    assert frame.list.children[-2].description.startswith("✓")
    click(frame, "Get the PDF")
    (link,) = [x.value for x in all_in(frame.pages["build"].box) if isinstance(x, w.HTML) and "<a download" in x.value]
    assert 'download="7529184460371124.pdf"' in link
    held = b64decode(link.partition("base64,")[2].partition('"')[0])
    assert held == (folder / "build" / "7529184460371124.pdf").read_bytes()
    frame.go("sent")
    click(frame, "Note that it was sent")
    assert any("still missing" in a for a in alerts(frame))
    fill(frame, Case_ID="7529184460371124", Sent_at="2026-07-06 09:41")
    picture = (folder / "evidence" / "screen.png").read_bytes()
    find(frame, "Screenshot", w.FileUpload).value = (
        {"name": "sent.png", "type": "", "size": 9, "content": memoryview(picture), "last_modified": NOW},
    )
    click(frame, "Note that it was sent")
    assert any("the Case ID is another number" in a for a in alerts(frame))
    assert not (folder / "submission" / "attempt-1").exists()
    fill(frame, Case_ID="CS-88120")  # the time and the picture are still there
    click(frame, "Note that it was sent")
    assert (folder / "submission" / "attempt-1" / "confirmation.png").read_bytes() == picture
    assert frame.list.children[-1].description.startswith("✓")


def test_an_error_leads_to_the_step_that_mends_it(frame, folder):
    text = (folder / "case.yaml").read_text().replace("    done: 2026-06-12 09:40\n", "")
    (folder / "case.yaml").write_text(text)
    frame.session.reload()
    frame.go("missing")
    click(frame, "Check everything")
    click(frame, "Go to: What was done")
    assert frame.now == "corrective"
    find(frame, "Finished").value = "2026-06-12 09:40"
    frame.go("missing")
    click(frame, "Check everything")
    assert not [f for f in frame.session.findings if f.severity == "error"]


def test_a_finding_opens_its_thing_and_no_step_that_the_walk_has_not(frame):
    frame.session.write(all_of(stated("stance", "dispute"), *(added("dispute.wrong", {"id": i, "what": "x"}) for i in "abc")))
    _go(frame.session, "dispute", "dispute.wrong.1.exhibits")
    assert (frame.now, frame.pages["dispute"].choices["dispute.wrong"]) == ("dispute", "b")
    found = Finding(rule="x", severity="error", where="corrective.0", message="x")
    frame.session.checked = SimpleNamespace(findings=(found,), skipped=(), subject=SimpleNamespace(buyer_data=None))
    frame.go("missing")
    labels = [x.description for x in all_in(frame.pages["missing"].box) if isinstance(x, w.Button)]
    assert labels == ["Check everything"]


def test_a_new_case_is_filled_by_clicks_and_typing(tmp_path):
    folder = tmp_path / "new"
    make_case(folder, ANSWERS, today=NOW.date())
    frame = walked(folder)
    assert frame.now == "notice", "the first that is open"
    fill(frame, First_day="2026-05-11")
    fill(frame, Last_day="2026-06-07", As_printed="10.6%")
    click(frame, "Add the figure")
    frame.go("seller")
    fill(frame, Name="Li Wen", Role_in_English="Operations Manager")
    click(frame, "Add the person")
    find(frame, "Who signs").value = "operations_manager"
    frame.go("seller")
    drawn = (small_case.make(tmp_path / "other") / "signature.png").read_bytes()
    find(frame, "Signature", w.FileUpload).value = (
        {"name": "s.png", "type": "", "size": 9, "content": memoryview(drawn), "last_modified": NOW},
    )
    frame.go("causes")
    find(frame, "A new cause").value = "The carrier moved its collection; the cut-off was not moved with it."
    click(frame, "Add")
    fill(frame, Since="2026-05-11", **{"Whose task it was": "Operations Manager"})
    frame.go("corrective")
    find(frame, "A new action").value = "The cut-off was moved to an hour before the collection."
    click(frame, "Add")
    fill(frame, **{"Who did it": "operations_manager", "Finished": "2026-06-12 09:40"})
    find(frame, "Which cause it answers").value = frame.session.case.root_causes[0].id
    frame.go("preventive")
    find(frame, "A new measure").value = "The cut-off is held against the timetable."
    click(frame, "Add")
    fill(frame, Owner="operations_manager", **{"In force since": "2026-06-15", "What sets it off": "Every Monday"})
    frame.go("put_right")
    find(frame, "What was done for the buyers").value = "All parcels have arrived."
    find(frame, "What was done for the buyers (English)").value = "All late parcels have arrived."
    frame.go("letter")
    fill(frame, What_happened="Parcels left late.", Why="The cut-off stayed.", What_holds_now="It was moved.")
    case = open_case(folder).case
    assert (case.violation.window.days, case.violation.figures[0].value) == (28, "10.6%")
    assert open_case(folder).signature.is_file()
    assert case.corrective[0].answers == (case.root_causes[0].id,)
    assert case.preventive[0].trigger == "Every Monday"
    assert case.put_right.buyers.what.en == "All late parcels have arrived."
    assert case.letter.summary.why.en == "The cut-off stayed."
    assert "# People of the seller, by role." in (folder / "case.yaml").read_text(), "comments stay"


def test_two_hundred_files_are_listed_and_a_tick_is_answered_at_once(folder):
    document = yaml.safe_load((folder / "case.yaml").read_text())
    one = document["evidence"][1]
    for n in range(200):
        (folder / "evidence" / f"screen-{n}.png").write_bytes((folder / "evidence" / "screen.png").read_bytes())
        document["evidence"].append({**one, "id": f"file_{n}", "file": f"evidence/screen-{n}.png"})
    (folder / "case.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    frame = walked(folder)
    start = time.process_time()
    frame.go("evidence")
    assert len(find(frame, "Files").options) == 202
    find(frame, "Files").value = "file_150"
    drawn = time.process_time() - start
    start = time.process_time()
    find(frame, "done: The cut-off was moved").value = True
    ticked = time.process_time() - start
    assert "file_150" in open_case(folder).case.corrective[0].exhibits
    assert drawn < 3
    assert ticked < 0.5, "CPU of a busy machine; 0.1 s on a quiet one"


def test_the_entrance_gives_one_widget_and_a_static_view(folder):
    appeal = Appeal.open(folder)
    assert appeal.case.letter.date.day == 6
    panel = appeal.guide()
    assert isinstance(panel, w.VBox)
    panel.frame.session.write(stated("letter.date", "2026-07-05"))
    assert appeal.case.letter.date.day == 5, "cells below the walk see what it wrote"
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "Evidence checklist" in bundle["text/html"]
    assert "证据清单" in Appeal.open(folder).guide(interactive=False, lang="zh").text


def test_what_a_client_wrote_is_no_markup(folder):
    text = (folder / "case.yaml").read_text().replace("Contract with the carrier", "<img src=x onerror=alert(1)>")
    (folder / "case.yaml").write_text(text.replace("title: Late dispatch", "title: <script>x</script>"))
    frame = walked(folder)
    for step in frame.steps:
        frame.go(step.id)
        frame.session.wait()
        for widget in [frame.clock, *all_in(frame.pages[step.id].box)]:
            if isinstance(widget, w.HTML):
                assert "<script" not in widget.value
                assert "<img src=x" not in widget.value


def test_the_client_confirms_by_word_or_by_the_code_of_the_copy(frame, folder):
    frame.go("confirm")
    fill(frame, **{"Code that": "00000000", "Who confirmed": "Li Wen"})
    click(frame, "Note the confirmation")
    assert any("nothing was noted" in a for a in alerts(frame))
    find(frame, "Or: who has read").value = "Li Wen"
    click(frame, "Confirmed by")
    item = open_case(folder).case.evidence[-1]
    assert item.caption.en.startswith("Confirmation by Li Wen")
    assert "SHA-256 of what it states" in (folder / item.file).read_text()
    step = next(s for s in frame.steps if s.id == "confirm")
    frame.session.write(stated(f"evidence.{item.id}.pages", "1"))
    assert frame._state(step) == "done"
    frame.session.write(stated("letter.date", "2026-07-05"))
    assert frame._state(step) == "stale", "it was given for other words"
    assert "! The client confirms (stale)" in [entry.description for entry in frame.list.children]
    frame.go("confirm")
    assert any("stale" in x.value for x in all_in(frame.pages["confirm"].box) if isinstance(x, w.HTML))


def test_a_signed_copy_is_stale_in_the_list_of_steps_once_a_word_changes(frame, folder):
    for n, line in enumerate(copied(Appeal.open(folder)).lacking):
        assert not frame.session.write(worded(line.where, line.alone, f"第{n}句。"))
    frame.go("confirm")
    fill(frame, **{"Code that": copied(Appeal.open(folder)).short, "Who confirmed": "Li Wen"})
    click(frame, "Note the confirmation")
    entry = next(e for e in frame.list.children if "The client confirms" in e.description)
    assert entry.description == "✓ The client confirms"
    frame.session.write(stated("letter.date", "2026-07-05"))
    assert entry.description == "! The client confirms (stale)"
    again = walked(folder)
    entry = next(e for e in again.list.children if "The client confirms" in e.description)
    assert entry.description == "! The client confirms (stale)", "also in a new kernel"
    again.session.undo()
    assert entry.description == "✓ The client confirms"
    again.session.write(stated("review.demanded", "false"))  # a change, and no word of the letter
    again.go("confirm")
    again.session.wait()
    assert entry.description == "✓ The client confirms"


def test_an_earlier_appeal_and_what_became_of_its_promises(frame, folder):
    made_bundle.text_pdf(folder / "evidence" / "first.pdf")
    frame.go("files")
    click(frame, "List them")
    frame.go("attempt")
    find(frame, "Which attempt").value = "2"
    find(frame, "Its file").value = "evidence/first.pdf"
    fill(frame, Day_of_the_outcome="2026-06-20")
    click(frame, "Add the earlier appeal")
    find(frame, "What it promised").value = "The cut-off will move."
    click(frame, "Add the promise")
    assert frame._state(next(s for s in frame.steps if s.id == "attempt")) == "open", "what became of it is not told"
    find(frame, "What became of it").value = "kept"
    find(frame, "Why, or by what").value = "It moved on 12 June."
    appeal = open_case(folder).case.history[0]
    assert (appeal.outcome, appeal.promises[0].became, appeal.promises[0].because.en) == (
        "rejected",
        "kept",
        "It moved on 12 June.",
    )
    click(frame, "Take out")
    assert open_case(folder).case.history == ()


def test_a_line_without_chinese_gets_it_where_the_copy_misses_it(frame, folder):
    frame.go("confirm")
    click(frame, "Make the copy")
    fields = [x for x in all_in(frame.pages["confirm"].box) if isinstance(x, w.Text) and "(no Chinese)" in x.description]
    assert fields
    title = next(x for x in fields if x.description.startswith("violation.title") or "title" in x.description)
    cause = next(x for x in fields if x.description.startswith("root_causes"))
    title.value, cause.value = "中文一", "中文二"
    case = open_case(folder).case
    assert [word.zh for word in case.review.words] == ["中文一"]
    assert case.root_causes[0].what.zh == "中文二"
    count = len(fields)
    click(frame, "Make the copy")
    cells = [
        x for x in all_in(frame.pages["confirm"].box) if "(no Chinese)" in getattr(getattr(x, "field", x), "description", "")
    ]
    assert sum(isinstance(x, w.VBox) and x.layout.display != "none" for x in cells) <= count - 2
    click(frame, "Get its pictures")
    assert any("<a download" in x.value for x in all_in(frame.pages["confirm"].box) if isinstance(x, w.HTML))


def test_menus_and_findings_are_named_in_words(frame):
    frame.go("evidence")
    ticks = [x.description for x in all_in(frame.pages["evidence"].box) if isinstance(x, w.Checkbox)]
    assert any("The cut-off was moved to an hour before the collection." in words for words in ticks)
    assert not [words for words in ticks if "{{" in words]
    assert named(frame.session, "evidence.1.facts") == "Evidence · Dispatch settings"
    assert named(frame.session, "corrective.moved.what").startswith("What was done · The cut-off was moved")
    assert named(frame.session, "somewhere") == "somewhere"


def test_the_shared_client_file_is_written_from_the_walk(tmp_path):
    folder = small_case.make(tmp_path / "client" / "case")
    document = yaml.safe_load((folder / "case.yaml").read_text())
    seller = document.pop("seller")
    (folder.parent / "client.yaml").write_text("# ours\n" + yaml.safe_dump(seller, sort_keys=False, allow_unicode=True))
    for person in seller["people"]:
        if person.get("signature"):
            (folder / person["signature"]).rename(folder.parent / person["signature"])
    (folder / "case.yaml").write_text(yaml.safe_dump({**document, "client": seller["id"]}, sort_keys=False))
    frame = walked(folder)
    frame.go("seller")
    find(frame, "Legal name in English").value = "Made Trading Limited"
    assert open_case(folder).seller.legal_name == "Made Trading Limited"
    assert (folder.parent / "client.yaml").read_text().startswith("# ours")
    fill(frame, Role_in_English="Packing Lead")
    [x for x in all_in(frame.pages["seller"].box) if isinstance(x, w.Text) and x.description == "Name"][-1].value = "Li Na"
    click(frame, "Add the person")
    assert open_case(folder).seller.people[-1].name == "Li Na"
    find(frame, "Shop name").value = ""
    assert any("shops" in a for a in alerts(frame))
    click(frame, "Undo in client.yaml")
    assert len(open_case(folder).seller.people) == len(seller["people"])
    assert find(frame, "Legal name in English").value == "Made Trading Limited"


def test_half_of_what_belongs_together_is_there_in_a_new_kernel(tmp_path):
    folder = tmp_path / "new"
    make_case(folder, ANSWERS, today=NOW.date())
    frame = walked(folder)
    frame.go("notice")
    find(frame, "First day").value = "2026-05-11"
    frame.go("said")
    find(frame, "In their words").value = "The van came early."
    again = walked(folder)
    again.go("notice")
    assert find(again, "First day").value == "2026-05-11"
    find(again, "Last day").value = "2026-06-07"
    assert open_case(folder).case.violation.window.days == 28
    again.go("said")
    assert find(again, "In their words").value == "The van came early."
    find(again, "Who says").value = "Li Wen"
    click(again, "Keep it")
    assert find(again, "In their words").value == ""


def test_a_pasted_reply_and_dropped_files_tick_items_off(frame, folder):
    frame.go("request")

    def asked():
        return [x.description for x in all_in(frame.pages["request"].box) if isinstance(x, w.FileUpload)]

    area = next(x for x in all_in(frame.pages["request"].box) if isinstance(x, w.Textarea) and "1." in x.value)
    before = asked()
    find(frame, "Paste the reply").value = "1. we are looking for it"
    click(frame, "Keep it as a statement")
    held = open_case(folder).case.evidence[-1]
    assert (held.kind, held.use) == ("statement", "background")
    assert held.caption.en.startswith("Reply by ")
    assert asked() == before, "what is said is not yet there"
    assert "we are looking for it" in shown_of(frame)
    click(frame, "1. is on its way")
    waiting = open_case(folder).case.evidence[-1]
    assert waiting.status == "applying"
    assert len([x for x in asked() if x.startswith("It came:")]) == 1
    assert area.value != next(x for x in all_in(frame.pages["request"].box) if isinstance(x, w.Textarea)).value

    def drop(label, name, content):
        find(frame, label, w.FileUpload).value = (
            {"name": name, "type": "", "size": len(content), "content": memoryview(content), "last_modified": NOW},
        )
        frame.session.wait()

    drop("It came:", "came.png", made_picture("red"))
    item = open_case(folder).case.item(waiting.id)
    assert (item.status, item.file) == ("have", "evidence/came.png")
    assert not [x for x in asked() if x.startswith("It came:")]
    assert not [e for e in open_case(folder).case.evidence if e.kind == "unsorted"]
    count = len(asked())
    drop("Drop 2:", "other.png", made_picture("blue"))
    assert len(asked()) < count
    assert open_case(folder).case.evidence[-1].kind != "unsorted"


def shown_of(frame):
    return "\n".join(x.value for x in all_in(frame.pages[frame.now].box) if isinstance(x, w.HTML))


def message_of(frame):
    return next(
        x.value for x in all_in(frame.pages["request"].box) if isinstance(x, w.Textarea) and "7529184460371124" in x.value
    )


def numbered_in(message):
    return dict(re.findall(r"(?m)^(\d+)\. (.*) \(", message))


def bare(folder):
    """The case without its files: several things to ask one giver for."""
    text = (folder / "case.yaml").read_text()
    (folder / "case.yaml").write_text(re.sub(r"file: evidence/\S+?(?=[,}\s])", "status: missing", text))
    return walked(folder)


def test_a_reply_is_counted_against_the_message_that_was_sent(folder):
    frame = bare(folder)
    frame.go("request")
    sent = numbered_in(message_of(frame))
    assert [*sent][:3] == ["1", "2", "3"]
    content = made_picture("red")
    find(frame, "Drop 1:", w.FileUpload).value = (
        {"name": "came.png", "type": "", "size": len(content), "content": memoryview(content), "last_modified": NOW},
    )
    frame.session.wait()
    left = numbered_in(message_of(frame))
    assert "1" not in left
    assert {n: left[n] for n in ("2", "3")} == {n: sent[n] for n in ("2", "3")}
    assert "those of the first message" in message_of(frame)
    find(frame, "Paste the reply").value = "1. as sent 2. will come on Monday 3. we do not have it"
    click(frame, "Keep it as a statement")
    told = unescape(shown_of(frame))
    assert f"1 → {sent['1']} (has come already): they say, unproved: as sent" in told
    assert f"2 → {sent['2']}: on its way, as they say: will come on Monday" in told
    assert f"3 → {sent['3']}: cannot be had, as they say: we do not have it" in told
    assert [e.caption.en for e in open_case(folder).case.evidence if e.status == "applying"] == [sent["2"]]
    assert "3" in numbered_in(message_of(frame))


def test_what_a_reply_ticked_is_there_in_a_new_kernel_and_ticks_the_same_again(folder):
    frame = bare(folder)
    frame.go("request")
    words = "1. will come on Monday\n2. we do not have it"

    def pasted(frame):
        find(frame, "Paste the reply").value = words
        click(frame, "Keep it as a statement")
        told = [x.value for x in all_in(frame.pages["request"].box) if isinstance(x, w.HTML) and " → " in x.value]
        return told, [e.id for e in open_case(folder).case.evidence if e.status == "applying"]

    first = pasted(frame)
    assert len(first[1]) == 1
    again = walked(folder)
    again.go("request")
    assert find(again, "It came:")
    assert "will come on Monday" in shown_of(again)
    assert "we do not have it" in shown_of(again)
    assert pasted(again) == first
    find(again, "Paste the reply").value = "All is well"
    click(again, "Keep it as a statement")
    assert "No number of the message was read" in shown_of(again)


def typed_in(frame):
    """What a person types in on the open step, each widget itself: a new one in its place has lost what the browser alone knows."""
    return {
        id(x)
        for x in all_in(frame.pages[frame.now].box)
        if isinstance(x, w.Text | w.Textarea) and "7529184460371124" not in x.value
    }


@pytest.mark.parametrize(
    ("step", "act"),
    [
        ("causes", lambda frame: click(frame, "Hold known causes")),
        ("confirm", lambda frame: click(frame, "Make the copy")),
        ("confirm", lambda frame: click(frame, "Note the confirmation")),
        ("files", lambda frame: upload(frame, ("a.png", made_picture("red")))),
        ("request", lambda frame: upload(frame, ("a.png", made_picture("red")))),
        ("evidence", lambda frame: click(frame, "Check the evidence now")),
    ],
)
def test_work_that_ends_leaves_the_fields_in_which_a_person_types(frame, step, act):
    frame.go(step)
    fields = typed_in(frame)
    assert fields
    act(frame)
    assert fields <= typed_in(frame)
    if step == "confirm":
        fields = typed_in(frame)
        click(frame, "Make the copy")
        assert fields <= typed_in(frame), "also those for the lines without Chinese"


def test_the_first_words_for_the_buyers_leave_the_field_for_the_stock(tmp_path):
    frame = walked(make_case(tmp_path / "new", ANSWERS, today=NOW.date()) or tmp_path / "new")
    frame.go("put_right")
    stock = find(frame, "What was done for the stock")
    find(frame, "What was done for the buyers").value = "All parcels have arrived."
    assert find(frame, "What was done for the stock") is stock
    assert find(frame, "Put right so far, the buyers")


def test_a_fact_without_a_name_is_refused(frame, folder):
    before = (folder / "case.yaml").read_text()
    frame.go("evidence")
    find(frame, "As it stands there").value = "15:30"
    click(frame, "Add the fact")
    assert any("Say which fact it is" in a for a in alerts(frame))
    assert (folder / "case.yaml").read_text() == before


def test_the_code_of_a_copy_is_not_shown_once_a_word_has_changed(frame, folder):
    for n, line in enumerate(copied(Appeal.open(folder)).lacking):
        assert not frame.session.write(worded(line.where, line.alone, f"第{n}句。"))
    frame.go("confirm")
    click(frame, "Make the copy")
    code = copied(Appeal.open(folder)).short

    def shown():
        return " ".join(x.value for x in all_in(frame.pages["confirm"].box) if isinstance(x, w.HTML))

    assert code in shown()
    frame.session.write(stated("letter.date", "2026-07-05"))
    assert code not in shown()
    assert "make it again" in shown()


def test_what_could_not_be_used_is_named_in_each_later_visit(frame, folder):
    frame.go("files")
    upload(frame, ("broken.pdf", b"%PDF-1.7 nothing"), ("a.png", made_picture("red")))
    again = walked(folder)
    again.go("files")

    def shown():
        return " ".join(x.value for x in all_in(again.pages["files"].box) if isinstance(x, w.HTML))

    assert "broken.pdf" in shown()
    assert "2026-07-06" in shown()
    assert "a.png" not in shown()
    assert "cannot be opened as a PDF" in shown() or "no PDF" in shown() or "damaged" in shown(), shown()
    assert "00000" not in shown(), "the name of our own copy"
    made_bundle.text_pdf(folder / "good.pdf")
    again.session.now = lambda: NOW + timedelta(hours=1)  # files of one intake may share a name
    upload(again, ("broken.pdf", (folder / "good.pdf").read_bytes() + b"\n%x"))
    again = walked(folder)
    again.go("files")
    assert "broken.pdf" not in shown(), "a usable one came"


def test_a_file_of_the_clients_inbox_is_taken_in_once_and_linked_with_a_click(tmp_path):
    client = made_client.make(tmp_path / "client")
    frame = walked(client / "uk")
    frame.go("files")

    def shown():
        return " ".join(x.value for x in all_in(frame.pages["files"].box) if isinstance(x, w.HTML))

    assert "✓ licence.pdf: linked as licence" in shown()
    click(frame, "Link secret.pdf")
    item = open_case(client / "uk").case.item("secret")
    assert (item.file, item.kind, item.use) == ("../inbox/secret.pdf", "unsorted", "background")
    assert "✓ secret.pdf: linked as secret" in shown()
    find(frame, "Into the inbox", w.FileUpload).value = (
        {"name": "shared.png", "type": "", "size": 9, "content": memoryview(made_picture("red")), "last_modified": NOW},
        {"name": "bad.pdf", "type": "", "size": 9, "content": memoryview(b"%PDF-1.7 nothing"), "last_modified": NOW},
    )
    frame.session.wait()
    assert (client / "inbox" / "shared.png").is_file()
    assert find(frame, "Into the inbox", w.FileUpload).value == ()
    assert find(frame, "Link shared.png")
    assert "bad.pdf" in shown()
    for name in ("photo.png", "again.jpg"):
        Image.linear_gradient("L").save(tmp_path / name)
        content = memoryview((tmp_path / name).read_bytes())
        file = {"name": name, "type": "", "size": 9, "content": content, "last_modified": NOW}
        find(frame, "Into the inbox", w.FileUpload).value = (file,)
        frame.session.wait()
    assert any("again.jpg: looks the same as inbox/photo.png" in said for said in alerts(frame))
    assert not [e for e in open_case(client / "uk").case.evidence if "shared" in (e.file or "")], "until somebody links it"
    alone = walked(small_case.make(tmp_path / "alone"))
    alone.go("files")
    assert "inbox" not in " ".join(x.value for x in all_in(alone.pages["files"].box) if isinstance(x, w.HTML))


def test_what_the_kit_makes_is_of_a_kind_that_meets_the_checklist(frame, folder):
    frame.go("evidence")
    ask = next(a for a in checklist(frame.session.case, frame.session.family, ()) if a.ask.id == "affected_orders")
    assert ask.state == "missing"
    for name, kind in (("affected_orders", "affected_orders"), ("timeline", "action_log")):
        find(frame, "The kit can make").value = name
        click(frame, "Make it from the case's own data")
        assert (open_case(folder).case.evidence[-1].made, open_case(folder).case.evidence[-1].kind) == (name, kind)
    (ask,) = (a for a in checklist(frame.session.case, frame.session.family, ()) if a.ask.id == "affected_orders")
    assert ask.state == "received"


def test_a_wrong_code_is_refused_in_the_language_of_the_screen(frame, folder):
    frame.language.value = "zh"
    frame.go("confirm")
    find(frame, "客户回复的确认码").value = "00000000"
    click(frame, "记录确认")
    (said,) = [x for x in alerts(frame) if "未记录" in x]
    assert "00000000 不是当前审阅稿的确认码" in said
    assert "请填写客户方的确认人" in said
    assert "nothing was noted" not in said


def test_counts_and_sentences_are_written_as_one_would_write_them(frame, folder):
    (folder / "orders").mkdir(exist_ok=True)
    (folder / "orders" / "june.csv").write_text("Order ID\n")
    frame.session.write(added("metrics", {"id": "late_dispatch", "because": "The notice says so"}))
    frame.go("orders")
    shown = [x.value for x in all_in(frame.pages["orders"].box) if isinstance(x, w.HTML)]
    assert "<p><b>late_dispatch</b>: The notice says so</p>" in shown
    finding = Finding(rule="F300", severity="error", where="letter", message="The letter has a gap.", fix="Close it.")
    frame.session.checked = SimpleNamespace(findings=(finding,), skipped=())
    (counts,) = [x.value for x in _found(frame.pages["missing"]) if "in the way" in getattr(x, "value", "")]
    assert "1 error stands in the way, 0 warnings, 0 notes." in counts


def test_sentences_for_and_against_a_cause_follow_one_another():
    found = CauseFinding(
        pattern="sku",
        name="One SKU",
        verdict="supported",
        evidence_for=("It rose.", "It fell before."),
        evidence_against=("No.", "None."),
    )
    assert "It rose. It fell before." in _sentence(SimpleNamespace(t=lambda english, _: english), found)
    assert "No. None." in _sentence(SimpleNamespace(t=lambda english, _: english), found)
    assert "It rose. It fell before." in str(views.causes((found,))._repr_mimebundle_()["text/html"])
