/** Sessions and programs: networks compiled for a backend, with their variables. */
package dev.cortado.core;
