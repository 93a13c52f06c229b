"""Who may see anything: a browser on this machine that was opened with the token. Everybody else gets 403, whatever is asked."""

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tornado.httputil import HTTPServerRequest
from tornado.routing import Router
from tornado.web import Application, RequestHandler

HOSTS = ("127.0.0.1", "localhost")
HEADERS = {
    # nothing is fetched from anywhere else, not even by a page that asks for it
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self' data: blob:; worker-src 'self' blob:;"
        " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard(Router):
    """Stands before an application: a request passes with the cookie; one with the token gets the cookie."""

    def __init__(self, inner: Application, token: str, port: int) -> None:
        self._inner = inner
        self._token = token
        self._hosts = {f"{host}:{port}" for host in HOSTS}
        self._cookie = f"poa-{port}"  # a browser shares cookies among the ports of a machine

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """What answers the request."""
        if request.host.lower() not in self._hosts or not self._is_own(request):
            return self._inner.get_handler_delegate(request, Refused)
        if request.method == "GET" and self._is_token(dict(parse_qsl(request.query)).get("token", "")):
            told = {"to": _without_token(request), "name": self._cookie, "token": self._token}
            return self._inner.get_handler_delegate(request, Welcomed, told)
        if self._is_token(self._shown(request)):
            return self._inner.find_handler(request, **kwargs)
        return self._inner.get_handler_delegate(request, Refused)

    def _shown(self, request: HTTPServerRequest) -> str:
        try:
            cookies = SimpleCookie(request.headers.get("Cookie", ""))
        except CookieError:
            return ""
        return cookies[self._cookie].value if self._cookie in cookies else ""

    def _is_own(self, request: HTTPServerRequest) -> bool:
        """Whether a page of ours asks: browsers name it with whatever may change something."""
        origin = request.headers.get("Origin")
        if origin is None:
            return request.method in {"GET", "HEAD"}
        return origin.lower() in {f"http://{host}" for host in self._hosts}

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


class Refused(RequestHandler):
    """403 for every method and address."""

    def prepare(self) -> None:
        """Answer at once."""
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("403: open the address that poa app printed, with its token\n403：请打开 poa app 打印的带 token 的地址\n")

    def check_xsrf_cookie(self) -> None:
        """It is refused anyway."""


class Welcomed(RequestHandler):
    """The cookie in exchange for the token, which leaves the address bar."""

    def initialize(self, to: str, name: str, token: str) -> None:
        """Where to go on, and the cookie."""
        self._to, self._name, self._token = to, name, token

    def get(self) -> None:
        """Set the cookie and go on."""
        self.set_cookie(self._name, self._token, httponly=True, samesite="Strict", path="/")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.redirect(self._to)


def _without_token(request: HTTPServerRequest) -> str:
    """The address on this machine that was asked for, less the token."""
    kept = urlencode([(name, value) for name, value in parse_qsl(request.query) if name != "token"])
    path = "/" + request.path.lstrip("/")  # never another machine's
    return f"{path}?{kept}" if kept else path
