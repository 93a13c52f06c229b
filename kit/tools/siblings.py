"""The cases that lie beside one another in a client's folder."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kit.errors import BadFile
from kit.model import UNNAMED, Case, OpenCase
from kit.tools import yaml_text


def of_group(opened: OpenCase) -> Iterator[Case]:
    """The other cases of its group, in the order of their folders; one that cannot be read is told when it is built."""
    yield from (case for _, case in _read(opened))


def first_of_group(opened: OpenCase) -> str:
    """The folder that comes first by name among the cases of its group, itself and those that do not open yet included."""
    return min((opened.folder.resolve().name, *(path.name for path, _ in _read(opened)), *to_fill(opened)))


def _read(opened: OpenCase) -> Iterator[tuple[Path, Case]]:
    folder = opened.folder.resolve()
    if opened.case.group is None:
        return
    for path in sorted(folder.parent.glob("*/case.yaml")):
        with suppress(BadFile, OSError):
            if path.parent != folder and (case := yaml_text.read(Case, path)).group == opened.case.group:
                yield path.parent, case


def to_fill(opened: OpenCase) -> Iterator[str]:
    """The folders of further cases of its group that do not open yet, because something in them is to fill."""
    folder = opened.folder.resolve()
    if opened.case.group is None:
        return
    for path in sorted(folder.parent.glob("*/case.yaml")):
        try:
            yaml_text.read(Case, path)
        except BadFile:
            with suppress(BadFile, OSError):
                if path.parent.resolve() != folder and str(yaml_text.load(path).get("group")) == opened.case.group:
                    yield path.parent.name
        except OSError:
            continue


def of_client(opened: OpenCase) -> Iterator[tuple[Path, Case]]:
    """The other cases of its seller beside it, each with its folder, in the order of the folders; none of another seller's."""
    folder = (opened.home or opened.folder).resolve()
    for path in sorted(folder.parent.glob("*/case.yaml")):
        with suppress(BadFile, OSError):
            if path.parent.resolve() != folder and _is_of_seller(case := yaml_text.read(Case, path), opened):
                yield path.parent, case


def _is_of_seller(case: Case, opened: OpenCase) -> bool:
    """Whether it is the same seller's: stated in the case itself, or in the one client.yaml above both."""
    if case.seller:
        return case.seller.id == opened.seller.id
    return case.client == opened.seller.id or (case.client in {None, UNNAMED} and opened.case.seller is None)
