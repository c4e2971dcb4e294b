"""The child's side of a worker process: its messages, and answering until nobody asks.

It talks over its standard input and output, in messages of four bytes of length and that many bytes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

Answer = Callable[[bytes], tuple[dict[str, object], bytes]]
"""From a request to the head of the answer, which becomes JSON, and its body."""

_LENGTH: Final = struct.Struct(">I")
# Past its deadline the parent kills; should the parent be gone, the process ends itself a little later.
_GRACE_S: Final = 1.0
_STATM: Final = Path("/proc/self/statm")
SLOW_S: Final = 0.2
"""Seconds after which an answer is slow: from then on it gives way to those that are not."""
_LOW_PRIORITY: Final = 15


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Send one message, and make sure that it has left."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def read_message(stream: BinaryIO) -> bytes | None:
    """Receive one message; None when the other side has hung up."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    message = stream.read(_LENGTH.unpack(head)[0])
    return message if len(message) == _LENGTH.unpack(head)[0] else None


def held_bytes() -> int:
    """Tell how much memory this process holds now; 0 where the system does not tell.

    Not ``getrusage``: its peak includes what the parent had in use when it started this process.
    """
    try:
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input for requests and standard output for answers; nothing else gets in between."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then hangs up
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not end up among the answers
    return requests, answers


def tell_ready(answers: BinaryIO, *, isolated: bool) -> None:
    """Tell the parent that requests may come, and whether the network is cut off."""
    write_message(answers, json.dumps({"isolated": isolated}).encode())


def in_low_priority_when_slow(answer: Answer) -> Answer:
    """Let each answer be worked out by a thread of its own, that gives way once it is slow.

    Not the process: an ordinary user may lower a priority and not raise it again, and a thread with its low
    priority ends with its answer. Linux keeps a priority for each thread; elsewhere nothing is lowered.
    """

    def answered(request: bytes) -> tuple[dict[str, object], bytes]:
        given: list[tuple[dict[str, object], bytes]] = []
        thread = threading.Thread(target=lambda: given.append(answer(request)), daemon=True)
        thread.start()
        thread.join(SLOW_S)
        if thread.is_alive() and sys.platform == "linux" and thread.native_id is not None:
            with suppress(ProcessLookupError):  # it has just ended
                os.setpriority(os.PRIO_PROCESS, thread.native_id, _LOW_PRIORITY)
        thread.join()
        return given[0]

    return answered


def serve(answer: Answer, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests, each JSON with ``timeout_s`` in it, until the other side hangs up."""
    while (request := read_message(requests)) is not None:
        timeout_s = json.loads(request)["timeout_s"]
        # Without a handler the signal ends the process, also while the engine is at work.
        signal.setitimer(signal.ITIMER_REAL, timeout_s + _GRACE_S)
        head, body = answer(request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        head["held_bytes"] = held_bytes()
        write_message(answers, json.dumps(head).encode())
        write_message(answers, body)
