// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import org.apache.storm.trident.state.StateType;

/** A state factory that declares how its states treat a replayed transaction, so that an unsuitable spout is refused at build time. */
public interface KindOfState {
    StateType stateType();
}
