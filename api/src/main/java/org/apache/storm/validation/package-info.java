// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What the value of a configuration key may be: annotations on the keys' constants, and the checks behind them. */
package org.apache.storm.validation;
