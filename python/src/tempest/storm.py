# SPDX-FileCopyrightText: 2026 The Tempest authors
# SPDX-License-Identifier: Apache-2.0
"""Storm's multilang protocol in one file, with the names that scripts written for Apache Storm's storm.py use.

A worker starts the script, writes JSON to its standard input and reads JSON from its standard output. All of it happens on the main thread.
What a script prints, or a program that it starts, never gets into the protocol: it becomes a line of the worker's log, or goes to standard error.
Put this file beside a script, or take it from the package: ``from tempest import storm``.
"""
from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections import deque
from typing import Any, Deque, Dict, List, Optional, Sequence, TextIO, Tuple as Pair, Union

TRACE, DEBUG, INFO, WARN, ERROR = range(5)
HEARTBEAT_STREAM = "__heartbeat"
TICK_STREAM = "__tick"


class Connection:
    """Messages to and from the worker: JSON, each followed by a line that says ``end``."""

    def __init__(self, source: TextIO, sink: TextIO) -> None:
        self._source = source
        self._sink = sink
        self._commands: Deque[Dict[str, Any]] = deque()
        self._task_ids: Deque[List[int]] = deque()

    def read(self) -> Any:
        """The next message. Raises EOFError when the worker is gone."""
        lines: List[str] = []
        while True:
            line = self._source.readline()
            if not line:
                raise EOFError("the worker closed the connection" + (" in the middle of a message" if lines else ""))
            line = line.rstrip("\r\n")
            if line == "end":
                return json.loads("\n".join(lines))
            lines.append(line)

    def send(self, message: Dict[str, Any]) -> None:
        self._sink.write(json.dumps(message, separators=(",", ":")) + "\nend\n")
        self._sink.flush()

    def next_command(self) -> Dict[str, Any]:
        """The next message that is no answer to an emit; answers are kept for next_task_ids."""
        while not self._commands:
            message = self.read()
            if isinstance(message, list):
                self._task_ids.append(message)
            else:
                return message
        return self._commands.popleft()

    def next_task_ids(self) -> List[int]:
        """The answer to the oldest emit that asked for one; commands that come before are kept for next_command."""
        while not self._task_ids:
            message = self.read()
            if isinstance(message, list):
                return message
            self._commands.append(message)
        return self._task_ids.popleft()


class _LogWriter(io.TextIOBase):
    """Stands in for standard output: each line becomes a line of the worker's log."""

    def __init__(self) -> None:
        self._begun = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        lines = (self._begun + text).split("\n")
        self._begun = lines.pop()
        for line in lines:
            if line.strip():
                logInfo(line)
        return len(text)


_connection: Optional[Connection] = None
_anchor: Optional["Tuple"] = None


def _open() -> Connection:
    """Takes standard input and output for the protocol alone, and leads whatever else writes there to the log or to standard error."""
    global _connection
    if _connection is None:
        source = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
        sink = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        _connection = Connection(source, sink)
        sys.stdout = _LogWriter()  # type: ignore[assignment]
    return _connection


def connect(connection: Connection) -> None:
    """Uses another connection than standard input and output; tests do so."""
    global _connection
    _connection = connection


class Tuple:
    """What a bolt receives: its id, the component, stream and task it comes from, and its values."""

    __slots__ = ("id", "component", "stream", "task", "values")

    def __init__(self, id: str, component: Optional[str], stream: Optional[str], task: Optional[int], values: Sequence[Any]) -> None:
        self.id = id
        self.component = component
        self.stream = stream
        self.task = task
        self.values = values

    def is_heartbeat_tuple(self) -> bool:
        return self.task == -1 and self.stream == HEARTBEAT_STREAM

    def is_tick(self) -> bool:
        return self.component == "__system" and self.stream == TICK_STREAM

    def __repr__(self) -> str:
        return "<Tuple component=%r id=%r stream=%r task=%r values=%r>" % (self.component, self.id, self.stream, self.task, self.values)


def readMsg() -> Any:
    return _open().read()


def sendMsgToParent(message: Dict[str, Any]) -> None:
    _open().send(message)


def readCommand() -> Dict[str, Any]:
    return _open().next_command()


def readTaskIds() -> List[int]:
    return _open().next_task_ids()


def readTuple() -> Tuple:
    message = readCommand()
    return Tuple(message["id"], message.get("comp"), message.get("stream"), message.get("task"), message["tuple"])


def sync() -> None:
    sendMsgToParent({"command": "sync"})


def sendpid(heartbeatdir: str) -> None:
    """Tells the worker which process this is, and leaves a file of that name for it."""
    pid = os.getpid()
    with open(os.path.join(heartbeatdir, str(pid)), "w"):
        pass
    sendMsgToParent({"pid": pid})


def initComponent() -> Pair[Dict[str, Any], Dict[str, Any]]:
    """The greeting: gives the topology's configuration and what this task is among the others."""
    setup = readMsg()
    sendpid(setup["pidDir"])
    return setup["conf"], setup["context"]


def _id(anchor: Union[Tuple, str]) -> str:
    return anchor.id if isinstance(anchor, Tuple) else anchor


def _send_emit(tup: Sequence[Any], stream: Optional[str], anchors: Sequence[Union[Tuple, str]], id: Any, task: Optional[int],
               need_task_ids: bool) -> None:
    message: Dict[str, Any] = {"command": "emit", "tuple": list(tup), "need_task_ids": need_task_ids}
    if _anchor is not None:
        anchors = [_anchor]
    if anchors:
        message["anchors"] = [_id(anchor) for anchor in anchors]
    if stream is not None:
        message["stream"] = stream
    if id is not None:
        message["id"] = id
    if task is not None:
        message["task"] = task
    sendMsgToParent(message)


def emit(tup: Sequence[Any], stream: Optional[str] = None, anchors: Sequence[Union[Tuple, str]] = (), id: Any = None,
         need_task_ids: bool = True) -> Optional[List[int]]:
    """Emits a tuple and gives the tasks that it went to; without need_task_ids it does not wait for them, which is much faster."""
    _send_emit(tup, stream, anchors, id, None, need_task_ids)
    return readTaskIds() if need_task_ids else None


def emitDirect(task: int, tup: Sequence[Any], stream: Optional[str] = None, anchors: Sequence[Union[Tuple, str]] = (), id: Any = None) -> None:
    """Emits a tuple to one task of a bolt that subscribes by direct grouping."""
    _send_emit(tup, stream, anchors, id, task, False)


def ack(tup: Union[Tuple, str]) -> None:
    sendMsgToParent({"command": "ack", "id": _id(tup)})


def fail(tup: Union[Tuple, str]) -> None:
    sendMsgToParent({"command": "fail", "id": _id(tup)})


def reportError(msg: str) -> None:
    """Shows an error on the component's page."""
    sendMsgToParent({"command": "error", "msg": msg})


def log(msg: Any, level: int = INFO) -> None:
    sendMsgToParent({"command": "log", "msg": str(msg), "level": level})


def logTrace(msg: Any) -> None:
    log(msg, TRACE)


def logDebug(msg: Any) -> None:
    log(msg, DEBUG)


def logInfo(msg: Any) -> None:
    log(msg, INFO)


def logWarn(msg: Any) -> None:
    log(msg, WARN)


def logError(msg: Any) -> None:
    log(msg, ERROR)


def rpcMetrics(name: str, params: Any) -> None:
    """Calls the shell metric that the component registered under this name."""
    sendMsgToParent({"command": "metrics", "name": name, "params": params})


class _Component:
    def initialize(self, conf: Dict[str, Any], context: Dict[str, Any]) -> None:
        """Called once, before anything else."""

    def _loop(self) -> None:
        raise NotImplementedError

    def run(self) -> None:
        """Serves the worker until it is gone. What the component raises is told to the worker and ends the process."""
        try:
            conf, context = initComponent()
            self.initialize(conf, context)
            self._loop()
        except EOFError:
            sys.exit(0)
        except Exception:
            reportError(traceback.format_exc())
            sys.exit(1)


class Bolt(_Component):
    """Override process; ack or fail what it is given, sooner or later, and anchor what it emits."""

    def process(self, tuple: Tuple) -> None:
        """Called for each tuple."""

    def _process(self, tup: Tuple) -> None:
        self.process(tup)

    def _loop(self) -> None:
        while True:
            tup = readTuple()
            if tup.is_heartbeat_tuple():
                sync()
            else:
                self._process(tup)


class BasicBolt(Bolt):
    """A bolt whose tuples are anchored and acked by themselves, and failed when process raises; the error is shown on its page."""

    def _process(self, tup: Tuple) -> None:
        global _anchor
        _anchor = tup
        try:
            self.process(tup)
        except EOFError:
            raise
        except Exception:
            _anchor = None
            reportError(traceback.format_exc())
            fail(tup)
        else:
            _anchor = None
            ack(tup)


class Spout(_Component):
    """Override nextTuple, and ack and fail if emitted tuples have ids."""

    def nextTuple(self) -> None:
        """Called again and again; emits what there is and returns, without waiting."""

    def ack(self, id: Any) -> None:
        """The tuple of this id was processed to its end."""

    def fail(self, id: Any) -> None:
        """The tuple of this id failed, or timed out."""

    def activate(self) -> None:
        """The topology was activated."""

    def deactivate(self) -> None:
        """The topology was deactivated; nextTuple is not called any more."""

    def _loop(self) -> None:
        while True:
            message = readCommand()
            command = message["command"]
            if command == "next":
                self.nextTuple()
            elif command == "ack":
                self.ack(message["id"])
            elif command == "fail":
                self.fail(message["id"])
            elif command == "activate":
                self.activate()
            elif command == "deactivate":
                self.deactivate()
            sync()
