"""What `poa intake` prints of a mixed folder: its place once, what needs a person last, no name cut short."""

import made_bundle
import pytest
from PIL import Image

from kit.cli import main
from kit.terminal import Terminal


@pytest.fixture
def sent(tmp_path):
    folder = tmp_path / "客户 Lan"
    (folder / "photos").mkdir(parents=True)
    made_bundle.photo(folder / "photos" / "IMG_1.JPG", (300, 400))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "note.txt").write_text("The van came at 19:30.")
    for name in (".DS_Store", "Thumbs.db", "~$staff.xlsx", "._note.txt", ".~lock.staff.ods#"):
        (folder / name).write_bytes(b"\0\0\0\1Bud1" + name.encode())
    return folder


def test_the_folder_is_said_once_and_what_was_refused_stands_last(example, sent, capsys):
    assert main(["intake", str(example), str(sent)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{sent}/"
    assert [line.split("\t")[:2] for line in lines[1:-3]] == [
        ["note.txt", "taken in"],
        ["photos/IMG_1.JPG", "taken in"],
        [".DS_Store", "left out"],
        ["._note.txt", "left out"],
        [".~lock.staff.ods#", "left out"],
        ["Thumbs.db", "left out"],
        ["~$staff.xlsx", "left out"],
        ["empty.pdf", "refused"],
    ]
    assert "2 taken in" in lines[-3]
    assert "poa check" in lines[-2], "what to do with what was taken in"
    assert "ask the client" in lines[-1], "and with what was not"
    assert sum(str(sent) in line for line in lines) == 1


def test_of_a_moving_picture_it_is_said_that_one_frame_is_shown(example, tmp_path, capsys):
    first, second = (Image.new("RGB", (80, 60), colour) for colour in ("red", "blue"))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])
    first.save(tmp_path / "b.gif")
    main(["intake", str(example), str(tmp_path / "a.gif"), str(tmp_path / "b.gif")])
    told = [line for line in capsys.readouterr().out.splitlines() if "only the first of its 2 frames is shown" in line]
    assert [name for name in ("a.gif", "b.gif") if any(name in line for line in told)] == ["a.gif"]


def test_notes_of_programs_alone_are_no_failure(example, sent):
    (sent / "empty.pdf").unlink()
    assert main(["intake", str(example), str(sent)]) == 0
    assert main(["intake", str(example), str(sent / "Thumbs.db")]) == 1, "but one that is given by its name is judged"


def test_a_long_name_is_folded_on_a_terminal_not_cut(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    name = "orders_2026-06-01_to_2026-07-05_with_a_long_name.csv"
    Terminal().table(["File", "Fate", "Kept as"], [[name, "taken in", name]])
    printed = capsys.readouterr().out
    assert "…" not in printed
    assert "name.csv" in "".join(printed.split())
