// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Topologies that are written in YAML: the command that submits them, and what makes a topology of a definition. */
package org.apache.storm.flux;
