// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Spouts and bolts written as lambdas. */
package org.apache.storm.lambda;
