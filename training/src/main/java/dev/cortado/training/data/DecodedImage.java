package dev.cortado.training.data;

/**
 * Holds the pixels of one decoded image.
 *
 * @param width pixels in a row, at least 1
 * @param height number of rows, at least 1
 * @param rgb red, green and blue of each pixel as unsigned bytes, row by row; not copied
 */
public record DecodedImage(int width, int height, byte[] rgb) {}
