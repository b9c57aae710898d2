// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever was compiled against flux-core 2.8.3 finds here what it found there. */
class PublishedApiTest {
    private static final Pattern CLASS = Pattern.compile("org\\.apache\\.storm\\.flux(?:\\.[a-z]+)*\\.[A-Z]\\w*(?:\\$[A-Z]\\w*)?");
    private static final String IS_A = " is a ";

    @Test
    void everyPublishedMemberIsHere() throws Exception {
        List<String> missing = new ArrayList<>();
        List<String> published = published();
        for (String line : published) {
            boolean here = line.contains(IS_A)
                ? Class.forName(line.split(IS_A)[1]).isAssignableFrom(Class.forName(line.split(IS_A)[0])) : members(owner(line)).contains(line);
            if (!here) {
                missing.add(line);
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(published.size() > 150, "only " + published.size());
    }

    private static List<String> published() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(PublishedApiTest.class.getResourceAsStream("/published-members.txt"),
            StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    /** The class that declares a member: the last name before the member's own, or before its arguments. */
    private static Class<?> owner(String member) throws ClassNotFoundException {
        String head = member.replaceAll("\\(.*", "");
        Matcher names = CLASS.matcher(head);
        String last = null;
        while (names.find()) {
            last = names.group();
        }
        return Class.forName(last);
    }

    private static Set<String> members(Class<?> type) {
        return Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors(), type.getDeclaredFields()).flatMap(Arrays::stream)
            .map(member -> member.toString().replaceAll(" throws .*", "")).collect(Collectors.toSet());
    }
}
