// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Tells whether a request that changes something was made by another site's page in a user's browser. Browsers say where a request comes
 * from and pages cannot forge it; scripts say nothing and are let through; a page behind a proxy that hides its address shows the token
 * instead, which no other site's page can send because it would need this server's leave for the header. Immutable, any thread.
 */
public final class CrossSite {
    /** The header that carries the token. */
    public static final String HEADER = "x-csrf-token";
    private static final int TOKEN_BYTES = 24;

    private final String token;

    public CrossSite() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
    }

    /** What our own page sends along. */
    public String token() {
        return token;
    }

    /** Whether the request comes from another site and does not show the token. */
    boolean forged(HttpServletRequest request) {
        String shown = request.getHeader(HEADER);
        if (shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        String from = origin != null ? origin : request.getHeader("Referer");
        return from != null && !authority(from).equals(request.getHeader("Host"));
    }

    private static String authority(String url) {
        try {
            return String.valueOf(new URI(url).getRawAuthority());
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
