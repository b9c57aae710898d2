// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.io.Serializable;

/**
 * A field that a join emits.
 *
 * @param name  as it was selected
 * @param field of its side
 */
record SelectedField(String name, boolean isLeft, String field) implements Serializable {
}
