# SPDX-FileCopyrightText: 2026 The Tempest authors
# SPDX-License-Identifier: Apache-2.0
"""What scripts say to a worker, told by what it gets to read. Runs with pytest and with unittest."""
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

from tempest import Bolt, Spout, storm

SOURCES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src")


def written(messages):
    return "".join(json.dumps(message) + "\nend\n" for message in messages)


def tuple_of(id, *values, **where):
    return {"id": id, "comp": where.get("comp", "words"), "stream": where.get("stream", "default"), "task": where.get("task", 3), "tuple": list(values)}


HEARTBEAT = {"id": "h", "comp": "__system", "stream": "__heartbeat", "task": -1, "tuple": []}
TICK = tuple_of("t", 1, comp="__system", stream="__tick", task=-1)


class Conversation(unittest.TestCase):
    def talk(self, component, *messages):
        """What the component says after the greeting, and the status it ends with."""
        with tempfile.TemporaryDirectory() as folder:
            greeting = {"pidDir": folder, "conf": {"a": 1}, "context": {"taskid": 7}}
            sink = io.StringIO()
            storm.connect(storm.Connection(io.StringIO(written([greeting, *messages])), sink))
            with self.assertRaises(SystemExit) as end:
                component.run()
            self.assertEqual([str(os.getpid())], os.listdir(folder))
        self.status = end.exception.code
        said = [json.loads(text) for text in sink.getvalue().split("\nend\n") if text]
        self.assertEqual({"pid": os.getpid()}, said[0])
        return said[1:]


class BoltTest(Conversation):
    def test_tuples_are_anchored_and_acked(self):
        class Split(Bolt):
            def initialize(self, conf, context):
                self.seen = conf, context

            def process(self, tup):
                for word in tup.values[0].split():
                    self.emit([word])

        split = Split()
        said = self.talk(split, tuple_of("1", "a b"), HEARTBEAT, TICK)
        self.assertEqual([
            {"command": "emit", "tuple": ["a"], "need_task_ids": False, "anchors": ["1"]},
            {"command": "emit", "tuple": ["b"], "need_task_ids": False, "anchors": ["1"]},
            {"command": "ack", "id": "1"}, {"command": "sync"}, {"command": "ack", "id": "t"}], said)
        self.assertEqual(({"a": 1}, {"taskid": 7}), split.seen)
        self.assertEqual(0, self.status)

    def test_a_tuple_whose_processing_raises_is_failed_and_the_next_is_taken(self):
        class Picky(Bolt):
            def process(self, tup):
                if tup.values[0] == 1:
                    raise ValueError("no ones")

        said = self.talk(Picky(), tuple_of("1", 1), tuple_of("2", 2))
        self.assertEqual(["error", "fail", "ack"], [m["command"] for m in said])
        self.assertIn("ValueError: no ones", said[0]["msg"])

    def test_without_auto_fail_the_process_ends_with_the_error(self):
        class Strict(Bolt):
            auto_fail = False

            def process(self, tup):
                raise ValueError("no more")

        said = self.talk(Strict(), tuple_of("1", 1), tuple_of("2", 2))
        self.assertEqual(["error"], [m["command"] for m in said])
        self.assertEqual(1, self.status)

    def test_a_bolt_may_ack_by_itself_and_choose_anchors_streams_and_tasks(self):
        class Join(Bolt):
            auto_ack = False
            auto_anchor = False

            def initialize(self, conf, context):
                self.waiting = []

            def process(self, tup):
                self.waiting.append(tup)
                if len(self.waiting) == 2:
                    self.emit(["both"], stream="joined", anchors=self.waiting)
                    self.emit(["one"], task=9)
                    self.tasks = self.emit(["ids"], need_task_ids=True)
                    for waiting in self.waiting:
                        self.fail(waiting)

        join = Join()
        said = self.talk(join, tuple_of("1", 1), tuple_of("2", 2), HEARTBEAT, [4, 5])
        self.assertEqual([
            {"command": "emit", "tuple": ["both"], "need_task_ids": False, "anchors": ["1", "2"], "stream": "joined"},
            {"command": "emit", "tuple": ["one"], "need_task_ids": False, "task": 9},
            {"command": "emit", "tuple": ["ids"], "need_task_ids": True},
            {"command": "fail", "id": "1"}, {"command": "fail", "id": "2"}, {"command": "sync"}], said)
        self.assertEqual([4, 5], join.tasks)

    def test_a_bolt_without_process_says_so(self):
        self.assertIn("Bolt has no process(self, tup)", self.talk(Bolt(), tuple_of("1", 1))[0]["msg"])


class SpoutTest(Conversation):
    def test_each_command_is_answered_and_ends_with_sync(self):
        class Numbers(Spout):
            told = []

            def next_tuple(self):
                self.emit([1], id="a")
                self.emit([2], stream="other", task=4)

            def ack(self, id):
                self.told.append("acked " + id)

            def fail(self, id):
                self.log("failed " + id, storm.WARN)

            def activate(self):
                self.told.append("activated")

            def deactivate(self):
                self.told.append("deactivated")

        numbers = Numbers()
        said = self.talk(numbers, {"command": "activate"}, {"command": "next"}, {"command": "ack", "id": "a"}, {"command": "fail", "id": "b"},
                         {"command": "deactivate"})
        sync = {"command": "sync"}
        self.assertEqual([
            sync, {"command": "emit", "tuple": [1], "need_task_ids": False, "id": "a"},
            {"command": "emit", "tuple": [2], "need_task_ids": False, "stream": "other", "task": 4}, sync, sync,
            {"command": "log", "msg": "failed b", "level": 3}, sync, sync], said)
        self.assertEqual(["activated", "acked a", "deactivated"], numbers.told)


class StormModuleTest(Conversation):
    def test_a_basic_bolt_anchors_acks_and_fails(self):
        class Split(storm.BasicBolt):
            tasks = []

            def process(self, tup):
                self.tasks.append(storm.emit([tup.values[0].upper()]))
                storm.emitDirect(5, ["direct"])

        said = self.talk(Split(), tuple_of("1", "a"), [7], tuple_of("2", 3))
        self.assertEqual([
            {"command": "emit", "tuple": ["A"], "need_task_ids": True, "anchors": ["1"]},
            {"command": "emit", "tuple": ["direct"], "need_task_ids": False, "anchors": ["1"], "task": 5},
            {"command": "ack", "id": "1"}], said[:3])
        self.assertEqual(["error", "fail"], [m["command"] for m in said[3:]])
        self.assertEqual([[7]], Split.tasks)

    def test_a_bolt_anchors_and_acks_by_itself(self):
        class Echo(storm.Bolt):
            def process(self, tup):
                storm.emit(tup.values, anchors=[tup], need_task_ids=False)
                storm.ack(tup)
                storm.rpcMetrics("echoes", 1)

        self.assertEqual([
            {"command": "emit", "tuple": ["a"], "need_task_ids": False, "anchors": ["1"]}, {"command": "ack", "id": "1"},
            {"command": "metrics", "name": "echoes", "params": 1}], self.talk(Echo(), tuple_of("1", "a")))

    def test_commands_that_come_before_an_answer_are_kept(self):
        connection = storm.Connection(io.StringIO(written([{"command": "next"}, [1], [2], {"command": "ack", "id": "x"}])), io.StringIO())
        self.assertEqual([1], connection.next_task_ids())
        self.assertEqual({"command": "next"}, connection.next_command())
        self.assertEqual({"command": "ack", "id": "x"}, connection.next_command())
        self.assertEqual([2], connection.next_task_ids())
        with self.assertRaises(EOFError):
            connection.next_command()


class ProcessTest(unittest.TestCase):
    def test_what_a_script_or_its_child_prints_does_not_get_into_the_protocol(self):
        script = """
import os
from tempest import Bolt
class Loud(Bolt):
    def process(self, tup):
        print("printed", "once")
        os.system("echo from a child")
        self.emit([tup.values[0] + "\\u00e4"])
Loud().run()
"""
        with tempfile.TemporaryDirectory() as folder:
            messages = written([{"pidDir": folder, "conf": {}, "context": {}}, tuple_of("1", "\u00fc")])
            done = subprocess.run([sys.executable, "-c", script], input=messages.encode("utf-8"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  env={**os.environ, "PYTHONPATH": SOURCES, "PYTHONIOENCODING": "ascii"}, timeout=60, check=True)
        said = [json.loads(text) for text in done.stdout.decode("utf-8").split("\nend\n") if text][1:]
        self.assertEqual([
            {"command": "log", "msg": "printed once", "level": 2},
            {"command": "emit", "tuple": ["\u00fc\u00e4"], "need_task_ids": False, "anchors": ["1"]}, {"command": "ack", "id": "1"}], said)
        self.assertIn(b"from a child", done.stderr)


if __name__ == "__main__":
    unittest.main()
