// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource;

import java.util.EnumSet;

/** How the scheduling of a topology ended. */
public enum SchedulingStatus {
    SUCCESS,
    FAIL_NOT_ENOUGH_RESOURCES,
    FAIL_INVALID_TOPOLOGY,
    FAIL_OTHER;

    public static EnumSet<SchedulingStatus> success = EnumSet.of(SUCCESS);
    public static EnumSet<SchedulingStatus> failure = EnumSet.complementOf(success);

    public static boolean isStatusSuccess(SchedulingStatus status) {
        return success.contains(status);
    }

    public static boolean isStatusFailure(SchedulingStatus status) {
        return failure.contains(status);
    }
}
