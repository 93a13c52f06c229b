"""The parts of a batch that need no kernel: which cases, which parameters, what is done, what the summary says."""

import csv
import json
import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path, PurePosixPath

import pytest

from kit.batch import inputs, page, state, summary
from kit.batch.jobs import find
from kit.batch.outcome import about, failed
from kit.batch.parameters import checked, literal
from kit.errors import BadFile, LedgerError, Usage
from kit.paths import NOTEBOOKS

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LOGISTICS = NOTEBOOKS / "logistics.ipynb"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def client(small, tmp_path, monkeypatch):
    """Three small cases below a client's folder, the last named with the earliest deadline; the ledger beside them."""
    import shutil

    monkeypatch.setenv("POA_HOME", str(tmp_path))
    root = tmp_path / "client"
    for n in (1, 2, 3):
        folder = shutil.copytree(small, root / f"case-{n}")
        text = (folder / "case.yaml").read_text(encoding="utf-8")
        text = text.replace("7529184460371124", f"752918446037112{n}").replace("2026-07-09T23:59", f"2026-07-{20 - n}T23:59")
        (folder / "case.yaml").write_text(text, encoding="utf-8")
    return root


# --- which cases ----------------------------------------------------------------------------


def test_cases_are_found_below_a_folder_deadlines_first(client):
    (client / "case-1" / "build").mkdir(exist_ok=True)
    (client / "case-1" / "build" / "case.yaml").write_text("id: made")
    (client / ".hidden").mkdir()
    (client / ".hidden" / "case.yaml").write_text("id: hidden")
    assert [job.name for job in find(client)] == ["case-3", "case-2", "case-1"]
    assert [job.name for job in find(client / "case-2")] == ["case-2"]


def test_a_batch_file_names_its_cases(client):
    file = client / "batch.yaml"
    file.write_text("cases: [case-2, case-1, case-2]\ndraft: true\nlang: zh\n", encoding="utf-8")
    found = find(file)
    assert [(job.name, job.draft, job.lang) for job in found] == [("case-2", True, "zh"), ("case-1", True, "zh")]
    file.write_text("cases: [case-9, case-1, ../none]\n", encoding="utf-8")
    with pytest.raises(BadFile) as told:
        find(file)
    assert len(told.value.problems) == 2


def test_no_case_and_no_folder_are_told(tmp_path):
    with pytest.raises(Usage):
        find(tmp_path)
    with pytest.raises(BadFile):
        find(tmp_path / "none")


def test_a_case_that_cannot_be_read_is_a_job_with_its_problem(client):
    (client / "case-2" / "case.yaml").write_text("id: [", encoding="utf-8")
    broken = find(client)[-1]  # no deadline is known: last
    assert broken.name == "case-2"
    assert broken.case is None
    assert "line" in broken.problem


@pytest.mark.parametrize(
    ("line", "faulty"),
    [
        ("attempt: 1", "route: apeal"),
        ("attempt: 1", "corrective:\n  - done: '[TODO: when]'"),
        ("attempt: 1", "corrective: [\n"),  # no YAML from here on
        ("attempt: 1", "\t- a tab"),
        ("  title: ", "  title: &late "),
        ("  title: ", "  code: [\n  title: "),
        ("  site: UK", "  site:  # to fill: which site"),
    ],
)
def test_a_case_with_a_faulty_line_is_told_by_its_deadline_and_violation(client, tmp_path, monkeypatch, capsys, line, faulty):
    from kit.batch import told as room
    from kit.cli import main

    text = (client / "case-3" / "case.yaml").read_text(encoding="utf-8")
    assert line in text
    (client / "case-3" / "case.yaml").write_text(text.replace(line, faulty, 1), encoding="utf-8")
    monkeypatch.setattr(room, "run_batch", lambda jobs, **_: tuple(failed(job, job.problem) for job in jobs))
    assert [(job.name, job.case is None) for job in find(client)] == [("case-3", True), ("case-2", False), ("case-1", False)]
    assert main(["batch", str(client), "--lang", "en"]) == 1
    assert "2026-07-17 23:59\tfailed\tcase-3\t7529184460371123" in capsys.readouterr().out
    rows = list(csv.DictReader((client / "batch.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert (rows[0]["violation_id"], rows[0]["deadline"]) == ("7529184460371123", "2026-07-17T23:59:00+01:00")
    assert json.loads((client / "batch.json").read_text())["cases"][0]["violation_id"] == "7529184460371123"
    html = (client / "batch.html").read_text()
    assert html.index("7529184460371123") < html.index("7529184460371122")
    assert main(["status", str(client), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["cases"][0]
    assert (first["path"], first["next"], first["deadline"]) == ("case-3", "answer", "2026-07-17T23:59:00+01:00")
    assert first["state"] in {"unreadable", "unfilled"}


def test_a_deadline_that_is_itself_faulty_is_none(client):
    text = (client / "case-3" / "case.yaml").read_text(encoding="utf-8")
    (client / "case-3" / "case.yaml").write_text(text.replace("2026-07-17T23:59", "17/07/2026 23:59"), encoding="utf-8")
    last = find(client)[-1]
    assert (last.name, last.deadline, last.stated.violation_id) == ("case-3", None, "7529184460371123")


def test_one_violation_is_answered_once(client):
    text = (client / "case-2" / "case.yaml").read_text(encoding="utf-8")
    (client / "case-2" / "case.yaml").write_text(text.replace("7529184460371122", "7529184460371121"), encoding="utf-8")
    problems = {job.name: job.problem for job in find(client)}
    assert not problems["case-1"]
    assert "case-1" in problems["case-2"]
    (client / "case-2" / "case.yaml").write_text(
        text.replace("7529184460371122", "7529184460371121").replace("attempt: 1", "attempt: 2"), encoding="utf-8"
    )
    assert not any(job.problem for job in find(client))


# --- parameters -----------------------------------------------------------------------------


def test_good_parameters_pass():
    given = {"case": "../x", "draft": True, "interactive": False, "lang": "zh"}
    assert checked(LOGISTICS, given) == given


class Sly(str):
    __slots__ = ()

    def __repr__(self):
        return "__import__('os').abort()"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("case = 1\nimport os\nb", "x"),
        ("unknown", "x"),
        ("case", b"x'; import os"),
        ("case", ("a", "b")),
        ("case", Path("x")),
        ("case", PurePosixPath("x")),
        ("case", ValueError("x")),
        ("case", Sly("x")),
        ("case", 5),
        ("case", None),
        ("draft", None),
        ("draft", "yes"),
        ("draft", 1),
        ("draft", ["yes"]),
    ],
    ids=str,
)
def test_what_papermill_would_run_as_code_is_refused(name, value):
    with pytest.raises(Usage) as told:
        checked(LOGISTICS, {name: value, "lang": "en"})
    assert len(told.value.problems) == 1


def test_every_wrong_parameter_is_told_at_once():
    with pytest.raises(Usage) as told:
        checked(LOGISTICS, {"a": 1, "b": 2, "draft": "no"})
    assert len(told.value.problems) == 3


@pytest.mark.parametrize("name", ["{client}", "{0}", "{x.__class__}", "报告{1}", "{{", "}"])
def test_braces_in_a_path_stay_braces(name):
    from papermill.parameterize import parameterize_path

    assert parameterize_path(literal(Path("/x") / name), {"client": "../../etc"}) == f"/x/{name}"


# --- what is done ---------------------------------------------------------------------------


def change(client, what):
    case = client / "case-1"
    if what == "case.yaml":
        with (case / "case.yaml").open("a") as file:
            file.write("\n# a word\n")
    elif what == "evidence":
        path = case / "evidence" / "screen.png"
        path.write_bytes(path.read_bytes() + b"\0")
    elif what == "added":
        (case / "orders").mkdir()
        (case / "orders" / "more.csv").write_text("a")
    elif what == "renamed":
        (case / "evidence" / "screen.png").rename(case / "evidence" / "screen2.png")
    elif what == "format":
        (client / "formats").mkdir()
        (client / "formats" / "own.yaml").write_text("a: b")


@pytest.mark.parametrize("what", ["case.yaml", "evidence", "added", "renamed", "format"])
def test_a_changed_input_is_another_digest(client, what):
    job = next(job for job in find(client) if job.name == "case-1")
    before = inputs.digest(job)
    assert before == inputs.digest(job)
    change(client, what)
    assert before != inputs.digest(job)


def test_what_is_made_is_no_input(client):
    job = next(job for job in find(client) if job.name == "case-1")
    before = inputs.digest(job)
    (job.folder / "build").mkdir(exist_ok=True)
    (job.folder / "build" / "report.json").write_text("{}")
    (job.folder / "logistics.ipynb").write_text("{}")
    (job.folder / "ledger.sqlite").write_text("as where a person works in the case")
    (client / "inbox").mkdir()
    (client / "inbox" / "not linked.pdf").write_text("x")
    assert before == inputs.digest(job)


def test_a_linked_file_and_the_clients_own_are_inputs(client):
    case, text = client / "case-1", (client / "case-1" / "case.yaml").read_text(encoding="utf-8")
    (client / "inbox").mkdir()
    (case / "evidence" / "contract.pdf").rename(client / "inbox" / "contract.pdf")
    seller, rest = text.split("seller:\n")[1].split("shop: MADE", 1)
    (client / "client.yaml").write_text("\n".join(line[2:] for line in seller.splitlines()), encoding="utf-8")
    head = text.split("seller:\n")[0]
    moved = f"{head}shop: MADE{rest}".replace("evidence/contract.pdf", "../inbox/contract.pdf")
    (case / "case.yaml").write_text(moved, encoding="utf-8")
    job = next(job for job in find(client) if job.name == "case-1")
    assert job.case is not None, job.problem
    named = {path.name for path in inputs.inputs(job)}
    assert {"client.yaml", "contract.pdf", "screen.png", "case.yaml"} <= named
    before = inputs.digest(job)
    (client / "client.yaml").write_text("id: other\n")
    assert before != inputs.digest(job)


@pytest.fixture
def built(client):
    """One case built as a batch leaves it, without the kernel: (job, digest, outcome)."""
    from kit.appeal import Appeal
    from kit.batch.result import reported

    job = next(job for job in find(client) if job.name == "case-1")
    assert Appeal.open(job.folder).build().status == "ready"
    for name in ("notebook.ipynb", "notebook.html"):
        (job.folder / "build" / name).write_text("{}")
    return job, inputs.digest(job), reported(job)


def test_done_means_the_same_inputs_kit_and_output(built, monkeypatch):
    job, told, outcome = built
    assert outcome.state == "ready"
    with state.opened() as known:
        assert known.done(job, told) is None
        known.note(job, outcome, told)
        assert known.done(job, told).pdf == outcome.pdf
        assert known.done(job, told).kept
        assert known.done(job, "another digest") is None
        from dataclasses import replace

        assert known.done(replace(job, draft=True), told) is None
        assert known.done(replace(job, lang="zh"), told) is None
        with monkeypatch.context() as patch:
            patch.setattr(inputs, "engine", lambda: "another kit")
            assert known.done(job, told) is None
        assert known.done(job, told)
        pdf = job.folder / outcome.pdf
        whole = pdf.read_bytes()
        pdf.write_bytes(whole[:-1])
        assert known.done(job, told) is None
        pdf.write_bytes(whole)
        assert known.done(job, told)
        (job.folder / "build" / "notebook.html").unlink()
        assert known.done(job, told) is None


def test_a_failed_case_is_never_done(built):
    job, told, _ = built
    with state.opened() as known:
        known.note(job, failed(job, "why"), told)
        assert known.done(job, told) is None


def test_a_ledger_that_is_none_is_refused_and_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerError), state.opened():
        pass
    assert (tmp_path / "ledger.sqlite").read_bytes().startswith(b"no database")


def test_the_ledger_keeps_what_others_keep_there(built, tmp_path):
    job, told, outcome = built
    with sqlite3.connect(tmp_path / "ledger.sqlite") as db:
        db.execute("create table others (x)")
        db.execute("insert into others values (7)")
    db.close()
    with state.opened() as known:
        known.note(job, outcome, told)
    db = sqlite3.connect(tmp_path / "ledger.sqlite")
    assert db.execute("select x from others").fetchall() == [(7,)]
    assert db.execute("select count(*) from batch_case").fetchall() == [(1,)]
    assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    db.close()


# --- what is told ---------------------------------------------------------------------------


def test_status_follows_the_files(built, capsys, client):
    from kit.cli import main

    def states():
        assert main(["status", str(client), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["cases"]
        assert [c["path"] for c in found] == ["case-3", "case-2", "case-1"]
        assert found[2]["deadline"] == "2026-07-19T23:59:00+01:00"
        return {c["path"]: c["state"] for c in found}

    job, told, outcome = built
    assert states() == {"case-1": "ready", "case-2": "new", "case-3": "new"}
    with state.opened() as known:
        known.note(job, outcome, told)
    assert states()["case-1"] == "ready"
    (client / "case-2" / "case.yaml").write_text("id: [", encoding="utf-8")
    change(client, "evidence")
    assert main(["status", str(client), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["cases"]
    assert {c["path"]: c["state"] for c in found} == {"case-1": "changed", "case-2": "unreadable", "case-3": "new"}
    assert main(["status", str(client), "--lang", "zh"]) == 0
    assert "文件已变动" in capsys.readouterr().out


def test_why_a_case_is_refused_is_said_in_the_language_of_the_batch(client, tmp_path, monkeypatch, capsys):
    from kit.appeal import Appeal
    from kit.batch import told as room
    from kit.batch.result import reported
    from kit.cli import main

    text = (client / "case-3" / "case.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("corrective:\n")  # neither measures of the one kind nor of the other
    (client / "case-3" / "case.yaml").write_text(f"{before}evidence:\n{rest.partition('evidence:')[2]}", encoding="utf-8")
    found = Appeal.open(client / "case-3")
    assert found.build().status == "refused"
    errors = [f for f in found.findings if f.severity == "error"]
    assert len(errors) > 1
    assert errors[0].message_zh
    monkeypatch.setattr(room, "run_batch", lambda jobs, **_: tuple(map(reported, jobs)))
    for lang, message, more in (
        ("zh", errors[0].message_zh, f"（另有 {len(errors) - 1} 个）"),
        ("en", errors[0].message, f" (and {len(errors) - 1} more)"),
    ):
        assert main(["batch", str(client / "case-3"), "--lang", lang]) == 1
        said = f"{errors[0].where}: {message}"
        assert f"{said}{more}" in capsys.readouterr().out
        build = client / "case-3" / "build"
        assert json.loads((build / "batch.json").read_text())["cases"][0]["errors"][0] == said
        assert f"{said}{more}" in (build / "batch.csv").read_text(encoding="utf-8-sig").replace('""', '"')
        assert escape(message) in (build / "batch.html").read_text(encoding="utf-8")


def test_the_summary_is_harmless_and_says_why(client, tmp_path):
    jobs = find(client)
    evil = "=cmd|'/c calc'!A0"
    told = [
        failed(jobs[0], evil, cell="In [4]: appeal.rows()", file="orders/<b>x.csv"),
        about(jobs[1], "refused", errors=("a.b: <script>alert(1)</script>",), error_count=5),
        about(jobs[2], "ready", pdf="build/x.pdf", pages=3),
    ]
    document = summary.write_summary(tmp_path, told, "en", now=NOW, cases={job.name: job.folder for job in jobs})
    assert document["counts"] == {"failed": 1, "refused": 1, "ready": 1}
    assert json.loads((tmp_path / "batch.json").read_text())["cases"][1]["error_count"] == 5
    rows = list(csv.DictReader((tmp_path / "batch.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["path"] for row in rows] == ["case-3", "case-2", "case-1"]
    assert rows[0]["why"] == "'" + evil
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    html = (tmp_path / "batch.html").read_text()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "In [4]: appeal.rows()" in html
    assert "and 4 more errors" in html
    assert "17 days" in html
    assert html.count("<a href=") == 1
    assert f'<a href="client/{jobs[2].name}/build/x.pdf">x.pdf, 3 pages, 0.0 MB</a>' in html


def test_the_page_context_is_what_the_template_uses():
    from kit.tools.templates import names_used

    assert names_used("batch.html.j2") == set(summary.BatchContext.__slots__)
    assert names_used("batch_notebook.html.j2") == {"title", "body", "css"}


EVIL = (
    '<script>alert(1)</script><img src="x" onerror="alert(2)"><img src="file:///etc/passwd"><a href="javascript:alert(3)">a</a>'
    '<iframe src="http://127.0.0.1/"></iframe><object data="file:///etc/passwd"></object><p onclick="x()">kept</p>'
    '<link rel="stylesheet" href="http://127.0.0.1/x.css"><svg onload="alert(4)"><script>1</script></svg><img src="data:image/png;base64,AA">'
)


def test_the_page_of_a_notebook_runs_and_fetches_nothing():
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": EVIL, "application/javascript": "alert(5)"}}
    drawing = {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": "<svg onload='alert(6)'></svg>"}}
    code = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": EVIL, "outputs": [output, drawing]}
    text = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": EVIL + "\n\n![x](file:///etc/passwd) <p>said</p>"}
    html = page.page({"cells": [code, text], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, "<b>title</b>")
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    assert "kept" in soup.get_text()
    assert "said" in soup.get_text()
    assert not soup.find_all(["script", "object", "embed", "link", "svg", "form"])
    assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
    led = [tag[name] for tag in soup.find_all() for name in ("src", "href", "data", "srcset") if tag.get(name)]
    assert led
    assert all(target.startswith(("data:image/", "#")) for target in led), led
    assert all("sandbox" in frame.attrs for frame in soup.find_all("iframe"))
    assert "default-src 'none'" in html
    assert "&lt;b&gt;title" in html


def test_watching_gives_the_cases_whose_files_changed(client):
    from kit.batch.watch import rounds

    found = rounds(lambda: find(client), pause=0.01)
    assert [job.name for job in next(found)[1]] == ["case-3", "case-2", "case-1"]
    (client / "case-2" / "build").mkdir(exist_ok=True)
    (client / "case-2" / "build" / "report.json").write_text("{}")  # what is made is no change
    change(client, "evidence")
    jobs, changed = next(found)
    assert [job.name for job in changed] == ["case-1"]
    assert len(jobs) == 3
    import shutil

    shutil.copytree(client / "case-1", client / "case-4")
    assert [job.name for job in next(found)[1]] == ["case-4"]
    (client / "case-3" / "case.yaml").write_text("id: [", encoding="utf-8")
    assert [(job.name, bool(job.problem)) for job in next(found)[1]] == [("case-3", True)]


def test_what_a_killed_run_left_is_swept_and_what_is_in_use_stays(tmp_path):
    import os

    from kit.batch.swept import sweep
    from kit.tools.locks import held

    for name in ("poa-batch-left", "poa-batch-used", "poa-batch-young", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kernel.json").write_text("{}")
    (tmp_path / "poa-batch-link").symlink_to(tmp_path / "others")
    with held(tmp_path / "poa-batch-used" / ".lock", what="a kernel"):
        for name in ("poa-batch-left", "poa-batch-used"):
            os.utime(tmp_path / name, (1, 1))
        sweep(tmp_path, "poa-batch-")
        assert {p.name for p in tmp_path.iterdir()} == {"poa-batch-used", "poa-batch-young", "others", "poa-batch-link"}
    assert (tmp_path / "others" / "kernel.json").is_file()


@pytest.mark.parametrize(
    ("sentence", "file", "said", "of"),
    [
        ("../case.yaml: 2 problems\n  a.b: no\n  c: none", "case.yaml", "a.b: no; c: none", "case.yaml"),
        ("..: 1 problem\n  orders/a b.csv: no order id column", ".", "orders/a b.csv: no order id column", "orders/a b.csv"),
        ("..: 1 problem\n  evidence/x.pdf (evidence.x) is empty (0 bytes)", "", "evidence/x.pdf (evidence.x) is empty (0 bytes)", "evidence/x.pdf"),
        ("ValueError: a: b\n  c", "", "ValueError: a: b; c", ""),
        ("the limit was reached", "notebook.ipynb", "the limit was reached", "notebook.ipynb"),
    ],
)  # fmt: skip
def test_a_failure_is_told_without_places_of_the_notebook(client, sentence, file, said, of):
    outcome = failed(find(client)[0], sentence, file=file, cell="In [3]: x")
    assert (outcome.sentence, outcome.file) == (said, of)
    assert outcome.told("en") == f"{'' if of in said else of + ': '}{said} (In [3]: x)"


def test_a_case_has_a_temporary_folder_of_its_own_that_vanishes(tmp_path, monkeypatch):
    import os
    import tempfile

    from kit.batch.swept import own_folder

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    left = tmp_path / "poa-case-left"
    left.mkdir()
    (left / "secret.pdf").write_text("of a run that was killed")
    os.utime(left, (0, 0))
    with own_folder():
        folder = Path(os.environ["TMPDIR"])
        assert list(tmp_path.iterdir()) == [folder]
        (folder / "left by a kernel").mkdir()
        assert tempfile.gettempdir() == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() == str(tmp_path)


def test_a_quiet_batch_names_what_failed(tmp_path, monkeypatch, capsys):
    from kit.cli import main

    monkeypatch.setenv("POA_HOME", str(tmp_path))
    folder = tmp_path / "client" / "case"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text("id: [", encoding="utf-8")
    assert main(["batch", str(tmp_path / "client"), "--quiet", "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("poa: case: failed: case.yaml: line 2, ")


def test_what_a_case_is_told_ends_with_it(tmp_path, monkeypatch):
    """The process may run a case of another batch next, which has other passwords or none."""
    from kit.batch import apart, execute

    monkeypatch.setenv("POA_KEPT", "as it was")
    seen = {}
    monkeypatch.setattr(execute, "execute", lambda *_: seen.update(os.environ))
    apart._apart(None, 1, "", {"POA_PDF_PASSWORDS": "of one client", "POA_KEPT": "of the batch"})
    assert (seen["POA_PDF_PASSWORDS"], seen["POA_KEPT"]) == ("of one client", "of the batch")
    assert os.environ["POA_KEPT"] == "as it was"
    assert "POA_PDF_PASSWORDS" not in os.environ


def dies(job, limit, _place, _told):
    """A case whose process is killed as often as its folder tells, and else fails on its own."""
    import os
    import signal

    with (job.folder / "tries").open("a") as file:
        file.write(f"{limit > 0}\n")
    if len((job.folder / "tries").read_text().split()) <= int((job.folder / "deaths").read_text()):
        os.kill(os.getpid(), signal.SIGKILL)
    return failed(job, "the case has a fault of its own")


@pytest.mark.parametrize(
    ("deaths", "tries", "said"),
    [(0, 1, "a fault of its own"), (1, 2, "a fault of its own"), (9, 2, "broke its reader (SIGKILL)")],
)
def test_a_case_whose_process_is_killed_is_tried_once_more(client, monkeypatch, deaths, tries, said):
    from kit.batch import apart

    monkeypatch.setattr(apart, "_apart", dies)
    job = find(client)[0]
    (job.folder / "deaths").write_text(str(deaths))
    assert said in apart.run(job, 30).sentence
    assert (job.folder / "tries").read_text() == "True\n" * tries


def stopped(name, value, trace):
    """A notebook that papermill stopped at an error."""
    banner = {
        "cell_type": "markdown",
        "id": "a",
        "metadata": {"tags": ["papermill-error-cell-tag"]},
        "source": "Stopped at In [1]",
    }
    error = {"output_type": "error", "ename": name, "evalue": value, "traceback": trace}
    code = {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 1, "source": "appeal.make()", "outputs": [error]}
    return {"cells": [banner, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_a_notebook_that_stopped_says_why_first_and_names_no_place_of_this_machine():
    from kit.batch.execute import shown
    from kit.paths import PACKAGE

    trace = [
        "\x1b[31m-----\x1b[39m",
        f"\x1b[36mFile \x1b[39m\x1b[32m{PACKAGE}/appeal.py:73\x1b[39m, in Appeal.make(self)",
        "File ~/.pyenv/lib/python3.11/functools.py:1001, in get",
        "File /srv/people/li wen/x.py:2, in made",
        "  raised in /opt/py/site-packages/pandas/core/frame.py",
    ]
    said = "..: 1 problem\n  evidence/<x>.pdf (evidence.x) cannot be read; ask for it again"
    banner, code = shown(stopped("BadFile", said, trace))["cells"]
    assert code["outputs"][0]["traceback"] == ["evidence/<x>.pdf (evidence.x) cannot be read; ask for it again"]
    assert "<pre>evidence/&lt;x&gt;.pdf (evidence.x) cannot be read; ask for it again</pre>" in banner["source"]

    document = shown(stopped("KeyError", "'a'", trace))
    banner, code = document["cells"]
    assert code["outputs"][0]["traceback"][0] == "KeyError: 'a'"
    assert code["outputs"][0]["traceback"][2:4] == [
        "File kit/appeal.py:73, in Appeal.make(self)",
        "File functools.py:1001, in get",
    ]
    html = page.page(document, "x")
    assert html.index("KeyError: &#39;a&#39;") < html.index("kit/appeal.py:73")
    assert not [place for place in (str(PACKAGE.parent), "pyenv", "/opt", "/srv", "site-packages") if place in html]


def test_a_name_is_whole_on_a_narrow_terminal_and_why_stands_below_it(client, monkeypatch, capsys):
    from kit.terminal import Terminal

    monkeypatch.setattr(Terminal, "is_watched", True)
    monkeypatch.setenv("COLUMNS", "80")
    job = replace(find(client)[0], name="tangting-pet-supplies/my-supplier-claim-of-a-kind")
    summary.tell(Terminal("en"), [failed(job, "evidence/report.pdf cannot be read as a PDF, " + "so ask for it again " * 5)])
    first, *why, counted = capsys.readouterr().out.splitlines()
    assert first.split() == ["failed", "2026-07-17", "23:59", job.name, "7529184460371123"]
    assert len(why) > 1
    assert all(line.startswith("    ") and len(line) <= 80 for line in why)
    assert counted == "1 failed"


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; Debian: apt-get install -y chromium")
def test_the_page_of_a_batch_stacks_on_a_phone(client):
    from playwright.sync_api import sync_playwright

    outcomes = [
        failed(replace(job, name=f"tangting-pet-supplies/my-supplier-claim-{n}"), "evidence/report.pdf cannot be read; " * 4)
        for n, job in enumerate(find(client) * 8)
    ]
    places = {outcome.path: client / "case-1" for outcome in outcomes}
    summary.write_summary(client, outcomes, "en", now=NOW, cases=places)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        phone = browser.new_page(viewport={"width": 420, "height": 800})
        phone.goto((client / "batch.html").as_uri())
        seen = phone.evaluate("({wide: document.documentElement.scrollWidth, high: document.body.scrollHeight})")
        result = phone.locator("td.result").first.bounding_box()
        browser.close()
    assert seen["wide"] == 420
    assert seen["high"] / len(outcomes) < 250
    assert result["width"] > 350
