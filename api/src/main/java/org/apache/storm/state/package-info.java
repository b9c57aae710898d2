// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** State of stateful bolts: where it is kept, and how it is committed at checkpoints. */
package org.apache.storm.state;
