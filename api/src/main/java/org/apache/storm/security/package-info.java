// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Plug-ins that give topologies their credentials. */
package org.apache.storm.security;
