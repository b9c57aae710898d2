// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What task hooks are told. */
package org.apache.storm.hooks.info;
