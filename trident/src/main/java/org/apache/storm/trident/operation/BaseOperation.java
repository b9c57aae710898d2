// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.util.Map;

/** An operation that has nothing to prepare. */
public class BaseOperation implements Operation {
    private static final long serialVersionUID = 1L;

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
    }

    @Override
    public void cleanup() {
    }
}
