// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Plug-ins that find and fetch the images of workers that run in containers. */
package org.apache.storm.container.oci;
