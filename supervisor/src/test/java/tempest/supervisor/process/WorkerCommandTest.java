// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.WorkerResources;
import org.junit.jupiter.api.Test;
import tempest.cluster.LocalLayout;
import tempest.cluster.Secrets;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.SlotAssignment;

class WorkerCommandTest {

    private final Path root = Path.of("/opt/my storm");
    private final LocalLayout layout = LocalLayout.of(Map.of(), root);
    private final WorkerHome home = new WorkerHome(Path.of("/opt/a jdk/bin/java"), List.of("/opt/my storm/lib-worker/*", "/opt/my storm/conf"),
        "tempest.worker.WorkerMain", root.resolve("log4j2/worker.xml"), "my.yaml", "a=b", 100_000);
    private final Map<String, Object> conf = new HashMap<>();
    private final Map<String, Object> topology = new HashMap<>();
    private WorkerResources resources;
    private Optional<Path> archive = Optional.empty();

    private WorkerCommand command() {
        LaunchRequest request = new LaunchRequest("node", 6628, 6700, "w-id",
            new SlotAssignment("words-1-2", Set.of(new ExecutorInfo(1, 1)), resources, "me"));
        return WorkerCommand.of(request, WorkerConf.of(conf, topology), layout, home, archive);
    }

    private List<String> arguments() {
        return command().arguments();
    }

    @Test
    void theProgramComesFirstAndTheFiveArgumentsLastAndPathsWithSpacesStayWhole() {
        List<String> arguments = arguments();
        assertEquals("/opt/a jdk/bin/java", arguments.get(0));
        assertEquals(List.of("-cp", "/opt/my storm/lib-worker/*:/opt/my storm/conf", "tempest.worker.WorkerMain",
            "words-1-2", "node", "6628", "6700", "w-id"),
            arguments.subList(arguments.size() - 8, arguments.size()));
        assertTrue(arguments.containsAll(List.of("-Dstorm.home=/opt/my storm", "-Dstorm.conf.file=my.yaml", "-Dstorm.options=a=b",
            "-Dstorm.log.dir=/opt/my storm/logs", "-Dworkers.artifacts=/opt/my storm/logs/workers-artifacts", "-Dstorm.id=words-1-2",
            "-Dworker.id=w-id", "-Dworker.port=6700", "-Dlogfile.name=worker.log",
            "-Djava.io.tmpdir=/opt/my storm/storm-local/workers/w-id/tmp")), arguments.toString());
        assertTrue(arguments.contains("-Dlog4j.configurationFile=file:///opt/my%20storm/log4j2/worker.xml"), arguments.toString());
    }

    @Test
    void optionsOfTheDaemonTheTopologyAndTheCollectorFollowEachOther() {
        conf.put("worker.childopts", "-Da=1 -Dq=\"x y\"");
        topology.put("topology.worker.childopts", List.of("-Db=2 3", "-Dd=4"));
        conf.put("worker.gc.childopts", "-XX:+UseSerialGC");
        conf.put("worker.profiler.childopts", "-XX:+Profile");
        List<String> arguments = arguments();
        int a = arguments.indexOf("-Da=1");
        assertEquals(List.of("-Da=1", "-Dq=x y", "-Db=2 3", "-Dd=4", "-XX:+UseSerialGC"), arguments.subList(a, a + 5));
        assertFalse(arguments.contains("-XX:+Profile"));
        topology.put("topology.worker.gc.childopts", "-XX:+UseZGC");
        conf.put("worker.profiler.enabled", true);
        assertTrue(arguments().contains("-XX:+UseZGC") && arguments().contains("-XX:+Profile"));
        assertFalse(arguments().contains("-XX:+UseSerialGC"));
    }

    @Test
    void theLogShowsNoSecretOfTheCommandLine() {
        conf.put("worker.childopts", "-Da=1 -Djavax.net.ssl.trustStorePassword=hunter2 -javaagent:a.jar=token=hunter2");
        assertTrue(command().toString().contains("-Da=1 -Djavax.net.ssl.trustStorePassword=*****"), command().toString());
        assertFalse(command().toString().contains("hunter2"));
        List<String> open = command().withoutSecrets(Secrets.usual(), Path.of("/hidden"));
        assertFalse(open.toString().contains("hunter2"));
        assertEquals(arguments().size() - 1, open.size(), "two arguments are in one file");
        assertEquals("\"-Djavax.net.ssl.trustStorePassword=hunter2\"\n\"-javaagent:a.jar=token=hunter2\"\n", command().hidden(Secrets.usual()));
    }

    @Test
    void anArchiveOfClassesIsUsedUnlessAnOptionNamesAnother() {
        assertFalse(arguments().stream().anyMatch(option -> option.contains("Archive")), arguments().toString());
        archive = Optional.of(Path.of("/opt/my storm/a.jsa"));
        assertTrue(arguments().contains("-XX:SharedArchiveFile=/opt/my storm/a.jsa"), arguments().toString());
        topology.put("topology.worker.childopts", "-XX:SharedArchiveFile=mine.jsa");
        assertEquals(List.of("-XX:SharedArchiveFile=mine.jsa"), arguments().stream().filter(option -> option.contains("Archive")).toList());
    }

    @Test
    void everyPlaceholderIsFilledIn() {
        resources = new WorkerResources();
        resources.set_mem_on_heap(300.2);
        resources.set_mem_off_heap(50);
        conf.put("worker.childopts", "-D1=%ID% -D2=%WORKER-ID% -D3=%TOPOLOGY-ID% -D4=%WORKER-PORT% "
            + "-Xmx%HEAP-MEM%m -D5=%OFF-HEAP-MEM% -D6=%LIMIT-MEM% -D7=%OTHER%");
        assertTrue(arguments().containsAll(List.of("-D1=6700", "-D2=w-id", "-D3=words-1-2", "-D4=6700",
            "-Xmx301m", "-D5=50", "-D6=351", "-D7=%OTHER%")),
            arguments().toString());
    }

    @Test
    void theHeapIsTheSchedulersOrElseTheConfiguredOneAndIsSetOnlyIfNoOptionDoes() {
        assertTrue(arguments().contains("-Xmx768m"));
        conf.put("worker.heap.memory.mb", 512);
        assertTrue(arguments().contains("-Xmx512m"));
        resources = new WorkerResources();
        resources.set_mem_on_heap(1024);
        assertTrue(arguments().contains("-Xmx1024m"));
        topology.put("topology.worker.childopts", "-Xmx2g");
        assertEquals(List.of("-Xmx2g"), arguments().stream().filter(option -> option.startsWith("-Xmx")).toList());
    }

    @Test
    void theCollectorIsTheParallelOneUnlessAnOptionNamesOneOrTheHeapIsLarge() {
        assertTrue(arguments().contains("-XX:+UseParallelGC"));
        assertFalse(arguments().contains("-XX:MaxNewSize=1g"));
        for (String options : List.of("-Xmx33g", "-XX:MaxHeapSize=68719476736", "-XX:MaxRAMPercentage=70", "-XX:+UseG1GC", "-XX:+UseZGC",
            "-XX:-UseParallelGC", "@options", "-XX:Flags=file")) {
            conf.put("worker.childopts", options);
            assertFalse(arguments().contains("-XX:+UseParallelGC"), options);
        }
        conf.put("worker.childopts", "-Xmx64g -Xmx4g");
        assertTrue(arguments().containsAll(List.of("-XX:+UseParallelGC", "-XX:MaxNewSize=1g")));
        for (String options : List.of("-Xmx4g -Xmn2g", "-Xmx4g -XX:NewRatio=1", "-Xmx4g -XX:NewSize=2g", "-Xmx4g -XX:MaxNewSize=2g")) {
            conf.put("worker.childopts", options);
            assertTrue(arguments().contains("-XX:+UseParallelGC"), options);
            assertFalse(arguments().contains("-XX:MaxNewSize=1g"), options);
        }
        conf.remove("worker.childopts");
        conf.put("worker.heap.memory.mb", 33_000);
        assertFalse(arguments().contains("-XX:+UseParallelGC"));
    }

    @Test
    void aHeapThatWasSummedUpIsNeverMoreThanTheMachineHas() {
        resources = new WorkerResources();
        resources.set_mem_on_heap(1000 * 128.0);
        conf.put("worker.childopts", "-Xmx%HEAP-MEM%m");
        assertTrue(arguments().contains("-Xmx75000m"), arguments().toString());
    }

    @Test
    void aGcLogIsWrittenUnlessAnOptionDoesSoItself() {
        assertTrue(arguments().stream().anyMatch(option -> option.startsWith("-Xlog:gc*:file=artifacts/gc.log")));
        conf.put("worker.childopts", "-Xlog:gc:file=mine.log");
        assertFalse(arguments().stream().anyMatch(option -> option.startsWith("-Xlog:gc*")));
    }

    @Test
    void optionsOfJava8AboutTheGcLogAreSaidInThoseOfToday() {
        conf.put("worker.childopts", "-Xmx64m -XX:+PrintGCDetails -Xloggc:artifacts/my.log -XX:+PrintGCDateStamps -XX:+UseGCLogFileRotation"
            + " -XX:NumberOfGCLogFiles=10 -XX:GCLogFileSize=2M -XX:+HeapDumpOnOutOfMemoryError");
        assertTrue(arguments().contains("-Xlog:gc*:file=artifacts/my.log:time,uptime,level,tags:filecount=10,filesize=2M"), arguments().toString());
        assertTrue(arguments().contains("-XX:+HeapDumpOnOutOfMemoryError"));
        assertFalse(arguments().stream().anyMatch(option -> option.contains("PrintGC") || option.startsWith("-Xloggc")
            || option.contains("GCLogFile")), arguments().toString());
    }

    @Test
    void aFullHeapEndsAWorkerUnlessItsOptionsComeAfterwardsAndSayNo() {
        List<String> arguments = arguments();
        assertTrue(arguments.contains("-XX:+ExitOnOutOfMemoryError"), arguments.toString());
        topology.put("topology.worker.childopts", "-XX:-ExitOnOutOfMemoryError");
        arguments = arguments();
        // Of two such options the JVM obeys the later.
        assertTrue(arguments.indexOf("-XX:+ExitOnOutOfMemoryError") < arguments.indexOf("-XX:-ExitOnOutOfMemoryError"), arguments.toString());
    }

    @Test
    void theEnvironmentHasTheLibraryPathAndWhatTheTopologyAsksFor() {
        topology.put("topology.environment", Map.of("NAME", "a value", "NUMBER", 7));
        conf.put("java.library.path", "/usr/lib");
        Map<String, String> environment = command().environment();
        assertEquals("a value", environment.get("NAME"));
        assertEquals("7", environment.get("NUMBER"));
        assertTrue(environment.get("LD_LIBRARY_PATH").endsWith("stormdist/words-1-2/resources:/usr/lib"), environment.toString());
    }

    @Test
    void aWrongSettingIsNamedWithItsValueAndWhatWouldBeRight() {
        topology.put("topology.environment", "A=B");
        assertTrue(assertThrows(IllegalArgumentException.class, this::command).getMessage().contains("topology.environment is A=B"));
        topology.clear();
        topology.put("topology.worker.childopts", List.of("-Xmx1g", 7));
        assertTrue(assertThrows(IllegalArgumentException.class, this::command).getMessage()
            .contains("topology.worker.childopts is [-Xmx1g, 7]; it must be a string or a list of strings"));
    }

    @Test
    void aTopologyDoesNotReplaceWhatTheAdministratorGivesToEveryWorker() {
        conf.put("worker.childopts", "-Dadmin=1");
        conf.put("worker.gc.childopts", "-XX:+UseSerialGC");
        conf.put("worker.profiler.enabled", true);
        conf.put("worker.profiler.childopts", "-Dprofiler=1");
        conf.put("java.library.path", "/admin/lib");
        topology.put("worker.childopts", "-Dtheirs=1");
        topology.put("worker.gc.childopts", "-XX:+UseZGC");
        topology.put("worker.profiler.enabled", false);
        topology.put("worker.profiler.childopts", "-Dtheirs=2");
        topology.put("java.library.path", "/their/lib");
        List<String> arguments = arguments();
        assertTrue(arguments.containsAll(List.of("-Dadmin=1", "-XX:+UseSerialGC", "-Dprofiler=1")), arguments.toString());
        assertFalse(arguments.contains("-XX:+UseZGC") || arguments.stream().anyMatch(option -> option.contains("their")), arguments.toString());
        assertTrue(command().environment().get("LD_LIBRARY_PATH").endsWith(":/admin/lib"));
    }

    @Test
    void aTopologyTurnsNoProfilerOnThatTheAdministratorLeftOff() {
        conf.put("worker.profiler.childopts", "-Dprofiler=1");
        topology.put("worker.profiler.enabled", true);
        assertFalse(arguments().contains("-Dprofiler=1"));
    }

    @Test
    void anElementOfAListIsOneArgumentWhateverIsInIt() {
        List<String> odd = List.of("-Dname=two words", "-Dquoted=\"a b\"", "-XX:OnError=gdb -p %p", "-Dport=%WORKER-PORT%");
        List<String> filled = List.of("-Dname=two words", "-Dquoted=\"a b\"", "-XX:OnError=gdb -p %p", "-Dport=6700");
        conf.put("worker.childopts", odd);
        assertTrue(arguments().containsAll(filled), arguments().toString());
        conf.clear();
        topology.put("topology.worker.childopts", odd);
        assertTrue(arguments().containsAll(filled), arguments().toString());
        topology.clear();
        topology.put("topology.worker.gc.childopts", odd);
        assertTrue(arguments().containsAll(filled), arguments().toString());
    }

    @Test
    void theSensitivityOfTheLogsIsAPropertyThatTheLogConfigurationCanUse() {
        assertTrue(arguments().contains("-Dlogging.sensitivity=S3"), arguments().toString());
        topology.put("topology.logging.sensitivity", "S1");
        assertTrue(arguments().contains("-Dlogging.sensitivity=S1"), arguments().toString());
    }
}
