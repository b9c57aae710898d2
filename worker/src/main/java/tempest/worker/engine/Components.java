// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ShellComponent;
import org.apache.storm.task.IBolt;
import tempest.cluster.SystemTopology;
import tempest.worker.route.UserObjects;
import tempest.worker.system.EventLoggerBolt;
import tempest.worker.system.MetricsConsumerBolt;

/** Creates the user's spouts and bolts from the serialized topology. Stateless. */
final class Components {
    private static final String SHELL_SPOUT = "org.apache.storm.spout.ShellSpout";
    private static final String SHELL_BOLT = "org.apache.storm.task.ShellBolt";

    private Components() { }

    /** A new instance of a component's spout or bolt. */
    static Object create(String component, ComponentObject object, boolean spout, Map<String, Object> conf) {
        IBolt system = systemBolt(component, conf);
        if (system != null) {
            return system;
        }
        try {
            return switch (object.getSetField()) {
                case SERIALIZED_JAVA -> UserObjects.deserialize(object.get_serialized_java());
                case JAVA_OBJECT -> UserObjects.instantiate(object.get_java_object());
                case SHELL -> shell(spout ? SHELL_SPOUT : SHELL_BOLT, object.get_shell());
            };
        } catch (IOException | ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new IllegalArgumentException("component '" + component + "' cannot be created from the topology: " + cause, cause);
        }
    }

    /** The engine's own bolt for a component that the system added, or null. */
    private static IBolt systemBolt(String component, Map<String, Object> conf) {
        if (component.equals(SystemTopology.EVENT_LOGGER)) {
            return new EventLoggerBolt();
        }
        Map<String, Object> consumer = component.startsWith(SystemTopology.METRICS_PREFIX)
            ? SystemTopology.metricsConsumers(conf).get(component) : null;
        return consumer == null ? null : new MetricsConsumerBolt(consumer);
    }

    private static Object shell(String type, ShellComponent shell) throws ReflectiveOperationException {
        return UserObjects.load(type).getConstructor(String.class, String.class)
            .newInstance(shell.get_execution_command(), shell.get_script());
    }
}
