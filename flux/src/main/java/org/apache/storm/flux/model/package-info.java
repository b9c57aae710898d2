// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** What a YAML file of Flux says, as objects: the parser fills them, the builder reads them. */
package org.apache.storm.flux.model;
