// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

import org.apache.storm.trident.windowing.config.SlidingCountWindow;
import org.apache.storm.trident.windowing.config.SlidingDurationWindow;
import org.apache.storm.trident.windowing.config.TumblingCountWindow;
import org.apache.storm.trident.windowing.config.TumblingDurationWindow;
import org.apache.storm.trident.windowing.config.WindowConfig;

/**
 * When windows end and what is in them. A value.
 *
 * @param byCount whether lengths are tuples; milliseconds otherwise
 */
record Schedule(boolean byCount, long length, long slide) {
    static Schedule of(WindowConfig config) {
        boolean byCount = config instanceof SlidingCountWindow || config instanceof TumblingCountWindow;
        if (!byCount && !(config instanceof SlidingDurationWindow) && !(config instanceof TumblingDurationWindow)) {
            throw new IllegalArgumentException("a window of the kind " + config.getClass().getName()
                + " is unknown; there are sliding and tumbling ones, by count and by duration");
        }
        return new Schedule(byCount, config.getWindowLength(), config.getSlidingLength());
    }
}
