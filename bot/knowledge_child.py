"""Runs one piece of training in a process of its own, so that what it imports and holds goes away with it.

Rule: the child answers over a pipe and knows nothing else of its parent; a parent that dies leaves a child that ends
with its work, and a child that dies is an error of the work. The child leads a group of its own, so that the processes
which the training starts end with it.
"""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

Result = TypeVar("Result")
LOOK_EVERY = 0.2  # seconds
FULL_LIMIT = 1800.0  # seconds that a full training may take
NICENESS = 10  # citizens are answered first


class Stopped(Exception):
    """The worker was told to stop; the work was broken off."""


class ChildFailed(RuntimeError):
    """The work failed, died or took too long."""


def in_child(
    work: Callable[..., Result], *arguments: object, limit: float, stopping: Callable[[], bool] = lambda: False
) -> Result:
    """The result of `work(*arguments)`. Raises Stopped or ChildFailed."""
    context = get_context("spawn")  # a fork would take the worker's threads and locks along
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(theirs, work, arguments))  # a daemon might start no processes itself
    child.start()
    theirs.close()
    try:
        _wait(ours, time.monotonic() + limit, stopping)
        done, found = ours.recv()
    except EOFError:
        raise ChildFailed("the training process died") from None
    finally:
        _end(child)
        ours.close()
    if not done:
        raise ChildFailed(found)
    result: Result = found
    return result


def _end(child: SpawnProcess) -> None:
    """The child and whatever it started."""
    if child.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()  # it may have been stopped before it had its group
    child.join()


def _wait(ours: Connection, until: float, stopping: Callable[[], bool]) -> None:
    while not ours.poll(LOOK_EVERY):
        if stopping():
            raise Stopped
        if time.monotonic() > until:
            raise ChildFailed("the training took too long")


def _run(theirs: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    os.setpgrp()  # Ctrl-C reaches the parent, which decides
    os.nice(NICENESS)
    try:
        answer = (True, work(*arguments))
    except Exception as error:  # said to the parent, which logs it
        answer = (False, f"{type(error).__name__}: {error}")
    theirs.send(answer)
