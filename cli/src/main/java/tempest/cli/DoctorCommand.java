// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tempest.cli.doctor.Checkup;
import tempest.cli.doctor.Diagnosis;
import tempest.cli.doctor.ThisMachine;

/** Says what is wrong with this machine and its configuration, and how to mend it. Changes nothing. */
final class DoctorCommand {
    static final Command COMMAND = Command.of("doctor", "",
        "Looks at configuration, Java, disk, memory, ports, ZooKeeper, Nimbus and clock of this machine, and says what is wrong and how to mend it.", List.of(Command.json()),
        DoctorCommand::run);
    private static final Map<Diagnosis.Level, String> WORDS = new EnumMap<>(Map.of(Diagnosis.Level.OK, "ok", Diagnosis.Level.NOTE, "note",
        Diagnosis.Level.WARNING, "WARNING", Diagnosis.Level.PROBLEM, "PROBLEM"));

    private DoctorCommand() {}

    private static int run(Invocation invocation) {
        invocation.noArguments();
        List<Diagnosis> found = new Checkup(invocation.conf(), invocation.installation().home(), new ThisMachine()).run();
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(found.stream().map(DoctorCommand::json).toList()));
            return found.stream().noneMatch(one -> one.level() == Diagnosis.Level.PROBLEM) ? Cli.OK : Cli.FAILED;
        }
        long problems = 0;
        long warnings = 0;
        for (Diagnosis diagnosis : found) {
            String line = String.format("%-8s %s", WORDS.get(diagnosis.level()), diagnosis.what());
            invocation.out().println(switch (diagnosis.level()) {
                case OK, NOTE -> line;
                case WARNING -> invocation.style().doubtful(line);
                case PROBLEM -> invocation.style().bad(line);
            });
            if (diagnosis.remedy() != null) {
                invocation.out().printf("%-8s   mend: %s%n", "", diagnosis.remedy());
            }
            problems += diagnosis.level() == Diagnosis.Level.PROBLEM ? 1 : 0;
            warnings += diagnosis.level() == Diagnosis.Level.WARNING ? 1 : 0;
        }
        invocation.out().println(problems + (problems == 1 ? " problem, " : " problems, ") + warnings + (warnings == 1 ? " warning" : " warnings"));
        return problems == 0 ? Cli.OK : Cli.FAILED;
    }

    private static Map<String, Object> json(Diagnosis diagnosis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", diagnosis.level().name().toLowerCase(Locale.ROOT));
        json.put("what", diagnosis.what());
        json.put("remedy", diagnosis.remedy());
        return json;
    }
}
