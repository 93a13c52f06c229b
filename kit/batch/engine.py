"""papermill's engine, but the notebook is written when it has ended, however it ended, and not twice for each cell."""

from typing import Any

from papermill.engines import NBClientEngine, papermill_engines

NAME = "poa"


class WrittenOnce(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook as papermill does."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **more: Any) -> None:
        """Run the cells; papermill writes the notebook afterwards, also when this raises."""
        place, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **more)
        finally:
            nb_man.output_path = place


papermill_engines.register(NAME, WrittenOnce)
