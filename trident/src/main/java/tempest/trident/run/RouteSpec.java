// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.io.Serializable;

/** A component that takes an output, by which of its inputs, for which group, and which of its tasks get a row. A value. */
record RouteSpec(String component, int input, int group, Partitioning partitioning) implements Serializable { }
