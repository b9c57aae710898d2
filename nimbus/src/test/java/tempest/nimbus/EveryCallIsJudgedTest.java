// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.junit.jupiter.api.Test;
import tempest.rpc.SupervisorBeat;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;

/** Every method of Nimbus's service, found by reflection, asks the authorizer, but for those that are listed here with what guards them instead. */
class EveryCallIsJudgedTest extends NimbusFixture {
    /** By the access list of the blob, or by the secret name of a transfer that was begun with leave. */
    private static final Set<String> GUARDED_OTHERWISE = Set.of("beginCreateBlob", "beginUpdateBlob", "uploadBlobChunk", "finishBlobUpload", "cancelBlobUpload",
        "getBlobMeta", "setBlobMeta", "beginBlobDownload", "downloadBlobChunk", "downloadChunk", "deleteBlob", "getBlobReplication", "updateBlobReplication");
    /** Tell which blobs there are, to everybody, as on Storm. */
    private static final Set<String> OPEN = Set.of("listBlobs", "isRemoteBlobExists");
    /** Those that show what the caller may see, topology by topology. */
    private static final Set<String> FILTERED = Set.of("getTopologySummaries");

    private static volatile boolean deny;

    /** Allows everything until a test says otherwise. */
    public static final class Switch implements IAuthorizer {
        @Override
        public void prepare(Map<String, Object> conf) {
            deny = false;
        }

        @Override
        public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
            return !deny;
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("nimbus.authorizer", Switch.class.getName());
        return conf;
    }

    @Test
    void everyMethodAsksTheAuthorizerOrIsNamedHere() throws Exception {
        String id = submit("words", "{}");
        deny = true;
        Map<String, String> notJudged = new TreeMap<>();
        for (Method method : TempestNimbus.Iface.class.getMethods()) {
            try {
                Object answer = method.invoke(calls, arguments(method, id));
                if (FILTERED.contains(method.getName())) {
                    assertEquals(List.of(), answer, method.getName());
                } else {
                    notJudged.put(method.getName(), "answered " + answer);
                }
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    notJudged.put(method.getName(), String.valueOf(e.getCause()));
                }
            }
        }
        notJudged.keySet().removeAll(GUARDED_OTHERWISE);
        notJudged.keySet().removeAll(OPEN);
        assertEquals(Map.of(), notJudged);
        Set<String> all = new TreeSet<>();
        for (Method method : TempestNimbus.Iface.class.getMethods()) {
            all.add(method.getName());
        }
        assertTrue(all.containsAll(GUARDED_OTHERWISE) && all.containsAll(OPEN) && all.containsAll(FILTERED), "the lists name methods that there are");
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
