"""Every change of a screen stands in case.yaml at once, can be undone, and overwrites nothing of another hand."""

import subprocess
import sys

import pytest
import small_case

from kit.case import open_case
from kit.desk.edits import KEPT, CaseFile, Changed, NotOurs, added, all_of, clean, linked, new_id, removed, said, stated
from kit.errors import BadFile

BEFORE_CAUSE = "# why it happened\nroot_causes:"


@pytest.fixture
def folder(tmp_path):
    made = small_case.make(tmp_path / "case")
    path = made / "case.yaml"
    path.write_text(path.read_text().replace("root_causes:", BEFORE_CAUSE), encoding="utf-8")
    return made


@pytest.fixture
def file(folder):
    return CaseFile(folder)


def test_a_change_is_in_the_file_at_once_and_comments_stay(file, folder):
    assert file.write(stated("corrective.moved.done", "2026-06-13 10:00"))
    assert f"{open_case(folder).case.corrective[0].done:%d %H}" == "13 10"
    assert BEFORE_CAUSE in file.path.read_text()
    assert file.opened.case.corrective[0].done.day == 13
    assert not file.write(stated("corrective.moved.done", "2026-06-13 10:00")), "nothing changed"


def test_each_change_can_be_undone_also_by_who_comes_later(file, folder):
    first = file.path.read_text()
    for n in range(3):
        file.write(stated("corrective.moved.owner", f"Person {n}"))
    later = CaseFile(folder)
    assert [later.undo() for _ in range(4)] == [True, True, True, False]
    assert later.path.read_text() == first
    assert not later.can_undo


def test_undo_takes_back_no_change_of_another_walk(file, folder):
    other = CaseFile(folder)
    file.write(stated("corrective.moved.owner", "Mine"))
    other.reread()
    other.write(stated("shop", "MADE"))  # as it stands: no change
    assert not other.can_undo
    other.write(stated("corrective.moved.owner", "Theirs"))
    file.reread()
    assert file.can_undo
    with pytest.raises(NotOurs):
        file.undo()
    assert "Theirs" in file.path.read_text()
    assert other.undo()
    file.reread()
    assert file.undo()
    assert "Mine" not in file.path.read_text()
    assert not file.can_undo


def test_a_change_of_a_process_that_still_runs_is_not_taken_over(folder):
    script = (
        "import sys; from pathlib import Path; from kit.desk.edits import CaseFile, stated\n"
        "print(CaseFile(Path(sys.argv[1])).write(stated('corrective.moved.owner', 'Theirs')), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "True\n"
        later = CaseFile(folder)
        assert not later.can_undo
        assert not later.undo()
    later = CaseFile(folder)
    assert later.undo()
    assert "Theirs" not in later.path.read_text()
    assert not list((folder / "build").glob(".walk-*")), "what ended leaves no sign"


def test_forks_of_one_parent_are_two(file, folder, monkeypatch):
    file.write(stated("corrective.moved.owner", "Mine"))
    monkeypatch.setattr("os.getpid", lambda: 1)
    assert not CaseFile(folder).can_undo


def test_only_so_many_former_texts_stay(file, folder):
    for n in range(KEPT + 3):
        file.write(stated("corrective.moved.owner", f"Person {n}"))
    assert len(list((folder / "build" / "undo").iterdir())) == KEPT


def test_what_another_hand_wrote_is_not_overwritten(file):
    other = file.path.read_text().replace("Li Wen", "Wang Fang")
    file.path.write_text(other, encoding="utf-8")
    for act in (lambda: file.write(stated("shop", "X")), file.undo, lambda: file.by_other().__enter__()):
        with pytest.raises(Changed):
            act()
    assert file.path.read_text() == other
    file.reread()
    assert file.write(stated("corrective.moved.owner", "Somebody"))
    assert "Wang Fang" in file.path.read_text()


def test_what_would_break_the_case_is_refused_with_its_place(file):
    before = file.path.read_text()
    for change, place in (
        (stated("corrective.moved.done", "12/06/2026"), "corrective.0.done"),
        (stated("violation.id", ""), "violation.id"),
        (linked("corrective.moved", "answers", "nobody", is_linked=True), "no root cause 'nobody'"),
        (stated("evidence.contract.file", "evidence/none.pdf"), "there is no file"),
    ):
        with pytest.raises(BadFile) as refused:
            file.write(change)
        assert any(place in problem for problem in refused.value.problems)
    assert file.path.read_text() == before


def test_a_case_that_is_broken_already_can_be_mended(file):
    file.path.write_text(file.path.read_text().replace("title: Late dispatch", "title: ''").replace("stance: plan", "stance: x"))
    file.reread()
    with pytest.raises(BadFile):
        _ = file.opened
    assert file.write(stated("violation.title", "Late dispatch"))
    assert file.write(stated("stance", "plan"))
    assert file.opened.case.stance == "plan"


def test_chinese_notes_what_it_translates(file):
    where = "corrective.moved.what"
    file.write(said(where, "截单时间已前移。", "zh"))
    what = file.opened.case.corrective[0].what
    assert (what.zh, what.is_stale) == ("截单时间已前移。", False)
    file.write(said(where, "The cut-off was moved by an hour ({{ exhibit.screen }})."))
    assert file.opened.case.corrective[0].what.is_stale, "the English changed after it"
    file.write(said(where, "", "zh"))
    assert file.document.get(where) == "The cut-off was moved by an hour ({{ exhibit.screen }})."


def test_a_thing_comes_with_its_links_and_goes_with_them(file):
    file.write(added("root_causes", {"id": "one", "what": "x", "role": ""}))
    file.write(
        all_of(
            linked("corrective.moved", "answers", "one", is_linked=True),
            linked("root_causes.one", "exhibits", "screen", is_linked=True),
            linked("put_right.buyers", "exhibits", "screen", is_linked=True),
            stated("put_right.buyers.what", "All have arrived."),
        )
    )
    case = file.opened.case
    assert case.corrective[0].answers == ("cutoff", "one")
    assert case.root_causes[1].exhibits == ("screen",)
    file.write(removed("root_causes", "one"))
    file.write(removed("evidence", "screen"))
    case = file.opened.case
    assert case.corrective[0].answers == ("cutoff",)
    assert not any("screen" in (t.exhibits or ()) for t in (*case.corrective, *case.preventive, case.put_right.buyers))


def test_a_file_that_is_called_like_a_cause_goes_without_it(file):
    file.write(added("root_causes", {"id": "screen", "what": "x"}))
    file.write(linked("corrective.moved", "answers", "screen", is_linked=True))
    file.write(removed("evidence", "screen"))
    moved = file.opened.case.corrective[0]
    assert (moved.answers, moved.exhibits) == (("cutoff", "screen"), ())


def test_what_cannot_be_undone_is_written_all_the_same(file, folder):
    (folder / "build").mkdir(exist_ok=True)
    (folder / "build" / "undo").write_text("a file stands where the folder belongs")
    assert file.write(stated("corrective.moved.owner", "Somebody"))
    with file.by_other():
        file.path.write_text(file.path.read_text() + "# noted\n", encoding="utf-8")
    assert not file.can_undo
    assert file.path.read_text().endswith("# noted\n")


def test_what_others_write_can_be_undone_too(file):
    first = file.path.read_text()
    with file.by_other():
        file.path.write_text(first + "# noted\n", encoding="utf-8")
    assert file.undo()
    assert file.path.read_text() == first


def test_names_and_texts():
    assert new_id("The cut-off stayed at 17:00", [], "cause") == "stayed"
    assert new_id("截单时间未调整", ["cause"], "cause") == "cause_2"
    assert clean("a\x00b\u202ec \r\nd\u2028e\t f ") == "abc\nd\ne  f"


def test_a_plain_text_stays_when_something_comes_beside_it(file):
    promise = "The cut-off will move."
    path = file.path
    path.write_text(
        path.read_text()
        + f"history:\n  - {{file: evidence/contract.pdf, outcome: rejected, date: 2026-06-20, promises: [{promise}]}}\n"
    )
    file.reread()
    file.write(stated("history.0.promises.0.became", "kept"))
    file.write(said("history.0.promises.0.because", "It moved."))
    kept = file.opened.case.history[0].promises[0]
    assert (kept.en, kept.became, kept.because.en) == (promise, "kept", "It moved.")
