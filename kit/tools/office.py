"""LibreOffice, called only here: an Office document becomes a PDF."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kit.errors import MissingTool, RenderError

COMMANDS = ("soffice", "libreoffice")
INSTALL = "apt-get install -y libreoffice-writer-nogui (macOS: brew install --cask libreoffice)"
SECONDS = 25.0


def pdf(document: Path, suffix: str) -> bytes:
    """The document as LibreOffice prints it; macros do not run, no user profile is touched. MissingTool, RenderError."""
    program = next((found for name in COMMANDS if (found := shutil.which(name))), None)
    if program is None:
        raise MissingTool("LibreOffice", install=INSTALL)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        copy = work / f"document.{suffix}"
        copy.write_bytes(document.read_bytes())
        line = [
            program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
            "--convert-to", "pdf", "--outdir", str(work), str(copy),
        ]  # fmt: skip
        try:
            subprocess.run(line, check=True, capture_output=True, timeout=SECONDS, env={**os.environ, "HOME": folder})  # noqa: S603 - found on the path, no shell
        except subprocess.TimeoutExpired:
            raise RenderError(f"LibreOffice took longer than {SECONDS:g} s") from None
        except (subprocess.CalledProcessError, OSError) as error:
            raise RenderError("LibreOffice could not open it", [str(error)[:120]]) from None
        made = copy.with_suffix(".pdf")
        if not made.is_file():
            raise RenderError("LibreOffice made nothing of it")
        return made.read_bytes()
