/** What is launched: functions with their arguments, and who prepares them for which operation. */
package dev.cortado.backend.opencl.kernel;
