// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigValidationAnnotations.ValidatorParams;

/**
 * Checks a configuration against the annotations on the keys' constants. Only keys that the configuration holds are
 * checked, and unknown keys pass. A failed check throws {@link IllegalArgumentException} with the key, its value and
 * what would be right. The validators are stateless once constructed, so any thread may use them.
 */
public class ConfigValidation {

    /** A check of one value. Subclasses have a constructor without arguments, or one that takes the annotation's members. */
    public abstract static class Validator {
        public Validator(Map<String, Object> params) {
        }

        public Validator() {
        }

        /**
         * Checks a value.
         *
         * @param name the configuration key, for the message
         * @param o the value, null where the configuration says so
         * @throws IllegalArgumentException if the value is not right
         */
        public abstract void validateField(String name, Object o);
    }

    /** An object of a given type, or null. */
    public static class SimpleTypeValidator extends Validator {
        private final Class<?> type;

        public SimpleTypeValidator(Map<String, Object> params) {
            this.type = (Class<?>) params.get(ValidatorParams.TYPE);
        }

        public static void validateField(String name, Class<?> type, Object o) {
            if (o != null && !type.isInstance(o)) {
                throw wrong(name, o, "a " + type.getName());
            }
        }

        @Override
        public void validateField(String name, Object o) {
            validateField(name, type, o);
        }
    }

    /** An object of a base type, or null. */
    public static class DerivedTypeValidator extends Validator {
        private final Class<?> baseType;

        public DerivedTypeValidator(Map<String, Object> params) {
            this.baseType = (Class<?>) params.get(ValidatorParams.BASE_TYPE);
        }

        public static void validateField(String name, Class<?> baseType, Object o) {
            SimpleTypeValidator.validateField(name, baseType, o);
        }

        @Override
        public void validateField(String name, Object o) {
            validateField(name, baseType, o);
        }
    }

    /** A string, one of the accepted values if there are any; or null. */
    public static class StringValidator extends Validator {
        private final Set<String> accepted;

        public StringValidator() {
            this.accepted = Set.of();
        }

        public StringValidator(Map<String, Object> params) {
            this.accepted = new HashSet<>(Arrays.asList((String[]) params.get(ValidatorParams.ACCEPTED_VALUES)));
        }

        @Override
        public void validateField(String name, Object o) {
            if (o == null) {
                return;
            }
            if (!(o instanceof String)) {
                throw wrong(name, o, "a string");
            }
            if (!accepted.isEmpty() && !accepted.contains(o)) {
                throw wrong(name, o, "one of " + accepted.stream().sorted().toList());
            }
        }
    }

    /** True, false or null. */
    public static class BooleanValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null && !(o instanceof Boolean)) {
                throw wrong(name, o, "true or false");
            }
        }
    }

    /** Any number, or null. */
    public static class NumberValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null && !(o instanceof Number)) {
                throw wrong(name, o, "a number");
            }
        }
    }

    /** A floating point number, or null. */
    public static class DoubleValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null && !(o instanceof Double)) {
                throw wrong(name, o, "a decimal number");
            }
        }
    }

    /** A whole number within {@code int}, or null. */
    public static class IntegerValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            validateInteger(name, o);
        }

        public void validateInteger(String name, Object o) {
            requireWhole(name, o, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    /** A whole number within {@code long}, or null. */
    public static class LongValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            validateLong(name, o);
        }

        public void validateLong(String name, Object o) {
            requireWhole(name, o, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** A number above zero, or not below it; or null. */
    public static class PositiveNumberValidator extends Validator {
        private final boolean includeZero;

        public PositiveNumberValidator() {
            this.includeZero = false;
        }

        public PositiveNumberValidator(Map<String, Object> params) {
            this.includeZero = (Boolean) params.get(ValidatorParams.INCLUDE_ZERO);
        }

        public static void validateField(String name, boolean includeZero, Object o) {
            if (o == null) {
                return;
            }
            boolean right = o instanceof Number n && (includeZero ? n.doubleValue() >= 0 : n.doubleValue() > 0);
            if (!right) {
                throw wrong(name, o, includeZero ? "a number of 0 or more" : "a number above 0");
            }
        }

        @Override
        public void validateField(String name, Object o) {
            validateField(name, includeZero, o);
        }
    }

    /** A power of two within {@code long}, or null. */
    public static class PowerOf2Validator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o == null) {
                return;
            }
            boolean right = o instanceof Number n && n.doubleValue() == n.longValue() && Long.bitCount(n.longValue()) == 1
                && n.longValue() > 0;
            if (!right) {
                throw wrong(name, o, "a power of two");
            }
        }
    }

    /** Anything but null. */
    public static class NotNullValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o == null) {
                throw wrong(name, null, "a value (or leave the key out)");
            }
        }
    }

    /** The name of a class that can be loaded and is a subtype of the given one; or null. */
    public static class ImplementsClassValidator extends Validator {
        private final Class<?> wanted;

        public ImplementsClassValidator(Map<String, Object> params) {
            this.wanted = (Class<?>) params.get(ValidatorParams.IMPLEMENTS_CLASS);
        }

        @Override
        public void validateField(String name, Object o) {
            if (o == null) {
                return;
            }
            SimpleTypeValidator.validateField(name, String.class, o);
            try {
                if (!wanted.isAssignableFrom(Class.forName((String) o))) {
                    throw wrong(name, o, "the name of a class that implements " + wanted.getName());
                }
            } catch (ClassNotFoundException e) {
                // The shipped defaults name classes that daemons alone have, and control groups, which none of ours has.
                if (!o.equals(Utils.readDefaultConfig().get(name))) {
                    throw new IllegalArgumentException(
                        "Configuration key " + name + ": class " + o + " was not found; it must be on the class path and implement "
                        + wanted.getName(), e);
                }
            }
        }
    }

    /** A list whose entries are of a type, or null. */
    public static class ListEntryTypeValidator extends Validator {
        private final Class<?> type;

        public ListEntryTypeValidator(Map<String, Object> params) {
            this.type = (Class<?>) params.get(ValidatorParams.TYPE);
        }

        public static void validateField(String name, Class<?> type, Object o) {
            String expected = "a list in which each entry is a " + type.getName();
            for (Object entry : entries(name, o, expected)) {
                if (entry != null && !type.isInstance(entry)) {
                    throw wrong(name, o, expected);
                }
            }
        }

        @Override
        public void validateField(String name, Object o) {
            validateField(name, type, o);
        }
    }

    /** A list whose entries pass all of some checks, or null. */
    public static class ListEntryCustomValidator extends Validator {
        private final Class<?>[] entryValidators;

        public ListEntryCustomValidator(Map<String, Object> params) {
            this.entryValidators = (Class<?>[]) params.get(ValidatorParams.ENTRY_VALIDATOR_CLASSES);
        }

        public static void validateField(String name, Class<?>[] validators, Object o)
            throws IllegalAccessException, InstantiationException, NoSuchMethodException, InvocationTargetException {
            checkAll(name + " (entry)", validators, entries(name, o, "a list"));
        }

        @Override
        public void validateField(String name, Object o) {
            reflectively(name, () -> validateField(name, entryValidators, o));
        }
    }

    /** A map with keys and values of given types, or null. */
    public static class MapEntryTypeValidator extends Validator {
        private final Class<?> keyType;
        private final Class<?> valueType;

        public MapEntryTypeValidator(Map<String, Object> params) {
            this.keyType = (Class<?>) params.get(ValidatorParams.KEY_TYPE);
            this.valueType = (Class<?>) params.get(ValidatorParams.VALUE_TYPE);
        }

        public static void validateField(String name, Class<?> keyType, Class<?> valueType, Object o) {
            String expected = "a map from " + keyType.getName() + " to " + valueType.getName();
            for (Map.Entry<?, ?> entry : map(name, o, expected).entrySet()) {
                if (!keyType.isInstance(entry.getKey()) || entry.getValue() != null && !valueType.isInstance(entry.getValue())) {
                    throw wrong(name, o, expected);
                }
            }
        }

        @Override
        public void validateField(String name, Object o) {
            validateField(name, keyType, valueType, o);
        }
    }

    /** A map whose keys and values pass all of some checks, or null. */
    public static class MapEntryCustomValidator extends Validator {
        private final Class<?>[] keyValidators;
        private final Class<?>[] valueValidators;

        public MapEntryCustomValidator(Map<String, Object> params) {
            this.keyValidators = (Class<?>[]) params.get(ValidatorParams.KEY_VALIDATOR_CLASSES);
            this.valueValidators = (Class<?>[]) params.get(ValidatorParams.VALUE_VALIDATOR_CLASSES);
        }

        public static void validateField(String name, Class<?>[] keyValidators, Class<?>[] valueValidators, Object o)
            throws IllegalAccessException, InstantiationException, NoSuchMethodException, InvocationTargetException {
            Map<?, ?> map = map(name, o, "a map");
            checkAll(name + " (map key)", keyValidators, map.keySet());
            checkAll(name + " (map value)", valueValidators, map.values());
        }

        @Override
        public void validateField(String name, Object o) {
            reflectively(name, () -> validateField(name, keyValidators, valueValidators, o));
        }
    }

    /** A value that passes exactly one of some checks, or null. */
    public static class CustomIsExactlyOneOfValidators extends Validator {
        private final Class<?>[] validators;

        public CustomIsExactlyOneOfValidators(Map<String, Object> params) {
            this.validators = (Class<?>[]) params.get(ValidatorParams.VALUE_VALIDATOR_CLASSES);
        }

        @Override
        public void validateField(String name, Object o) {
            if (o == null) {
                return;
            }
            List<String> refusals = new ArrayList<>();
            for (Class<?> validator : validators) {
                try {
                    reflectively(name, () -> checkAll(name, new Class<?>[] {validator}, List.of(o)));
                } catch (IllegalArgumentException e) {
                    refusals.add(e.getMessage());
                }
            }
            if (validators.length - refusals.size() != 1) {
                throw new IllegalArgumentException("Configuration key " + name + ": of " + validators.length
                    + " possible forms exactly one must fit; " + (refusals.isEmpty() ? "all do" : String.join("; ", refusals)));
            }
        }
    }

    /** A list of class names, or maps from class name to the name of its Kryo serializer (null for Kryo's own); or null. */
    public static class KryoRegValidator extends Validator {
        private static final String EXPECTED = "a list of class names, or maps from class name to serializer class name";

        @Override
        public void validateField(String name, Object o) {
            for (Object entry : entries(name, o, EXPECTED)) {
                if (entry instanceof Map) {
                    MapEntryTypeValidator.validateField(name, String.class, String.class, entry);
                } else if (!(entry instanceof String)) {
                    throw wrong(name, o, EXPECTED);
                }
            }
        }
    }

    /** A string, a list of strings, or null. */
    public static class StringOrStringListValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o == null || o instanceof String) {
                return;
            }
            for (Object entry : entries(name, o, "a string or a list of strings")) {
                if (!(entry instanceof String)) {
                    throw wrong(name, o, "a string or a list of strings");
                }
            }
        }
    }

    /** A list of lists of strings, or null. */
    public static class ListOfListOfStringValidator extends Validator {
        @Override
        public void validateField(String name, Object o) throws IllegalArgumentException {
            for (Object inner : entries(name, o, "a list of lists of strings")) {
                for (Object entry : entries(name, inner, "a list of lists of strings")) {
                    if (!(entry instanceof String)) {
                        throw wrong(name, o, "a list of lists of strings");
                    }
                }
            }
        }
    }

    /** A list in which nothing appears twice, or null. */
    public static class NoDuplicateInListValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            Set<Object> seen = new HashSet<>();
            for (Object entry : entries(name, o, "a list without duplicates")) {
                if (!seen.add(entry)) {
                    throw wrong(name, o, "a list without duplicates; it has " + show(entry) + " twice");
                }
            }
        }
    }

    /** A map from string to map with string keys, or null. */
    public static class MapOfStringToMapOfStringToObjectValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            MapEntryTypeValidator.validateField(name, String.class, Map.class, o);
            for (Object inner : map(name, o, "a map").values()) {
                if (inner == null) {
                    throw wrong(name, o, "a map from string to map, none of which is null");
                }
                MapEntryTypeValidator.validateField(name, String.class, Object.class, inner);
            }
        }
    }

    /** Constraints of the resource aware scheduler: per component, what may not share its worker or node; or null. */
    public static class RasConstraintsTypeValidator extends Validator {
        public static final String CONSTRAINT_TYPE_MAX_NODE_CO_LOCATION_CNT = "maxNodeCoLocationCnt";
        public static final String CONSTRAINT_TYPE_INCOMPATIBLE_COMPONENTS = "incompatibleComponents";

        @Override
        public void validateField(String name, Object o) {
            MapEntryTypeValidator.validateField(name, String.class, Map.class, o);
            for (Map.Entry<?, ?> component : map(name, o, "a map").entrySet()) {
                for (Map.Entry<?, ?> constraint : map(name, component.getValue(), "a map").entrySet()) {
                    String where = name + " of component " + component.getKey();
                    if (CONSTRAINT_TYPE_MAX_NODE_CO_LOCATION_CNT.equals(constraint.getKey())) {
                        requireWhole(where, constraint.getValue(), 1, Integer.MAX_VALUE);
                    } else if (CONSTRAINT_TYPE_INCOMPATIBLE_COMPONENTS.equals(constraint.getKey())) {
                        new StringOrStringListValidator().validateField(where, constraint.getValue());
                    } else {
                        throw wrong(where, constraint.getKey(), "the constraint " + CONSTRAINT_TYPE_MAX_NODE_CO_LOCATION_CNT
                            + " or " + CONSTRAINT_TYPE_INCOMPATIBLE_COMPONENTS);
                    }
                }
            }
        }
    }

    /** NONE, DIGEST or KERBEROS. */
    public static class PacemakerAuthTypeValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (!"NONE".equals(o) && !"DIGEST".equals(o) && !"KERBEROS".equals(o)) {
                throw wrong(name, o, "one of NONE, DIGEST, KERBEROS");
            }
        }
    }

    /** The registration of a metrics consumer: a map with its class and parallelism hint; or null. */
    public static class MetricRegistryValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null) {
                requireEntry(name, o, "class", String.class);
                requireWhole(name, requireEntry(name, o, "parallelism.hint", Number.class), Long.MIN_VALUE, Long.MAX_VALUE);
            }
        }
    }

    /** The registration of a cluster metrics consumer: a map with its class; or null. */
    public static class ClusterMetricRegistryValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null) {
                requireEntry(name, o, "class", String.class);
            }
        }
    }

    /** The registration of an event logger: a map with its class, and perhaps a map of arguments; or null. */
    public static class EventLoggerRegistryValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null) {
                requireEntry(name, o, "class", String.class);
                SimpleTypeValidator.validateField(name + " (arguments)", Map.class, map(name, o, "a map").get("arguments"));
            }
        }
    }

    /** The registration of a metrics reporter: a map with its class; or null. */
    public static class MetricReportersValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null) {
                requireEntry(name, o, "class", String.class);
            }
        }
    }

    /** A user's share of the cluster: a map with numbers for cpu and memory; or null. */
    public static class UserResourcePoolEntryValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null) {
                requireEntry(name, o, "cpu", Number.class);
                requireEntry(name, o, "memory", Number.class);
            }
        }
    }

    /** Where and as whom a user may impersonate others: a map with lists of hosts and groups; or null. */
    public static class ImpersonationAclUserEntryValidator extends Validator {
        @Override
        public void validateField(String name, Object o) {
            if (o != null) {
                for (String part : List.of("hosts", "groups")) {
                    ListEntryTypeValidator.validateField(name + " (" + part + ")", String.class, requireEntry(name, o, part, Iterable.class));
                }
            }
        }
    }

    /** The classes whose constants are configuration keys: {@link Config}, and every {@link Validated} on the class path. */
    public static synchronized List<Class<?>> getConfigClasses() {
        List<Class<?>> classes = new ArrayList<>();
        for (Validated configClass : ServiceLoader.load(Validated.class, ConfigValidation.class.getClassLoader())) {
            classes.add(configClass.getClass());
        }
        classes.add(Config.class);
        return classes;
    }

    /** Checks the constant called {@code fieldName} of any known configuration class. */
    public static void validateField(String fieldName, Map<String, Object> conf) {
        validateField(fieldName, conf, getConfigClasses());
    }

    /** Checks the constant called {@code fieldName} (say, {@code TOPOLOGY_WORKERS}) of the first class that has it. */
    public static void validateField(String fieldName, Map<String, Object> conf, List<Class<?>> configs) {
        for (Class<?> config : configs) {
            for (Field field : config.getDeclaredFields()) {
                if (field.getName().equals(fieldName)) {
                    validateField(field, conf);
                    return;
                }
            }
        }
        throw new IllegalArgumentException("No configuration key is declared as " + fieldName + " in any of " + configs);
    }

    /** Checks the value of the key that {@code field} declares, if the configuration holds it. */
    public static void validateField(Field field, Map<String, Object> conf) {
        String key;
        try {
            key = (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("Configuration key " + field + " must be public", e);
        }
        if (!conf.containsKey(key)) {
            return;
        }
        Object value = conf.get(key);
        for (Annotation annotation : field.getAnnotations()) {
            Validator validator = validatorOf(key, annotation);
            if (validator != null) {
                check(validator, key, value, field.isAnnotationPresent(ConfigValidationAnnotations.Password.class));
            }
        }
    }

    private static void check(Validator validator, String key, Object value, boolean secret) {
        try {
            validator.validateField(key, value);
        } catch (IllegalArgumentException e) {
            if (secret && value != null) {
                throw new IllegalArgumentException("Configuration key " + key + " has a value (not shown, it is a secret) of type "
                    + value.getClass().getSimpleName() + "; it must be a string");
            }
            throw e;
        }
    }

    /** Checks a topology's configuration: the keys of {@link Config}. */
    public static void validateTopoConf(Map<String, Object> topoConf) {
        validateFields(topoConf, List.of(Config.class));
    }

    /** Checks the keys of all known configuration classes. */
    public static void validateFields(Map<String, Object> conf) {
        validateFields(conf, getConfigClasses());
    }

    /** Checks the keys that the given classes declare. */
    public static void validateFields(Map<String, Object> conf, List<Class<?>> classes) {
        for (Class<?> config : classes) {
            for (Field field : config.getDeclaredFields()) {
                if (isFieldAllowed(field)) {
                    validateField(field, conf);
                }
            }
        }
    }

    /** Whether a field declares a configuration key: a public string constant that is not marked {@link NotConf}. */
    public static boolean isFieldAllowed(Field field) {
        int modifiers = field.getModifiers();
        return field.getType() == String.class && Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers)
            && Modifier.isFinal(modifiers) && !field.isAnnotationPresent(NotConf.class);
    }

    /** The validator that an annotation names, with the annotation's other members as parameters; null if it names none. */
    private static Validator validatorOf(String key, Annotation annotation) {
        Map<String, Object> params = new HashMap<>();
        Class<?>[] type = new Class<?>[1];
        reflectively(key, () -> {
            for (Method member : annotation.annotationType().getDeclaredMethods()) {
                Object value = member.invoke(annotation);
                if (member.getName().equals("validatorClass")) {
                    type[0] = (Class<?>) value;
                } else {
                    params.put(member.getName(), value);
                }
            }
        });
        if (type[0] == null) {
            return null;
        }
        Validator[] made = new Validator[1];
        reflectively(key, () -> made[0] = newValidator(type[0], params));
        return made[0];
    }

    private static Validator newValidator(Class<?> type, Map<String, Object> params)
        throws IllegalAccessException, InstantiationException, NoSuchMethodException, InvocationTargetException {
        if (!params.isEmpty()) {
            for (Constructor<?> constructor : type.getConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Map.class})) {
                    return (Validator) constructor.newInstance(params);
                }
            }
        }
        return (Validator) type.getConstructor().newInstance();
    }

    private static void checkAll(String name, Class<?>[] validators, Iterable<?> values)
        throws IllegalAccessException, InstantiationException, NoSuchMethodException, InvocationTargetException {
        for (Class<?> type : validators) {
            Validator validator = newValidator(type, Map.of());
            for (Object value : values) {
                validator.validateField(name, value);
            }
        }
    }

    private interface Reflective {
        void run() throws ReflectiveOperationException;
    }

    /** Runs code that creates validators: one that cannot be created is a mistake in the annotation, not in the value. */
    private static void reflectively(String name, Reflective action) {
        try {
            action.run();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("Configuration key " + name + " has a validator that cannot be used; it must extend "
                + Validator.class.getName() + " and have a public constructor without arguments or one that takes a Map", e);
        }
    }

    private static Iterable<?> entries(String name, Object o, String expected) {
        if (o == null) {
            return List.of();
        }
        if (o instanceof Iterable<?> list) {
            return list;
        }
        throw wrong(name, o, expected);
    }

    private static Map<?, ?> map(String name, Object o, String expected) {
        if (o == null) {
            return Map.of();
        }
        if (o instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(name, o, expected);
    }

    private static Object requireEntry(String name, Object o, String entry, Class<?> type) {
        Object value = map(name, o, "a map").get(entry);
        if (!type.isInstance(value)) {
            throw wrong(name, o, "a map whose entry '" + entry + "' is a " + type.getSimpleName());
        }
        return value;
    }

    private static void requireWhole(String name, Object o, long min, long max) {
        if (o == null) {
            return;
        }
        boolean right = o instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue())
            && n.doubleValue() >= min && n.doubleValue() <= max
            && !(n instanceof BigInteger big && big.bitLength() >= Long.SIZE); // as a double, 2^63 is no more than the largest long
        if (!right) {
            throw wrong(name, o, "a whole number from " + min + " to " + max);
        }
    }

    private static IllegalArgumentException wrong(String name, Object o, String expected) {
        return new IllegalArgumentException("Configuration key " + name + " is " + show(o) + "; it must be " + expected);
    }

    private static String show(Object o) {
        if (o == null) {
            return "null";
        }
        return o instanceof String ? "\"" + o + "\"" : o + " (" + o.getClass().getSimpleName() + ")";
    }
}
