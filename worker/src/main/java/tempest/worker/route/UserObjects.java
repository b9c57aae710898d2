// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.storm.generated.JavaObject;
import org.apache.storm.generated.JavaObjectArg;

/** Instantiates users' classes, found by the context class loader. Any thread; stateless. */
public final class UserObjects {
    private UserObjects() { }

    public static Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new UserObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    /** Uses the public constructor with as many parameters as there are arguments. */
    public static Object instantiate(JavaObject object) throws ReflectiveOperationException {
        return instantiate(object.get_full_class_name(), object.get_args_list().stream().map(JavaObjectArg::getFieldValue).toList());
    }

    public static Object instantiate(String className, List<?> arguments) throws ReflectiveOperationException {
        for (Constructor<?> constructor : load(className).getConstructors()) {
            if (constructor.getParameterCount() == arguments.size()) {
                return constructor.newInstance(arguments.toArray());
            }
        }
        throw new NoSuchMethodException(className + " has no public constructor with " + arguments.size() + " parameters");
    }

    public static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    }

    private static final class UserObjectInputStream extends ObjectInputStream {
        UserObjectInputStream(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(type.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return primitiveOr(e, type);
            }
        }

        private Class<?> primitiveOr(ClassNotFoundException missing, ObjectStreamClass type) throws IOException, ClassNotFoundException {
            try {
                return super.resolveClass(type);
            } catch (ClassNotFoundException alsoHere) {
                // The user's class loader may say where the class is to be had.
                throw missing;
            }
        }
    }
}
