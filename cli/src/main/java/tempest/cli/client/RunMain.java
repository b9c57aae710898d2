// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/**
 * Main class of the client JVM that `storm jar` starts: runs the user's main on the main thread and says a failure in one
 * line. It never ends the JVM after a success: threads that the user's main left running go on, as they would under `java`.
 */
public final class RunMain {
    private static final int DEEPEST = 20;

    private RunMain() {}

    public static void main(String[] args) {
        boolean verbose = Boolean.getBoolean("tempest.verbose");
        String name = args[0];
        try {
            Method main = Class.forName(name).getMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers())) {
                throw new NoSuchMethodException("main is not static");
            }
            main.setAccessible(true);
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (ClassNotFoundException e) {
            fail(verbose, e, "there is no class " + name + " in the jar");
        } catch (NoSuchMethodException e) {
            fail(verbose, e, name + " has no public static void main(String[])");
        } catch (InvocationTargetException e) {
            fail(verbose, e.getCause(), text(e.getCause()));
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            fail(verbose, e, text(e));
        }
    }

    private static String text(Throwable failure) {
        if (failure instanceof NoClassDefFoundError e) {
            return "class " + String.valueOf(e.getMessage()).replace('/', '.') + " is missing: it is neither in the jar nor given by --jars or --artifacts";
        }
        if (FailureLine.unwrap(failure) instanceof Error error && !(error instanceof LinkageError)) {
            return FailureLine.of(error);
        }
        Throwable thrown = failure;
        for (int i = 0; i < DEEPEST && thrown.getCause() != null; i++) {
            thrown = thrown.getCause();
        }
        return FailureLine.of(failure) + at(thrown);
    }

    /** Where in the user's own code an exception was thrown that neither the contract nor we threw. */
    private static String at(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        if (!(failure instanceof RuntimeException) || frames.length == 0 || frames[0].getClassName().matches("(org\\.apache\\.storm\\.(?!starter)|tempest\\.).*")) {
            return "";
        }
        return Arrays.stream(frames).filter(f -> f.getModuleName() == null).findFirst()
            .map(f -> " (at " + f.getFileName() + ":" + f.getLineNumber() + ")").orElse("");
    }

    private static void fail(boolean verbose, Throwable failure, String line) {
        System.out.flush();
        System.err.println("storm jar: " + line);
        if (verbose) {
            failure.printStackTrace();
        }
        System.exit(1);
    }
}
