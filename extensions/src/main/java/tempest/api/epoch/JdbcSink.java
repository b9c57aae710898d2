// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes tuples of an exactly-once topology into a database: a statement a tuple, all of an epoch in one transaction of the database, together with the epoch's number, so that an epoch is written once however often it is
 * tried. Rows wait in {@code topology.state.epoch.folder} until their epoch is committed. The database needs the table {@value #TABLE}. Its task's thread calls it.
 */
public final class JdbcSink extends BaseRichBolt implements ITwoPhaseSink {
    /** The table that the sink needs. */
    public static final String TABLE = "tempest_epochs (history VARCHAR(36), task VARCHAR(255), epoch BIGINT, PRIMARY KEY (history, task))";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSink.class);

    private final Connections connections;
    private final String statement;
    private transient OutputCollector collector;
    private transient PreparedRows rows;
    private transient Connection connection;

    /** Opens connections; travels with the topology, and is of a class of its jar, whose driver it then finds. */
    @FunctionalInterface
    public interface Connections extends Serializable {
        Connection open() throws SQLException;
    }

    /** @param statement with a parameter for each value of a tuple, such as {@code INSERT INTO counts (word, count) VALUES (?, ?)} */
    public JdbcSink(Connections connections, String statement) {
        this.connections = connections;
        this.statement = statement;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        prepare(PreparedRows.of(conf, context), collector);
    }

    void prepare(PreparedRows rows, OutputCollector collector) {
        this.rows = rows;
        this.collector = collector;
    }

    @Override
    public void execute(Tuple input) {
        rows.add(new ArrayList<>(input.getValues()));
        collector.ack(input);
    }

    @Override
    public void prepare(Transaction transaction) {
        rows.prepare(transaction);
    }

    @Override
    public void commit(Transaction transaction) {
        try {
            if (connection == null) {
                connection = connections.open();
                connection.setAutoCommit(false);
            }
            if (begins(transaction)) {
                List<List<Object>> prepared = rows.read(transaction);
                if (prepared == null) {
                    throw new IllegalStateException("the rows of " + rows.name() + " in epoch " + transaction.epoch() + " are missing: " + rows.entry(transaction));
                }
                write(prepared);
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            close();
            throw new IllegalStateException("cannot write epoch " + transaction.epoch() + " into the database: " + e.getMessage(), e);
        }
        rows.delete(transaction);
    }

    /** Whether it is this call that writes the epoch; others wait until the database's transaction ends, and then do not. */
    private boolean begins(Transaction transaction) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement("SELECT epoch FROM tempest_epochs WHERE history = ? AND task = ?")) {
            known.setString(1, rows.history());
            known.setString(2, rows.name());
            try (ResultSet row = known.executeQuery()) {
                if (!row.next()) {
                    insertTask();
                }
            }
        }
        try (PreparedStatement step = connection.prepareStatement("UPDATE tempest_epochs SET epoch = ? WHERE history = ? AND task = ? AND epoch < ?")) {
            step.setLong(1, transaction.epoch());
            step.setString(2, rows.history());
            step.setString(3, rows.name());
            step.setLong(4, transaction.epoch());
            return step.executeUpdate() == 1;
        }
    }

    private void insertTask() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO tempest_epochs (history, task, epoch) VALUES (?, ?, 0)")) {
            insert.setString(1, rows.history());
            insert.setString(2, rows.name());
            insert.executeUpdate();
        }
    }

    private void write(List<List<Object>> prepared) throws SQLException {
        if (prepared.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(statement)) {
            for (List<Object> row : prepared) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void abort(long incarnation) {
        rows.abort(incarnation);
    }

    /** What was not committed is rolled back by the database. */
    private void close() {
        if (connection != null) {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                LOG.debug("The connection of {} was broken", rows.name(), e);
            }
            connection = null;
        }
    }

    @Override
    public void cleanup() {
        close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }
}
