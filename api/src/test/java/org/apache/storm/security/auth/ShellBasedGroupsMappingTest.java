// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.storm.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellBasedGroupsMappingTest {

    @Test
    void aUsersNameIsNoCommand(@TempDir Path folder) throws IOException {
        ShellBasedGroupsMapping mapping = new ShellBasedGroupsMapping();
        mapping.prepare(Map.of());
        Path made = folder.resolve("made");
        for (String name : new String[] {"; touch " + made, "$(touch " + made + ")", "`touch " + made + "`", "x\ntouch " + made, "| touch " + made, "--help", ""}) {
            assertEquals(Set.of(), mapping.getGroups(name), name);
            assertFalse(Files.exists(made), name);
        }
    }

    @Test
    void groupsAreRememberedForAsLongAsTheKeySays() throws Exception {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            ShellBasedGroupsMapping mapping = new ShellBasedGroupsMapping();
            mapping.prepare(Map.of("storm.group.mapping.service.cache.duration.secs", 5));
            mapping.cachedGroups.put("nobody of this machine", Set.of("remembered"));
            Time.advanceTimeSecs(4);
            assertEquals(Set.of("remembered"), mapping.getGroups("nobody of this machine"));
            for (int i = 0; i < 2; i++) {
                Time.advanceTimeSecs(5);
                mapping.getGroups("");
            }
            assertEquals(Set.of(), mapping.getGroups("nobody of this machine"));
        }
    }
}
