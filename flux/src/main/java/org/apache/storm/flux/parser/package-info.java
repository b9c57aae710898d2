// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Reads a YAML file of Flux into the model, and says file and line of what is wrong in it. */
package org.apache.storm.flux.parser;
