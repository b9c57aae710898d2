// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Scheduling by what executors ask for and nodes have: users, their guarantees, and how a topology's scheduling ended. */
package org.apache.storm.scheduler.resource;
