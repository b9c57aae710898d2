// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Examples of windows, joins and patterns by key, which are additions to Storm's API. */
package org.apache.storm.starter.keyed;
