# SPDX-FileCopyrightText: 2026 The Tempest authors
# SPDX-License-Identifier: Apache-2.0
"""Base classes of bolts and spouts. Everything is called on the script's main thread."""
from __future__ import annotations

import traceback
from typing import Any, List, Optional, Sequence

from tempest import storm
from tempest.storm import Tuple


class _Emitter(storm._Component):
    def log(self, message: Any, level: int = storm.INFO) -> None:
        """Writes a line into the worker's log; print does so, too."""
        storm.log(message, level)

    def report_error(self, message: str) -> None:
        """Shows an error on the component's page."""
        storm.reportError(message)


class Bolt(_Emitter, storm.Bolt):
    """A bolt. Override process, and process_tick if it is to have ticks.

    With auto_ack, tuples are acked when process returns; with auto_anchor, what is emitted meanwhile is anchored to the tuple that is being
    processed; with auto_fail, a tuple for which process raises is failed and the error shown, instead of ending the process.
    """

    auto_ack = True
    auto_anchor = True
    auto_fail = True
    _current: Optional[Tuple] = None

    def process(self, tup: Tuple) -> None:  # type: ignore[override]
        """Called for each tuple but ticks."""
        raise NotImplementedError("%s has no process(self, tup)" % type(self).__name__)

    def process_tick(self, tup: Tuple) -> None:
        """Called for each tick, if topology.tick.tuple.freq.secs is set for this component."""

    def emit(self, values: Sequence[Any], stream: Optional[str] = None, anchors: Optional[Sequence[Tuple]] = None, task: Optional[int] = None,
             need_task_ids: bool = False) -> Optional[List[int]]:
        """Emits a tuple; to one task if task says so.

        anchors: the tuples that it comes from; if None, the one that is being processed, with auto_anchor.
        need_task_ids: whether to wait for the tasks that it goes to, which are returned then.
        """
        if anchors is None:
            anchors = [self._current] if self.auto_anchor and self._current is not None else []
        if task is not None:
            storm.emitDirect(task, values, stream, anchors)
            return None
        return storm.emit(values, stream, anchors, need_task_ids=need_task_ids)

    def ack(self, tup: Tuple) -> None:
        storm.ack(tup)

    def fail(self, tup: Tuple) -> None:
        storm.fail(tup)

    def _process(self, tup: Tuple) -> None:
        self._current = tup
        try:
            if tup.is_tick():
                self.process_tick(tup)
            else:
                self.process(tup)
        except EOFError:
            raise
        except Exception:
            if not self.auto_fail:
                raise
            storm.reportError(traceback.format_exc())
            storm.fail(tup)
        else:
            # A tick is acked in any case: nobody else will do it.
            if self.auto_ack or tup.is_tick():
                storm.ack(tup)
        finally:
            self._current = None


class Spout(_Emitter, storm.Spout):
    """A spout. Override next_tuple, and ack and fail if it emits with ids."""

    def next_tuple(self) -> None:
        """Called again and again; emits what there is and returns, without waiting."""
        raise NotImplementedError("%s has no next_tuple(self)" % type(self).__name__)

    def nextTuple(self) -> None:
        self.next_tuple()

    def emit(self, values: Sequence[Any], id: Any = None, stream: Optional[str] = None, task: Optional[int] = None,
             need_task_ids: bool = False) -> Optional[List[int]]:
        """Emits a tuple; one with an id, anything that JSON can hold, is acked or failed later."""
        if task is not None:
            storm.emitDirect(task, values, stream, id=id)
            return None
        return storm.emit(values, stream, id=id, need_task_ids=need_task_ids)
