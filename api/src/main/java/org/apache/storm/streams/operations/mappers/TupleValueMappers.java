// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations.mappers;

import org.apache.storm.streams.tuple.Tuple3;
import org.apache.storm.streams.tuple.Tuple4;
import org.apache.storm.streams.tuple.Tuple5;
import org.apache.storm.streams.tuple.Tuple6;
import org.apache.storm.streams.tuple.Tuple7;
import org.apache.storm.streams.tuple.Tuple8;
import org.apache.storm.streams.tuple.Tuple9;
import org.apache.storm.streams.tuple.Tuple10;

/** Take the fields at some positions as a typed tuple. */
public final class TupleValueMappers {
    private TupleValueMappers() {
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3> TupleValueMapper<Tuple3<T1, T2, T3>> of(int index1, int index2, int index3) {
        return t -> new Tuple3<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4> TupleValueMapper<Tuple4<T1, T2, T3, T4>> of(int index1, int index2, int index3, int index4) {
        return t -> new Tuple4<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4, T5> TupleValueMapper<Tuple5<T1, T2, T3, T4, T5>> of(int index1, int index2, int index3, int index4, int index5) {
        return t -> new Tuple5<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4),
            (T5) t.getValue(index5));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4, T5, T6> TupleValueMapper<Tuple6<T1, T2, T3, T4, T5, T6>> of(int index1, int index2, int index3, int index4, int index5, int index6) {
        return t -> new Tuple6<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4),
            (T5) t.getValue(index5), (T6) t.getValue(index6));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4, T5, T6, T7> TupleValueMapper<Tuple7<T1, T2, T3, T4, T5, T6, T7>> of(int index1, int index2, int index3, int index4, int index5, int index6, int index7) {
        return t -> new Tuple7<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4),
            (T5) t.getValue(index5), (T6) t.getValue(index6), (T7) t.getValue(index7));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4, T5, T6, T7, T8> TupleValueMapper<Tuple8<T1, T2, T3, T4, T5, T6, T7, T8>> of(int index1, int index2, int index3, int index4, int index5, int index6, int index7, int index8) {
        return t -> new Tuple8<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4),
            (T5) t.getValue(index5), (T6) t.getValue(index6), (T7) t.getValue(index7), (T8) t.getValue(index8));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4, T5, T6, T7, T8, T9> TupleValueMapper<Tuple9<T1, T2, T3, T4, T5, T6, T7, T8, T9>> of(int index1, int index2, int index3, int index4, int index5, int index6, int index7, int index8, int index9) {
        return t -> new Tuple9<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4),
            (T5) t.getValue(index5), (T6) t.getValue(index6), (T7) t.getValue(index7), (T8) t.getValue(index8),
            (T9) t.getValue(index9));
    }

    @SuppressWarnings("unchecked")
    public static <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> TupleValueMapper<Tuple10<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>> of(int index1, int index2, int index3, int index4, int index5, int index6, int index7, int index8, int index9, int index10) {
        return t -> new Tuple10<>((T1) t.getValue(index1), (T2) t.getValue(index2), (T3) t.getValue(index3), (T4) t.getValue(index4),
            (T5) t.getValue(index5), (T6) t.getValue(index6), (T7) t.getValue(index7), (T8) t.getValue(index8),
            (T9) t.getValue(index9), (T10) t.getValue(index10));
    }
}
