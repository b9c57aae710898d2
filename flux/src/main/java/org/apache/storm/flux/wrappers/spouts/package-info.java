// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** A spout for YAML files: a process in any language. */
package org.apache.storm.flux.wrappers.spouts;
