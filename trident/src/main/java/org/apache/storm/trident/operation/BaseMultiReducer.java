// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.util.Map;

/** A multi-reducer that has nothing to prepare. */
public abstract class BaseMultiReducer<T> implements MultiReducer<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public void prepare(Map<String, Object> conf, TridentMultiReducerContext context) {
    }

    @Override
    public void cleanup() {
    }
}
