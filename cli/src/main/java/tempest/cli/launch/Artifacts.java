// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transport.file.FileTransporterFactory;
import org.eclipse.aether.transport.http.ChecksumExtractor;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.AuthenticationBuilder;

/**
 * Finds the Maven artifacts that `--artifacts` names, with what they depend on. Downloads into the local repository.
 *
 * @param localRepository where artifacts are kept
 * @param extraRepositories `name^url` each, asked after Maven's central repository
 * @param proxy how the outside is reached, or null
 */
public record Artifacts(Path localRepository, List<String> extraRepositories, ProxySettings proxy) {
    /** An HTTP proxy; user and password may be null. */
    public record ProxySettings(URI url, String user, String password) {}

    /** Maven's own parts, but for what downloads by HTTP. */
    private static final class Supplier extends RepositorySystemSupplier {
        @Override
        protected Map<String, ChecksumExtractor> getChecksumExtractors() {
            return Map.of();
        }

        @Override
        protected Map<String, TransporterFactory> getTransporterFactories(Map<String, ChecksumExtractor> none) {
            return Map.of("file", new FileTransporterFactory(), "http", new HttpTransporter.Factory());
        }
    }

    /** @param coordinates `group:artifact:version`, each with `^group:artifact` for what to leave out of its dependencies */
    public Map<String, Path> resolve(List<String> coordinates) {
        RepositorySystem system = new Supplier().get();
        DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(session, new LocalRepository(localRepository.toFile())));
        List<Dependency> wanted = coordinates.stream().map(Artifacts::dependency).toList();
        CollectRequest collect = new CollectRequest(wanted, List.of(), repositories());
        try {
            Map<String, Path> found = new LinkedHashMap<>();
            for (ArtifactResult result : system.resolveDependencies(session,
                    new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.COMPILE, JavaScopes.RUNTIME))).getArtifactResults()) {
                Artifact artifact = result.getArtifact();
                found.put(artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion(), artifact.getFile().toPath());
            }
            return found;
        } catch (DependencyResolutionException e) {
            throw new CommandFailure("--artifacts: " + e.getMessage(), e);
        } finally {
            system.shutdown();
        }
    }

    private static Dependency dependency(String text) {
        String[] parts = text.split("\\^");
        if (!parts[0].matches("[^:\\s]+:[^:\\s]+(:[^:\\s]+){1,3}")) {
            throw new CommandFailure("--artifacts: '" + parts[0] + "' is not of the form group:artifact:version");
        }
        List<Exclusion> exclusions = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] names = parts[i].split(":");
            exclusions.add(new Exclusion(names[0], names.length > 1 ? names[1] : "*", "*", "*"));
        }
        return new Dependency(new DefaultArtifact(parts[0]), JavaScopes.COMPILE, false, exclusions);
    }

    private List<RemoteRepository> repositories() {
        List<RemoteRepository> all = new ArrayList<>();
        // Maven's own built-in POM knows where its central repository is.
        DefaultSuperPomProvider builtIn = new DefaultSuperPomProvider()
                .setModelProcessor(new DefaultModelProcessor().setModelReader(new DefaultModelReader()));
        builtIn.getSuperModel("4.0.0").getRepositories().forEach(r -> all.add(repository(r.getId(), r.getUrl())));
        for (String extra : extraRepositories) {
            String[] parts = extra.split("\\^", 2);
            if (parts.length < 2) {
                throw new CommandFailure("--artifactRepositories: '" + extra + "' is not of the form name^url");
            }
            all.add(repository(parts[0], parts[1]));
        }
        return all;
    }

    private RemoteRepository repository(String name, String url) {
        RemoteRepository.Builder builder = new RemoteRepository.Builder(name, "default", url);
        if (proxy != null) {
            Authentication authentication = proxy.user() == null ? null
                    : new AuthenticationBuilder().addUsername(proxy.user()).addPassword(proxy.password()).build();
            builder.setProxy(new Proxy(proxy.url().getScheme(), proxy.url().getHost(), proxy.url().getPort(), authentication));
        }
        return builder.build();
    }
}
