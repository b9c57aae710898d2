// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.storm.thrift.TApplicationException;
import tempest.rpc.TempestNimbus;

/**
 * Stands for the service while it is being built: the server must take its port first, since the port is part of this Nimbus's
 * identity. Any thread.
 */
final class LateBoundService {
    private volatile TempestNimbus.Iface service;

    void become(TempestNimbus.Iface built) {
        service = built;
    }

    TempestNimbus.Iface iface() {
        return (TempestNimbus.Iface) Proxy.newProxyInstance(LateBoundService.class.getClassLoader(), new Class<?>[] {TempestNimbus.Iface.class},
            (proxy, method, arguments) -> {
                TempestNimbus.Iface now = service;
                if (now == null) {
                    throw new TApplicationException(TApplicationException.INTERNAL_ERROR, "Nimbus is starting; try again");
                }
                try {
                    return method.invoke(now, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
