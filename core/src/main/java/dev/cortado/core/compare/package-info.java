/** Two backends side by side: which operation and which layer they first disagree on, and how their losses go. */
package dev.cortado.core.compare;
