/** Data sets, their files and downloads, images, augmentation, and the loader that prefetches batches. */
package dev.cortado.training.data;
