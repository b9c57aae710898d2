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
}
