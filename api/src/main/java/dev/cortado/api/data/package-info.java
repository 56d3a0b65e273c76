/** The contract of data sets. */
package dev.cortado.api.data;
