// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

/** An operation that is called for each tuple. */
public interface EachOperation extends Operation {
}
