// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.jdbc.bolt.JdbcInsertBolt;
import org.apache.storm.jdbc.common.Column;
import org.apache.storm.jdbc.common.ConnectionProvider;
import org.apache.storm.jdbc.common.HikariCPConnectionProvider;
import org.apache.storm.jdbc.mapper.SimpleJdbcMapper;
import org.apache.storm.testing.AckFailMapTracker;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/** The published storm-jdbc between two workers and a database. */
class JdbcConnectorTest {
    private static final String DATABASE = "jdbc:hsqldb:mem:words";
    private static final int ROWS = 200;

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select count(distinct number) from words")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void everyTupleIsARow() throws Exception {
        FeederSpout source = new FeederSpout(new Fields("number", "word"));
        AckFailMapTracker outcome = new AckFailMapTracker();
        source.setAckFailDelegate(outcome);
        ConnectionProvider pool = new HikariCPConnectionProvider(Map.of("dataSourceClassName", "org.hsqldb.jdbc.JDBCDataSource", "dataSource.url", DATABASE,
            "dataSource.user", "SA", "dataSource.password", ""));
        List<Column> columns = List.of(new Column<>("number", Types.INTEGER), new Column<>("word", Types.VARCHAR));
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("rows", new JdbcInsertBolt(pool, new SimpleJdbcMapper(columns)).withTableName("words").withQueryTimeoutSecs(30), 2)
            .shuffleGrouping("source");
        Config conf = new Config();
        conf.setNumWorkers(2);
        try (Connection connection = DriverManager.getConnection(DATABASE, "SA", ""); LocalCluster cluster = new LocalCluster()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table words (number int, word varchar(20))");
            }
            try (LocalCluster.LocalTopology topology = cluster.submitTopology("jdbc", conf, builder.createTopology())) {
                for (int i = 0; i < ROWS; i++) {
                    source.feed(new Values(i, "word " + i), i);
                }
                Waits.until(() -> count(connection) == ROWS, () -> ROWS + " rows, not " + count(connection));
                for (int i = 0; i < ROWS; i++) {
                    int id = i;
                    Waits.until(() -> outcome.isAcked(id), () -> "the ack of " + id);
                }
            }
            assertEquals(ROWS, count(connection));
        }
    }
}
