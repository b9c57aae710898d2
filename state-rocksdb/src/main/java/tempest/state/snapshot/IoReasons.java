// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what went wrong with a file: the JDK's messages are often a path alone. Any thread. */
public final class IoReasons {
    private IoReasons() {
    }

    public static String of(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + word(file);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static String word(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return " is not there";
        }
        if (e instanceof AccessDeniedException) {
            return " may not be accessed";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return " is no folder";
        }
        return ": " + e.getClass().getSimpleName();
    }

    /** Whether the file or name is not there at all. */
    static boolean absent(IOException e) {
        return e instanceof NoSuchFileException || e instanceof FileNotFoundException;
    }
}
