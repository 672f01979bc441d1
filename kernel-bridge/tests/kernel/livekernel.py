"""A real kernel, and views that speak to it over comms, as a browser does."""

from __future__ import annotations

import os
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from jupyter_client import BlockingKernelClient, KernelManager

from intarsia.messages import COMM_TARGET, MIME_TYPE, PROTOCOL

TIMEOUT = 60.0
"""Seconds after which nothing comes any more, however busy the machine is."""


class LiveKernel:
    """A kernel process and one client of it.

    Parameters
    ----------
    program
        A Python program that is the kernel; by default ipykernel.
    **env
        Variables of its environment.
    """

    def __init__(self, program: Path | None = None, **env: str) -> None:
        self.manager = KernelManager(kernel_name="python3")
        if program is not None:
            assert self.manager.kernel_spec is not None
            self.manager.kernel_spec.argv = [
                *(sys.executable, str(program)),
                *("-f", "{connection_file}"),
            ]
        self.manager.start_kernel(env={**os.environ, "PYTHONWARNINGS": "default", **env})
        self.client: BlockingKernelClient = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.kept: list[dict[str, Any]] = []
        """Messages on iopub that were passed over while waiting for another."""

    def stop(self) -> None:
        self.client.stop_channels()
        if self.manager.is_alive():
            self.manager.shutdown_kernel(now=True)
        else:
            self.manager.cleanup_resources()

    # -- cells

    def begin(self, code: str, cell: str | None = None) -> str:
        """Send a cell, and return the id of its message."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": True,
            "stop_on_error": True,
        }
        message = self.client.session.msg(
            "execute_request", content, metadata={"cellId": cell} if cell else {}
        )
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def aside(self, code: str, subshell: str) -> None:
        """Run code on a subshell, while the main thread does something else."""
        content = {"code": code, "silent": True, "store_history": False, "user_expressions": {}}
        message = self.client.session.msg("execute_request", content)
        message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        msg_id = message["header"]["msg_id"]
        self.iopub(
            lambda m: (
                m["parent_header"].get("msg_id") == msg_id
                and m["content"].get("execution_state") == "idle"
            )
        )

    def outputs(self, execution: str) -> list[dict[str, Any]]:
        """Wait for the end of a cell, and return its messages."""
        found: list[dict[str, Any]] = []
        while True:
            message = self.iopub(lambda m: m["parent_header"].get("msg_id") == execution)
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return found
            elif message["msg_type"] != "execute_input":
                found.append(message)

    def cell(self, code: str, cell: str | None = None) -> list[dict[str, Any]]:
        """Run a cell; an error in it is one here."""
        found = self.outputs(self.begin(code, cell))
        for message in found:
            if message["msg_type"] == "error":
                raise AssertionError("\n".join(message["content"]["traceback"]))
        return found

    def eval(self, expression: str) -> Any:
        """Return what an expression is in the kernel."""
        import ast

        return ast.literal_eval(text_of(self.cell(f"print(repr({expression}))")))

    def iopub(self, accept: Any) -> dict[str, Any]:
        """Return the next message on iopub that is accepted; keep the others."""
        for message in self.kept:
            if accept(message):
                self.kept.remove(message)
                return message
        deadline = time.monotonic() + TIMEOUT
        while True:
            left = deadline - time.monotonic()
            assert left > 0, f"nothing came; passed over: {[m['msg_type'] for m in self.kept]}"
            message = self.client.get_iopub_msg(timeout=left)
            if accept(message):
                return message
            self.kept.append(message)

    def subshell(self) -> str:
        """Make a subshell, as JupyterLab does for comms."""
        session = self.client.session
        message = session.msg("create_subshell_request")
        self.client.control_channel.send(message)
        reply = self.client.get_control_msg(timeout=TIMEOUT)
        return str(reply["content"]["subshell_id"])


def text_of(messages: list[dict[str, Any]]) -> str:
    """Return what a cell printed, in however many pieces it came; nothing else may come."""
    assert {m["msg_type"] for m in messages} <= {"stream"}, messages
    return "".join(m["content"]["text"] for m in messages)


def apps_in(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the bundles among a cell's messages."""
    return [m["content"]["data"] for m in messages if MIME_TYPE in m["content"].get("data", {})]


def app_id(messages: list[dict[str, Any]]) -> str:
    [bundle] = apps_in(messages)
    return str(bundle[MIME_TYPE]["app_id"])


class KernelView:
    """A view whose channel is a comm."""

    def __init__(
        self, kernel: LiveKernel, app: str, *, subshell: str | None = None, **hello: Any
    ) -> None:
        self.kernel = kernel
        self.comm = uuid.uuid4().hex
        self.subshell = subshell
        self.seq = 0
        self.values: dict[str, Any] = {}
        self.heard: list[dict[str, Any]] = []
        data = {"type": "hello", "seq": 0, "protocol": PROTOCOL, "app_id": app, **hello}
        self._send("comm_open", {"target_name": COMM_TARGET}, data)
        self.seq = 1
        self.hello = self.answer(0)
        if self.hello["type"] == "hello_response":
            self.values |= self.hello["snapshot"]["values"]

    def send(self, type: str, **fields: Any) -> int:
        seq, self.seq = self.seq, self.seq + 1
        self._send("comm_msg", {}, {"type": type, "seq": seq, **fields})
        return seq

    def request(self, type: str, **fields: Any) -> dict[str, Any]:
        return self.answer(self.send(type, **fields))

    def run(self, listener: int = 0, **values: Any) -> dict[str, Any]:
        return self.request(
            "run", listener=listener, values=values, revisions=dict.fromkeys(values, 0)
        )

    def call(self, listener: int = 0, **values: Any) -> dict[str, Any]:
        """Run a function, and return the end of the run."""
        run = self.run(listener, **values)["run"]
        return self.finished(run)

    def finished(self, run: str) -> dict[str, Any]:
        return self.wait(lambda m: m["type"] == "run_finished" and m["state"]["run"] == run)

    def answer(self, seq: int) -> dict[str, Any]:
        return self.wait(
            lambda m: m.get("request_seq") == seq and m["type"].endswith(("_response", "error"))
        )

    def wait(self, accept: Any) -> dict[str, Any]:
        while True:
            message = self.kernel.iopub(
                lambda m: m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == self.comm
            )
            data: dict[str, Any] = message["content"]["data"]
            assert data["seq"] == len(self.heard)
            self.heard.append(data)
            if data["type"] in ("updated", "run_finished"):
                for change in data["values"]:
                    self.values[change["component"]] = change["value"]
            if data["type"] not in ("error", "closed") and not data["type"].endswith("_response"):
                self.send("ack", painted=data["seq"])
            if accept(data):
                return data

    def log(self) -> list[dict[str, Any]]:
        """Return what runs printed; texts of one stream in one, in however many they came."""
        found: list[dict[str, Any]] = []
        for message in self.heard:
            for entry in message["entries"] if message["type"] == "log" else ():
                last = found[-1] if found and entry["bundle"] is None else {"stream": None}
                if last["stream"] == entry["stream"]:
                    last["text"] += entry["text"]
                else:
                    found.append(dict(entry))
        return found

    def close(self) -> None:
        self._send("comm_close", {}, {})

    def _send(self, kind: str, content: dict[str, Any], data: Any) -> None:
        session = self.kernel.client.session
        message = session.msg(kind, {"comm_id": self.comm, "data": data, **content})
        if self.subshell is not None:
            message["header"]["subshell_id"] = self.subshell
        self.kernel.client.shell_channel.send(message)
