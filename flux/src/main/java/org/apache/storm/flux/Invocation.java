// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.storm.flux.api.FluxException;

/**
 * A constructor or method with the arguments for it: of several that fit, the one whose parameters are nearest to what was given. Belongs to the
 * thread that builds the topology.
 *
 * @param target    what to call
 * @param arguments as its parameters take them
 */
record Invocation(Executable target, Object[] arguments) {
    private static final int MOST_SHOWN = 6;
    /** Arguments that are gathered into a last array come after any other that fits. */
    private static final long GATHERED = 1 << 20;

    /**
     * The best of the candidates.
     *
     * @param location where the arguments stand in a file; null if that is not known
     * @param what     what the candidates are, for the message if none fits
     */
    static Invocation choose(List<? extends Executable> candidates, List<?> given, String location, String what) {
        Executable best = null;
        long least = Long.MAX_VALUE;
        for (Executable candidate : candidates) {
            long cost = Math.min(direct(candidate.getParameterTypes(), given), gathered(candidate, given));
            if (cost < least || cost < Long.MAX_VALUE && cost == least && isNarrower(candidate, best)) {
                least = cost;
                best = candidate;
            }
        }
        if (best == null) {
            throw new FluxException(location, none(candidates, given, what));
        }
        return new Invocation(best, arguments(best, given));
    }

    private static long direct(Class<?>[] parameters, List<?> given) {
        if (parameters.length != given.size()) {
            return Long.MAX_VALUE;
        }
        long sum = 0;
        for (int i = 0; i < parameters.length; i++) {
            int cost = ArgumentConversion.cost(given.get(i), parameters[i]);
            if (cost == ArgumentConversion.IMPOSSIBLE) {
                return Long.MAX_VALUE;
            }
            sum += (long) cost * cost;
        }
        return sum;
    }

    /** With the last ones in a list, for a method with any number of arguments. */
    private static long gathered(Executable candidate, List<?> given) {
        int fixed = candidate.getParameterCount() - 1;
        if (!candidate.isVarArgs() || given.size() < fixed) {
            return Long.MAX_VALUE;
        }
        long cost = direct(candidate.getParameterTypes(), gather(given, fixed));
        return cost == Long.MAX_VALUE ? cost : cost + GATHERED;
    }

    private static List<?> gather(List<?> given, int fixed) {
        List<Object> gathered = new ArrayList<>(given.subList(0, fixed));
        gathered.add(new ArrayList<>(given.subList(fixed, given.size())));
        return gathered;
    }

    private static Object[] arguments(Executable target, List<?> given) {
        Class<?>[] parameters = target.getParameterTypes();
        List<?> values = direct(parameters, given) == Long.MAX_VALUE ? gather(given, parameters.length - 1) : given;
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            arguments[i] = ArgumentConversion.convert(values.get(i), parameters[i]);
        }
        return arguments;
    }

    private static boolean isNarrower(Executable one, Executable other) {
        Class<?>[] narrow = one.getParameterTypes();
        Class<?>[] wide = other.getParameterTypes();
        boolean differs = false;
        for (int i = 0; i < Math.min(narrow.length, wide.length); i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
            differs |= wide[i] != narrow[i];
        }
        // Of one method and the bridge that the compiler made for it, the first.
        return differs || other instanceof Method bridge && bridge.isBridge();
    }

    private static String none(List<? extends Executable> candidates, List<?> given, String what) {
        List<? extends Executable> ofThatCount = candidates.stream().filter(c -> c.getParameterCount() == given.size()).toList();
        if (ofThatCount.size() == 1) {
            Class<?>[] parameters = ofThatCount.get(0).getParameterTypes();
            for (int i = 0; i < parameters.length; i++) {
                if (ArgumentConversion.cost(given.get(i), parameters[i]) == ArgumentConversion.IMPOSSIBLE) {
                    return "argument " + (i + 1) + " of " + signature(ofThatCount.get(0)) + " must be " + ArgumentConversion.describe(parameters[i]) + ", not "
                        + ArgumentConversion.describe(given.get(i)) + (candidates.size() > 1 ? "; there are also " + signatures(candidates, ofThatCount.get(0)) : "");
                }
            }
        }
        String arguments = given.isEmpty() ? "no arguments"
            : "(" + given.stream().map(ArgumentConversion::describe).collect(Collectors.joining(", ")) + ")";
        return "no " + what + " takes " + arguments + "; there are " + (candidates.isEmpty() ? "none" : signatures(candidates, null));
    }

    private static String signatures(List<? extends Executable> candidates, Executable except) {
        List<String> all = candidates.stream().filter(c -> c != except).map(Invocation::signature).distinct().sorted().toList();
        return String.join(", ", all.subList(0, Math.min(MOST_SHOWN, all.size()))) + (all.size() > MOST_SHOWN ? " and " + (all.size() - MOST_SHOWN) + " more" : "");
    }

    private static String signature(Executable candidate) {
        String name = candidate instanceof Constructor ? candidate.getDeclaringClass().getSimpleName() : candidate.getName();
        return name + "(" + Arrays.stream(candidate.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", ")) + ")";
    }

    /** Calls it; {@code instance} is null for constructors and static methods. */
    Object call(Object instance) throws InvocationTargetException, IllegalAccessException, InstantiationException {
        // A public method that a class without a modifier declares, or inherits, cannot be called otherwise.
        target.trySetAccessible();
        return target instanceof Constructor<?> constructor ? constructor.newInstance(arguments) : ((Method) target).invoke(instance, arguments);
    }
}
