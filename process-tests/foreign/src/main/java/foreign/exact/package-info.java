// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A Trident word count over replayable sources into states outside of the workers, as a user of Apache Storm writes it. */
package foreign.exact;
