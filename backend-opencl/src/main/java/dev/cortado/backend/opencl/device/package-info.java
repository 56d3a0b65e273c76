/** What the machine offers: loader, drivers and devices. */
package dev.cortado.backend.opencl.device;
