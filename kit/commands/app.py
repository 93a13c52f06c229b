"""`poa app`: the portfolio and the walk in a browser."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from kit.errors import BadFile, Exit, MissingTool
from kit.terminal import Terminal


def app(terminal: Terminal, folder: Path, *, port: int, is_shown: bool) -> Exit:
    """Serve the folder until Ctrl-C."""
    if find_spec("voila") is None:
        raise MissingTool("Voilà", install="pip install voila")
    if not folder.is_dir():
        raise BadFile(folder, ["there is no such folder; give a folder of cases, or a case folder"])
    from kit.app import serve
    from kit.ledger import ledger_path

    os.environ["POA_HOME"] = str(ledger_path().parent)  # kernels have a folder of their own

    def opened(url: str) -> None:
        terminal.say("app_open", url=url)
        sys.stdout.flush()
        if is_shown:
            import webbrowser

            webbrowser.open(url)

    serve(folder, port=port, lang=terminal.lang, opened=opened)
    return Exit.CLEAN
