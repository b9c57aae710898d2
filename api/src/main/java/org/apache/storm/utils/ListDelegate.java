// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;

/**
 * A list that passes everything on to another. Kryo writes a tuple's values as one, so that a serializer registered for
 * this class applies to whole tuples and to nothing else.
 */
public class ListDelegate implements List<Object> {
    private List<Object> delegate = new ArrayList<>();

    public List<Object> getDelegate() {
        return delegate;
    }

    public void setDelegate(List<Object> delegate) {
        this.delegate = delegate;
    }

    @Override
    public int size() {
        return delegate.size();
    }

    @Override
    public boolean isEmpty() {
        return delegate.isEmpty();
    }

    @Override
    public boolean contains(Object o) {
        return delegate.contains(o);
    }

    @Override
    public Iterator<Object> iterator() {
        return delegate.iterator();
    }

    @Override
    public Object[] toArray() {
        return delegate.toArray();
    }

    @Override
    public <T> T[] toArray(T[] ts) {
        return delegate.toArray(ts);
    }

    @Override
    public boolean add(Object e) {
        return delegate.add(e);
    }

    @Override
    public void add(int i, Object e) {
        delegate.add(i, e);
    }

    @Override
    public boolean remove(Object o) {
        return delegate.remove(o);
    }

    @Override
    public Object remove(int i) {
        return delegate.remove(i);
    }

    @Override
    public boolean containsAll(Collection<?> c) {
        return delegate.containsAll(c);
    }

    @Override
    public boolean addAll(Collection<?> c) {
        return delegate.addAll(c);
    }

    @Override
    public boolean addAll(int i, Collection<?> c) {
        return delegate.addAll(i, c);
    }

    @Override
    public boolean removeAll(Collection<?> c) {
        return delegate.removeAll(c);
    }

    @Override
    public boolean retainAll(Collection<?> c) {
        return delegate.retainAll(c);
    }

    @Override
    public void clear() {
        delegate.clear();
    }

    @Override
    public Object get(int i) {
        return delegate.get(i);
    }

    @Override
    public Object set(int i, Object e) {
        return delegate.set(i, e);
    }

    @Override
    public int indexOf(Object o) {
        return delegate.indexOf(o);
    }

    @Override
    public int lastIndexOf(Object o) {
        return delegate.lastIndexOf(o);
    }

    @Override
    public ListIterator<Object> listIterator() {
        return delegate.listIterator();
    }

    @Override
    public ListIterator<Object> listIterator(int i) {
        return delegate.listIterator(i);
    }

    @Override
    public List<Object> subList(int from, int to) {
        return delegate.subList(from, to);
    }
}
