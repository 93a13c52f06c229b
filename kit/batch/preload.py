"""What the parent of a batch's processes loads before it forks: every room that a case goes through, and the libraries they import late."""

import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

_CASE = Path(__file__).with_name("rehearsal.yaml")
_ROOMS = (
    "audits", "bundle", "causes", "claims", "evidence", "first_minute", "letter", "lint", "made", "metrics", "model", "orders",
    "policy", "rubric", "tools", "ui", "verify",
)  # fmt: skip
_EXTRAS = {"grammar", "ocr", "pdf_signatures"}  # tools of an extra that may not be there, and heavy
LIBRARIES = (
    "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.ImageChops", "PIL.ImageDraw", "PIL.ImageSequence", "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin", "PIL.PpmImagePlugin", "PIL.TiffImagePlugin", "altair", "fastexcel", "fontTools.subset", "holidays.countries",
    "lxml.etree", "markdown_it", "numpy", "pandas", "pikepdf", "pyarrow.csv", "pyarrow.parquet", "pydantic.dataclasses", "pypdf.filters",
    "pypdfium2", "pyvips", "rapidfuzz", "uharfbuzz", "vl_convert", "weasyprint",
)  # fmt: skip
KERNEL = (  # what a kernel imports as it starts
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.extensions.storemagic", "ipykernel.debugger", "ipykernel.kernelapp",
    "psutil", "tornado.locks", "tornado.platform.asyncio", "tornado.queues",
)  # fmt: skip

RUNNER = ("kit.batch.engine", "kit.batch.execute", "kit.batch.page", "kit.batch.parameters", "kit.warm.kernels", "papermill")
"""What the process imports that runs a case's notebook."""


def load() -> None:
    """Import them all, and go through a case once: rules, patterns, templates and fonts are then ready in every kernel."""
    for room in _ROOMS:
        package = import_module(f"kit.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"kit.{room}."):
            if module.name.rpartition(".")[2] not in _EXTRAS:
                import_module(module.name)
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # nobody debugs a case of a batch; half of a kernel's start
    for name in (*LIBRARIES, *KERNEL, *RUNNER):
        import_module(name)
    _rehearse()


def _rehearse() -> None:
    from kit import Appeal

    with TemporaryDirectory(prefix="poa-rehearsal-") as folder:
        copyfile(_CASE, Path(folder) / "case.yaml")
        appeal: Any = Appeal.open(folder)
        appeal.preview()
        appeal.make(draft=True)
        appeal.first_minute()
