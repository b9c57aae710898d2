// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.client;

import java.io.FileNotFoundException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.transport.TTransportException;

/** What an exception means to the person at the terminal, in one line. Pure; any thread. */
public final class FailureLine {
    private static final int DEEPEST = 20;

    private FailureLine() {}

    public static String of(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        String line = known(failure);
        for (Throwable cause = failure.getCause(); line == null && cause != null; cause = cause.getCause()) {
            line = known(cause);
        }
        if (line == null) {
            line = described(failure);
        }
        return line.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** Takes off what only carries another exception. */
    static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        for (int i = 0; i < DEEPEST && failure.getCause() != null; i++) {
            boolean bare = failure.getClass() == RuntimeException.class
                    && (failure.getMessage() == null || failure.getMessage().equals(failure.getCause().toString()));
            if (!bare && !(failure instanceof InvocationTargetException) && !(failure instanceof ExecutionException)
                    && !(failure instanceof ExceptionInInitializerError)) {
                break;
            }
            failure = failure.getCause();
        }
        return failure;
    }

    /** Thrift's exceptions keep their text in a field of their own and have no useful message. */
    private static String known(Throwable failure) {
        if (failure instanceof NotAliveException e) {
            return "no such topology: " + e.get_msg();
        } else if (failure instanceof AlreadyAliveException e) {
            return "the name is taken: " + e.get_msg();
        } else if (failure instanceof InvalidTopologyException e) {
            return "invalid topology: " + e.get_msg();
        } else if (failure instanceof AuthorizationException e) {
            return "not allowed: " + e.get_msg();
        } else if (failure instanceof KeyNotFoundException e) {
            return "no such blob: " + e.get_msg();
        } else if (failure instanceof KeyAlreadyExistsException e) {
            return "there is such a blob already: " + e.get_msg();
        } else if (failure instanceof org.apache.storm.generated.IllegalStateException e) {
            return "not possible now: " + e.get_msg();
        } else if (failure instanceof DRPCExecutionException e) {
            return "the DRPC call failed: " + e.get_msg();
        } else if (failure.getClass().getSimpleName().equals("NimbusLeaderNotFoundException")) {
            return failure.getMessage();
        } else if (failure instanceof TApplicationException e) {
            return "Nimbus failed to answer: " + e.getMessage() + " (its log says more)";
        } else if (failure instanceof TTransportException e) {
            return "the connection to Nimbus broke" + (e.getMessage() == null ? "" : ": " + e.getMessage());
        }
        return file(failure);
    }

    private static String file(Throwable failure) {
        if (failure instanceof NoSuchFileException e) {
            return "no such file: " + e.getFile();
        } else if (failure instanceof AccessDeniedException e) {
            return "no permission for " + e.getFile();
        } else if (failure instanceof FileAlreadyExistsException e) {
            return "there is such a file already: " + e.getFile();
        } else if (failure instanceof FileNotFoundException e) {
            return e.getMessage();
        } else if (failure instanceof UnknownHostException e) {
            return "unknown host: " + e.getMessage();
        } else if (failure instanceof ConnectException e) {
            return "nobody answers: " + e.getMessage();
        }
        return null;
    }

    /** The class says something only where the message is not a sentence made for people. */
    private static String described(Throwable failure) {
        String message = failure.getMessage();
        boolean speaks = message != null && message.contains(" ") && (failure.getClass().getName().startsWith("tempest.")
            || failure.getClass() == RuntimeException.class || failure.getClass() == IllegalArgumentException.class
            || failure.getClass() == IllegalStateException.class);
        return speaks ? message : failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
