// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** What a class that Flux uses may implement, and what Flux says of a definition that is wrong. */
package org.apache.storm.flux.api;
