// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The protocol between a worker and a component written in another language. */
package org.apache.storm.multilang;
