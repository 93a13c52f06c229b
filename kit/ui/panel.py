"""Widgets that still say something where widgets cannot be drawn."""

from typing import Any

import ipywidgets as w

from kit.ui.view import View


class Panel(w.VBox):  # type: ignore[misc]
    """Widgets below one another, with a view in their place for a saved notebook."""

    def __init__(self, children: list[Any], *, fallback: View) -> None:
        super().__init__(children)
        self._fallback = fallback

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(**kwargs), **self._fallback._repr_mimebundle_()}
