/** What the kit found, as data, as JSON, as a page and as one line. */
package dev.cortado.conformance.report;
