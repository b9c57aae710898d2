// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.Test;
import tempest.cluster.ManualClock;
import tempest.cluster.OneLine;
import tempest.nimbus.blobs.BlobAcl;
import tempest.nimbus.blobs.LocalBlobStore;

/** What strangers ask of Nimbus: too much, or in names and texts that mean something else to a shell, a log or a file system. */
class StrangersCallsTest extends NimbusFixture {

    @Test
    void aTopologyOfAMillionExecutorsIsRefusedInOneLine() throws Exception {
        String location = jar();
        for (int hint : new int[] {1_000_000, Integer.MAX_VALUE}) {
            StormTopology topology = SampleTopologies.wordCount();
            topology.get_bolts().values().forEach(bolt -> bolt.get_common().set_parallelism_hint(hint));
            String refusal = assertThrows(InvalidTopologyException.class, () -> calls.submitTopology("many", location, "{}", topology)).get_msg();
            assertTrue(refusal.contains("this cluster allows 20000 a topology (nimbus.executors.perTopology)"), refusal);
        }
        assertEquals(List.of(), calls.getTopologySummaries());
    }

    @Test
    void aNameThatAShellOrALogWouldTakeForSomethingElseIsRefused() throws Exception {
        for (String name : List.of("\t", "-rf", " a", "a ", "a\nb", "a\u0000b", "a\u2028b", "\u202eabc", "a\u200bb", " ", "")) {
            String refusal = assertThrows(InvalidTopologyException.class,
                () -> calls.submitTopology(name, "x", "{}", SampleTopologies.wordCount())).get_msg();
            assertFalse(refusal.contains("\n") || refusal.contains("\t"), refusal);
            assertFalse(calls.isTopologyNameAllowed(name), name);
        }
        for (String name : List.of("words", "my words", "a-b_c", "_x", "7", "W\u00f6rter")) {
            assertTrue(calls.isTopologyNameAllowed(name), name);
        }
    }

    @Test
    void noAnswerTellsWhereTheServersFilesLie() throws Exception {
        List<TException> answers = List.of(
            assertThrows(TException.class, () -> calls.uploadChunk("nowhere", ByteBuffer.allocate(1))),
            assertThrows(TException.class, () -> calls.finishFileUpload("nowhere")),
            assertThrows(TException.class, () -> calls.downloadBlobChunk("nothing")),
            assertThrows(TException.class, () -> calls.submitTopology("words", "../../etc/passwd", "{}", SampleTopologies.wordCount())));
        for (TException answer : answers) {
            String text = answer instanceof InvalidTopologyException invalid ? invalid.get_msg() : String.valueOf(answer.getMessage());
            assertFalse(text.contains(folder.toString()), text);
        }
    }

    @Test
    void aCallerWhomNobodyKnowsIsNotTheUserCalledNull() throws Exception {
        LocalBlobStore store = new LocalBlobStore(folder.resolve("guarded"), new BlobAcl(true, Set.of("null")), new ManualClock());
        AccessControl own = new AccessControl(AccessControlType.USER, 7);
        own.set_name("null");
        store.create("key", new SettableBlobMeta(List.of(own)), "ann").finish();
        String refusal = assertThrows(AuthorizationException.class, () -> store.open("key", null)).get_msg();
        assertEquals("user (unknown) may not read blob 'key'", refusal);
    }

    @Test
    void aTextOfACallersIsOneBoundedLine() {
        String line = OneLine.of("a\n12:00:00 [INFO] all is well\r\u001b[31m\u2029" + "x".repeat(10_000));
        assertTrue(line.startsWith("a\\u000a12:00:00 [INFO] all is well\\u000d\\u001b[31m\\u2029xxx") && line.length() < 400, line);
        assertTrue(line.endsWith("... (10036 characters)"), line);
        assertEquals("W\u00f6rter \ud83d\ude00", OneLine.of("W\u00f6rter \ud83d\ude00"));
    }
}
