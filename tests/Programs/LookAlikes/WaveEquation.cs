//# expect: silent
//# style: one-dimensional wave equation with finite differences forwards, and reverse-time migration: receivers' traces injected into the same stencil backwards over time
using System;

namespace Seismics
{
    public class ReverseTimeMigration
    {
        private readonly float[] velocity;
        private readonly float dt, dx;

        public ReverseTimeMigration(float[] velocity, float dt, float dx)
        {
            this.velocity = velocity;
            this.dt = dt;
            this.dx = dx;
        }

        private float[] Propagate(float[] current, float[] other)
        {
            var next = new float[current.Length];
            for (int i = 1; i < current.Length - 1; i++)
            {
                float c = velocity[i] * dt / dx;
                next[i] = 2 * current[i] - other[i] + c * c * (current[i + 1] - 2 * current[i] + current[i - 1]);
            }
            return next;
        }

        public float[][] Forward(float[] source, int position)
        {
            var field = new float[source.Length][];
            float[] before = new float[velocity.Length], now = new float[velocity.Length];
            for (int t = 0; t < source.Length; t++)
            {
                var next = Propagate(now, before);
                next[position] += source[t];
                field[t] = next;
                (before, now) = (now, next);
            }
            return field;
        }

        public float[] Image(float[] source, float[] traces, int position)
        {
            var field = Forward(source, position);
            var image = new float[velocity.Length];
            float[] after = new float[velocity.Length], now = new float[velocity.Length];
            for (int t = traces.Length - 1; t >= 0; t--)
            {
                var previous = Propagate(now, after);
                previous[position] += traces[t];
                for (int i = 0; i < image.Length; i++) image[i] += field[t][i] * previous[i];
                (after, now) = (now, previous);
            }
            return image;
        }
    }
}
