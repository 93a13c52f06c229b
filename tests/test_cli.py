"""`poa` as a script or a person meets it: what it prints, what it returns, in both languages."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit import cli, policy
from kit.errors import BadFile
from kit.ledger import ledger_path
from kit.model import Metric, Rate, Window
from kit.paths import PACKAGE
from kit.phrases import PHRASES, chosen, say
from kit.terminal import Terminal, clean, wrapped
from kit.told import _sentences as told_sentences

ANSWERS = (
    "--ticket enforced --route appeal --stance plan --attempt 1 --site UK --family logistics --violation-id 7000000000001"
    " --title Late --received 2026-06-09T10:12 --clock site --legal-name Seller --shop-code S1 --shop-name Shop --seller-type local"
).split()


def poa(*argv):
    return cli.main([str(a) for a in argv])


def as_json(capsys):
    return json.loads(capsys.readouterr().out)


# --- a case, end to end ---------------------------------------------------------------------


def test_check_finds_no_error_and_builds_nothing(small, capsys):
    assert poa("check", small, "--json") == 0
    told = as_json(capsys)
    assert set(told) == {"findings", "skipped", "elsewhere"}
    assert not [f for f in told["findings"] if f["severity"] == "error"]
    assert not list((small / "build").glob("7*.pdf"))


def test_an_error_is_told_refuses_and_leaves_a_draft(small, capsys):
    text = (small / "case.yaml").read_text(encoding="utf-8")
    assert "    done: " in text
    (small / "case.yaml").write_text(text.replace("    done: ", "    # done: ", 1), encoding="utf-8")
    assert poa("check", small, "--json") == 1
    errors = [f for f in as_json(capsys)["findings"] if f["severity"] == "error"]
    assert errors
    assert all(f["where"] and f["message"] for f in errors)
    assert poa("build", small, "--lang", "zh") == 1
    told = capsys.readouterr().out
    assert "未生成" in told
    assert f"错误\t{errors[0]['where']}\t纠正措施 " in told  # plain lines for a pipe
    assert not list((small / "build").glob("7*.pdf"))
    assert poa("build", small, "--draft", "--json") == 0
    report = as_json(capsys)
    assert report["status"] == "draft"
    assert (small / report["pdf"]["path"]).is_file()


def test_orders_shows_every_row(example, capsys):
    assert poa("orders", example, "--json") == 0
    told = as_json(capsys)
    for r in told["readings"]:
        assert r["rows_in"] == r["used"] + r["quarantined"] + r["description"] + r["duplicates"] + r["merged"]
    exports = [r for r in told["readings"] if r["table"] == "orders"]
    assert all(r["recognised"] and r["delimiter"] == "commas" for r in exports)
    for example_cell in (e for r in exports for e in r["examples"]):
        assert example_cell["raw"] != example_cell["understood"] or example_cell["raw"]
    assert len(told["quarantine"]) == sum(r["quarantined"] for r in told["readings"])
    assert poa("orders", example, "--lang", "en") == 0
    text = capsys.readouterr().out
    assert "rows in = " in text
    assert " UTC" in text
    assert f"{len(told['quarantine'])} rows set aside" in text
    assert poa("orders", example, "--lang", "zh") == 0
    assert "买家数据" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_are_cut_at_the_width_and_lose_nothing(columns):
    text = "Buyer Message, 买家留言买家留言买家留言买家留言买家留言买家留言, " + "x" * 150 + " and the rest of it, " * 9
    cut = wrapped(text, columns)
    assert all(sum(2 if ord(c) > 0x2E7F else 1 for c in line) <= columns for line in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert wrapped("", columns) == [""]


# --- the other commands --------------------------------------------------------------------------


def test_policy(capsys):
    assert poa("policy", "uk", "--profile", "seed", "--day", "2026-06-12", "--json") == 0
    told = as_json(capsys)
    assert told["site"] == "UK"
    assert any(f["id"].startswith("late_dispatch.") for f in told["facts"])
    assert all(f["grade"] for f in told["facts"])
    assert poa("policy", "UK") == 0
    assert "\tseed\t" in capsys.readouterr().out


def test_policy_by_the_country_s_name_and_in_chinese(capsys):
    assert poa("policy", "Germany", "--json") == 0
    told = as_json(capsys)
    assert (told["site"], told["about"]["amounts"]) == ("DE", "EUR 1.234,50 (€)")
    assert poa("policy", "GB", "--lang", "zh") == 0
    said = capsys.readouterr().out
    for line in ("站点\tUnited Kingdom 英国", "appeal.window_days\t未找到", "late_dispatch.deadline\t2 个工作日"):
        assert line in said
    assert "\nlate_dispatch.clock\tThe column is called RTH Time" in said  # what other sources say


@pytest.mark.parametrize(
    "wrong", [["policy", "XX"], ["policy", "UK", "--profile", "none"], ["policy", "UK", "--day", "12/06/2026"]]
)
def test_policy_names_what_is_unknown(wrong, capsys):
    assert poa(*wrong) == 2
    told = capsys.readouterr().err
    assert told.startswith("poa: ")
    assert "Traceback" not in told


def test_new_by_options(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert poa("new", "a", *ANSWERS) == 0
    assert "poa check a" in capsys.readouterr().out
    assert poa("new", "a", *ANSWERS) == 2
    assert "there already" in capsys.readouterr().err
    assert poa("new", *ANSWERS) == 0
    assert (tmp_path / "uk-logistics-7000000000001" / "case.yaml").is_file()


def test_new_says_in_words_which_answer_does_not_fit(tmp_path, capsys):
    assert poa("new", tmp_path / "a", *[{"7000000000001": "V 12/3", "Late": ""}.get(a, a) for a in ANSWERS]) == 2
    told = capsys.readouterr().err
    assert "--violation-id 'V 12/3': write 3 to 64 letters, digits" in told
    assert "--title '': must not be empty" in told
    assert "line " not in told
    assert "pattern" not in told


def test_the_example_in_a_new_case_names_kinds_that_the_rules_ask_for():
    kinds = {kind for family in policy.families() for need in policy.family(family).evidence for kind in need.kinds}
    shown = re.findall(r"^#     kind: (\w+)$", (PACKAGE / "new_case.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert set(shown) <= kinds


def test_one_metric_is_told_once():
    window = Window(start=date(2026, 5, 11), end=date(2026, 6, 7))

    def metric(clock, late):
        periods = (("during", Rate(numerator=late, denominator=90, window=window)),)
        text = {"title": "", "definition": "", "unit": "%", "noun": "orders", "sentence": f"{clock} {late}"}
        return Metric(id=f"m_{clock}", clock=clock, periods=periods, **text)

    told = told_sentences([metric("handover", 8), metric("label", 8), metric("handover", 8), metric("scan", 3), metric(None, 8)])
    assert list(told) == ["handover 8", "label 8", "scan 3", "None 8"]


def test_new_names_all_that_it_lacks(tmp_path, capsys):
    assert poa("new", tmp_path / "a", "--site", "UK") == 2
    told = capsys.readouterr().err
    assert "--ticket" in told
    assert "--seller-type" in told
    assert "--site" not in told
    assert not (tmp_path / "a").exists()


def test_new_asks_status_route_stance_and_attempt_first(tmp_path, monkeypatch, capsys):
    asked = []
    answers = iter(
        "oops enforced appeal plan 1 UK logistics 7000000000001 Late 2026-06-09T10:12 _ 上海 site Seller S1 Shop local".split()
    )

    def prompt(text, default=None):
        asked.append(text)
        answer = next(answers)
        return "" if answer == "_" else answer

    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert poa("new", tmp_path / "a") == 0
    first = [text.split(".")[0] for text in asked[:5]]
    assert first == ["Ticket status", "Ticket status", "Route", "Stance", "Which attempt is this? 1 if nothing was sent before"]
    out = capsys.readouterr().out
    assert "please answer one of: pending, enforced" in out
    assert "'上海': there is no such zone; answer site, 北京时间, or a zone" in out  # and asked again
    assert (tmp_path / "a" / "case.yaml").is_file()


def test_lab_becomes_jupyter(tmp_path, monkeypatch):
    poa("new", tmp_path / "a", *ANSWERS)
    ran = []
    monkeypatch.setattr(os, "execve", lambda path, line, told: ran.append((*line, told["POA_HOME"])))
    poa("lab", tmp_path / "a")
    assert ran[0][1:4] == ("-m", "jupyter", "lab")
    assert ran[0][-2].endswith("logistics.ipynb")
    assert ran[0][-1] == str(ledger_path().parent)  # as `poa status` beside it knows it


def test_verify_wants_a_manifest(tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    assert poa("verify", tmp_path / "a.pdf") == 3
    assert "no manifest beside the PDF" in capsys.readouterr().err
    (tmp_path / "manifest.json").write_text("[]")
    assert poa("verify", tmp_path / "a.pdf") == 3
    (tmp_path / "manifest.json").write_text("{")
    assert poa("verify", tmp_path / "a.pdf") == 3
    assert poa("verify", tmp_path / "none.pdf") == 3


def test_version_and_help(capsys):
    assert poa("--version") == 0
    assert capsys.readouterr().out.startswith("poa 0.")
    assert poa() == 2 or "Commands:" in capsys.readouterr().out


# --- how errors end ------------------------------------------------------------------------------


@pytest.fixture
def failing(monkeypatch):
    """Make `poa doctor` fail in a given way."""

    def fail(error):
        def examine(_):
            raise error

        monkeypatch.setattr("kit.doctor.examine", examine)
        return poa("doctor")

    return fail


@pytest.mark.parametrize(
    "argv", [["bild"], ["build"], ["check", "--nope", "x"], ["demo", "--cases", "0"], ["check", ".", "--lang", "fr"]]
)
def test_wrong_usage_is_2(argv, capsys):
    assert poa(*argv) == 2
    told = capsys.readouterr().err
    assert told
    assert "Traceback" not in told


def test_every_problem_is_told_without_traceback(failing, capsys):
    assert failing(BadFile("case.yaml", ["line 3: no such key", "line 9: not a date"])) == 3
    told = capsys.readouterr().err
    assert told == "poa: case.yaml: 2 problems\n  line 3: no such key\n  line 9: not a date\n"


def test_ctrl_c_is_130(failing, capsys):
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err.strip() == "poa: stopped"


def test_a_fault_of_ours_keeps_its_traceback(failing, capsys):
    assert failing(ZeroDivisionError("ours")) == 70
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "fault of POA Kit" in told


def test_a_closed_pipe_is_silent():
    code = "import sys; from kit.cli import main; sys.exit(main(['policy', 'UK']))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_a_client_cannot_steer_the_terminal(capsys):
    Terminal().line("red\x1b[31m and \u202eturned")
    assert capsys.readouterr().out == "red\ufffd[31m and \ufffdturned\n"
    assert clean("plain\ttext\n") == "plain\ttext\n"


def test_a_terminal_that_lacks_a_character_does_not_fail():
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "POA_LANG": "zh", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "kit.cli", "doctor"], capture_output=True, env=env, check=False)
    assert b"???" in done.stdout
    assert b"Traceback" not in done.stderr


# --- languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", PHRASES)
def test_both_languages_have_the_same_places(key):
    import string

    english, chinese = ({name for _, name, _, _ in string.Formatter().parse(text) if name} for text in PHRASES[key])
    assert english == chinese


@pytest.mark.parametrize(
    ("lang", "environment", "expected"),
    [
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "POA_LANG": "en"}, "en"),
        ("zh", {"POA_LANG": "en"}, "zh"),
        (None, {"LANG": "de_DE"}, "en"),
    ],
)
def test_language(lang, environment, expected):
    assert chosen(lang, environment) == expected


def test_no_phrase_stands_twice():
    files = sorted((Path(cli.__file__).parent / "phrases").glob("*.py"))
    keys = [re.findall(r'^    "(\w+)": \(', p.read_text(encoding="utf-8"), re.MULTILINE) for p in files]
    every = [key for found in keys for key in found]
    assert len(every) == len(set(every)) == len(PHRASES)


def test_every_phrase_is_said_somewhere():
    source = "".join(
        p.read_text(encoding="utf-8").replace("'", '"')
        for p in Path(cli.__file__).parent.rglob("*.py")
        if "phrases" not in p.parts
    )
    asked = {
        f"ask_{name}" for name in ("ticket", "route", "stance", "attempt", "site", "family", "violation_id", "title", "received")
    }
    asked |= {f"ask_{name}" for name in ("deadline", "legal_name", "shop_code", "shop_name", "seller_type")}
    begun = tuple(re.findall(r'f"(\w+_)\{', source))  # said by names that are put together: f"state_{state}"
    computed = asked | {"ready", "draft", "refused", "error", "warning", "info"} | {k for k in PHRASES if k.startswith(begun)}
    of_one = {f"{key}_one" for key in re.findall(r'say_count\([\w.]+, "(\w+)"', source)}
    assert not [key for key in PHRASES if key not in computed | of_one and f'"{key}"' not in source]
    assert say("zh", "stopped") == "已中断"
