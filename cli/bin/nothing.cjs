'use strict';
/* Stands in for modules that libraries load and nobody here uses. */
module.exports = {};
