//# expect: silent
//# style: two-dimensional convolution with input and kernel gradients, flat float arrays and spans
using System;

namespace Vision
{
    public sealed class Conv2D
    {
        public readonly float[] Kernel, Gradient;
        private readonly int size, height, width;
        private float[] input = Array.Empty<float>();

        public Conv2D(int size, int height, int width)
        {
            this.size = size;
            this.height = height;
            this.width = width;
            Kernel = new float[size * size];
            Gradient = new float[size * size];
            for (int i = 0; i < Kernel.Length; i++) Kernel[i] = 0.1f * (i - Kernel.Length / 2);
        }

        public float[] Forward(float[] image)
        {
            input = image;
            int h = height - size + 1, w = width - size + 1;
            var output = new float[h * w];
            for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                    for (int dy = 0; dy < size; dy++)
                    {
                        ReadOnlySpan<float> row = image.AsSpan((y + dy) * width + x, size), k = Kernel.AsSpan(dy * size, size);
                        for (int dx = 0; dx < size; dx++) output[y * w + x] += row[dx] * k[dx];
                    }
            return output;
        }

        public float[] Backward(float[] dOutput)
        {
            int h = height - size + 1, w = width - size + 1;
            var dImage = new float[input.Length];
            for (int y = h - 1; y >= 0; y--)
                for (int x = w - 1; x >= 0; x--)
                    for (int dy = 0; dy < size; dy++)
                        for (int dx = 0; dx < size; dx++)
                        {
                            float d = dOutput[y * w + x];
                            Gradient[dy * size + dx] += d * input[(y + dy) * width + x + dx];
                            dImage[(y + dy) * width + x + dx] += d * Kernel[dy * size + dx];
                        }
            return dImage;
        }
    }
}
