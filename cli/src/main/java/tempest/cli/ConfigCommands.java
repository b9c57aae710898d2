// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.List;
import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONValue;

/** Commands that tell how things are set up. */
final class ConfigCommands {
    static final List<Command> COMMANDS = List.of(
            Command.of("localconfvalue", "KEY", "Prints a configuration value as this machine sees it.", List.of(), invocation ->
                    print(invocation, invocation.onlyArgument("configuration key"), invocation.conf())),
            Command.of("remoteconfvalue", "KEY", "Prints a configuration value as Nimbus sees it.", List.of(), ConfigCommands::remote),
            Command.of("classpath", "", "Prints the class path a topology's main runs on.", List.of(), invocation -> {
                invocation.noArguments();
                invocation.out().println(invocation.installation().clientClassPath(List.of()));
                return Cli.OK;
            }),
            Command.of("server_classpath", "", "Prints the class path daemons run on.", List.of(), invocation -> {
                invocation.noArguments();
                invocation.out().println(invocation.installation().daemonClassPath(List.of()));
                return Cli.OK;
            }),
            Command.of("version", "", "Prints the version.", List.of(), invocation -> {
                invocation.noArguments();
                invocation.out().println("Tempest " + invocation.installation().release());
                invocation.out().println("runs topologies made for Apache Storm 2.8.3");
                invocation.out().println("on Java " + Runtime.version() + ", from " + invocation.installation().home());
                return Cli.OK;
            }));

    private ConfigCommands() {}

    private static int remote(Invocation invocation) throws Exception {
        String key = invocation.onlyArgument("configuration key");
        return invocation.nimbus(nimbus -> {
            @SuppressWarnings("unchecked")
            Map<String, Object> conf = (Map<String, Object>) JSONValue.parse(nimbus.getNimbusConf());
            return print(invocation, key, conf);
        });
    }

    private static int print(Invocation invocation, String key, Map<String, Object> conf) {
        Object value = conf.get(key);
        boolean plain = value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
        invocation.out().println(key + ": " + (plain ? value : JSONValue.toJSONString(value)));
        return conf.containsKey(key) ? Cli.OK : Cli.FAILED;
    }
}
