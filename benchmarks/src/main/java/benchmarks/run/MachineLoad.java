// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much processor time all processes of this machine have taken since it started, and how much the host gave to others meanwhile.
 *
 * @param busySeconds   in which a core worked
 * @param stolenSeconds in which a core had work but the host ran something else
 */
record MachineLoad(double busySeconds, double stolenSeconds) {
    private static final Path FILE = Path.of("/proc/stat");
    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    private static final int STOLEN = 7;
    /** Of guests, whose time is in user time already, and what may follow. */
    private static final int GUESTS = 8;

    /** Zeros where the system does not tell. */
    static MachineLoad read() throws IOException {
        return Files.exists(FILE) ? of(Files.readAllLines(FILE).get(0)) : new MachineLoad(0, 0);
    }

    /** Of the line {@code cpu USER NICE SYSTEM IDLE IOWAIT IRQ SOFTIRQ STEAL ...}, in hundredths of a second. */
    static MachineLoad of(String line) {
        double[] seconds = Arrays.stream(line.trim().split("\\s+")).skip(1).limit(GUESTS).mapToDouble(f -> Long.parseLong(f) / TICKS_PER_SECOND).toArray();
        double stolen = seconds.length > STOLEN ? seconds[STOLEN] : 0;
        return new MachineLoad(Arrays.stream(seconds).sum() - seconds[IDLE] - seconds[WAITING_FOR_DISK] - stolen, stolen);
    }
}
