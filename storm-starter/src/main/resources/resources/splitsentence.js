// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
'use strict';
const {Bolt} = require('./storm.js');

class SplitSentence extends Bolt {
    process(tuple) {
        for (const word of tuple.tuple[0].split(' ')) {
            this.emit([word], tuple);
        }
    }
}

new SplitSentence().run();
