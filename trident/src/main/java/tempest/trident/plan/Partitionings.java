// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import org.apache.storm.generated.Grouping;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.trident.partition.GlobalGrouping;
import org.apache.storm.trident.partition.IdentityGrouping;
import org.apache.storm.utils.Utils;
import tempest.trident.run.Partitioning;

/** The partitioning that does what a grouping of the contract says. */
public final class Partitionings {
    private Partitionings() {
    }

    public static Partitioning of(CustomStreamGrouping grouping) {
        if (grouping instanceof GlobalGrouping) {
            return new Partitioning.Global();
        }
        return grouping instanceof IdentityGrouping ? new Partitioning.Identity() : new Partitioning.Custom(grouping);
    }

    /** @throws IllegalArgumentException for a direct grouping, as operations of Trident do not choose tasks */
    public static Partitioning of(Grouping grouping) {
        return switch (grouping.getSetField()) {
            case FIELDS -> new Partitioning.Global();
            case SHUFFLE, NONE -> new Partitioning.Shuffle();
            case LOCAL_OR_SHUFFLE -> new Partitioning.LocalOrShuffle();
            case ALL -> new Partitioning.Broadcast();
            case CUSTOM_SERIALIZED -> of(Utils.javaDeserialize(grouping.get_custom_serialized(), CustomStreamGrouping.class));
            case CUSTOM_OBJECT, DIRECT -> throw new IllegalArgumentException("partition: a grouping of kind "
                + grouping.getSetField() + " is not allowed in a stream of batches; use shuffle, fields, all, or a CustomStreamGrouping");
        };
    }
}
