// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

/** Marks a string constant of a configuration class that is not a configuration key. */
public @interface NotConf {
}
