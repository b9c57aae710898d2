// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What Trident makes of a user's operations where state without keys is updated. */
package org.apache.storm.trident.operation.impl;
