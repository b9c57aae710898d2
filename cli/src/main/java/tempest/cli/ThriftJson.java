// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.thrift.TBase;
import org.apache.storm.thrift.TEnum;
import org.apache.storm.thrift.TFieldIdEnum;
import org.apache.storm.thrift.meta_data.FieldMetaData;

/**
 * A Thrift struct as maps and lists, for people to read: fields by name, those that are not set left out, bytes as their number.
 * Thrift's own JSON cannot have structs as keys, which a topology has. Pure.
 */
final class ThriftJson {
    private ThriftJson() {}

    static Object of(Object value) {
        if (value instanceof TBase<?, ?> struct) {
            return struct(struct);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, one) -> plain.put(key(key), of(one)));
            return plain;
        } else if (value instanceof Collection<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(one -> plain.add(of(one)));
            return plain;
        } else if (value instanceof ByteBuffer bytes) {
            return bytes.remaining() + " bytes";
        } else if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        } else if (value instanceof TEnum) {
            return value.toString();
        }
        return value;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, Object> struct(TBase struct) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<TFieldIdEnum, FieldMetaData> all = FieldMetaData.getStructMetaDataMap(struct.getClass());
        all.keySet().stream().sorted((a, b) -> Short.compare(a.getThriftFieldId(), b.getThriftFieldId())).filter(struct::isSet)
            .forEach(field -> fields.put(field.getFieldName(), of(struct.getFieldValue(field))));
        return fields;
    }

    private static String key(Object key) {
        return key instanceof GlobalStreamId stream ? stream.get_componentId() + ":" + stream.get_streamId() : String.valueOf(key);
    }
}
