// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization.types;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import java.util.ArrayList;
import org.apache.storm.utils.ListDelegate;

/** Writes a tuple's values, whatever list they are in; reads them into an array list. */
public class ListDelegateSerializer extends CollectionSerializer<ListDelegate> {
    @Override
    public ListDelegate create(Kryo kryo, Input input, Class<? extends ListDelegate> type, int size) {
        ListDelegate values = new ListDelegate();
        values.setDelegate(new ArrayList<>(Sizes.room(input, size)));
        return values;
    }
}
