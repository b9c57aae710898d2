// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;

/** Connections that authenticate nobody: Thrift's binary protocol in frames, over plain TCP. */
public class SimpleTransportPlugin extends FramedTransportPlugin {
    protected Map<String, Object> topoConf;

    @Override
    public void prepare(ThriftConnectionType type, Map<String, Object> topoConf) {
        super.prepare(type, topoConf);
        this.topoConf = topoConf;
    }

    @Override
    protected ConnectionLayer.Factory layers() {
        return OpenLayer::new;
    }

    @Override
    public TTransport connect(TTransport transport, String serverHost, String asUser) throws TTransportException {
        return framed(transport);
    }
}
