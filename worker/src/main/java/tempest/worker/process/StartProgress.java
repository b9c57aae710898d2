// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.function.Supplier;

/** Is told what a worker is at while it starts. Called by the starting thread; must not wait. */
@FunctionalInterface
public interface StartProgress {
    /** Of no interest to anyone. */
    StartProgress NONE = activity -> { };

    /** @param activity a few words such as {@code "opening its port"}; asked again and again, by another thread */
    void at(Supplier<String> activity);
}
