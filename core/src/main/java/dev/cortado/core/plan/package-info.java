/** The order of nodes and the place of every value. */
package dev.cortado.core.plan;
