// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.slf4j.LoggerFactory;

/** User code that ends its worker in the way that the configuration {@code test.end} names, after making the file {@code test.mark}. */
public final class EndingSpout extends BaseRichSpout {
    private static final long serialVersionUID = 1L;

    private transient SpoutOutputCollector out;
    private transient String end;
    private transient Path mark;

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        out = collector;
        end = (String) conf.get("test.end");
        mark = Path.of((String) conf.get("test.mark"));
        LoggerFactory.getLogger(EndingSpout.class).debug("{} opens", end);
        if (end.equals("error-in-open")) {
            throw new NoClassDefFoundError("no/such/Class");
        }
    }

    @Override
    public void nextTuple() {
        if (Files.exists(mark)) {
            return;
        }
        out.reportError(new IllegalStateException("last words"));
        try {
            Files.createFile(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] parts = end.split("-");
        switch (parts[0]) {
            case "exit" -> System.exit(Integer.parseInt(parts[1]));
            case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(parts[1]));
            case "hang" -> exitWithAHookThatHangs();
            case "throw" -> throw new IllegalStateException("this spout fails");
            case "memory" -> new Thread(() -> {
                throw new OutOfMemoryError("unable to create native thread");
            }, "hungry").start();
            case "own" -> new Thread(() -> System.exit(7), "users-own").start();
            default -> { }
        }
    }

    private static void exitWithAHookThatHangs() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        System.exit(7);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("nothing"));
    }
}
