// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** {@code storm doctor}: looks at a machine and its configuration and says what is wrong and how to mend it. */
package tempest.cli.doctor;
