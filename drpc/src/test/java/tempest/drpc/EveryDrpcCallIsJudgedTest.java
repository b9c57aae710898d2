// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.codahale.metrics.MetricRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.apache.storm.security.auth.authorizer.NoopAuthorizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.CallAuthorizer;

/** Every method of both DRPC services, found by reflection, asks the authorizer about the operation that the documentation names. */
class EveryDrpcCallIsJudgedTest {
    private static final Path TABLE = Path.of("..", "docs", "security.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `(\\w+)` \\|");

    private final DrpcRequestQueue requests = new DrpcRequestQueue(60_000);
    private final AtomicReference<String> asked = new AtomicReference<>();
    private final Access nobody = new Access(new CallAuthorizer(new IAuthorizer() {
        @Override
        public void prepare(Map<String, Object> conf) {
            asked.set(null);
        }

        @Override
        public boolean permit(ReqContext context, String operation, Map<String, Object> params) {
            asked.set(operation + params);
            return false;
        }
    }, null));
    private final DrpcMetrics metrics = new DrpcMetrics(new MetricRegistry(), requests::unanswered);
    private final CallService calls = new CallService(requests, nobody, metrics);
    private final InvocationService invocations = new InvocationService(requests, nobody, metrics);

    @AfterEach
    void close() {
        ReqContext.reset();
        requests.close();
    }

    @Test
    void everyMethodIsJudgedAsTheOperationThatIsDocumented() throws Exception {
        requests.submit("secret", "x");
        String id = requests.fetch("secret").get_request_id();
        Map<String, String> documented = new TreeMap<>();
        String section = Files.readString(TABLE).split("### DRPC\n", 2)[1].split("\n#", 2)[0];
        for (Matcher row = ROW.matcher(section); row.find();) {
            documented.put(row.group(2), row.group(1) + "{function.name=secret}");
        }
        Map<String, String> judged = new TreeMap<>();
        for (Class<?> service : new Class<?>[] {DistributedRPC.Iface.class, DistributedRPCInvocations.Iface.class}) {
            for (Method method : service.getMethods()) {
                asked.set("nothing");
                InvocationTargetException refusal = assertThrows(InvocationTargetException.class,
                    () -> method.invoke(service == DistributedRPC.Iface.class ? calls : invocations, arguments(method, id)), method.getName());
                assertInstanceOf(AuthorizationException.class, refusal.getCause(), method.getName() + ": " + refusal.getCause());
                judged.put(method.getName(), asked.get());
            }
        }
        assertEquals(documented, judged);
    }

    private static Object[] arguments(Method method, String id) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            boolean aboutFunction = method.getName().equals("execute") || method.getName().equals("fetchRequest");
            arguments[i] = method.getParameterTypes()[i] == DRPCExecutionException.class ? new DRPCExecutionException("why")
                : i == 0 ? aboutFunction ? "secret" : id : "x";
        }
        return arguments;
    }

    @Test
    void whoActsAsAnotherNeedsLeaveForIt() {
        CallService open = new CallService(requests, new Access(new CallAuthorizer(new NoopAuthorizer(), null)), metrics);
        ReqContext.context().setSubject(new Subject(true, Set.of(new SingleUserPrincipal("ann")), Set.of(), Set.of()));
        ReqContext.context().setRealPrincipal(new SingleUserPrincipal("ben"));
        assertEquals("user ben may not act as ann (nimbus.impersonation.authorizer, nimbus.impersonation.acl) for the function f", assertThrows(AuthorizationException.class, () -> open.execute("f", "x")).get_msg());
    }

    @Test
    void aRequestThatNamesNoFunctionIsRefused() {
        assertEquals("the request to execute names no function", assertThrows(AuthorizationException.class, () -> calls.execute(null, "x")).get_msg());
        assertEquals("the request to fetchRequest names no function",
            assertThrows(AuthorizationException.class, () -> invocations.fetchRequest(null)).get_msg());
    }
}
