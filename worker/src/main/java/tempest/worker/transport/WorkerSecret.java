// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tempest.cluster.ConfigReader;

/**
 * What the workers of one topology know and nobody else does: {@code storm.zookeeper.topology.auth.payload} of its configuration. It never leaves the
 * worker: each end of a connection proves that it knows it by a code over what was said and what the other end made up for this connection.
 * Immutable; event loops.
 */
public final class WorkerSecret {
    static final String AUTHENTICATION = "storm.messaging.netty.authentication";
    static final String PAYLOAD = "storm.zookeeper.topology.auth.payload";
    /** Of what an end makes up for one connection, and of a proof. */
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    /** Shorter ones can be tried out. */
    private static final int LEAST_CHARACTERS = 16;

    /** Whose proof it is: that of one end is none for the other. */
    enum Side {
        SENDER, RECEIVER
    }

    private final byte[] secret;
    private final SecureRandom random = new SecureRandom();

    WorkerSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The secret, if connections are to be authenticated.
     *
     * @throws IllegalArgumentException if they are, and there is none or a poor one; the message does not tell it
     */
    static Optional<WorkerSecret> of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        if (!read.flag(AUTHENTICATION, false)) {
            return Optional.empty();
        }
        String payload = read.text(PAYLOAD, "");
        if (payload.length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException(AUTHENTICATION + " is true, and the topology's " + PAYLOAD + " has " + payload.length()
                + " characters; it must have at least " + LEAST_CHARACTERS + ". Leave it out, and Nimbus makes one up when the topology is submitted");
        }
        return Optional.of(new WorkerSecret(payload));
    }

    /** What nobody can foresee, for one connection. */
    byte[] challenge() {
        byte[] challenge = new byte[BYTES];
        random.nextBytes(challenge);
        return challenge;
    }

    /**
     * Proof that {@code side} knows the secret.
     *
     * @param hello             the introduction, as sent
     * @param receiverChallenge made up by the receiver for this connection
     * @param senderChallenge   made up by the sender for this connection
     */
    byte[] proof(Side side, byte[] hello, byte[] receiverChallenge, byte[] senderChallenge) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((byte) side.ordinal());
            mac.update(receiverChallenge);
            mac.update(senderChallenge);
            mac.update(hello);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** Takes the same time however much of a proof is right. */
    static boolean isSame(byte[] proof, byte[] expected) {
        return MessageDigest.isEqual(proof, expected);
    }

    @Override
    public String toString() {
        return "WorkerSecret";
    }
}
