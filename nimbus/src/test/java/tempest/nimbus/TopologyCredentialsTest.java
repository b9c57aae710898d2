// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.security.INimbusCredentialPlugin;
import org.apache.storm.security.auth.ICredentialsRenewer;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.Mailbox;

/** Nimbus's plug-ins for credentials have the effect that Storm gives them. */
class TopologyCredentialsTest extends NimbusFixture {
    private static final String SHUT_DOWN = "test.shut.down";
    private static final String GATE = "test.gate";
    private static final String ASKED = "test.asked";
    private static final long BOUND_SECS = 30;
    private final List<String> shutDown = new ArrayList<>();
    /** Each permit lets one renewal of a topology go on. */
    private final BlockingQueue<String> gate = new LinkedBlockingQueue<>();
    /** The topologies whose renewal has begun. */
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    /** Adds a token for the topology's name. */
    public static final class Tokens implements INimbusCredentialPlugin {
        private Map<String, Object> conf;

        @Override
        public void prepare(Map<String, Object> conf) {
            this.conf = conf;
        }

        @Override
        public void populateCredentials(Map<String, String> credentials, Map<String, Object> topoConf, String topologyOwnerPrincipal) {
            if ("refused".equals(topoConf.get("topology.name"))) {
                throw new IllegalArgumentException("no token server");
            }
            credentials.put("token", "of " + topoConf.get("topology.name"));
        }

        @Override
        @SuppressWarnings("unchecked")
        public void shutdown() {
            ((List<String>) conf.get(SHUT_DOWN)).add("tokens");
        }
    }

    /** Adds a word to each credential, once it may. */
    public static final class Longer implements ICredentialsRenewer {
        private BlockingQueue<String> gate;
        private BlockingQueue<String> asked;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(Map<String, Object> conf) {
            gate = (BlockingQueue<String>) conf.get(GATE);
            asked = (BlockingQueue<String>) conf.get(ASKED);
        }

        @Override
        public void renew(Map<String, String> credentials, Map<String, Object> topologyConf, String topologyOwnerPrincipal) {
            asked.add(topologyConf.get("topology.name").toString());
            try {
                String word = gate.poll(BOUND_SECS, TimeUnit.SECONDS);
                credentials.replaceAll((key, value) -> value + " " + word + " in " + topologyConf.get("topology.name"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Fails after it has broken what it was given. */
    public static final class Broken implements ICredentialsRenewer {
        @Override
        public void prepare(Map<String, Object> conf) {
            // Nothing is configured.
        }

        @Override
        public void renew(Map<String, String> credentials, Map<String, Object> topologyConf, String topologyOwnerPrincipal) {
            credentials.clear();
            throw new IllegalStateException("broken");
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("nimbus.autocredential.plugins.classes", List.of(Tokens.class.getName()));
        conf.put("nimbus.credential.renewers.classes", List.of(Broken.class.getName(), Longer.class.getName()));
        conf.put("nimbus.credential.renewers.freq.secs", 40);
        conf.put(SHUT_DOWN, shutDown);
        conf.put(GATE, gate);
        conf.put(ASKED, asked);
        return conf;
    }

    private Map<String, String> stored(String id) {
        return state.credentials().get(id).map(Credentials::get_creds).orElse(Map.of());
    }

    private String submitWith(String name, Map<String, String> credentials) throws Exception {
        SubmitOptions options = new SubmitOptions(TopologyInitialStatus.ACTIVE);
        options.set_creds(new Credentials(new HashMap<>(credentials)));
        calls.submitTopologyWithOpts(name, jar(), "{}", SampleTopologies.wordCount(), options);
        return id(name);
    }

    @Test
    void pluginsAddToTheCredentialsOfASubmissionWhetherItHasSomeOrNot() throws Exception {
        assertEquals(Map.of("token", "of none"), stored(submit("none", "{}")));
        assertEquals(Map.of("mine", "1", "token", "of some"), stored(submitWith("some", Map.of("mine", "1"))));
    }

    @Test
    void aPluginThatFailsRefusesTheSubmissionAndIsNamed() {
        TException e = assertThrows(TException.class, () -> submit("refused", "{}"));
        assertTrue(e.getMessage().contains("Tokens") && e.getMessage().contains("no token server"), e.getMessage());
    }

    @Test
    void pushedCredentialsGoOverThoseThatAreThereAndNoneIsLost() throws Exception {
        String id = submitWith("words", Map.of("mine", "1"));
        calls.uploadNewCredentials("words", new Credentials(Map.of("mine", "2", "more", "3")));
        assertEquals(Map.of("mine", "2", "more", "3", "token", "of words"), stored(id));
    }

    @Test
    void renewersAreAskedAsOftenAsConfiguredAndOneThatFailsChangesNothing() throws Exception {
        String id = submit("words", "{}");
        pass(39);
        assertEquals(0, asked.size());
        pass(1);
        gate.add("renewed");
        Eventually.holds("the token is renewed", () -> stored(id).equals(Map.of("token", "of words renewed in words")));
        pass(40);
        gate.add("again");
        Eventually.holds("the token is renewed again", () -> stored(id).get("token").endsWith("renewed in words again in words"));
    }

    @Test
    void whatIsPushedDuringARenewalIsNotTakenBack() throws Exception {
        String id = submitWith("words", Map.of("mine", "1"));
        pass(40);
        assertEquals("words", asked.poll(BOUND_SECS, TimeUnit.SECONDS));
        calls.uploadNewCredentials("words", new Credentials(Map.of("mine", "2")));
        gate.add("renewed");
        Eventually.holds("the token is renewed", () -> stored(id).get("token").equals("of words renewed in words"));
        assertEquals("2", stored(id).get("mine"));
    }

    @Test
    void theEndOfNimbusEndsThePlugins() {
        nimbus.close();
        assertEquals(List.of("tokens"), shutDown);
    }

    @Test
    void aClassThatIsNoRenewerIsNamedAtTheStart() {
        Map<String, Object> wrong = Map.of("nimbus.credential.renewers.classes", List.of("java.lang.String"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
            () -> new TopologyCredentials(wrong, new Mailbox(clock), FatalErrorHandler.logging("test")));
        assertTrue(e.getMessage().contains("nimbus.credential.renewers.classes is java.lang.String"), e.getMessage());
    }
}
