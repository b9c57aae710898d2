// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.List;
import org.apache.storm.trident.state.State;

/** A map state that can forget keys. */
public interface RemovableMapState<T> extends State {
    void multiRemove(List<List<Object>> keys);
}
