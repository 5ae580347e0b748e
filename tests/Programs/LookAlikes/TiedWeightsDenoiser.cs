//# expect: silent
//# style: denoising autoencoder with tied weights in float, trained by stochastic gradient descent: the matrix forwards and its transpose back, once each
using System;

namespace Denoising
{
    public sealed class TiedDenoiser
    {
        private readonly float[] w;
        private readonly float[] bias, visibleBias;
        private readonly int visible, hidden;
        private readonly Random random = new Random(1);

        public TiedDenoiser(int visible, int hidden)
        {
            this.visible = visible;
            this.hidden = hidden;
            w = new float[hidden * visible];
            bias = new float[hidden];
            visibleBias = new float[visible];
            for (int i = 0; i < w.Length; i++) w[i] = (float)random.NextDouble() - 0.5f;
        }

        public float Train(float[] x, float rate)
        {
            var noisy = new float[visible];
            for (int i = 0; i < visible; i++) noisy[i] = random.NextDouble() < 0.3 ? 0 : x[i];
            var h = new float[hidden];
            for (int j = 0; j < hidden; j++)
            {
                float z = bias[j];
                for (int i = 0; i < visible; i++) z += w[j * visible + i] * noisy[i];
                h[j] = 1f / (1f + MathF.Exp(-z));
            }
            var error = new float[visible];
            float loss = 0;
            for (int i = 0; i < visible; i++)
            {
                float z = visibleBias[i];
                for (int j = 0; j < hidden; j++) z += w[j * visible + i] * h[j];
                error[i] = z - x[i];
                loss += error[i] * error[i] / 2;
            }
            for (int j = 0; j < hidden; j++)
            {
                float d = 0;
                for (int i = 0; i < visible; i++) d += w[j * visible + i] * error[i];
                d *= h[j] * (1 - h[j]);
                bias[j] -= rate * d;
                for (int i = 0; i < visible; i++) w[j * visible + i] -= rate * (d * noisy[i] + error[i] * h[j]);
            }
            for (int i = 0; i < visible; i++) visibleBias[i] -= rate * error[i];
            return loss;
        }
    }
}
