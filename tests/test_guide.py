"""The commands of docs/guide.md do what the guide says, from a client's ZIP to the PDF and to the sibling case."""

import re
import shlex
import zipfile
from pathlib import Path

import made_bundle
import pytest
import small_case
from tests_root import EXAMPLE

from kit.cli import main
from kit.errors import Exit

GUIDE = (Path(__file__).parents[1] / "docs" / "guide.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ poa (.+)$", GUIDE, re.MULTILINE)
QUICK = ("new", "status", "quote")  # read no file of the client


def run(folder, line):
    """The exit code of a command of the guide, its files in that folder."""
    words = [re.sub(r"^(?=acme|client\.zip|rates\.yaml|quote\.pdf)", f"{folder}/", word) for word in shlex.split(line)]
    return main([*words, "--lang", "en"])


def client_zip(folder):
    sent = folder / "sent"
    sent.mkdir()
    made_bundle.text_pdf(sent / "contract.pdf")
    made_bundle.screenshot(sent / "screen.png")
    export = next((EXAMPLE / "orders").glob("*.csv"))
    (sent / export.name).write_bytes(b"".join(export.read_bytes().splitlines(keepends=True)[:60]))
    with zipfile.ZipFile(folder / "client.zip", "w") as archive:
        for path in sent.iterdir():
            archive.write(path, path.name)


def fill(case):
    """As step 3 says: a person states what is true; here about two papers, without the export."""
    small = small_case.make(case.parent / "filled")
    (case / "case.yaml").write_bytes((small / "case.yaml").read_bytes())
    (case / "signature.png").write_bytes((small / "signature.png").read_bytes())
    for export in (case / "orders").glob("*.csv"):
        export.unlink()


def test_the_guide_names_its_commands():
    assert len(COMMANDS) == 12
    steps = [line.split(" acme")[0] for line in COMMANDS]
    assert steps == [
        "new",
        "intake",
        "orders",
        "facts",
        "check",
        "review",
        "build",
        "build",
        "verify",
        "new --from",
        "status",
        "quote",
    ]


def test_the_sibling_is_made_as_the_guide_says(tmp_path, capsys):
    (rates,) = re.findall(r"```yaml\n(currency.+?)```", GUIDE, re.DOTALL)
    (tmp_path / "rates.yaml").write_text(rates, encoding="utf-8")
    for line in (line for line in COMMANDS if line.startswith(QUICK)):
        assert run(tmp_path, line) == Exit.CLEAN, line
    told = capsys.readouterr().out
    assert "late_dispatch.clock\tlabel\thandover" in told
    assert "further sites of the same event, a letter each: 2,400.00 CNY" in told
    assert (tmp_path / "quote.pdf").is_file()
    assert (tmp_path / "acme" / "th-logistics" / "case.yaml").is_file()


@pytest.mark.slow
def test_the_pdf_is_built_from_the_zip_as_the_guide_says(tmp_path, capsys):
    client_zip(tmp_path)
    told = {}
    for line in (line for line in COMMANDS if not line.startswith(("status", "new --from", "quote"))):
        if line.startswith("review"):
            fill(tmp_path / "acme" / "uk")
        # nothing is stated yet, and later nothing in Chinese
        expected = Exit.FINDINGS if line.startswith("check") or "--review" in line else Exit.CLEAN
        assert run(tmp_path, line) == expected, line
        told[line.split()[0]] = capsys.readouterr().out
    assert "contract.pdf" in told["intake"]
    assert "uk_orders" in told["orders"]
    assert "ready to submit" in told["build"]
    assert (tmp_path / "acme" / "uk" / "build" / "7529184460371124.pdf").is_file()
