// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.List;

/** A topology asks for a scheduling strategy that the cluster does not allow. */
public class DisallowedStrategyException extends RuntimeException {
    private static final long serialVersionUID = -257658316968907691L;

    private final String attemptedClass;
    private final List<String> allowedStrategies;

    public DisallowedStrategyException(String attemptedClass, List<String> allowedStrategies) {
        super("Scheduling strategy " + attemptedClass + " is not allowed; the allowed ones are " + allowedStrategies);
        this.attemptedClass = attemptedClass;
        this.allowedStrategies = allowedStrategies;
    }

    public String getAttemptedClass() {
        return attemptedClass;
    }

    public List<String> getAllowedStrategies() {
        return allowedStrategies;
    }
}
