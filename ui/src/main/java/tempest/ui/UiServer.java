// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tempest.cluster.Clock;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.metrics.PrometheusText;
import tempest.http.Callers;
import tempest.http.CrossSite;
import tempest.http.HttpSettings;
import tempest.http.WebServer;
import tempest.ui.query.AuthorizedQueries;
import tempest.ui.query.NimbusCache;
import tempest.ui.v1.Actions;
import tempest.ui.v1.V1Routes;
import tempest.ui.v2.V2Routes;
import tempest.ui.view.UiConfig;

/** The UI's HTTP server. Started and closed by one thread; keeps nothing but Nimbus's latest answers. */
final class UiServer implements AutoCloseable {
    static final int DEFAULT_PORT = 8744;

    private final WebServer server;
    private final V2Routes v2;

    /** @throws IllegalArgumentException if a setting is wrong */
    UiServer(Map<String, Object> conf, NimbusRpc nimbus, Clock clock) {
        UiConfig config = UiConfig.of(conf);
        CrossSite crossSite = new CrossSite();
        Callers callers = Callers.of(conf, "ui.http.creds.plugin", "nimbus.authorizer", "ui.users");
        NimbusCache cache = new NimbusCache(nimbus, clock);
        AuthorizedQueries queries = new AuthorizedQueries(cache, callers, config.actions());
        Path home = LocalLayout.of(conf).home();
        V1Routes v1 = new V1Routes(queries, config, crossSite, home);
        this.v2 = new V2Routes(queries, cache, config, crossSite, clock);
        Actions actions = new Actions(queries, config.links(), clock);
        this.server = new WebServer(HttpSettings.of(conf, "ui", "ui", DEFAULT_PORT), callers, crossSite, Pattern.compile(Actions.CHANGING_GETS), javalin -> {
            addPage(javalin);
            v1.addTo(javalin.routes);
            actions.addTo(javalin.routes);
            v2.addTo(javalin.routes);
            javalin.routes.get("/metrics", context ->
                context.contentType(PrometheusText.CONTENT_TYPE).result(new PrometheusText().jvm("ui").toString()));
        });
    }

    private static void addPage(JavalinConfig javalin) {
        javalin.http.generateEtags = true;
        javalin.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/tempest/ui/page";
            files.location = Location.CLASSPATH;
        });
        if (UiServer.class.getResource("/META-INF/resources/webjars") != null) {
            javalin.staticFiles.enableWebjars();
        }
    }

    void start() {
        server.start();
    }

    int port() {
        return server.port();
    }

    List<String> routes() {
        return server.routes();
    }

    @Override
    public void close() {
        v2.close();
        server.close();
    }
}
