// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** How a topology is put together: the builder, the declarers, and the kinds of component it takes. */
package org.apache.storm.topology;
