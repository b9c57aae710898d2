// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** Logs sampled tuples: registered in {@code topology.event.logger.register}. Called by one thread. */
public interface IEventLogger {
    /** A sampled tuple. Immutable. */
    class EventInfo {
        private final long ts;
        private final String component;
        private final int task;
        private final Object messageId;
        private final List<Object> values;

        /**
         * @param ts milliseconds since the epoch
         */
        public EventInfo(long ts, String component, int task, Object messageId, List<Object> values) {
            this.ts = ts;
            this.component = component;
            this.task = task;
            this.messageId = messageId;
            this.values = values;
        }

        public long getTs() {
            return ts;
        }

        public String getComponent() {
            return component;
        }

        public int getTask() {
            return task;
        }

        public Object getMessageId() {
            return messageId;
        }

        public List<Object> getValues() {
            return values;
        }

        /** The line of a log: date, component, task, message id, values; separated by commas. */
        @Override
        public String toString() {
            return new Date(ts) + "," + component + "," + task + "," + (messageId == null ? "" : messageId) + "," + values;
        }
    }

    /**
     * @param conf the topology's configuration
     * @param arguments what the topology gave when it registered this logger, or null
     */
    void prepare(Map<String, Object> conf, Map<String, Object> arguments, TopologyContext context);

    void log(EventInfo e);

    void close();
}
