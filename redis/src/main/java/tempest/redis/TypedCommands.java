// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.List;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.GeoCoordinate;

/** The command that stores or looks up one tuple's key, by data type. Stateless: any thread may call it. */
public final class TypedCommands {
    private static final String BETWEEN_COORDINATES = ":";

    private final RedisDataType type;
    private final String additionalKey;

    public TypedCommands(RedisDataTypeDescription description) {
        this(description.getDataType(), description.getAdditionalKey());
    }

    public TypedCommands(RedisDataType type, String additionalKey) {
        this.type = type;
        this.additionalKey = additionalKey;
    }

    RedisDataType type() {
        return type;
    }

    String additionalKey() {
        return additionalKey;
    }

    /** Whether storing the same value again changes nothing. */
    boolean repeatable() {
        return type != RedisDataType.LIST;
    }

    /** Whether every value stored under a key counts, rather than the last. */
    public boolean collects() {
        return type == RedisDataType.LIST || type == RedisDataType.SET || type == RedisDataType.HYPER_LOG_LOG;
    }

    /** The Redis key that a tuple's key lives in, to which a time to live applies. */
    String redisKey(String key) {
        return switch (type) {
            case HASH, SORTED_SET, GEO -> additionalKey;
            case STRING, LIST, SET, HYPER_LOG_LOG -> key;
        };
    }

    /**
     * @throws IllegalArgumentException if the value is not one that the type can hold
     */
    CommandObject<?> store(CommandObjects commands, String key, String value) {
        return switch (type) {
            case STRING -> commands.set(key, value);
            case HASH -> commands.hset(additionalKey, key, value);
            case LIST -> commands.rpush(key, value);
            case SET -> commands.sadd(key, value);
            case SORTED_SET -> commands.zadd(additionalKey, score(key, value), key);
            case HYPER_LOG_LOG -> commands.pfadd(key, value);
            case GEO -> {
                GeoCoordinate place = place(key, value);
                yield commands.geoadd(additionalKey, place.getLongitude(), place.getLatitude(), key);
            }
        };
    }

    CommandObject<?> lookUp(CommandObjects commands, String key) {
        return switch (type) {
            case STRING -> commands.get(key);
            case HASH -> commands.hget(additionalKey, key);
            case LIST -> commands.lindex(key, 0);
            case SET -> commands.scard(key);
            case SORTED_SET -> commands.zscore(additionalKey, key);
            case HYPER_LOG_LOG -> commands.pfcount(key);
            case GEO -> commands.geopos(additionalKey, key);
        };
    }

    /** The reply to {@link #lookUp} as text; null if there is none. */
    static String text(Object reply) {
        if (reply instanceof List<?> places) {
            return places.isEmpty() || places.get(0) == null ? null : text(places.get(0));
        }
        if (reply instanceof GeoCoordinate place) {
            return place.getLongitude() + BETWEEN_COORDINATES + place.getLatitude();
        }
        return reply == null ? null : reply.toString();
    }

    /** A tuple's value as the score of a sorted set. */
    public static double score(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException("The value '" + value + "' of key '" + key + "' is no score of a sorted set: a number is right", e);
        }
    }

    /** A tuple's value {@code longitude:latitude} as a position in a geo index. */
    public static GeoCoordinate place(String key, String value) {
        String[] parts = value == null ? new String[0] : value.split(BETWEEN_COORDINATES, -1);
        try {
            if (parts.length == 2) {
                return new GeoCoordinate(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            }
        } catch (NumberFormatException e) {
            throw noPlace(key, value, e);
        }
        throw noPlace(key, value, null);
    }

    private static IllegalArgumentException noPlace(String key, String value, Exception cause) {
        return new IllegalArgumentException(
            "The value '" + value + "' of key '" + key + "' is no place: longitude:latitude is right, for example 13.40:52.52", cause);
    }
}
