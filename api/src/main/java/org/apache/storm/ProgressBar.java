// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.io.PrintStream;

/** Draws how far an upload has come, as a line that is drawn over. Called by the thread that uploads. */
final class ProgressBar implements StormSubmitter.ProgressListener {
    private static final int WIDTH = 40;

    private final PrintStream out;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onStart(String srcFile, String targetFile, long totalBytes) {
        out.printf("Uploading %s (%d bytes)%n", srcFile, totalBytes);
    }

    @Override
    public void onProgress(String srcFile, String targetFile, long bytesUploaded, long totalBytes) {
        int done = totalBytes == 0 ? WIDTH : (int) (WIDTH * bytesUploaded / totalBytes);
        out.printf("\r[%s%s] %d / %d", "=".repeat(done), " ".repeat(WIDTH - done), bytesUploaded, totalBytes);
    }

    @Override
    public void onCompleted(String srcFile, String targetFile, long totalBytes) {
        out.printf("%nUploaded %s%n", srcFile);
    }
}
