"""A whole case of another family on the Chinese screen, driven in this process: the same acts as in the browser."""

import re
from datetime import UTC, date, datetime

import ipywidgets as w
import made_walk
import pytest
from made_words import readings
from tests_root import ROOT

from kit.case import open_case
from kit.new import make_case
from kit.ui.walk.frame import Frame
from kit.ui.walk.session import Session
from kit.ui.walk.step import steps

CASE = ROOT / "cases" / "my-cosmetics-notification"


class Person:
    """Who works the widgets themselves, and reads the screen in either language."""

    def __init__(self, frame):
        self.frame = frame

    def do(self, act):
        getattr(self, f"_{act.do}")(act)
        self.frame.session.wait()
        assert not self.frame.conflict.children, act
        assert not [x.value for x in self.shown() if isinstance(x, w.HTML) and 'role="alert"' in x.value], act

    def shown(self, widget=None):
        widget = widget or self.frame.pages[self.frame.now].box
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self.shown(child)

    def labelled(self, label, *kinds):
        """The last of the open step whose label begins so, in either language."""
        found = [
            x
            for x in self.shown()
            if isinstance(x, kinds) and any(said.startswith(label) for said in readings(getattr(x, "description", "")))
        ]
        assert found, (self.frame.now, label)
        return found[-1]

    def _go(self, act):
        self.frame.go(next(s.id for s in steps() if s.title[0] == act.label))

    def _type(self, act):
        self.labelled(act.label, w.Text, w.Textarea, w.Combobox).value = act.value

    def _pick(self, act):
        menu = self.labelled(act.label, w.Dropdown, w.Select)
        fitting = [v for text, v in menu.options if any(re.search(act.value, said) for said in readings(text))]
        assert fitting, (act, menu.options)
        menu.value = fitting[0]

    def _tick(self, act):
        box = self.labelled(act.label, w.Checkbox)
        box.value = not box.value

    def _click(self, act):
        self.labelled(act.label, w.Button).click()

    def _upload(self, act):
        self.labelled(act.label, w.FileUpload).value = tuple(
            {"name": p.name, "type": "", "size": 1, "content": memoryview(p.read_bytes()), "last_modified": datetime.now(UTC)}
            for p in act.value
        )


@pytest.mark.soak
def test_a_whole_case_of_certification_on_the_chinese_screen(tmp_path):
    folder = tmp_path / "case"
    make_case(folder, made_walk.answers(CASE), today=date(2026, 6, 2))
    person = Person(Frame(Session(folder, "zh")))
    for act in made_walk.whole(CASE, chinese=True):
        person.do(act)
    case, model = open_case(folder).case, open_case(CASE).case
    assert list((folder / "build").glob(f"{case.violation.id}.pdf"))
    assert [a.what.zh for a in case.corrective] != [None] * len(model.corrective)
