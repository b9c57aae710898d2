// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a doctor looks at outside of the configuration; tests stand in for it. Called by the command's main thread; changes nothing that stays. */
public interface Machine {
    /** Such as {@code 17.0.12 (/usr/lib/jvm/java-17)}. */
    String java();

    /** The feature release, such as 17. */
    int javaRelease();

    /** The machine's or container's memory; empty if it cannot be told. */
    OptionalLong memoryMb();

    /**
     * The free space where a folder is, or would be made.
     *
     * @throws IOException if the folder cannot be made or written to; the message says why
     */
    long freeMb(Path folder) throws IOException;

    /** Whether this process could listen on a port of all addresses. */
    boolean isFree(int port);

    /** Who listens on a port, in words; empty if that cannot be told. */
    String owner(int port);

    /** Whether one of Tempest's daemons or workers listens on a port. */
    boolean isOurs(int port);

    /**
     * Connects, and asks something if {@code question} is not null.
     *
     * @return the answer's text, which may be empty
     * @throws IOException if nobody answers; the message says why
     */
    String ask(String host, int port, String question) throws IOException;

    /**
     * How far a web server's clock is ahead of this machine's, to a second or so.
     *
     * @throws IOException if it cannot be asked
     */
    long secondsAhead(String host, int port) throws IOException;
}
