// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** How much a class of the contract may change between releases. */
public class InterfaceStability {

    /** Changes only in a major release. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Stable {
    }

    /** May change in a minor release. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Evolving {
    }

    /** May change at any time. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Unstable {
    }
}
