// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Main class of the JVM that runs published tests: those that a file names, {@code Class#method} a line, class by class on the main thread.
 * Writes {@code start}, {@code ok} and {@code fail} lines to another file as it goes, so that a test that never ends is known.
 */
final class PublishedTestsRun implements TestExecutionListener {
    private static final int LONGEST_REASON = 300;

    private final PrintStream results;
    private final String className;
    /** Methods that ran, with what failed in any of their runs; empty for nothing. */
    private final Map<String, String> outcomes = new TreeMap<>();
    private String classFailure;

    private PublishedTestsRun(PrintStream results, String className) {
        this.results = results;
        this.className = className;
    }

    public static void main(String[] args) throws IOException {
        Map<String, Set<String>> byClass = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            int hash = line.indexOf('#');
            byClass.computeIfAbsent(line.substring(0, hash), name -> new LinkedHashSet<>()).add(line.substring(hash + 1));
        }
        try (PrintStream results = new PrintStream(Files.newOutputStream(Path.of(args[1])), true)) {
            Launcher launcher = LauncherFactory.create();
            byClass.forEach((name, methods) -> new PublishedTestsRun(results, name).run(launcher, methods));
        }
        // Threads that tests left behind do not keep the JVM.
        Runtime.getRuntime().halt(0);
    }

    private void run(Launcher launcher, Set<String> methods) {
        try {
            Class.forName(className).getDeclaredMethods();
            launcher.execute(request(methods), this);
        } catch (Throwable e) {
            classFailure = reason(e);
        }
        for (String method : methods) {
            String failure = outcomes.getOrDefault(method, classFailure == null ? "JUnit found no such test" : classFailure);
            results.println(failure.isEmpty() ? "ok " + className + "#" + method : "fail " + className + "#" + method + " " + failure);
        }
    }

    private LauncherDiscoveryRequest request(Set<String> methods) {
        PostDiscoveryFilter filter = descriptor -> FilterResult.includedIf(method(descriptor) == null || methods.contains(method(descriptor)));
        return LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(className)).filters(filter)
            .configurationParameter("junit.jupiter.execution.timeout.default", "240 s")
            .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD").build();
    }

    private static String method(TestDescriptor descriptor) {
        return method(descriptor.getSource().orElse(null));
    }

    private static String method(TestSource source) {
        return source instanceof MethodSource of ? of.getMethodName() : null;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        String method = method(test.getSource().orElse(null));
        if (method != null) {
            results.println("start " + className + "#" + method);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        finished(test, "skipped: " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        finished(test, passed ? null : reason(result.getThrowable().orElseGet(() -> new IllegalStateException(result.getStatus().toString()))));
    }

    /** A test with several runs passes if all do; one whose class fails fails with it. */
    private void finished(TestIdentifier test, String failure) {
        String method = method(test.getSource().orElse(null));
        if (method != null) {
            outcomes.merge(method, failure == null ? "" : failure, (a, b) -> a.isEmpty() ? b : a);
        } else if (failure != null && classFailure == null) {
            classFailure = failure;
        }
    }

    /** The deepest cause, in one line. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String line = String.valueOf(deepest).replaceAll("\\s+", " ");
        String at = "";
        for (StackTraceElement frame : deepest.getStackTrace()) {
            if (at.isEmpty() && frame.getClassName().startsWith("org.apache.storm")) {
                at = " at " + frame;
            }
        }
        return line.substring(0, Math.min(line.length(), LONGEST_REASON)) + at;
    }
}
