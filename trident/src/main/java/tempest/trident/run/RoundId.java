// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

/** Names one round of one attempt of a batch to the engine: the message id of its tree. A value. */
record RoundId(long transaction, int attempt, int round) { }
