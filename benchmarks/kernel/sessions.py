"""A hundred sessions of one app on one kernel, each with a stream; then they close."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from jupyter_client import KernelManager

SESSIONS = 100
ROUNDS = 5
PATIENCE = 60.0

CELL = """
import gc, os, time
import intarsia as gr
from intarsia.runtime.loop import dispatcher


def count():
    for number in range(100):
        yield f"{number:04d} " * 20


with gr.Blocks(session="private") as demo:
    text = gr.Textbox()
    gr.Button().click(count, None, text, concurrency_limit=None)

demo.launch()


def end():
    for session in list(demo.sessions.values()):
        dispatcher().call(session.end, "ended")
    while demo.sessions:
        time.sleep(0.01)


def used():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
"""

MIME_TYPE = "application/vnd.intarsia.app.v1+json"


class Kernel:
    def __init__(self) -> None:
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel()
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def cell(self, code: str) -> list[dict[str, Any]]:
        """Run a cell, and return its messages on iopub."""
        asked = self.client.execute(code)
        found = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != asked:
                continue
            if message["content"].get("execution_state") == "idle":
                return found
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(message["content"]["traceback"]))
            found.append(message)

    def send(self, kind: str, comm: str, data: dict[str, Any], **content: Any) -> None:
        message = self.client.session.msg(kind, {"comm_id": comm, "data": data, **content})
        self.client.shell_channel.send(message)

    def used(self) -> int:
        """Return the bytes of memory that the kernel has."""
        return int(self.cell("print(used())")[-1]["content"]["text"])

    def stop(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def play(kernel: Kernel, app: str) -> tuple[float, int]:
    """Open all, let them stream, close them; return the seconds, and how many ends are exact."""
    comms = {uuid.uuid4().hex: "" for _ in range(SESSIONS)}
    left = set(comms)
    shown: dict[str, str] = {}
    hello = {"type": "hello", "seq": 0, "protocol": "1.0", "app_id": app}
    run = {"type": "run", "seq": 1, "listener": 0, "values": {}, "revisions": {}}
    for comm in comms:
        kernel.send("comm_open", comm, hello, target_name="intarsia")
    start = time.monotonic()
    for comm in comms:
        kernel.send("comm_msg", comm, run)
    seqs = dict.fromkeys(comms, 2)
    end = time.monotonic() + PATIENCE
    while left and time.monotonic() < end:
        message = kernel.client.get_iopub_msg(timeout=PATIENCE)
        comm = message["content"].get("comm_id")
        if message["msg_type"] != "comm_msg" or comm not in comms:
            continue
        data = message["content"]["data"]
        if data["type"] == "error":
            raise RuntimeError(data["error"]["message"])
        for change in data.get("values", ()) if data["type"] != "hello_response" else ():
            shown[comm] = change["value"]
        if data["type"] == "run_finished":
            left.discard(comm)
        if data["type"] in ("updated", "run_finished", "run_started"):
            ack = {"type": "ack", "seq": seqs[comm], "painted": data["seq"]}
            seqs[comm] += 1
            kernel.send("comm_msg", comm, ack)
    seconds = time.monotonic() - start
    for comm in comms:
        kernel.send("comm_msg", comm, {"type": "close", "seq": seqs[comm], "document": "closed"})
        kernel.send("comm_close", comm, {})
    kernel.cell("end()")
    return seconds, sum(value == f"{99:04d} " * 20 for value in shown.values())


def main() -> None:
    kernel = Kernel()
    try:
        [bundle] = [
            message["content"]["data"][MIME_TYPE]
            for message in kernel.cell(CELL)
            if MIME_TYPE in message["content"].get("data", {})
        ]
        rounds, used = [], []
        for _ in range(ROUNDS):
            rounds.append(play(kernel, bundle["app_id"]))
            used.append(kernel.used())
    finally:
        kernel.stop()
    times = sorted(seconds for seconds, _ in rounds)
    result = {
        "time": times[len(times) // 2] * 1000,
        "exact": sum(exact for _, exact in rounds),
        "asked": SESSIONS * ROUNDS,
        "grown": used[-1] - used[1],
    }
    print(json.dumps(result))


main()
