// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** Something whose state can be reported. */
public interface IStatefulObject {
    Object getState();
}
