"""A disk that fails one thread: the kernel itself refuses its calls (seccomp), while all others go on.

Nothing takes such a filter from a thread again; the disk is well again in a thread without it.
"""

from __future__ import annotations

import ctypes
import platform
import struct
from dataclasses import dataclass

from ..postgres import DiskNotOurs

# https://github.com/torvalds/linux/blob/master/arch/x86/entry/syscalls/syscall_64.tbl, and asm-generic/unistd.h
CALLS = {
    "x86_64": {"pwrite64": 18, "fsync": 74, "fdatasync": 75},
    "aarch64": {"pwrite64": 68, "fsync": 82, "fdatasync": 83},
}.get(platform.machine(), {})

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_CALL, _FOURTH_ARGUMENT = 0, 40  # where they stand in struct seccomp_data


@dataclass(frozen=True)
class Fault:
    """`calls` fail with `error`, an errno; `from_offset`: those that write there or behind it."""

    name: str
    calls: tuple[str, ...]
    error: int
    from_offset: int | None = None


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


def fail(fault: Fault) -> None:
    """From now on, for the thread that calls this. Raises DiskNotOurs."""
    if not CALLS:
        raise DiskNotOurs("the numbers of this machine's system calls are not known")
    steps = [_step(_LOAD, _CALL)]
    for name in fault.calls:
        tests = [_step(_IF_EQUAL, CALLS[name], otherwise=1 if fault.from_offset is None else 3)]
        if fault.from_offset is not None:
            tests += [_step(_LOAD, _FOURTH_ARGUMENT), _step(_IF_AT_LEAST, fault.from_offset, otherwise=1)]
        steps += [*tests, _step(_RETURN, _FAIL | fault.error)]
    steps.append(_step(_RETURN, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise DiskNotOurs(f"this system takes no filter: errno {ctypes.get_errno()}")


def _step(code: int, value: int, otherwise: int = 0) -> bytes:
    """`otherwise`: how many steps are left out when a test does not hold."""
    return struct.pack("HBBI", code, 0, otherwise, value)
