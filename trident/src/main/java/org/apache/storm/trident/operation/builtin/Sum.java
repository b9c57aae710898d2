// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * Adds up the numbers in the first input field, exactly: whole numbers give a Long as long as it fits, all others a Double or, where big numbers are
 * among them, a BigDecimal.
 */
public class Sum implements CombinerAggregator<Number> {
    private static final long serialVersionUID = 1L;

    @Override
    public Number init(TridentTuple tuple) {
        return (Number) tuple.getValue(0);
    }

    @Override
    public Number combine(Number val1, Number val2) {
        if (isWhole(val1) && isWhole(val2)) {
            long a = val1.longValue();
            long b = val2.longValue();
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return sum;
            }
        } else if (isPlain(val1) && isPlain(val2)) {
            return val1.doubleValue() + val2.doubleValue();
        }
        return big(val1).add(big(val2));
    }

    @Override
    public Number zero() {
        return 0;
    }

    private static boolean isWhole(Number n) {
        return n instanceof Long || n instanceof Integer || n instanceof Short || n instanceof Byte;
    }

    private static boolean isPlain(Number n) {
        return isWhole(n) || n instanceof Double || n instanceof Float;
    }

    private static BigDecimal big(Number n) {
        if (n instanceof BigDecimal decimal) {
            return decimal;
        }
        if (n instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return isWhole(n) ? BigDecimal.valueOf(n.longValue()) : BigDecimal.valueOf(n.doubleValue());
    }
}
