// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource;

import java.util.Objects;

/** How the scheduling of a topology ended, and why. Immutable. */
public class SchedulingResult {
    private final SchedulingStatus status;
    private final String message;
    private final String errorMessage;

    private SchedulingResult(SchedulingStatus status, String message, String errorMessage) {
        this.status = Objects.requireNonNull(status, "status");
        this.message = message;
        this.errorMessage = errorMessage;
    }

    public static SchedulingResult failure(SchedulingStatus status, String errorMessage) {
        return new SchedulingResult(status, null, errorMessage);
    }

    public static SchedulingResult success() {
        return success(null);
    }

    public static SchedulingResult success(String message) {
        return new SchedulingResult(SchedulingStatus.SUCCESS, message, null);
    }

    public SchedulingStatus getStatus() {
        return status;
    }

    /** What to tell of a success, or null. */
    public String getMessage() {
        return message;
    }

    /** What to tell of a failure, or null. */
    public String getErrorMessage() {
        return errorMessage;
    }

    public boolean isSuccess() {
        return SchedulingStatus.isStatusSuccess(status);
    }

    public boolean isFailure() {
        return SchedulingStatus.isStatusFailure(status);
    }

    @Override
    public String toString() {
        String text = isSuccess() ? message : errorMessage;
        return text == null ? status.toString() : status + ": " + text;
    }
}
