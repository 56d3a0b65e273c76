/** Operations that run at once. */
package dev.cortado.core.eager;
