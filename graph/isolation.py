"""Take from a process what a stranger's input must not have: the network, and more memory than it needs."""

from __future__ import annotations

import ctypes
import resource
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000


def cut_off_network() -> bool:
    """Leave the network behind for good: a network of one's own, with nothing in it.

    An ordinary user needs a user namespace for that, which some systems refuse; then looking through the
    input is the only lock.

    :returns: whether it worked
    """
    libc = ctypes.CDLL(None, use_errno=True)
    unshare = getattr(libc, "unshare", None)  # Linux only
    if unshare is None:
        return False
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def limit_memory(memory_bytes: int) -> None:
    """Let the system refuse more than *memory_bytes* of address space, and leave no core file behind."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
