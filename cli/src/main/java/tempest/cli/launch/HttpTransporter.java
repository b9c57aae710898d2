// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.AbstractTransporter;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.PeekTask;
import org.eclipse.aether.spi.connector.transport.PutTask;
import org.eclipse.aether.spi.connector.transport.TransportTask;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.transfer.NoTransporterException;

/**
 * Downloads Maven artifacts from one repository with the JDK's own HTTP client. Called by the resolver's threads, several at a time; it never uploads, and
 * never asks a repository who it is.
 */
final class HttpTransporter extends AbstractTransporter {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofMinutes(3);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    /** Java sends no password to a proxy for HTTPS unless this is emptied. */
    private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

    /** A repository's answer that is no file. */
    static final class StatusException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        StatusException(URI uri, int status) {
            super(uri + " answers with status " + status);
            this.status = status;
        }
    }

    /** Makes them for repositories with an HTTP address. */
    static final class Factory implements TransporterFactory {
        @Override
        public Transporter newInstance(RepositorySystemSession session, RemoteRepository repository) throws NoTransporterException {
            if (!repository.getProtocol().matches("(?i)https?")) {
                throw new NoTransporterException(repository, "its address begins neither with http: nor with https:");
            }
            return new HttpTransporter(session, repository);
        }

        @Override
        public float getPriority() {
            return 1;
        }
    }

    private final URI base;
    private final HttpClient client;

    private HttpTransporter(RepositorySystemSession session, RemoteRepository repository) {
        String url = repository.getUrl();
        this.base = URI.create(url.endsWith("/") ? url : url + "/");
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
        if (repository.getProxy() != null) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(repository.getProxy().getHost(), repository.getProxy().getPort())));
            try (AuthenticationContext context = AuthenticationContext.forProxy(session, repository)) {
                if (context != null) {
                    System.setProperty(TUNNELING, System.getProperty(TUNNELING, ""));
                    builder.authenticator(proxyUser(context.get(AuthenticationContext.USERNAME), context.get(AuthenticationContext.PASSWORD)));
                }
            }
        }
        this.client = builder.build();
    }

    private static Authenticator proxyUser(String user, String password) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? new PasswordAuthentication(user, password == null ? new char[0] : password.toCharArray()) : null;
            }
        };
    }

    private HttpRequest.Builder request(TransportTask task) {
        return HttpRequest.newBuilder(base.resolve(task.getLocation())).timeout(ANSWER).header("User-Agent", "Tempest");
    }

    private static void check(HttpResponse<?> response) throws StatusException {
        if (response.statusCode() != OK) {
            throw new StatusException(response.uri(), response.statusCode());
        }
    }

    @Override
    protected void implPeek(PeekTask task) throws IOException, InterruptedException {
        check(client.send(request(task).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding()));
    }

    @Override
    protected void implGet(GetTask task) throws Exception {
        HttpResponse<InputStream> response = client.send(request(task).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            check(response);
            utilGet(task, body, false, response.headers().firstValueAsLong("Content-Length").orElse(-1), false);
        }
    }

    @Override
    protected void implPut(PutTask task) {
        throw new UnsupportedOperationException("nothing is uploaded to " + base);
    }

    @Override
    public int classify(Throwable error) {
        return error instanceof StatusException answer && (answer.status == NOT_FOUND || answer.status == GONE) ? ERROR_NOT_FOUND : ERROR_OTHER;
    }

    @Override
    protected void implClose() {
        // The JDK's client ends with its last reference.
    }
}
