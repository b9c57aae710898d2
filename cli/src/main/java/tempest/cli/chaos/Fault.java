// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

/**
 * One plug that can be pulled, and what must hold then. Immutable.
 *
 * @param name for --faults
 * @param what is done, for people
 * @param longestStop seconds that any task may process nothing
 * @param mayFail whether tuples may fail, to be replayed
 * @param action does it, and returns when all processes are meant to be back
 */
record Fault(String name, String what, double longestStop, boolean mayFail, Action action) {
    /** The work of a fault. */
    interface Action {
        void on(Scene scene) throws Exception;
    }

    String promise() {
        return "no task stops for more than " + Scene.seconds(longestStop) + (mayFail ? "" : ", no tuple fails");
    }
}
