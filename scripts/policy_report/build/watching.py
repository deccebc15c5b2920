"""Build again whenever a file is saved, and serve the pages, which reload as they change."""

import json
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final, NamedTuple

from policy_report.build.choice import Choice
from policy_report.build.memory import Memory, files_below
from policy_report.build.progress import build_with_progress
from policy_report.errors import MachineError, PolicyReportError, machine_faults_said
from policy_report.pools import executor, losses_said
from policy_report.project import Project
from policy_report.text.policy import META


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


HOST: Final = "127.0.0.1"

EVENTS: Final = "/events"

_SCRIPT = Path(__file__).with_name("site.js")


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


_PAUSE = 0.2
"""Seconds between two looks at the files, which take a fortieth of it."""

_ENGINE = Path(__file__).parents[1]
_NAMES = ("study.toml", "_quarto.yml", "references.bib", "requirements.lock", "data/bounds.toml")
_FOLDERS = ("data/published", "report", "scripts")


class Outcome(NamedTuple):
    """What came of a build: a line about it, whether it made something, and what is wrong if anything is."""

    line: str
    made: bool = False
    fault: str = ""


class Builder:
    """A process that builds what is chosen of a study, again and again."""

    def __init__(self, project: Project, choice: Choice) -> None:
        self._project, self._choice, self._process = project, choice, executor(1)

    def build(self) -> Outcome:
        """Build once."""
        try:
            with losses_said():
                return self._process.submit(_build, self._project, self._choice).result()
        except MachineError as error:
            self.renew()
            return _failed(error)

    def renew(self) -> None:
        """End the process, which knows the code as it was; the next build begins another."""
        self._process.shutdown(cancel_futures=True)
        self._process = executor(1)


def watch(project: Project, choice: Choice, site: Site, say: Callable[[str], object]) -> None:
    """Build now and after every change until interrupted; what is wrong is said, and the next change awaited."""
    builder = Builder(project, choice)
    with suppress(KeyboardInterrupt):
        for changed in changes(project):
            if any(path.endswith((".py", ".toml")) for path in changed):
                builder.renew()
            outcome = builder.build()
            if outcome.made or outcome.fault or site.news["fault"] or not site.news["version"]:
                say(outcome.line)
                site.tell(made=outcome.made or not site.news["version"], fault=outcome.fault)
    builder.renew()


def changes(project: Project) -> Iterator[set[str]]:
    """Give the files that were changed, added or removed since the last time, at first all of them; never ends."""
    before, named = set[tuple[str, int, int]](), _named(project)
    while True:
        now = {(path, *stamp) for path in _watched(project, named) if (stamp := _stamp(path))}
        if now != before:
            changed, before = {path for path, *_ in now ^ before}, now
            yield changed
            named = _named(project)
        else:
            time.sleep(_PAUSE)


def _watched(project: Project, named: set[str]) -> set[str]:
    roots = [_ENGINE, *(project.root / name for name in (*_NAMES, *_FOLDERS))]
    return {*files_below(map(str, roots), {str(project.tidy), str(project.generated)}), *named}


def _named(project: Project) -> set[str]:
    """The files that tasks read and none makes, wherever they lie."""
    tasks = Memory(project).tasks
    return {path for task in tasks for path in task.reads} - {path for task in tasks for path in task.makes}


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _failed(error: PolicyReportError) -> Outcome:
    problem, *more = error.problems
    first = str(problem).partition("\n")[0]
    return Outcome(f"{first}{f' (and {len(more)} more)' if more else ''}", fault=str(error))


def _build(project: Project, choice: Choice) -> Outcome:
    """Build in this process, and take any mistake for an answer."""
    try:
        with machine_faults_said():
            built = build_with_progress(project, choice, warm=True)
    except PolicyReportError as error:
        return _failed(error)
    except Exception as error:  # a defect of ours ends this build, and not the watching
        return Outcome(f"a defect: {type(error).__name__}: {error}", fault=traceback.format_exc())
    return Outcome(built.summary.partition("\n")[0], built.made > 0)
