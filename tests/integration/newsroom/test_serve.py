"""`suar demo serve` shows where the outlets are, answers, and ends at Ctrl-C."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys

import pytest

_RUN = (
    "import sys, typer\nfrom crawler.newsroom import cli\napp = typer.Typer()\ncli.register(app)\n"
    "app.command('other')(lambda: None)\napp(['demo', 'serve', *sys.argv[1:]])\n"
)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.1.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_it_serves_until_interrupted(port: int) -> None:
    command = [sys.executable, "-c", _RUN, "--port", str(port), "--edits", "now"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline() for _ in range(9)]
        connection = http.client.HTTPConnection("127.0.1.8", port, timeout=10)
        connection.request("GET", "/robots.txt")
        assert connection.getresponse().status == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        connection.close()
    assert process.returncode == 0
    assert "8 outlets" in shown[0]
    assert f"http://127.0.1.1:{port}/" in shown[1]
    assert "Stopped after 1 requests" in errors
    assert "Traceback" not in errors
