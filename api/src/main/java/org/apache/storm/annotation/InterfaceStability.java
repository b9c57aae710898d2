// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.annotation;

import java.lang.annotation.Documented;

/** How much a class of the contract may change between releases. */
public class InterfaceStability {

    /** Changes only in a major release. */
    @Documented
    public @interface Stable {
    }

    /** May change in a minor release. */
    @Documented
    public @interface Evolving {
    }

    /** May change at any time. */
    @Documented
    public @interface Unstable {
    }
}
