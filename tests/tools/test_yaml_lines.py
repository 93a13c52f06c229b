"""What a person wrote in case.yaml keeps its lines: only what the kit adds or changes differs."""

from typing import Annotated

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field

from kit.errors import BadFile
from kit.model.record import Key, Record
from kit.tools import yaml_text

CASE = """\
# The first case of the year
id: case   # short
letter:
    summary:   {happened: "Parcels were late.",
                why: 'The cut-off was not moved.'}
evidence:
  # as received
  - id: contract
    file: evidence/contract.pdf
    caption: >-
      A long caption that a person folded
      where it suited them, twice,
      and not at a hundred and twenty characters
  - {id: photo, file: evidence/photo.jpg,
     caption: "Photo"}

silence: []      # nothing
"""


def test_an_item_is_added_and_nothing_else_changes(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    document = yaml_text.load(path)
    yaml_text.append(
        document, "evidence", {"id": "new", "file": "evidence/new.pdf", "kind": "unsorted"}, notes={"kind": "say what"}
    )
    yaml_text.write(path, document)
    now = path.read_text()
    assert set(CASE.splitlines()) <= set(now.splitlines())
    assert len(now.splitlines()) == len(CASE.splitlines()) + 3
    assert yaml_text.load(path) == document


def test_a_value_in_a_folded_line_is_changed_all_the_same(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    document = yaml_text.load(path)
    document["letter"]["summary"]["why"] = "The van left early."
    yaml_text.write(path, document)
    assert yaml_text.load(path) == document
    assert "      where it suited them, twice,\n" in path.read_text()


@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "Po")), max_size=12), max_size=6),
    st.integers(0, 200),
)
@example(["\xa0*", "\xa0,"], 0)
def test_whatever_was_written_is_read_again(tmp_path_factory, texts, width):
    path = tmp_path_factory.mktemp("yaml") / "case.yaml"
    written = [yaml_text.dump({"a": text})[3:].strip(" \n") for text in texts]
    body = "".join(f"  - caption: {text or repr('')}{' ' * (n % 3)}  # {n}\n" for n, text in enumerate(written))
    path.write_text(f"id:    case\nevidence:\n{body or '  []'}\n")
    document = yaml_text.load(path)
    yaml_text.append(document, "evidence", {"id": "new", "file": "x" * width}, notes={})
    yaml_text.write(path, document)
    assert yaml_text.load(path) == document


@pytest.mark.parametrize("text", ["id: case\n", "", "evidence: []\n"])
def test_short_files(tmp_path, text):
    path = tmp_path / "case.yaml"
    path.write_text(text or "{}\n")
    document = yaml_text.load(path)
    yaml_text.append(document, "evidence", {"id": "new"}, notes={})
    yaml_text.write(path, document)
    assert yaml_text.load(path) == document


class _Entry(Record):
    id: Key


class _Listed(Record):
    entries: Annotated[tuple[_Entry, ...], Field(min_length=1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entries:\n  - {id: a b}\n  - {id: 'c d'}\n", ["line 2: entries.0.id", "line 3: entries.1.id"]),
        ("entries: []\n", ["line 1: entries: "]),
    ],
)
def test_a_list_of_faulty_items_is_not_called_too_short_too(tmp_path, text, said):
    path = tmp_path / "list.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        yaml_text.read(_Listed, path)
    assert [problem.startswith(start) for problem, start in zip(caught.value.problems, said, strict=True)] == [True] * len(said)
