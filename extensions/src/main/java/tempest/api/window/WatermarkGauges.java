// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.TopologyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where event time is in a task, as its metrics {@code event.time.watermark.ms}, {@code event.time.behind.ms} and {@code event.time.held.by}. The task's thread
 * says it once a second, and whoever reports metrics reads it at any time.
 */
public final class WatermarkGauges {
    private static final Logger LOG = LoggerFactory.getLogger(WatermarkGauges.class);

    private volatile long watermark = Long.MIN_VALUE;
    private volatile long behind;
    private volatile String heldBy = "";

    /** Has them reported as metrics of a task; it goes on without where there can be none, as in a test of the user's with a context of its own. */
    public static WatermarkGauges of(TopologyContext context) {
        WatermarkGauges gauges = new WatermarkGauges();
        try {
            context.registerGauge("event.time.watermark.ms", () -> gauges.watermark);
            context.registerGauge("event.time.behind.ms", () -> gauges.behind);
            context.registerGauge("event.time.held.by", () -> gauges.heldBy);
        } catch (RuntimeException e) {
            LOG.warn("The metrics of event time of '{}' are not reported", context.getThisComponentId(), e);
        }
        return gauges;
    }

    /** @param slowest the input that time waits for; null if there is none */
    void show(long watermark, long behind, GlobalStreamId slowest) {
        this.watermark = watermark;
        this.behind = behind;
        heldBy = slowest == null ? "" : slowest.get_componentId() + "/" + slowest.get_streamId();
    }
}
