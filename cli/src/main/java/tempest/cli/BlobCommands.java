// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import tempest.cli.launch.NearestName;

/** `storm blobstore`: files the cluster keeps for its topologies, by way of {@code client.blobstore.class}. */
final class BlobCommands {
    /** Each write is a call to Nimbus, or several. */
    private static final int CHUNK = 1 << 18;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ADMIN = 4;

    static final List<Command> COMMANDS = List.of(
            Command.of("blobstore", "create|update|cat|list|delete|set-acl|replication [KEY]...", """
                    Creates, shows and changes blobs:
                        create [-f FILE] [-a ACL,...] [--replication-factor N] KEY   from a file or standard input
                        update [-f FILE] KEY       cat [-f FILE] KEY       delete KEY       list [KEY...]
                        set-acl -s ACL,... KEY     (ACL: u:name:rwa or o::r--)
                        replication --read KEY     replication --update --replication-factor N KEY""", List.of(
                    option("f", "file", "FILE", "read from or write to this file instead of standard input or output"),
                    option("a", "acl", "ACL,...", "who may do what, such as u:joe:rwa,o::r--"),
                    option("s", "set", "ACL,...", "the new access list for set-acl"),
                    option("r", "replication-factor", "N", "on how many Nimbuses the blob is kept"),
                    option(null, "read", null, "replication: show"),
                    option(null, "update", null, "replication: change"),
                    option(null, "json", null, "list: print JSON, for programs")), BlobCommands::run));

    private BlobCommands() {}

    private interface Action {
        int run(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception;
    }

    private static final Map<String, Action> ACTIONS = Map.of(
            "create", BlobCommands::create, "update", BlobCommands::update, "cat", BlobCommands::cat, "list", BlobCommands::list,
            "delete", BlobCommands::delete, "set-acl", BlobCommands::setAcl, "replication", BlobCommands::replication);

    private static int run(Invocation invocation) throws Exception {
        List<String> words = invocation.arguments();
        Action action = words.isEmpty() ? null : ACTIONS.get(words.get(0));
        if (action == null) {
            String guess = words.isEmpty() ? "" : NearestName.of(words.get(0), ACTIONS.keySet()).map(n -> "; did you mean " + n + "?").orElse("");
            throw new UsageException((words.isEmpty() ? "what to do is missing" : "there is no blobstore " + words.get(0)) + guess);
        }
        List<String> keys = words.subList(1, words.size());
        if (action != ACTIONS.get("list") && keys.size() != 1) {
            throw new UsageException(words.get(0) + " takes one KEY, got " + keys.size());
        }
        return invocation.blobs(store -> action.run(invocation, store, keys));
    }

    private static int create(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        SettableBlobMeta meta = new SettableBlobMeta(acl(invocation.option("acl", "")));
        Integer replication = invocation.number("replication-factor", 1);
        meta.set_replication_factor(replication == null ? -1 : replication);
        try (InputStream in = input(invocation)) {
            upload(store.createBlob(keys.get(0), meta), in);
        }
        invocation.out().println("Created " + keys.get(0));
        return Cli.OK;
    }

    private static int update(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        try (InputStream in = input(invocation)) {
            upload(store.updateBlob(keys.get(0)), in);
        }
        invocation.out().println("Updated " + keys.get(0));
        return Cli.OK;
    }

    private static InputStream input(Invocation invocation) throws IOException {
        return invocation.has("file") ? Files.newInputStream(Path.of(invocation.option("file"))) : System.in;
    }

    /** What breaks off half-way leaves nothing behind. */
    private static void upload(AtomicOutputStream out, InputStream in) throws IOException {
        boolean whole = false;
        try {
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                out.write(chunk);
            }
            whole = true;
        } finally {
            if (whole) {
                out.close();
            } else {
                out.cancel();
            }
        }
    }

    private static int cat(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        try (InputStream in = store.getBlob(keys.get(0))) {
            if (invocation.has("file")) {
                try (OutputStream out = Files.newOutputStream(Path.of(invocation.option("file")))) {
                    in.transferTo(out);
                }
            } else {
                in.transferTo(invocation.out());
                invocation.out().flush();
            }
        }
        return Cli.OK;
    }

    private static int list(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        List<Map<String, Object>> json = new ArrayList<>();
        Iterator<String> all = keys.isEmpty() ? store.listKeys() : keys.iterator();
        while (all.hasNext()) {
            String key = all.next();
            ReadableBlobMeta meta = store.getBlobMeta(key);
            List<String> acl = meta.get_settable().get_acl().stream().map(BlobCommands::text).toList();
            if (invocation.json()) {
                Map<String, Object> blob = new LinkedHashMap<>();
                blob.put("key", key);
                blob.put("version", meta.get_version());
                blob.put("acl", acl);
                json.add(blob);
            } else {
                invocation.out().println(key + " " + meta.get_version() + " " + acl);
            }
        }
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(json));
        }
        return Cli.OK;
    }

    private static int delete(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        store.deleteBlob(keys.get(0));
        invocation.out().println("Deleted " + keys.get(0));
        return Cli.OK;
    }

    private static int setAcl(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        if (!invocation.has("set")) {
            throw new UsageException("set-acl needs -s ACL,...");
        }
        SettableBlobMeta meta = store.getBlobMeta(keys.get(0)).get_settable();
        meta.set_acl(acl(invocation.option("set")));
        store.setBlobMeta(keys.get(0), meta);
        invocation.out().println("Set the access list of " + keys.get(0));
        return Cli.OK;
    }

    private static int replication(Invocation invocation, ClientBlobStore store, List<String> keys) throws Exception {
        if (invocation.has("update") == invocation.has("read")) {
            throw new UsageException("replication takes either --read or --update");
        }
        Integer factor = invocation.number("replication-factor", 1);
        if (invocation.has("update") && factor == null) {
            throw new UsageException("replication --update needs --replication-factor N");
        }
        int now = invocation.has("update") ? store.updateBlobReplication(keys.get(0), factor) : store.getBlobReplication(keys.get(0));
        invocation.out().println(keys.get(0) + " replication factor: " + now);
        return Cli.OK;
    }

    static List<AccessControl> acl(String text) {
        List<AccessControl> all = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",")) {
            String[] parts = entry.strip().split(":", -1);
            if (parts.length != 3 || !parts[0].matches("u|o|user|other") || !parts[2].matches("[rwa-]*")) {
                throw new UsageException("an ACL is u:NAME:rwa or o::rwa (with - for what is not allowed), not '" + entry + "'");
            }
            int access = (parts[2].contains("r") ? READ : 0) | (parts[2].contains("w") ? WRITE : 0) | (parts[2].contains("a") ? ADMIN : 0);
            AccessControl control = new AccessControl(parts[0].startsWith("u") ? AccessControlType.USER : AccessControlType.OTHER, access);
            if (!parts[1].isEmpty()) {
                control.set_name(parts[1]);
            }
            all.add(control);
        }
        return all;
    }

    static String text(AccessControl control) {
        int access = control.get_access();
        return (control.get_type() == AccessControlType.USER ? "u" : "o") + ":" + (control.is_set_name() ? control.get_name() : "") + ":"
                + ((access & READ) == 0 ? "-" : "r") + ((access & WRITE) == 0 ? "-" : "w") + ((access & ADMIN) == 0 ? "-" : "a");
    }
}
