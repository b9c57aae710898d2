// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ShellComponent;
import tempest.worker.route.UserObjects;

/** Makes the user's spouts and bolts from what the topology carries. Keeps nothing. */
final class Components {
    private static final String SHELL_SPOUT = "org.apache.storm.spout.ShellSpout";
    private static final String SHELL_BOLT = "org.apache.storm.task.ShellBolt";

    private Components() { }

    /** A new instance of a component's spout or bolt. */
    static Object create(String component, ComponentObject object, boolean spout) {
        try {
            return switch (object.getSetField()) {
                case SERIALIZED_JAVA -> UserObjects.deserialize(object.get_serialized_java());
                case JAVA_OBJECT -> UserObjects.instantiate(object.get_java_object());
                case SHELL -> shell(spout ? SHELL_SPOUT : SHELL_BOLT, object.get_shell());
            };
        } catch (IOException | ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new IllegalArgumentException("component '" + component + "' cannot be made from the topology: " + cause, cause);
        }
    }

    private static Object shell(String type, ShellComponent shell) throws ReflectiveOperationException {
        return UserObjects.load(type).getConstructor(String.class, String.class)
            .newInstance(shell.get_execution_command(), shell.get_script());
    }
}
