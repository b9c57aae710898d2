// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a version: its major and minor part. */
public class SimpleVersion implements Comparable<SimpleVersion> {
    private static final Pattern VERSION = Pattern.compile("\\D*(\\d+)\\.(\\d+).*");

    private final int major;
    private final int minor;

    /** Reads a version such as {@code 2.8.3-SNAPSHOT}. */
    public SimpleVersion(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + version + "\" is not a version; it must begin with MAJOR.MINOR, as 2.8");
        }
        major = Integer.parseInt(matcher.group(1));
        minor = Integer.parseInt(matcher.group(2));
    }

    public int getMajor() {
        return major;
    }

    public int getMinor() {
        return minor;
    }

    @Override
    public int hashCode() {
        return Objects.hash(major, minor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimpleVersion that && major == that.major && minor == that.minor;
    }

    @Override
    public int compareTo(SimpleVersion that) {
        return major != that.major ? Integer.compare(major, that.major) : Integer.compare(minor, that.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
