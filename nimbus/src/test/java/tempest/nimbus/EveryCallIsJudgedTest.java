// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.generated.SupervisorWorkerHeartbeats;
import org.apache.storm.generated.WorkerMetricList;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer;
import org.junit.jupiter.api.Test;
import tempest.rpc.SupervisorBeat;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;

/** Every method of Nimbus's service, found by reflection, asks the authorizer about the operation that the documentation names. */
class EveryCallIsJudgedTest extends NimbusFixture {
    private static final Path TABLE = Path.of("..", "docs", "security.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ((?:`\\w+`(?:, )?)+)(?: [^|]*)? \\|");
    /** What shows what the caller may see, topology by topology, gives to one who may see none. */
    private static final Map<String, Object> FILTERED = Map.of("getTopologySummaries", List.of(), "workerEnds", Map.of());

    private static volatile boolean deny;
    private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

    /** Allows everything until a test says otherwise. */
    public static final class Switch implements IAuthorizer {
        @Override
        public void prepare(Map<String, Object> conf) {
            deny = false;
        }

        @Override
        public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
            ASKED.add(operation);
            return !deny;
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("nimbus.authorizer", Switch.class.getName());
        return conf;
    }

    /** By method of the service, the operation that the documentation says it is judged as. */
    private static Map<String, String> documented() throws Exception {
        String section = Files.readString(TABLE).split("### Nimbus\n", 2)[1].split("\n#", 2)[0];
        Map<String, String> operations = new TreeMap<>();
        for (Matcher row = ROW.matcher(section); row.find();) {
            for (String method : row.group(2).replace("`", "").split(", ")) {
                operations.put(method, row.group(1));
            }
        }
        return operations;
    }

    @Test
    void everyMethodIsJudgedAsTheOperationThatIsDocumented() throws Exception {
        String id = submit("words", "{}");
        deny = true;
        Map<String, String> judged = new TreeMap<>();
        for (Method method : TempestNimbus.Iface.class.getMethods()) {
            ASKED.clear();
            try {
                Object answer = method.invoke(calls, arguments(method, id));
                assertTrue(FILTERED.containsKey(method.getName()), method.getName() + " answered " + answer);
                assertEquals(FILTERED.get(method.getName()), answer, method.getName());
            } catch (InvocationTargetException e) {
                assertInstanceOf(AuthorizationException.class, e.getCause(), method.getName() + ": " + e.getCause());
            }
            judged.put(method.getName(), String.join(", ", ASKED));
        }
        assertEquals(documented(), judged);
    }

    @Test
    void stormsAuthorizerKnowsEveryOperationOfTheTable() throws Exception {
        List<String> unknown = new ArrayList<>();
        SimpleACLAuthorizer authorizer = new SimpleACLAuthorizer();
        authorizer.prepare(Map.of("nimbus.supervisor.users", List.of("supervisor")));
        for (String operation : new TreeSet<>(documented().values())) {
            Map<String, Object> topology = Map.of("topology.users", List.of("ann"));
            if (!authorizer.permit(as("ann"), operation, topology) && !authorizer.permit(as("supervisor"), operation, topology)) {
                unknown.add(operation);
            }
            assertFalse(authorizer.permit(new ReqContext(), operation, Map.of("topology.users", List.of("null"))), "nobody known may " + operation);
        }
        assertEquals(List.of(), unknown);
    }

    static ReqContext as(String user) {
        Subject subject = new Subject();
        subject.getPrincipals().add(new SingleUserPrincipal(user));
        return new ReqContext(subject);
    }

    private Object[] arguments(Method method, String id) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(method.getName(), i, types[i], id);
        }
        return arguments;
    }

    private Object argument(String method, int index, Class<?> type, String id) {
        if (type == String.class) {
            boolean byName = method.endsWith("ByName") || Set.of("killTopology", "killTopologyWithOpts", "activate", "deactivate", "rebalance",
                "uploadNewCredentials", "debug", "setLogConfig", "getLogConfig", "getTopologyInfoByNameWithOpts").contains(method);
            return method.startsWith("submit") ? index == 2 ? "{}" : "others" : byName ? "words" : id;
        }
        Map<Class<?>, Object> values = new HashMap<>();
        values.put(boolean.class, false);
        values.put(int.class, 1);
        values.put(long.class, 1L);
        values.put(double.class, 1.0);
        values.put(ByteBuffer.class, ByteBuffer.allocate(1));
        values.put(WorkerBeat.class, beat(id, "s", 6700));
        values.put(SupervisorBeat.class, new SupervisorBeat("s", new org.apache.storm.generated.SupervisorInfo(1, "s")));
        values.put(SupervisorWorkerHeartbeat.class, new SupervisorWorkerHeartbeat(id, List.of(), 1));
        values.put(SupervisorWorkerHeartbeats.class, new SupervisorWorkerHeartbeats("s", List.of()));
        values.put(WorkerMetrics.class, new WorkerMetrics(id, 6700, "s", new WorkerMetricList()));
        values.put(Credentials.class, new Credentials(new HashMap<>()));
        values.put(LogConfig.class, new LogConfig());
        values.put(ProfileRequest.class, new ProfileRequest(new NodeInfo("s", Set.of(6700L)), ProfileAction.JSTACK_DUMP));
        values.put(ProfileAction.class, ProfileAction.JSTACK_DUMP);
        values.put(StormTopology.class, SampleTopologies.wordCount());
        return values.get(type);
    }
}
