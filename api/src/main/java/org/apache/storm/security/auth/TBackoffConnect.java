// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.utils.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects, and tries again after waits that grow. For one thread. */
public class TBackoffConnect {
    private static final Logger LOG = LoggerFactory.getLogger(TBackoffConnect.class);

    private final Backoff backoff;
    private final boolean retryForever;

    /**
     * A connector.
     *
     * @param retryTimes how often to try again
     * @param retryInterval milliseconds before trying again for the first time
     * @param retryIntervalCeiling what that grows to at most
     * @param retryForever whether to go on beyond {@code retryTimes}
     */
    public TBackoffConnect(int retryTimes, int retryInterval, int retryIntervalCeiling, boolean retryForever) {
        this.backoff = new Backoff(retryTimes, retryInterval, retryIntervalCeiling);
        this.retryForever = retryForever;
    }

    public TBackoffConnect(int retryTimes, int retryInterval, int retryIntervalCeiling) {
        this(retryTimes, retryInterval, retryIntervalCeiling, false);
    }

    /** Connects by a plug-in; throws {@link IOException} when it has tried often enough, or is refused for who it is. */
    public TTransport doConnectWithRetry(ITransportPlugin transportPlugin, TTransport underlyingTransport, String host, String asUser)
        throws IOException {
        for (int failures = 0; ; failures++) {
            try {
                return transportPlugin.connect(underlyingTransport, host, asUser);
            } catch (TTransportException e) {
                underlyingTransport.close();
                if (e instanceof NotAuthenticatedException || !retryForever && failures >= backoff.times()) {
                    throw new IOException(e.getMessage(), e);
                }
                LOG.debug("Connecting to {} failed, trying again", host, e);
                pause(failures, e);
            }
        }
    }

    private void pause(int failures, Exception cause) throws IOException {
        try {
            Thread.sleep(backoff.waitMillis(failures));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while trying to connect", cause);
        }
    }
}
