/** The one entry point of plug-ins, and options described by schemas. */
package dev.cortado.api.plugin;
