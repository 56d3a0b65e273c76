/** Reports of a training for people to read. */
package dev.cortado.training.report;
