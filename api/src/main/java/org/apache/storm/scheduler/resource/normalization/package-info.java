// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Resources under one name each: what a node offers and what an executor asks for. */
package org.apache.storm.scheduler.resource.normalization;
