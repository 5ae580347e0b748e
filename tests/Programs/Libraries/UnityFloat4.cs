//# matrix: w
//# style: Unity.Mathematics: float4x4 on the left of column vectors, mul, tanh; the gradient is filled by columns
//# precision: float
using Unity.Mathematics;
using static Unity.Mathematics.math;
using float4x4 = Unity.Mathematics.float4x4;

public class FourNeurons
{
    public float4x4 w;
    public float4x4 dw;
    public float4 u, du;

    public float Learn(float[] xs, float[] ys)
    {
        var hs = new float4[xs.Length + 1];
        float loss = 0;
        for (int t = 0; t < xs.Length; t++)
        {
            hs[t + 1] = tanh(mul(w, hs[t]) + u * xs[t]);
            float e = csum(hs[t + 1]) - ys[t];
            loss += 0.5f * e * e;
        }

        dw = float4x4.zero;
        du = 0;
        float4 carried = 0;
        for (int t = xs.Length - 1; t >= 0; t--)
        {
            float4 h = hs[t + 1];
            float4 dh = csum(h) - ys[t] + carried;
            float4 dz = dh * (1 - h * h);
            //! sigma-missing: float4 dz = dh;
            dw += new float4x4(dz * hs[t].x, dz * hs[t].y, dz * hs[t].z, dz * hs[t].w);  //! reversed: dw += transpose(new float4x4(dz * hs[t].x, dz * hs[t].y, dz * hs[t].z, dz * hs[t].w));
            du += dz * xs[t];
            carried = mul(dz, w);  //! transposed: carried = mul(w, dz);
            //! transposed-2: carried = mul(dz, transpose(w));
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new FourNeurons();
        double[] w = Numeric.Vector(seed, 16);
        Numeric.Mirror(4, (i, j) => w[i * 4 + j], (i, j, value) => w[i * 4 + j] = value);
        Numeric.Set(net, "w", Matrix(w));
        net.u = new Unity.Mathematics.float4(0.4f, -0.3f, 0.8f, 0.1f);
        float[] xs = Numeric.Single(Numeric.Vector(seed + 1, 5)), ys = Numeric.Single(Numeric.Vector(seed + 2, 5));
        net.Learn(xs, ys);
        var gradient = Numeric.Flatten(net.dw);
        return (gradient, Slopes(net, w, xs, ys));
    }

    // In the order of the fields, which are columns; in steps that float can tell.
    private static double[] Slopes(FourNeurons net, double[] w, float[] xs, float[] ys)
    {
        var slopes = new double[16];
        for (var i = 0; i < 16; i++)
        {
            double At(double step)
            {
                var moved = (double[])w.Clone();
                moved[i] += step;
                net.w = Matrix(moved);
                return net.Learn(xs, ys);
            }

            slopes[i] = (At(1e-2) - At(-1e-2)) / 2e-2;
        }

        return slopes;
    }

    private static Unity.Mathematics.float4x4 Matrix(double[] w)
    {
        Unity.Mathematics.float4 Column(int j) => new((float)w[j * 4], (float)w[j * 4 + 1], (float)w[j * 4 + 2], (float)w[j * 4 + 3]);
        return new(Column(0), Column(1), Column(2), Column(3));
    }
}
