// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Properties;

/**
 * Main class of the client JVM that `storm jar` and `storm local` start: runs the user's main on the main thread and says a failure in one
 * line. It never ends the JVM after a success: threads that the user's main left running go on, as they would under `java`.
 */
public final class RunMain {
    /** The property that says which command this is. */
    public static final String COMMAND = "tempest.command";
    private static final int DEEPEST = 20;
    private static final String ABSENT_LIBRARIES = "/META-INF/tempest/absent-libraries.properties";

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
            Throwable thrown = e.getCause();
            while (thrown instanceof InvocationTargetException && thrown.getCause() != null) {
                // A main that runs another main, as LocalCluster's does.
                thrown = thrown.getCause();
            }
            fail(verbose, thrown, text(thrown));
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            fail(verbose, e, text(e));
        }
    }

    private static String text(Throwable failure) {
        String missing = missingClass(failure);
        if (missing != null) {
            return "class " + missing + " is missing: it is neither in the jar nor given by --jars or --artifacts" + artifactOf(missing);
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

    /** The class that could not be found; null if the failure is another one. */
    private static String missingClass(Throwable failure) {
        boolean named = failure instanceof NoClassDefFoundError || failure instanceof ClassNotFoundException;
        // A class that is there, but failed to initialize before, comes as the same error with a sentence in it.
        return named && failure.getMessage() != null && !failure.getMessage().contains(" ") ? failure.getMessage().replace('/', '.') : null;
    }

    /** Which artifact has a class that is there on Apache Storm and not here: of the names that the list has, the longest that the class's begins with. */
    private static String artifactOf(String className) {
        Properties artifacts = new Properties();
        try (InputStream list = RunMain.class.getResourceAsStream(ABSENT_LIBRARIES)) {
            if (list != null) {
                artifacts.load(list);
            }
        } catch (IOException e) {
            return " (" + ABSENT_LIBRARIES + " cannot be read: " + e.getMessage() + ")";
        }
        return artifacts.stringPropertyNames().stream().filter(className::startsWith).max(Comparator.comparing(String::length))
            .map(beginning -> "; Apache Storm brings it along, here it takes --artifacts " + artifacts.getProperty(beginning)).orElse("");
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
        System.err.println(System.getProperty(COMMAND, "storm jar") + ": " + line);
        if (verbose) {
            failure.printStackTrace();
        }
        System.exit(1);
    }
}
