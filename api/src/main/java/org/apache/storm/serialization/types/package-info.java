// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Kryo serializers of the collections that tuples hold. */
package org.apache.storm.serialization.types;
