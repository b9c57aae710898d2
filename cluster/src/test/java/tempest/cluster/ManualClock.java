// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves by hand. Any thread. */
public final class ManualClock implements Clock {
    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(20_000));
    private final AtomicLong setByNanos = new AtomicLong();
    private final AtomicLong waits = new AtomicLong();

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.get() + setByNanos.get());
    }

    @Override
    public long realNanos(long wanted) {
        waits.incrementAndGet();
        return Math.min(wanted, TimeUnit.MILLISECONDS.toNanos(2));
    }

    /** How often somebody was about to wait. */
    public long waits() {
        return waits.get();
    }

    public void advance(long time, TimeUnit unit) {
        nanos.addAndGet(unit.toNanos(time));
    }

    /** Sets the time of day forward, or back, without time passing. */
    public void setBy(long time, TimeUnit unit) {
        setByNanos.addAndGet(unit.toNanos(time));
    }
}
