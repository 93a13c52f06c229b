"""Voilà with two pages, on loopback alone: `/` is the portfolio (or the case, where the folder is one), `/case` a case."""

import errno
import json
import logging
import os
import secrets
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_server.services.kernels.kernelmanager import MappingKernelManager, ServerKernelManager
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler, StaticFileHandler
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from kit.app.guard import HEADERS, Guard
from kit.errors import Usage
from kit.lab import MOST_BYTES
from kit.paths import FONTS, TEMPLATES
from kit.phrases import LANGS, say
from kit.ui.cases import LINK
from kit.ui.pages import ROOT
from kit.warm import Parent, can_fork
from kit.warm.kernels import TiedKernels

HOST = "127.0.0.1"
_IDLE_SECONDS = 600  # after which a page whose browser is gone gives its memory back; all that was said stands in case.yaml
_PAGES = ("portfolio", "case")  # each a notebook of this name that shows the page of this name in kit.ui.pages
_LOADED = ("kit.warm.preload", "kit.ui.pages", "kit.ui.walk.step:steps", "pandas", "altair")  # by what kernels are forked from
_KEPT = ("channels", "kernels", "static", "templates", "themes", "labextensions", "shutdown")


class PageKernels(TiedKernels, ServerKernelManager):
    """Kernels of this interpreter that end with the server, their sockets in a private folder; what they print is of cases."""

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]  # the base says less of it
        """Start the kernel without a terminal."""
        with open(os.devnull, "wb") as null:  # noqa: PTH123, ASYNC230 - a file that never waits
            await super().start_kernel(stdout=null, stderr=null, **kwargs)


class Alive(RequestHandler):
    """Whether what a page speaks with still runs: 204, else 410. The page asks, so that nobody types into a dead one."""

    def initialize(self, kernels: MappingKernelManager) -> None:
        """Where the kernels are."""
        self._kernels = kernels

    async def get(self, kernel: str) -> None:
        """Ask the process itself, for nothing starts it again."""
        known: Any = self._kernels.get_kernel(kernel) if kernel in self._kernels else None
        is_alive = known is not None and await known.is_alive()
        self.set_header("Cache-Control", "no-store")
        self.set_status(204 if is_alive else 410)


class Pages(Voila):  # type: ignore[misc]
    """Voilà without its list of files, without configuration from the folder that it is started in, and behind a guard."""

    name = "poa"
    token_of_pages = ""
    opened: Callable[[str], None] = staticmethod(lambda _: None)

    def setup_template_dirs(self) -> None:
        """Our template stands before Voilà's own, which asks another machine for its icons."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(TEMPLATES / "app"))

    def init_handlers(self) -> list[Any]:
        """What the pages need: no tree, no contents, no files, no login."""
        known = {"voila_configuration": self.voila_configuration, "template_paths": self.template_paths, "config": self.config}
        own = [
            (r"/case", TornadoVoilaHandler, {**known, "notebook_path": "case.ipynb"}),
            (r"/fonts/([\w-]+\.ttf)", StaticFileHandler, {"path": str(FONTS)}),
            (r"/alive/([\w-]+)", Alive, {"kernels": self.kernel_manager}),
            (r"/", TornadoVoilaHandler, {**known, "notebook_path": "portfolio.ipynb"}),
        ]
        return [*own, *(found for found in super().init_handlers() if any(word in found[0] for word in _KEPT))]

    def listen(self) -> None:
        """Serve on this port or not at all."""
        self.app.settings["headers"] = {**self.app.settings.get("headers", {}), **HEADERS}
        try:
            sockets = bind_sockets(self.port, HOST)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            raise Usage(f"port {self.port} cannot be had: {error.strerror}", ["give another one with --port"]) from None
        port = sockets[0].getsockname()[1]
        server = HTTPServer(Guard(self.app, self.token_of_pages, port))
        server.add_sockets(sockets)
        self.opened(f"http://{HOST}:{port}/?token={self.token_of_pages}")
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()
            self.stop()


def serve(folder: Path, *, port: int, lang: str, opened: Callable[[str], None], token: str | None = None) -> None:
    """Serve the cases of a folder until Ctrl-C; `opened` gets the address with the token once it can be opened."""
    with TemporaryDirectory(prefix="poa-app-") as scratch, Parent(_LOADED) if can_fork() else nullcontext() as parent:
        for name in _PAGES:
            (Path(scratch) / f"{name}.ipynb").write_text(json.dumps(_notebook(f"{name}_page")), encoding="utf-8")
        os.environ |= {ROOT: str(folder.resolve()), LINK: "/case?case=", "POA_LANG": lang}
        pages = Pages(config=_config(Path(scratch), port, parent.place if parent else ""), config_file_paths=[])
        pages.token_of_pages = token or secrets.token_urlsafe(24)
        pages.opened = opened
        pages.initialize([])
        logging.getLogger("tornado").setLevel(logging.ERROR)  # a browser that sleeps is no news
        pages.start()


def _notebook(page: str) -> dict[str, Any]:
    """A notebook of one cell, which shows the page."""
    source = f"from kit.ui.pages import {page}\n\n{page}()"
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "page",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _spoken(page_config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """What the page itself says, for then nobody else can."""
    return {**page_config, "lost": {lang: say(lang, "app_lost") for lang in LANGS}}


def _config(scratch: Path, port: int, place: str) -> Config:
    return Config(
        {
            "Voila": {
                "root_dir": str(scratch),
                "connection_dir_root": str(scratch),
                "port": port,
                "ip": HOST,
                "open_browser": False,
                "log_level": logging.ERROR,
                "tornado_settings": {
                    "websocket_max_message_size": MOST_BYTES,
                    "ws_ping_timeout": 30_000,
                    "disable_check_xsrf": True,  # the guard asks for more: our host, our origin, a cookie that no other site sends
                    "log_function": lambda _: None,  # addresses hold the names of cases
                },
            },
            "VoilaConfiguration": {
                "theme": "light",
                "strip_sources": True,
                "show_tracebacks": False,
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
                "page_config_hook": _spoken,
                "extension_allowlist": ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager"],
            },
            "MappingKernelManager": {
                "cull_idle_timeout": _IDLE_SECONDS,
                "cull_interval": 60,
                "kernel_manager_class": "kit.app.server.PageKernels",
            },
            "PageKernels": {
                "transport": "ipc",  # no port that another user of this machine could find
                "place": place,
                "autorestart": False,  # another in its place knows nothing of the page, which would look as if it were heard
            },
        }
    )
