// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.task.OutputCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.api.Said;

/** The sink against a database in memory. */
class JdbcSinkTest {
    private final String database = "jdbc:hsqldb:mem:" + UUID.randomUUID();
    private final List<JdbcSink> sinks = new ArrayList<>();

    @TempDir
    private Path temp;
    private Connection connection;

    @BeforeEach
    void makeTheTables() throws SQLException {
        connection = DriverManager.getConnection(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + JdbcSink.TABLE);
            statement.execute("CREATE TABLE counts (word VARCHAR(20), count BIGINT, CONSTRAINT few CHECK (count < 100))");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        sinks.forEach(JdbcSink::cleanup);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private JdbcSink sink(Path folder) {
        String url = database;
        JdbcSink sink = new JdbcSink(() -> DriverManager.getConnection(url), "INSERT INTO counts (word, count) VALUES (?, ?)");
        sink.prepare(new PreparedRows(new FolderStore(folder), "out-0", new DefaultStateSerializer<>(Map.of(), null)), new OutputCollector(new Said()));
        sinks.add(sink);
        return sink;
    }

    private static void give(JdbcSink sink, String word, long count) {
        sink.execute(Said.tuple("count", List.of("word", "count"), word, count));
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery("SELECT word, count FROM counts ORDER BY word, count")) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getLong(2));
            }
        }
        return rows;
    }

    @Test
    void theRowsOfAnEpochAreWrittenOnceHoweverOftenAndByWhichProcessItIsCommitted() throws SQLException {
        JdbcSink sink = sink(temp);
        sink.abort(1);
        give(sink, "a", 1);
        give(sink, "b", 2);
        Transaction first = new Transaction(1, 1);
        sink.prepare(first);
        assertEquals(List.of(), rows());
        JdbcSink again = sink(temp);
        again.commit(first);
        again.commit(first);
        sink.commit(first);
        assertEquals(List.of("a 1", "b 2"), rows());
    }

    @Test
    void whatWasPreparedAndNotCommittedIsForgotten() throws SQLException {
        JdbcSink sink = sink(temp);
        sink.abort(1);
        give(sink, "a", 1);
        sink.prepare(new Transaction(1, 1));
        give(sink, "lost", 1);
        sink.abort(2);
        give(sink, "b", 2);
        sink.prepare(new Transaction(1, 2));
        sink.commit(new Transaction(1, 2));
        assertEquals(List.of("b 2"), rows());
        assertThrows(IllegalStateException.class, () -> sink.commit(new Transaction(2, 1)));
    }

    @Test
    void anEpochOfWhichTheDatabaseRefusesARowIsNotWrittenAtAllAndMayBeTriedAgain() throws SQLException {
        JdbcSink sink = sink(temp);
        sink.abort(1);
        give(sink, "a", 1);
        give(sink, "many", 100);
        sink.prepare(new Transaction(1, 1));
        String message = assertThrows(IllegalStateException.class, () -> sink.commit(new Transaction(1, 1))).getMessage();
        assertTrue(message.startsWith("cannot write epoch 1 into the database: "), message);
        assertEquals(List.of(), rows());
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE counts DROP CONSTRAINT few");
        }
        sink.commit(new Transaction(1, 1));
        assertEquals(List.of("a 1", "many 100"), rows());
    }

    @Test
    void epochsOfAnotherFolderBeginAnew() throws SQLException {
        for (String folder : List.of("one", "two")) {
            JdbcSink sink = sink(temp.resolve(folder));
            sink.abort(1);
            give(sink, folder, 1);
            sink.prepare(new Transaction(1, 1));
            sink.commit(new Transaction(1, 1));
        }
        assertEquals(List.of("one 1", "two 1"), rows());
    }
}
