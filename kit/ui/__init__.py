"""What people see in a notebook: the same `Appeal` with views and a guide (the only importer of ipywidgets)."""

from kit.ui.appeal import Appeal
from kit.ui.cases import portfolio

__all__ = ["Appeal", "portfolio"]
