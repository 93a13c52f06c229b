"""A PDF's password typed in a notebook is tried, and stands in nothing that a notebook saves."""

import json

from ipywidgets import Widget

from kit.tools import pdf_passwords
from kit.ui.password import password


def test_a_typed_password_is_taken_and_the_field_is_empty_again(monkeypatch):
    monkeypatch.setenv(pdf_passwords.VARIABLE, "first")
    panel = password()
    field, said = panel.children
    field.value = "CANARY 4711"
    field.value = "CANARY 4711"
    assert pdf_passwords.passwords() == ("first", "CANARY 4711"), "the same one once"
    assert field.value == ""
    assert "2 will be tried" in said.value
    saved = json.dumps([Widget.get_manager_state(), panel._repr_mimebundle_()], default=str)
    assert "CANARY" not in saved
    assert pdf_passwords.VARIABLE in saved, "who cannot type is told where else it may stand"
