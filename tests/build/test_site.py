"""Built pages are served to this machine only, and hear of what is new."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from policy_report.build.watching import EVENTS, HOST, Site, serve

PAGE = '<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head><body>文</body>'


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    with serve(tmp_path, 0) as site:
        yield site


def get(site: Site, path: str, **headers: str) -> HTTPResponse:
    found = urlopen(Request(site.address + path, headers=headers), timeout=10)
    assert isinstance(found, HTTPResponse)
    return found


def news(stream: HTTPResponse) -> object:
    line = stream.readline()
    stream.readline()
    return json.loads(line.removeprefix(b"data: "))


def test_a_page_gets_a_script_and_may_ask_for_news(site: Site) -> None:
    site.tell(made=True)
    with get(site, "page.html") as answer:
        page = answer.read().decode("utf-8")
    assert "Content-Security-Policy" not in page
    assert page.endswith("(1);</script>")
    assert "文" in page


def test_any_other_file_is_given_as_it_is(site: Site) -> None:
    with get(site, "paper.pdf") as answer:
        assert answer.read() == b"%PDF"


def test_news_are_told_as_they_come(site: Site) -> None:
    with get(site, EVENTS[1:]) as stream:
        assert news(stream) == {"version": 0, "fault": ""}
        site.tell(made=False, fault="no such figure")
        assert news(stream) == {"version": 0, "fault": "no such figure"}
        site.tell(made=True)
        assert news(stream) == {"version": 1, "fault": ""}


def test_only_this_machine_is_served(site: Site) -> None:
    assert site.server_address[0] == HOST
    with pytest.raises(HTTPError) as caught:
        get(site, "page.html", Host="evil.example")
    assert caught.value.code == 403
    caught.value.close()


@pytest.mark.parametrize("path", ["nowhere.html", "../secret", "%2e%2e/secret"])
def test_what_is_not_below_the_folder_is_not_found(site: Site, tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "secret").touch()
    with pytest.raises(HTTPError) as caught:
        get(site, path)
    assert caught.value.code == 404
    caught.value.close()


def test_another_port_is_taken_where_one_is_in_use(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as busy, serve(tmp_path, busy.getsockname()[1]) as site:
        assert site.server_port != busy.getsockname()[1]
    with serve(tmp_path, 99_999) as site:
        assert site.server_port > 0
