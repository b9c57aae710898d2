// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Carries opaque batches between the workers of one topology over Netty: in order, numbered, resumed after a cut connection. */
package tempest.worker.transport;
