// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.math.BigInteger;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.apache.storm.security.auth.authorizer.DRPCAuthorizerBase;
import org.apache.storm.security.auth.authorizer.DRPCSimpleACLAuthorizer;
import org.apache.storm.security.serialization.BlowfishTupleSerializer;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.testing.FixedTuple;
import org.apache.storm.testing.FixedTupleSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.ListDelegate;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigValidation;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small things that programs written for Apache Storm rely on, each as it was seen there. */
class AsOnStormTest {
    @TempDir
    private Path folder;

    @Test
    void valuesOfANullArrayAreOneNull() {
        assertEquals(Arrays.asList((Object) null), new Values((Object[]) null));
        assertEquals(List.of(), new Values());
    }

    @Test
    void aConfigurationValueOfAnyKindIsReadAsAList() {
        Map<String, Object> conf = new HashMap<>();
        conf.put("null", null);
        conf.put("number", 5);
        conf.put("text", "-a  -b");
        conf.put("list", List.of("-a -b", 1));
        assertNull(ConfigUtils.getValueAsList("null", conf));
        assertThrows(IllegalArgumentException.class, () -> ConfigUtils.getValueAsList("null", null));
        assertEquals(List.of("5"), ConfigUtils.getValueAsList("number", conf));
        assertEquals(List.of("-a", "-b"), ConfigUtils.getValueAsList("text", conf));
        assertEquals(List.of("-a", "-b", "1"), ConfigUtils.getValueAsList("list", conf));
    }

    @Test
    void valuesThatAreOutOfRangeOrMissingAreRefused() {
        ConfigValidation.LongValidator whole = new ConfigValidation.LongValidator();
        whole.validateField("f", BigInteger.valueOf(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> whole.validateField("f", BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE)));
        assertThrows(IllegalArgumentException.class, () -> new ConfigValidation.DoubleValidator().validateField("f", 1.5f));
        Map<String, Object> blobs = new HashMap<>();
        blobs.put("key", null);
        assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateFields(Map.of(Config.TOPOLOGY_BLOBSTORE_MAP, blobs)));
        assertTrue(Utils.isValidConf(null));
    }

    @Test
    void anAllowedExceptionIsPassedOverAlsoAsAKindAndAsACause() {
        Utils.handleUncaughtException(new SocketException(), Set.of(IOException.class), false);
        Utils.handleUncaughtException(new IllegalStateException(new IOException()), Set.of(IOException.class), false);
        assertThrows(Error.class, () -> Utils.handleUncaughtException(new IllegalStateException(), Set.of(IOException.class), false));
    }

    @Test
    void anOptionOfABlobIsOfItsKind() {
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_BLOBSTORE_MAP, Map.of("key", Map.of("uncompress", "false")));
        String message = assertThrows(InvalidTopologyException.class, () -> Utils.validateTopologyBlobStoreMap(conf, (BlobStore) null)).get_msg();
        assertTrue(message.contains("uncompress = false (String)"), message);
    }

    @Test
    @SuppressWarnings("deprecation")
    void aPrincipalOfTheHostGetsTheHostsName() throws Exception {
        String here = Utils.localHostname();
        for (Map.Entry<String, String> each : Map.of("user/_HOST@REALM", "user/" + here + "@REALM", "user/other@REALM", "user/other@REALM", "user/_HOST",
            "user/_HOST", "_HOST/x@REALM", "_HOST/x@REALM", "HOSTNAME", "HOSTNAME").entrySet()) {
            assertEquals(each.getValue(), Config.getHdfsPrincipal(new HashMap<>(Map.of(Config.STORM_HDFS_LOGIN_PRINCIPAL, each.getKey()))));
            assertEquals(each.getValue(), Config.getBlobstoreHDFSPrincipal(new HashMap<>(Map.of(Config.BLOBSTORE_HDFS_PRINCIPAL, each.getKey()))));
        }
    }

    private static final class Windowed extends BaseWindowedBolt {
        @Override
        public void execute(TupleWindow window) {
            throw new AssertionError("it is not run");
        }
    }

    @Test
    void durationsAreNotNegativeAndALateStreamHasAName() {
        assertEquals(0, new Windowed().withLag(Duration.of(0)).getComponentConfiguration().get(Config.TOPOLOGY_BOLTS_TUPLE_TIMESTAMP_MAX_LAG_MS));
        assertThrows(IllegalArgumentException.class, () -> Duration.of(-1));
        assertThrows(IllegalArgumentException.class, () -> new Windowed().withLateTupleStream(null));
    }

    /** Keeps message ids. */
    private static final class Ids implements ISpoutOutputCollector {
        private final List<Object> ids = new ArrayList<>();

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
            ids.add(messageId);
            return List.of(1);
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            ids.add(messageId);
        }

        @Override
        public void reportError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void flush() {
            // It holds nothing back.
        }

        @Override
        public long getPendingCount() {
            return 0;
        }
    }

    @Test
    void whatIsFedWithoutAnIdGetsARandomOne() {
        FeederSpout spout = new FeederSpout(new Fields("a"));
        Ids ids = new Ids();
        spout.open(new HashMap<>(), null, new SpoutOutputCollector(ids));
        spout.feed(new Values(1));
        spout.feed(new Values(2), "mine");
        spout.feedNoWait(new Values(3), null);
        for (int i = 0; i < 3; i++) {
            spout.nextTuple();
        }
        assertInstanceOf(String.class, ids.ids.get(0));
        assertEquals(Arrays.asList("mine", null), ids.ids.subList(1, 3));
    }

    @Test
    void aFixedTupleThatFailsCountsAndDoesNotComeAgain() {
        FixedTupleSpout spout = new FixedTupleSpout(List.of(new FixedTuple(List.of(1)), new FixedTuple(List.of(2))), new Fields("n"));
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", spout);
        StormTopology topology = builder.createTopology();
        Ids ids = new Ids();
        spout.open(new HashMap<>(), new Contexts(topology).of("spout"), new SpoutOutputCollector(ids));
        spout.nextTuple();
        spout.nextTuple();
        spout.fail(ids.ids.get(0));
        spout.nextTuple();
        assertEquals(2, ids.ids.size());
        assertEquals(1, spout.getCompleted());
        spout.ack(ids.ids.get(1));
        assertEquals(2, spout.getCompleted());
        spout.cleanup();
    }

    @Test
    void blowfishTakesTheSecretForZookeeperIfItHasNoKey() {
        Map<String, Object> conf = Map.of(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD, "user:" + "long".repeat(30));
        Kryo kryo = new Kryo();
        kryo.register(ArrayList.class);
        ListDelegate sent = new ListDelegate();
        sent.setDelegate(new ArrayList<>(List.of("secret", 1)));
        Output out = new Output(64, -1);
        new BlowfishTupleSerializer(kryo, conf).write(kryo, out, sent);
        assertFalse(new String(out.toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1).contains("secret"));
        ListDelegate read = new BlowfishTupleSerializer(kryo, conf).read(kryo, new Input(out.toBytes()), ListDelegate.class);
        assertEquals(List.of("secret", 1), new ArrayList<>(read));
        assertThrows(RuntimeException.class, () -> new BlowfishTupleSerializer(kryo, Map.of()));
    }

    private boolean mayCall(String acl, ReqContext caller, boolean strict) throws Exception {
        Path file = folder.resolve("acl.yaml");
        Files.writeString(file, acl);
        DRPCSimpleACLAuthorizer authorizer = new DRPCSimpleACLAuthorizer();
        authorizer.prepare(Map.of(Config.DRPC_AUTHORIZER_ACL_FILENAME, file.toString(), Config.DRPC_AUTHORIZER_ACL_STRICT, strict,
            Config.STORM_PRINCIPAL_TO_LOCAL_PLUGIN, "org.apache.storm.security.auth.DefaultPrincipalToLocal"));
        return authorizer.permit(caller, "execute", Map.of(DRPCAuthorizerBase.FUNCTION_NAME, "f"));
    }

    @Test
    void anEmptyFileOfDrpcAclsLetsNobodyCall() throws Exception {
        Subject subject = new Subject();
        subject.getPrincipals().add(new SingleUserPrincipal("alice"));
        ReqContext alice = new ReqContext(subject);
        String acl = "drpc.authorizer.acl:\n  f:\n    client.users: [alice]\n    invocation.user: bob\n";
        assertTrue(mayCall(acl, alice, true));
        assertFalse(mayCall(acl, null, true));
        assertFalse(mayCall("drpc.authorizer.acl:\n", alice, true));
        for (boolean strict : new boolean[] {true, false}) {
            String message = assertThrows(RuntimeException.class, () -> mayCall("", alice, strict)).getMessage();
            assertTrue(message.contains("is empty") && message.contains("doesn't have any valid storm configs"), message);
        }
    }
}
