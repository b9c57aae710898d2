// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

/** A filter that has nothing to prepare. */
public abstract class BaseFilter extends BaseOperation implements Filter {
    private static final long serialVersionUID = 1L;
}
