// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What the contract offers topologies besides its own types: configuration, time, clients, small collections. */
package org.apache.storm.utils;
