// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.topology;

/** A bolt that runs another one of another interface, so that who looks for what the other one can do finds it. */
public interface BoltWrapper {
    /** The bolt that is run: an {@link IRichBolt}, {@link IBasicBolt}, {@link IStatefulBolt} or {@link IWindowedBolt}. */
    Object wrappedBolt();
}
