// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.storm.thrift.TBase;
import org.apache.storm.thrift.TDeserializer;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.TSerializer;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.protocol.TField;
import org.apache.storm.thrift.protocol.TProtocol;
import org.apache.storm.thrift.protocol.TType;
import org.apache.storm.thrift.transport.TTransport;
import org.junit.jupiter.api.Test;

/** Storm 3 tells the time of a heartbeat in 64 bits. */
class HeartbeatTimeTest {
    private static final int TIME = 1_700_000_000;

    /** Writes that field, and no other of its kind, as Storm 3 does. */
    private static final class Wide extends TBinaryProtocol {
        private final String field;
        private boolean here;

        Wide(TTransport transport, String field) {
            super(transport);
            this.field = field;
        }

        @Override
        public void writeFieldBegin(TField begun) throws TException {
            here = begun.name.equals(field);
            super.writeFieldBegin(here ? new TField(begun.name, TType.I64, begun.id) : begun);
        }

        @Override
        public void writeI32(int value) throws TException {
            if (here) {
                writeI64(value);
            } else {
                super.writeI32(value);
            }
        }
    }

    private static <T extends TBase<T, ?>> T sentBy(boolean storm3, T sent, T empty) throws TException {
        byte[] bytes = new TSerializer(transport -> (TProtocol) (storm3 ? new Wide(transport, "time_secs") : new TBinaryProtocol(transport))).serialize(sent);
        new TDeserializer(new TBinaryProtocol.Factory()).deserialize(empty, bytes);
        return empty;
    }

    @Test
    void theTimeOfAHeartbeatIsReadInBothWidths() throws TException {
        SupervisorWorkerHeartbeat supervisors = new SupervisorWorkerHeartbeat("t-1", List.of(new ExecutorInfo(1, 2)), TIME);
        LSWorkerHeartbeat local = new LSWorkerHeartbeat(TIME, "t-1", List.of(new ExecutorInfo(1, 2)), 6700);
        ClusterWorkerHeartbeat cluster = new ClusterWorkerHeartbeat("t-1", new java.util.HashMap<>(), TIME, 7);
        for (boolean storm3 : new boolean[] {false, true}) {
            assertEquals(supervisors, sentBy(storm3, supervisors, new SupervisorWorkerHeartbeat()));
            assertEquals(local, sentBy(storm3, local, new LSWorkerHeartbeat()));
            assertEquals(cluster, sentBy(storm3, cluster, new ClusterWorkerHeartbeat()));
        }
    }
}
