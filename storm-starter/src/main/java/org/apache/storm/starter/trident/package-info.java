// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Examples of Trident: counts that are exact, functions over them, windows. */
package org.apache.storm.starter.trident;
