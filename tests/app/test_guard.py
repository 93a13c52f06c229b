"""Who may see the app's pages: nobody without the token, no other site, no other name of this machine."""

import asyncio
import threading
from http.client import HTTPConnection

import pytest
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from kit.app import server
from kit.app.guard import HEADERS, Guard

TOKEN = "a-token-of-this-run"


class Page(RequestHandler):
    def get(self):
        self.write("a case")

    def check_xsrf_cookie(self):
        pass

    post = get


@pytest.fixture(scope="module")
def port():
    """A guarded application on a free port."""
    ready, made = threading.Event(), {}

    def run():
        asyncio.set_event_loop(asyncio.new_event_loop())
        sockets = bind_sockets(0, "127.0.0.1")
        made["port"], made["loop"] = sockets[0].getsockname()[1], IOLoop.current()
        made["server"] = HTTPServer(Guard(Application([(r"/.*", Page)], log_function=lambda _: None), TOKEN, made["port"]))
        made["server"].add_sockets(sockets)
        made["loop"].call_later(0, ready.set)
        made["loop"].start()
        made["loop"].close(all_fds=True)

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    yield made["port"]
    made["loop"].add_callback(made["server"].stop)
    made["loop"].add_callback(made["loop"].stop)
    thread.join(10)


def asked(port, path="/", method="GET", **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers={"Host": f"127.0.0.1:{port}", **headers})
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def test_nothing_without_the_token(port):
    for path in (
        "/",
        "/case?case=a",
        "/voila/static/voila.js",
        "/fonts/a.ttf",
        "/api/kernels",
        "/?token=",
        "/?token=wrong",
        f"/?Token={TOKEN}",
    ):
        answer, said = asked(port, path)
        assert answer.status == 403, path
        assert "a case" not in said
    for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS"):
        assert asked(port, "/", method)[0].status == 403
    assert asked(port, Cookie=f"poa-{port}=wrong")[0].status == 403
    assert asked(port, Cookie=f"poa-1={TOKEN}")[0].status == 403
    assert asked(port, f"/?token={TOKEN}", "POST")[0].status == 403


def test_the_token_gives_a_cookie_and_leaves_the_address(port):
    answer, _ = asked(port, f"/case?case=a%2Fb&token={TOKEN}&lang=zh")
    assert answer.status == 302
    assert answer.headers["Location"] == "/case?case=a%2Fb&lang=zh"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    answer, said = asked(port, Cookie=cookie.partition(";")[0])
    assert (answer.status, said) == (200, "a case")
    assert asked(port, f"//evil.example/?token={TOKEN}")[0].headers["Location"] == "/evil.example/"


def test_no_other_site_and_no_other_name(port):
    cookie = {"Cookie": f"poa-{port}={TOKEN}"}
    assert asked(port, Host="evil.example", **cookie)[0].status == 403
    assert asked(port, Host=f"evil.example:{port}", **cookie)[0].status == 403
    assert asked(port, Origin="http://evil.example", **cookie)[0].status == 403
    assert asked(port, Origin=f"http://127.0.0.1:{port}", **cookie)[0].status == 200
    assert asked(port, Host=f"localhost:{port}", **cookie)[0].status == 200
    assert asked(port, "/", "POST", **cookie)[0].status == 403  # a browser names where a change comes from
    assert asked(port, "/", "POST", Origin=f"http://127.0.0.1:{port}", **cookie)[0].status == 200


def test_a_page_may_fetch_from_here_alone():
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert not [source for source in " ".join(policy.values()).split() if "//" in source or source in {"*", "https:", "http:"}]


def test_what_the_server_is_told(tmp_path):
    config = server._config(tmp_path, 0, "")
    assert config.Voila.ip == "127.0.0.1"
    assert config.Voila.tornado_settings["websocket_max_message_size"] > 200_000_000
    assert config.VoilaConfiguration.file_allowlist == []
    assert not config.VoilaConfiguration.show_tracebacks
    assert config.PageKernels.autorestart is False, "a page would speak with another kernel than its own"
    assert set(config.VoilaConfiguration.page_config_hook({}, base_url="/")["lost"]) == {"en", "zh"}
