// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.LocalLayout;

/** Every method of a supervisor's service, found by reflection, asks the authorizer about the operation that the documentation names. */
class EverySupervisorCallIsJudgedTest {
    private static final Path TABLE = Path.of("..", "docs", "security.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `(\\w+)` \\|");

    @TempDir
    private Path home;
    private static volatile String asked;

    /** Allows nothing. */
    public static final class Nobody implements IAuthorizer {
        @Override
        public void prepare(Map<String, Object> conf) {
            asked = null;
        }

        @Override
        public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
            asked = operation;
            return false;
        }
    }

    @AfterEach
    void forget() {
        ReqContext.reset();
    }

    private SupervisorService service(String authorizer, String here) {
        return new SupervisorService(ServiceAccess.of(Map.of("supervisor.authorizer", authorizer), LocalLayout.of(Map.of(), home)),
            id -> id.equals(here) ? new Assignment("x") : null, () -> { }, null);
    }

    private static Object argument(Class<?> type) {
        return type == String.class ? "words-1-1" : type == SupervisorAssignments.class ? new SupervisorAssignments()
            : new SupervisorWorkerHeartbeat("words-1-1", List.of(), 1);
    }

    @Test
    void everyMethodIsJudgedAsTheOperationThatIsDocumented() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        for (Matcher row = ROW.matcher(Files.readString(TABLE).split("### Supervisor\n", 2)[1].split("\n#", 2)[0]); row.find();) {
            documented.put(row.group(2), row.group(1));
        }
        for (String here : new String[] {"words-1-1", "others-1-1"}) {
            SupervisorService service = service(Nobody.class.getName(), here);
            Map<String, String> judged = new TreeMap<>();
            for (Method method : org.apache.storm.generated.Supervisor.Iface.class.getMethods()) {
                asked = "nothing";
                InvocationTargetException refusal = assertThrows(InvocationTargetException.class,
                    () -> method.invoke(service, argument(method.getParameterTypes()[0])), method.getName());
                assertInstanceOf(AuthorizationException.class, refusal.getCause(), method.getName() + ": " + refusal.getCause());
                judged.put(method.getName(), asked);
            }
            assertEquals(documented, judged, here);
        }
    }

    @Test
    void whoActsAsAnotherNeedsLeaveForIt() {
        SupervisorService service = service("org.apache.storm.security.auth.authorizer.NoopAuthorizer", "words-1-1");
        ReqContext.context().setSubject(new Subject(true, Set.of(new SingleUserPrincipal("ann")), Set.of(), Set.of()));
        ReqContext.context().setRealPrincipal(new SingleUserPrincipal("ben"));
        String refusal = assertThrows(AuthorizationException.class, () -> service.sendSupervisorAssignments(new SupervisorAssignments())).get_msg();
        assertTrue(refusal.equals("user ben may not act as ann (nimbus.impersonation.authorizer, nimbus.impersonation.acl)"), refusal);
    }
}
