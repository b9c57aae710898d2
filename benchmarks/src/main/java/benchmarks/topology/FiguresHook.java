// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.hooks.BaseWorkerHook;
import org.apache.storm.task.WorkerUserContext;

/** Gives each worker of a topology its {@link FigureBook}; the worker calls it before it opens the first task and after the last has closed. */
public final class FiguresHook extends BaseWorkerHook {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private transient FigureBook book;

    FiguresHook(String folder) {
        this.folder = folder;
    }

    @Override
    public void start(Map<String, Object> conf, WorkerUserContext context) {
        book = new FigureBook(Path.of(folder), (String) conf.get(Config.TOPOLOGY_NAME), context.getThisWorkerPort());
        context.setResource(FigureBook.RESOURCE, book);
    }

    @Override
    public void shutdown() {
        if (book != null) {
            book.close();
        }
    }
}
