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

    /** Thrift lets a caller leave out any argument. Texts and options may be missing; calls say so themselves where they may not. */
    private static boolean isNeeded(Class<?> type) {
        return type != String.class && !type.getSimpleName().endsWith("Options");
    }

    TempestNimbus.Iface iface() {
        return (TempestNimbus.Iface) Proxy.newProxyInstance(LateBoundService.class.getClassLoader(), new Class<?>[] {TempestNimbus.Iface.class},
            (proxy, method, arguments) -> {
                TempestNimbus.Iface now = service;
                if (now == null) {
                    throw new TApplicationException(TApplicationException.INTERNAL_ERROR, "Nimbus is starting; try again");
                }
                for (int i = 0; arguments != null && i < arguments.length; i++) {
                    if (arguments[i] == null && isNeeded(method.getParameterTypes()[i])) {
                        throw new TApplicationException(TApplicationException.PROTOCOL_ERROR,
                            method.getName() + " needs a " + method.getParameterTypes()[i].getSimpleName() + ", and the request has none");
                    }
                }
                try {
                    return method.invoke(now, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
