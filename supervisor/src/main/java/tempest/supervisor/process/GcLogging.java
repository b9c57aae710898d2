// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says in the words of Java 9 and newer what options of Java 8 say about the log of the garbage collector, since Storm's default and the
 * files of those who come from it still use them. Pure functions; any thread; it never drops an option that Java 17 understands silently.
 */
final class GcLogging {
    private static final Set<String> GONE = Set.of("-XX:+PrintGCDetails", "-XX:+PrintGCDateStamps", "-XX:+PrintGCTimeStamps", "-XX:+PrintGC",
        "-XX:+UseGCLogFileRotation", "-XX:+PrintGCApplicationStoppedTime", "-XX:+UnlockCommercialFeatures", "-XX:+FlightRecorder");
    private static final String FILE = "-Xloggc:";
    private static final String FILES = "-XX:NumberOfGCLogFiles=";
    private static final String SIZE = "-XX:GCLogFileSize=";
    private static final String DEFAULT_FILE = "artifacts/gc.log";

    private GcLogging() {
    }

    /** The options with exactly one way of logging collections: theirs if they have one, {@code artifacts/gc.log} otherwise. */
    static List<String> modern(List<String> options) {
        String file = DEFAULT_FILE;
        String files = "5";
        String size = "1M";
        boolean logs = false;
        List<String> modern = new ArrayList<>();
        for (String option : options) {
            if (option.startsWith(FILE)) {
                file = option.substring(FILE.length());
            } else if (option.startsWith(FILES)) {
                files = option.substring(FILES.length());
            } else if (option.startsWith(SIZE)) {
                size = option.substring(SIZE.length());
            } else if (!GONE.contains(option)) {
                logs |= option.startsWith("-Xlog:gc");
                modern.add(option);
            }
        }
        if (!logs) {
            modern.add(0, "-Xlog:gc*:file=" + file + ":time,uptime,level,tags:filecount=" + files + ",filesize=" + size);
        }
        return modern;
    }
}
