// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.grouping.LoadAwareCustomStreamGrouping;
import org.apache.storm.grouping.LoadMapping;

/** Uses a custom grouping of the user's. */
final class CustomRouter extends Router {
    private final CustomStreamGrouping grouping;
    private final int sourceTask;

    CustomRouter(CustomStreamGrouping grouping, int sourceTask) {
        this.grouping = grouping;
        this.sourceTask = sourceTask;
    }

    @Override
    public int one(List<Object> values) {
        return MANY;
    }

    @Override
    public List<Integer> many(List<Object> values) {
        return grouping.chooseTasks(sourceTask, values);
    }

    @Override
    public boolean wantsLoads() {
        return grouping instanceof LoadAwareCustomStreamGrouping;
    }

    @Override
    public void refresh(LoadMapping loads) {
        if (grouping instanceof LoadAwareCustomStreamGrouping loadAware) {
            loadAware.refreshLoad(loads);
        }
    }
}
