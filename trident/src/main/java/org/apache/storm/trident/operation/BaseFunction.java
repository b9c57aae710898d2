// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

/** A function that has nothing to prepare. */
public abstract class BaseFunction extends BaseOperation implements Function {
    private static final long serialVersionUID = 1L;
}
