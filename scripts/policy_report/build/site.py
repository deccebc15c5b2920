"""Serve built pages to a browser on this machine, which shows them anew when they change, at the place being read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final

from policy_report.text.policy import META

HOST: Final = "127.0.0.1"
EVENTS: Final = "/events"

_SCRIPT = Path(__file__).with_name("site.js")


class Site(ThreadingHTTPServer):
    """The pages below a folder, and news of them: how often they were made, and what keeps them from being made."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__((HOST, port), partial(_Pages, directory=str(folder)))
        self.news: dict[str, Any] = {"version": 0, "fault": ""}
        self.changed = Condition()

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://{HOST}:{self.server_port}/"

    def tell(self, *, made: bool, fault: str = "") -> None:
        """Tell every open page to show itself anew if something was `made`, and what is wrong if anything is."""
        with self.changed:
            self.news = {"version": self.news["version"] + made, "fault": fault}
            self.changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""


class _Pages(SimpleHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if self.headers.get("Host", "").partition(":")[0] not in (HOST, "localhost"):
            # A foreign page may have had its name lead here.
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path == EVENTS:
            self._tell()
        elif path.suffix == ".html" and path.is_file():
            self._send("text/html; charset=utf-8", self._with_script(path.read_bytes()))
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name there
        """Say nothing of requests."""

    def _with_script(self, page: bytes) -> bytes:
        script = f"<script>{_SCRIPT.read_text(encoding='utf-8')}({self.server.news['version']});</script>"
        # A page may ask no host for anything; one that is served asks this host for news.
        return (META.sub("", page.decode("utf-8"), count=1) + script).encode()

    def _send(self, kind: str, content: bytes | None = None) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        if content is not None:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content or b"")

    def _tell(self) -> None:
        """Send what is new for as long as the page is open."""
        self._send("text/event-stream")
        told = None
        while True:
            with self.server.changed:
                self.server.changed.wait_for(lambda: self.server.news != told, timeout=20)  # noqa: B023
                told = self.server.news
            self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())


@contextmanager
def serve(folder: Path, port: int) -> Iterator[Site]:
    """Serve a folder to this machine only, on another free port where this one is in use."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        site = Site(folder, port)
    except (OSError, OverflowError):
        site = Site(folder, 0)
    thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
