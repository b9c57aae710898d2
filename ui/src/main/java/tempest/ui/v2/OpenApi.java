// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document that describes /api/v2. Request threads. */
final class OpenApi {
    private OpenApi() {}

    static void serve(Context context) {
        try (InputStream document = OpenApi.class.getResourceAsStream("/tempest/ui/openapi.json")) {
            context.contentType("application/json;charset=utf-8").result(document.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the OpenAPI document cannot be read", e);
        }
    }
}
