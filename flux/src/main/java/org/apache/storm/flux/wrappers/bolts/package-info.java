// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Bolts for YAML files: a process in any language, and one that logs what it receives. */
package org.apache.storm.flux.wrappers.bolts;
