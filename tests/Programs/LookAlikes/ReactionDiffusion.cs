//# expect: silent
//# style: Gray-Scott reaction-diffusion on a flat float grid with a static nine-point stencil
namespace Patterns
{
    public sealed class GrayScott
    {
        private static readonly float[] Stencil = { 0.05f, 0.2f, 0.05f, 0.2f, -1f, 0.2f, 0.05f, 0.2f, 0.05f };
        private readonly int width, height;
        private float[] u, v;

        public GrayScott(int width, int height)
        {
            this.width = width;
            this.height = height;
            u = new float[width * height];
            v = new float[width * height];
            System.Array.Fill(u, 1f);
            v[height / 2 * width + width / 2] = 1f;
        }

        private float Laplace(float[] f, int x, int y)
        {
            float s = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++)
                    s += Stencil[(dy + 1) * 3 + dx + 1] * f[(y + dy + height) % height * width + (x + dx + width) % width];
            return s;
        }

        public void Run(int steps, float feed, float kill)
        {
            for (int t = 0; t < steps; t++)
            {
                float[] nu = new float[u.Length], nv = new float[v.Length];
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++)
                    {
                        int i = y * width + x;
                        float uvv = u[i] * v[i] * v[i];
                        nu[i] = u[i] + 0.16f * Laplace(u, x, y) - uvv + feed * (1 - u[i]);
                        nv[i] = v[i] + 0.08f * Laplace(v, x, y) + uvv - (feed + kill) * v[i];
                    }
                u = nu;
                v = nv;
            }
        }
    }
}
