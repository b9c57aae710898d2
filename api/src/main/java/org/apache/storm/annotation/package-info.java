// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Annotations that say how stable a part of the contract is. */
package org.apache.storm.annotation;
