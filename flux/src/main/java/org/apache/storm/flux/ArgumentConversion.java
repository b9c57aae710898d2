// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns what YAML can say into what a parameter takes: numbers into other number types that can hold them, text into enum constants and characters,
 * lists into arrays. Pure functions for any thread.
 */
final class ArgumentConversion {
    /** The cost of what cannot be converted. */
    static final int IMPOSSIBLE = Integer.MAX_VALUE;
    private static final int SUPERTYPE = 2;
    private static final int ENUM = 3;
    private static final int LIST = 3;
    private static final int WIDER = 1;
    private static final int TO_FRACTION = 8;
    private static final int NARROWER = 16;
    private static final int CHARACTER = 6;
    private static final int ANYTHING = 40;
    private static final int LONGEST_TEXT = 60;
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class, float.class,
        Float.class, short.class, Short.class, byte.class, Byte.class, boolean.class, Boolean.class, char.class, Character.class);
    private static final List<Class<?>> WHOLE = List.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);
    private static final List<Class<?>> FRACTIONS = List.of(Float.class, Double.class, BigDecimal.class);

    private ArgumentConversion() {
    }

    /** How far a value is from a type: 0 for one of that very type, {@link #IMPOSSIBLE} if it cannot be converted. */
    static int cost(Object value, Class<?> type) {
        if (value == null) {
            return type.isPrimitive() ? IMPOSSIBLE : 0;
        }
        Class<?> boxed = BOXES.getOrDefault(type, type);
        if (boxed.isInstance(value)) {
            return boxed == value.getClass() ? 0 : boxed == Object.class ? ANYTHING : SUPERTYPE;
        }
        if (value instanceof Number number) {
            return cost(number, boxed);
        }
        if (value instanceof String text) {
            if (type.isEnum()) {
                return constant(text, type) == null ? IMPOSSIBLE : ENUM;
            }
            return boxed == Character.class && text.length() == 1 ? CHARACTER : IMPOSSIBLE;
        }
        return value instanceof List<?> list && type.isArray() ? cost(list, type.getComponentType()) : IMPOSSIBLE;
    }

    private static int cost(List<?> list, Class<?> elementType) {
        int most = 0;
        for (Object element : list) {
            most = Math.max(most, cost(element, elementType));
        }
        return most == IMPOSSIBLE ? IMPOSSIBLE : LIST + most;
    }

    private static int cost(Number number, Class<?> boxed) {
        if (exact(number, boxed) == null) {
            return IMPOSSIBLE;
        }
        boolean whole = WHOLE.contains(number.getClass());
        if (whole && FRACTIONS.contains(boxed)) {
            return TO_FRACTION + distance(FRACTIONS, Double.class, boxed);
        }
        List<Class<?>> family = whole ? WHOLE : FRACTIONS;
        if (!family.contains(boxed)) {
            return NARROWER + SUPERTYPE;
        }
        int steps = family.indexOf(boxed) - family.indexOf(number.getClass());
        return steps > 0 ? WIDER + steps : NARROWER - steps;
    }

    private static int distance(List<Class<?>> family, Class<?> one, Class<?> other) {
        return Math.abs(family.indexOf(one) - family.indexOf(other));
    }

    /** The value as the type wants it; only for what {@link #cost} calls possible. */
    static Object convert(Object value, Class<?> type) {
        Class<?> boxed = BOXES.getOrDefault(type, type);
        if (value == null || boxed.isInstance(value)) {
            return value;
        }
        if (value instanceof Number number) {
            return exact(number, boxed);
        }
        if (value instanceof String text) {
            return type.isEnum() ? constant(text, type) : (Object) text.charAt(0);
        }
        List<?> list = (List<?>) value;
        Object array = Array.newInstance(type.getComponentType(), list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, convert(list.get(i), type.getComponentType()));
        }
        return array;
    }

    /** The number in another class if that class can hold it, null otherwise. A fraction loses digits as a float, which is what floats are for. */
    private static Number exact(Number number, Class<?> boxed) {
        if (boxed == Float.class || boxed == Double.class || boxed == BigDecimal.class) {
            if (boxed == BigDecimal.class) {
                return decimal(number);
            }
            return boxed == Float.class ? (Number) number.floatValue() : (Number) number.doubleValue();
        }
        BigDecimal decimal = WHOLE.contains(boxed) ? decimal(number) : null;
        if (decimal == null || decimal.stripTrailingZeros().scale() > 0) {
            return null;
        }
        BigInteger whole = decimal.toBigInteger();
        if (boxed == BigInteger.class) {
            return whole;
        }
        int bits = whole.bitLength();
        if (boxed == Long.class) {
            return bits < Long.SIZE ? (Number) whole.longValue() : null;
        } else if (boxed == Integer.class) {
            return bits < Integer.SIZE ? (Number) whole.intValue() : null;
        } else if (boxed == Short.class) {
            return bits < Short.SIZE ? (Number) whole.shortValue() : null;
        }
        return bits < Byte.SIZE ? (Number) whole.byteValue() : null;
    }

    /** Null for what is no number in decimals. */
    private static BigDecimal decimal(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object constant(String name, Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).filter(c -> ((Enum<?>) c).name().equals(name)).findFirst().orElse(null);
    }

    /** A value in words, short enough for a message. */
    static String describe(Object value) {
        if (value instanceof String text) {
            return "text '" + (text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...") + "'";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "an empty list" : "a list of " + list.size() + " with " + describe(list.get(0));
        }
        if (value instanceof Number number) {
            return (WHOLE.contains(value.getClass()) ? "whole number " : "number ") + number;
        }
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        }
        return value instanceof Map ? "a map" : "an object of class " + value.getClass().getName();
    }

    /** A type in words, with the names to choose from if it is an enum. */
    static String describe(Class<?> type) {
        if (type.isArray()) {
            return "a list of " + type.getComponentType().getSimpleName();
        }
        return type.isEnum() ? "one of " + String.join(", ", Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList())
            : type.getSimpleName();
    }
}
