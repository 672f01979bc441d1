"""The server extension: TCP_NODELAY on the kernel's WebSocket, and nothing else."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from intarsia.jupyter.serverextension import (
    _jupyter_server_extension_points,
    _load_jupyter_server_extension,
    nodelay_connection,
)

TOKEN = "only-for-this-test"

# Tells over HTTP what the server's own end of each kernel socket is set to.
PROBE = """
import socket
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

class Probe(JupyterHandler):
    def get(self):
        flags = []
        for handler in ZMQChannelsWebsocketConnection._open_sessions.values():
            connected = handler.ws_connection.stream.socket
            flags.append(connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        self.finish({"flags": flags, "untouched": "connect" in vars(ZMQChannelsWebsocketConnection)
            and not hasattr(ZMQChannelsWebsocketConnection, "intarsia_nodelay")})

def _jupyter_server_extension_points():
    return [{"module": "probe"}]

def _load_jupyter_server_extension(serverapp):
    serverapp.web_app.add_handlers(".*", [("/probe", Probe)])

# The server logs its address before it listens; this hook runs after.
async def _start_jupyter_server_extension(serverapp):
    serverapp.log.warning("listening at http://127.0.0.1:%d", serverapp.port)
"""


@pytest.fixture
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a real Jupyter server with the probe, and with intarsia if asked for."""
    (tmp_path / "probe.py").write_text(PROBE)
    extensions = {"probe": True, "intarsia": request.param}
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path]),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    command += ["--ServerApp.port=0", f"--IdentityProvider.token={TOKEN}"]
    command += [f"--ServerApp.root_dir={tmp_path}", f"--ServerApp.jpserver_extensions={extensions}"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    seen = []
    try:
        for line in process.stderr:
            seen.append(line)
            if found := re.search(r"listening at (http://\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail("the server ended before it listened:\n" + "".join(seen))
    finally:
        process.terminate()
        process.stderr.close()
        process.wait()


def ask(server: str, path: str, method: str = "GET") -> Any:
    request = urllib.request.Request(server + path, method=method, data=b"{}" * (method == "POST"))
    request.add_header("Authorization", f"token {TOKEN}")
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


async def flags_while_connected(server: str) -> dict[str, Any]:
    """Open a kernel's WebSocket as the browser does; give what the probe says meanwhile."""
    from tornado.httpclient import HTTPRequest
    from tornado.websocket import websocket_connect

    kernel = ask(server, "/api/kernels", "POST")["id"]
    address = server.replace("http", "ws") + f"/api/kernels/{kernel}/channels?session_id=test"
    socket = await websocket_connect(
        HTTPRequest(address, headers={"Authorization": f"token {TOKEN}"})
    )
    await socket.read_message()  # the kernel's status: the server has run connect()
    answer: dict[str, Any] = await asyncio.to_thread(ask, server, "/probe")
    socket.close()
    return answer


@pytest.mark.parametrize(("server", "flag"), [(True, 1), (False, 0)], indirect=["server"])
def test_the_kernels_socket_has_nodelay_only_with_the_extension(server: str, flag: int) -> None:
    answer = asyncio.run(flags_while_connected(server))
    assert [min(1, value) for value in answer["flags"]] == [flag]
    assert answer["untouched"]


class Connection:
    """As much of a host's connection class as the extension looks at."""

    log = logging.getLogger("intarsia-test")

    def __init__(self, handler: object) -> None:
        self.websocket_handler = handler

    def connect(self) -> str:
        return "connected"


def test_a_handler_that_cannot_is_logged_once_and_connects(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert nodelay_connection(Connection)(object()).connect() == "connected"
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "TCP_NODELAY" in caplog.text


def test_the_base_class_is_left_alone() -> None:
    before = dict(vars(Connection))
    subclass = nodelay_connection(Connection)
    assert dict(vars(Connection)) == before
    assert issubclass(subclass, Connection)
    assert subclass.__name__ == "Connection"


def test_loading_twice_wraps_once() -> None:
    subclass = nodelay_connection(Connection)
    assert nodelay_connection(subclass) is subclass


@pytest.mark.parametrize("found", [None, "a.dotted.Name", object], ids=["none", "text", "foreign"])
def test_an_unexpected_setting_stays_and_is_named(
    found: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings = {"kernel_websocket_connection_class": found}
    app = SimpleNamespace(web_app=SimpleNamespace(settings=settings), log=Connection.log)
    _load_jupyter_server_extension(app)
    assert settings == {"kernel_websocket_connection_class": found}
    assert len(caplog.records) == 1


def test_the_extension_point_is_reachable_from_the_package() -> None:
    import intarsia

    assert intarsia._jupyter_server_extension_points() == _jupyter_server_extension_points()
